/** Reads the XML of a workbook's part while it is inflated: elements as they come, nothing kept, no entity but the five of XML. */
import { SaxesParser } from 'saxes';
import { Problem } from '../../shared/problem.ts';
import { type Budget, inflate, type ZippedPart } from './archive.ts';

/** Bytes without an angle bracket: a cell holds 32,767 characters. */
const RUN_MAX = 512 * 1024;
const DEPTH_MAX = 64;
const DOCTYPE = '<!DOCTYPE';

/** What is told of a part. Names come without their prefix. */
interface Listener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

const damaged = (): Problem => new Problem('not_a_workbook');
const unprefixed = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Throws Problem `workbook_unsafe` for a document type, `not_a_workbook` for what is no XML, and what `inflate` and the reader throw. */
export async function readXml(part: ZippedPart, budget: Budget, reader: Listener): Promise<void> {
  const parser = parserFor(reader);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let run = 0;
  await inflate(part, budget, (piece) => {
    const last = Math.max(piece.lastIndexOf(60), piece.lastIndexOf(62));
    run = last === -1 ? run + piece.length : piece.length - last;
    if (run > RUN_MAX) throw damaged();
    // The parser would first take in all of it.
    if (piece.includes(DOCTYPE)) throw new Problem('workbook_unsafe');
    feed(parser, () => decoder.decode(piece, { stream: true }));
  });
  feed(parser, () => decoder.decode());
  ending(() => parser.close());
}

function feed(parser: SaxesParser, text: () => string): void {
  ending(() => parser.write(text()));
}

/** What is no UTF-8 or no XML is no workbook, whatever the parser calls it. */
function ending(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    throw error instanceof Problem ? error : damaged();
  }
}

function parserFor({ open, text, close }: Listener): SaxesParser {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new Problem('workbook_unsafe');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > DEPTH_MAX) throw damaged();
    open?.(unprefixed(name), attributes as Record<string, string>);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    close?.(unprefixed(name));
  });
  if (text !== undefined) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

const DECLARES = /<!(?:DOCTYPE|ENTITY)/i;
const TAIL = 16;

/** Inflates a part nobody reads, so that its size is counted and a document type in it found. */
export async function skimPart(part: ZippedPart, budget: Budget): Promise<void> {
  const isXml = /\.(?:xml|rels|vml)$/i.test(part.name);
  let tail = '';
  await inflate(part, budget, (piece) => {
    if (!isXml) return;
    // In UTF-16 every other byte is 0.
    const text = tail + piece.toString('latin1').replaceAll('\0', '');
    if (DECLARES.test(text)) throw new Problem('workbook_unsafe');
    tail = text.slice(-TAIL);
  });
}
