/** Keeps long texts in document properties, in pieces each value has room for. */
import type { Ports } from './ports.ts';
import { slices } from './slices.ts';

/** A value of document properties holds 9 kB, all of them 500 kB: one text takes no more than 400 kB of them. */
const PIECE_BYTES = 9000;
const PIECES_MAX = 44;

const pieceName = (name: string, no: number): string => `${name}.${no}`;

const countOf = (ports: Ports, name: string): number => Number(ports.properties.get(name) ?? 0);

/** false: too large, or the store takes no more; then nothing is kept under the name. */
export function keepText(ports: Ports, name: string, text: string): boolean {
  const pieces = slices(text, PIECE_BYTES);
  const before = countOf(ports, name);
  const entries = pieces.map((piece, no) => [pieceName(name, no), piece] as const);
  const isKept =
    pieces.length <= PIECES_MAX &&
    ports.properties.setAll({ ...Object.fromEntries(entries), [name]: String(pieces.length) });
  if (!isKept) forgetText(ports, name);
  else forgetPieces(ports, name, pieces.length, before);
  return isKept;
}

/** '' where nothing is kept. Of two texts, where somebody was stopped between them, whatever is there: the reader has to look. */
export const keptText = (ports: Ports, name: string): string =>
  Array.from(
    { length: countOf(ports, name) },
    (_, no) => ports.properties.get(pieceName(name, no)) ?? '',
  ).join('');

export function forgetText(ports: Ports, name: string): void {
  const count = countOf(ports, name);
  if (count === 0) return;
  ports.properties.delete(name);
  forgetPieces(ports, name, 0, count);
}

function forgetPieces(ports: Ports, name: string, from: number, to: number): void {
  for (let no = from; no < to; no += 1) ports.properties.delete(pieceName(name, no));
}
