/** Three contents made one: what two writers made of the same base, cell by cell. Pure. */
import { own, sameValue } from './changes.ts';
import type { CellRef, Cells, CellValue, ReportContent } from './report.ts';
import { namingColumn } from './sheet-layout.ts';
import type { Section } from './template.ts';
import type { CellChange } from './wire.ts';

/** A cell both changed, to different values. null = blank, or no such row. */
export interface MergeConflict {
  readonly at: CellRef;
  readonly before: CellValue | null;
  readonly mine: CellValue | null;
  readonly theirs: CellValue | null;
}

export interface Merged {
  /** Where both changed a cell differently it stands as in the base, so that nobody's value is taken unasked. */
  readonly content: ReportContent;
  /** Cells only one side changed. What both changed alike is in neither. */
  readonly taken: { readonly mine: readonly CellChange[]; readonly theirs: readonly CellChange[] };
  readonly conflicts: readonly MergeConflict[];
}

type Rows = Readonly<Record<string, Cells>>;

/** The same thing in base, mine and theirs; undefined where one has none. */
interface Three<T> {
  readonly base: T | undefined;
  readonly mine: T | undefined;
  readonly theirs: T | undefined;
}

interface Found {
  readonly mine: CellChange[];
  readonly theirs: CellChange[];
  readonly conflicts: MergeConflict[];
}

/** Section → the column that names its rows, '' for none. */
type Lists = ReadonlyMap<string, string>;

/** Sections whose rows the office adds and removes: there a missing row is a removed one, elsewhere a blank one. */
export const listsOf = (sections: readonly Section[]): Lists =>
  new Map(
    sections
      .filter(({ kind }) => kind === 'list')
      .map((section) => [section.id, namingColumn(section)?.id ?? ''] as const),
  );

/**
 * `mine` and `theirs` were both made from `base`. Rows are told apart by their keys: one added by each under another key
 * stays twice. A row of a list (`lists`) that one removed and the other changed is a conflict of all its cells; what one changed
 * in a row the other gave another name, since it may be another task by now, is one too. A content keeps no order of rows, so
 * there is none to merge.
 */
export function merge(
  base: ReportContent,
  mine: ReportContent,
  theirs: ReportContent,
  lists: Lists = new Map(),
): Merged {
  const found: Found = { mine: [], theirs: [], conflicts: [] };
  const content = mergeKeyed({ base, mine, theirs }, (section, rows: Three<Rows>) =>
    mergeKeyed(rows, (row, cells: Three<Cells>) =>
      lists.has(section) && isRemovedAndChanged(cells)
        ? keepRow(found, section, row, cells)
        : mergeCells(found, { section, row, naming: lists.get(section) ?? '' }, cells),
    ),
  );
  const { conflicts, ...taken } = found;
  return { content: content ?? {}, taken, conflicts };
}

const keysOf = ({ base, mine, theirs }: Three<object>): string[] =>
  [...new Set([base, mine, theirs].flatMap((side) => Object.keys(side ?? {})))].sort();

const at = <T>(three: Three<Readonly<Record<string, T>>>, key: string): Three<T> => ({
  base: own(three.base, key),
  mine: own(three.mine, key),
  theirs: own(three.theirs, key),
});

/** Whether a section or row that may hold nothing is there: as whoever changed that has it. */
function isThere({ base, mine, theirs }: Three<unknown>): boolean {
  const [was, here, there] = [base !== undefined, mine !== undefined, theirs !== undefined];
  return here === was ? there : here;
}

/** Members merged one by one; undefined where nothing is left of them and they are not to be there. */
function mergeKeyed<T>(
  three: Three<Readonly<Record<string, T>>>,
  member: (key: string, members: Three<T>) => T | undefined,
): Record<string, T> | undefined {
  const entries = keysOf(three).flatMap((key) => {
    const merged = member(key, at(three, key));
    return merged === undefined ? [] : [[key, merged] as const];
  });
  return entries.length > 0 || isThere(three) ? Object.fromEntries(entries) : undefined;
}

/** A row, and the column that names it. */
interface NamedRow {
  readonly section: string;
  readonly row: string;
  readonly naming: string;
}

function mergeCells(
  found: Found,
  { section, row, naming }: NamedRow,
  cells: Three<Cells>,
): Cells | undefined {
  const name = at<CellValue>(cells, naming);
  const isRenamed = (side: CellValue | undefined): boolean =>
    name.base !== undefined && side !== undefined && !sameValue(side, name.base);
  const [byMe, byThem] = [isRenamed(name.mine), isRenamed(name.theirs)];
  return mergeKeyed(cells, (column, { base, mine, theirs }: Three<CellValue>) => {
    const cell: CellRef = { section, row, column };
    const before = base ?? null;
    if (sameValue(mine, theirs)) return mine;
    if (sameValue(mine, base) && !(byMe && column !== naming)) {
      found.theirs.push({ at: cell, before, after: theirs ?? null });
      return theirs;
    }
    if (sameValue(theirs, base) && !(byThem && column !== naming)) {
      found.mine.push({ at: cell, before, after: mine ?? null });
      return mine;
    }
    found.conflicts.push({ at: cell, before, mine: mine ?? null, theirs: theirs ?? null });
    return base;
  });
}

function isRemovedAndChanged(cells: Three<Cells>): boolean {
  const { base, mine, theirs } = cells;
  if (base === undefined || (mine === undefined) === (theirs === undefined)) return false;
  const kept = mine ?? theirs;
  return keysOf(cells).some((column) => !sameValue(own(base, column), own(kept, column)));
}

/** The row as it was, and all its cells in question. */
function keepRow(found: Found, section: string, row: string, cells: Three<Cells>): Cells | undefined {
  for (const column of keysOf(cells)) {
    const { base, mine, theirs } = at(cells, column);
    found.conflicts.push({
      at: { section, row, column },
      before: base ?? null,
      mine: mine ?? null,
      theirs: theirs ?? null,
    });
  }
  return cells.base;
}
