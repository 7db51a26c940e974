/** Reads the parts of a workbook that its sheets refer to: which sheets there are, its texts, and which number formats are dates. */

import { showsDay, showsPercent } from '../../shared/number-format.ts';
import { Problem } from '../../shared/problem.ts';
import { type Budget, tooLarge, type ZippedPart } from './archive.ts';
import { readXml } from './xml.ts';

type Parts = ReadonlyMap<string, ZippedPart>;

const SHEETS_MAX = 60;
const STRINGS_MAX = 500_000;
const FORMATS_MAX = 70_000;
/** UTF-16 units of all texts together: as many as a report may hold. */
export const TEXT_MAX = 12_000_000;

interface ListedSheet {
  readonly name: string;
  readonly part: ZippedPart;
}

interface WorkbookHead {
  readonly sheets: readonly ListedSheet[];
  /** Days are counted from 1904 on. */
  readonly from1904: boolean;
  /** Names of the parts read so far, and to be read as sheets. */
  readonly strings: ZippedPart | undefined;
  readonly styles: ZippedPart | undefined;
}

const damaged = (): Problem => new Problem('not_a_workbook');

/** Throws Problem `workbook_with_macros` where a part is said to be one, under whatever name. */
async function readTypes(parts: Parts, budget: Budget): Promise<void> {
  const types = parts.get('[Content_Types].xml');
  if (types === undefined) throw damaged();
  await readXml(types, budget, {
    open: (_, { ContentType = '' }) => {
      if (/macroenabled|vbaproject|macrosheet/i.test(ContentType)) throw new Problem('workbook_with_macros');
    },
  });
}

interface Target {
  readonly type: string;
  readonly path: string;
}

/** Id → part of the same archive; what lies outside of it is never followed. */
async function readTargets(
  parts: Parts,
  of: string,
  budget: Budget,
): Promise<{ byId: Map<string, Target>; all: Target[] }> {
  const slash = of.lastIndexOf('/') + 1;
  const folder = of.slice(0, slash);
  const part = parts.get(`${folder}_rels/${of.slice(slash)}.rels`);
  const byId = new Map<string, Target>();
  if (part === undefined) return { byId, all: [] };
  await readXml(part, budget, {
    open: (name, { Id = '', Type = '', Target: target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`;
      byId.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path: path.replace(/(^|\/)\.\//g, '$1') });
    },
  });
  return { byId, all: [...byId.values()] };
}

export async function readHead(parts: Parts, budget: Budget): Promise<WorkbookHead> {
  await readTypes(parts, budget);
  const root = await readTargets(parts, '', budget);
  const path = root.all.find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const workbook = parts.get(path);
  if (workbook === undefined) throw damaged();
  const targets = await readTargets(parts, path, budget);
  const sheets: ListedSheet[] = [];
  let from1904 = false;
  await readXml(workbook, budget, {
    open: (element, attributes) => {
      if (element === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (element !== 'sheet') return;
      const part = parts.get(targets.byId.get(relationOf(attributes))?.path ?? '');
      if (part !== undefined) sheets.push({ name: attributes.name ?? '', part });
      if (sheets.length > SHEETS_MAX)
        throw tooLarge(`có quá ${SHEETS_MAX} trang`, `more than ${SHEETS_MAX} sheets`);
    },
  });
  if (sheets.length === 0) throw damaged();
  const one = (type: string) => parts.get(targets.all.find((target) => target.type === type)?.path ?? '');
  return { sheets, from1904, strings: one('sharedStrings'), styles: one('styles') };
}

/** `r:id`, whatever the prefix. */
function relationOf(attributes: Readonly<Record<string, string>>): string {
  const name = Object.keys(attributes).find((key) => key.endsWith(':id')) ?? '';
  return attributes[name] ?? '';
}

/** `_x000D_` is how the format writes a character XML has no place for; what is no text stays as it is written. */
const decoded = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (written, code: string) => {
        const unit = Number.parseInt(code, 16);
        return unit === 0 || (unit >= 0xd800 && unit <= 0xdfff) ? written : String.fromCharCode(unit);
      })
    : text;

/** Puts a text together from its runs; readings above the line are not part of it. */
export class TextRuns {
  #inText = false;
  #above = 0;
  #text = '';

  open(name: string): void {
    if (name === 'rPh') this.#above += 1;
    if (name === 't') this.#inText = this.#above === 0;
  }
  text(text: string): void {
    if (this.#inText) this.#text += text;
  }
  close(name: string): void {
    if (name === 'rPh') this.#above -= 1;
    if (name === 't') this.#inText = false;
  }
  take(): string {
    const text = decoded(this.#text);
    this.#text = '';
    return text;
  }
}

export async function readStrings(part: ZippedPart | undefined, budget: Budget): Promise<readonly string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  const runs = new TextRuns();
  let length = 0;
  await readXml(part, budget, {
    open: (name) => runs.open(name),
    text: (text) => runs.text(text),
    close: (name) => {
      runs.close(name);
      if (name !== 'si') return;
      const text = runs.take();
      strings.push(text);
      length += text.length;
      if (strings.length > STRINGS_MAX || length > TEXT_MAX) throw tooMuchText();
    },
  });
  return strings;
}

export const tooMuchText = (): Problem => tooLarge('có quá nhiều chữ', 'it holds too much text');

const BUILT_IN_DATES = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58,
]);

const BUILT_IN_PERCENTS = new Set([9, 10]);

/** What a look of a cell makes of the number in it. */
export type Shown = 'day' | 'percent' | 'number';

const shownBy = (code: string): Shown => (showsDay(code) ? 'day' : showsPercent(code) ? 'percent' : 'number');
const shownByBuiltIn = (id: number): Shown =>
  BUILT_IN_DATES.has(id) ? 'day' : BUILT_IN_PERCENTS.has(id) ? 'percent' : 'number';

/** For each look of a cell, what numbers in it are. */
export async function readLooks(part: ZippedPart | undefined, budget: Budget): Promise<readonly Shown[]> {
  const looks: Shown[] = [];
  if (part === undefined) return looks;
  const own = new Map<number, Shown>();
  let inCells = false;
  await readXml(part, budget, {
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt') own.set(Number(numFmtId), shownBy(formatCode));
      if (name === 'cellXfs') inCells = true;
      if (name !== 'xf' || !inCells) return;
      const id = Number(numFmtId);
      looks.push(own.get(id) ?? shownByBuiltIn(id));
      if (looks.length > FORMATS_MAX || own.size > FORMATS_MAX)
        throw tooLarge('có quá nhiều kiểu ô', 'it has too many cell styles');
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return looks;
}
