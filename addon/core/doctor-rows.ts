/** Owns saying which standing row of a tab has which key, which say nothing of their own, and which nobody can tell. Pure. */
import { takingSection } from '../../shared/opened-tasks.ts';
import type { RawCell, RawTab } from '../../shared/raw-sheet.ts';
import { LABEL_COLUMN, namingColumn } from '../../shared/sheet-layout.ts';
import { KEY_COLUMN } from '../../shared/sheet-plan.ts';
import { findRows, type Strange, sentNames } from '../../shared/sheet-rows.ts';
import { cellText } from '../../shared/sheet-structure.ts';
import { sortedList } from '../../shared/sorted-list.ts';
import { type Row, rowsOf, type Section } from '../../shared/template.ts';
import { fold } from '../../shared/text.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { addressOfCell, coveringOne, isFilled, type PlacedColumns, type Symptom } from './doctor-columns.ts';
import type { RowsBy } from './rpc-doctor.ts';

export interface PlacedRows {
  /** Key → standing row. */
  readonly at: Map<string, number>;
  /** Standing row → key of the blank lines of a list; '' for one without. */
  readonly blank: ReadonlyMap<number, string>;
  /** Rows that say nothing another does not say too. */
  readonly twins: readonly number[];
  readonly findings: Symptom[];
}

export type SentRows = NonNullable<ReportForm['content'][string]>;

interface RowsInput {
  readonly form: ReportForm;
  readonly section: Section;
  readonly tab: RawTab;
  /** Rows of the section as they were sent, under the names this sheet knows them by. */
  readonly sent: SentRows;
  readonly rowsBy: RowsBy | undefined;
}

const textIn = (tab: RawTab, row: number, column: number | undefined): string =>
  column === undefined ? '' : cellText(tab.values[row]?.[column]);

const found = (
  { tab, section, sent }: RowsInput,
  { headerRow, at }: PlacedColumns,
  expected: readonly Row[],
) =>
  findRows(section, expected, tab, { headerRow, columns: at, unknown: [] }, sentNames(section, sent)).found;

export const placeRows = (input: RowsInput, columns: PlacedColumns): PlacedRows =>
  input.section.kind === 'list' ? listRows(input, columns) : gridRows(input, columns);

/** Rows of a grid beside those that were found: told apart by their key and by what they hold. */
function gridRows(input: RowsInput, columns: PlacedColumns): PlacedRows {
  const { section, tab, form, rowsBy } = input;
  const expected = rowsOf(section, form.assigned);
  const known = new Map(expected.map((row) => [row.key, row]));
  const { rows: byKey, sorted, strange } = found(input, columns, expected);
  const keyOf = (row: number): string => textIn(tab, row, columns.at.get(KEY_COLUMN));
  const places = [...sorted.values()].map((row): [string, number] => [keyOf(row), row]);
  const isAskable = isOneBlock(sorted, keyOf);
  const said = rowsBy === 'places' || !isAskable ? places : sorted;
  const at = new Map([...byKey, ...said]);
  const isItself = (key: string): boolean => {
    const label = textIn(tab, byKey.get(key) ?? -1, columns.at.get(LABEL_COLUMN));
    return label !== '' && fold(label) === fold(known.get(key)?.label.vi ?? '');
  };
  const renamed = strange.filter((one) => isOverwritten(one, { byKey, strange, isItself }));
  for (const { row, name } of renamed) at.set(name.key, row);
  const typed = section.columns.flatMap(({ id, source }) =>
    source === 'office' ? (columns.at.get(id) ?? []) : [],
  );
  const cellsOf = (row: number): RawCell[] => typed.map((column) => tab.values[row]?.[column] ?? '');
  const where = (...rows: readonly number[]) => rows.map((row): [number, number] => [row, typed[0] ?? 0]);
  const placed = new Set(at.values());
  const others: number[] = [];
  for (let row = columns.headerRow + 1; row < tab.values.length; row += 1)
    if (!placed.has(row)) others.push(row);
  const holds = (row: number): boolean => cellsOf(row).some(isFilled);
  const loose = others.filter((row) => !known.has(keyOf(row)) && holds(row));
  const { twins, findings } = repeatedRows(
    others.flatMap((row) => [known.get(keyOf(row)) ?? []].flat().map((one) => ({ row, one }))),
    new Set(strange.map(({ row }) => row)),
    { at, cellsOf, where },
  );
  // A row of no known name under the key another row is called by: what was sorted may have left it there.
  const doubtful = strange.flatMap((one) => {
    const row = renamed.includes(one) || isItself(one.name.key) ? undefined : byKey.get(one.name.key);
    return row !== undefined && holds(row) ? [row] : [];
  });
  if (doubtful.length > 0) findings.push({ kind: 'row_disputed', cells: where(...doubtful) });
  if (renamed.length > 0) findings.push({ kind: 'row_key', cells: where(...renamed.map(({ row }) => row)) });
  if (sorted.size > 0) {
    const named = (row: number): [string, string] => [
      textIn(tab, row, columns.at.get(LABEL_COLUMN)),
      known.get(keyOf(row))?.label.vi ?? '',
    ];
    const { cells, whole } = asked([...sorted.values()], { tab, typed, named });
    const kind = !isAskable ? 'row_disputed' : rowsBy === undefined ? 'row_sorted' : 'row_moved';
    findings.push({ kind, cells, names: isAskable ? [...named(cells[0]?.[0] ?? 0), whole] : [] });
  }
  findings.push(...lostRows(input, expected, at));
  const isLost = expected.some(({ key, heading }) => heading !== true && !at.has(key));
  findings.push(...looseRows(loose, { at, cellsOf, where, isLost }));
  return { at, blank: new Map(), twins, findings };
}

/**
 * Whether rows changed places within one stretch of the table only: what is said of one row holds for those sorted with it, and
 * nothing tells that two stretches were sorted alike. `sorted`: key of the name that stands there → row.
 */
function isOneBlock(sorted: ReadonlyMap<string, number>, keyOf: (row: number) => string): boolean {
  const homes = new Map([...sorted.values()].map((row) => [keyOf(row), row]));
  const stretches = [...sorted]
    .map(([key, row]): [number, number] => {
      const home = homes.get(key) ?? row;
      return [Math.min(row, home), Math.max(row, home)];
    })
    .sort(([one], [other]) => one - other);
  let end = stretches[0]?.[1] ?? 0;
  return stretches.every(([from, to]) => {
    const isWithin = from <= end;
    end = Math.max(end, to);
    return isWithin;
  });
}

/** A cell of each row; in front one that holds something, of a row two names lay claim to: whose all its figures are will be asked. */
function asked(
  rows: readonly number[],
  {
    tab,
    typed,
    named,
  }: Pick<RowsInput, 'tab'> & {
    readonly typed: readonly number[];
    readonly named: (row: number) => readonly [string, string];
  },
): { readonly cells: [number, number][]; readonly whole: string } {
  const holds = (row: number, column: number): boolean => isFilled(tab.values[row]?.[column] ?? '');
  const filledIn = (row: number): number | undefined => typed.find((column) => holds(row, column));
  const isTelling = (row: number): boolean => {
    const [seen, keyed] = named(row);
    return seen !== keyed && filledIn(row) !== undefined;
  };
  const cells = rows.map((row): [number, number] => [row, filledIn(row) ?? typed[0] ?? 0]);
  const [front = [0, 0]] = cells;
  const first = cells.find(([row]) => isTelling(row)) ?? front;
  const whole = typed
    .filter((column) => holds(first[0], column))
    .map((column) => addressOfCell([first[0], column]));
  return { cells: [first, ...cells.filter((cell) => cell !== first)], whole: whole.join(', ') };
}

interface Standing {
  readonly byKey: ReadonlyMap<string, number>;
  readonly strange: readonly Strange[];
  isItself(key: string): boolean;
}

/** The key of another row, which stands in its place as well, was put over this row's own: it is what it is called. */
const isOverwritten = ({ key, name }: Strange, { byKey, strange, isItself }: Standing): boolean =>
  name.by === 'label' &&
  strange.filter((other) => other.name.key === name.key).length === 1 &&
  isItself(key) &&
  !byKey.has(name.key);

/**
 * Rows whose key another has, or is in dispute: one that says all is taken, what two say differently is nobody's, and so are the
 * figures of a row that is called otherwise.
 */
function repeatedRows(
  rows: readonly { readonly row: number; readonly one: Row }[],
  strange: ReadonlySet<number>,
  { at, cellsOf, where }: Omit<Looking, 'isLost'>,
): { twins: number[]; findings: Symptom[] } {
  const twins: number[] = [];
  const findings: Symptom[] = [];
  const disputed = new Set<number>();
  for (const { row, one } of rows) {
    const first = at.get(one.key);
    const same = first === undefined ? [row] : [first, row];
    const best = coveringOne(same, cellsOf);
    const isNobodys = (first === undefined || strange.has(row)) && cellsOf(row).some(isFilled);
    if (isNobodys || best === undefined) for (const each of same) disputed.add(each);
    else if (first === undefined) twins.push(row);
    else {
      findings.push({ kind: 'row_twice', cells: where(row), names: [one.label.vi] });
      at.set(one.key, best);
      twins.push(best === row ? first : row);
    }
  }
  if (disputed.size > 0) findings.push({ kind: 'row_disputed', cells: where(...disputed) });
  return { twins, findings };
}

/** Tasks given since the sheet was drawn come with the next check. */
function lostRows({ form, section }: RowsInput, expected: readonly Row[], at: PlacedRows['at']): Symptom[] {
  const isTaking = takingSection(form.template)?.id === section.id;
  const lost = expected.filter(
    ({ key }) => !at.has(key) && (!isTaking || form.content[section.id]?.[key] !== undefined),
  );
  const names = lost.map(({ label }) => label.vi);
  return lost.length === 0 ? [] : [{ kind: 'row_missing', names, count: lost.length }];
}

interface Looking {
  readonly at: PlacedRows['at'];
  readonly isLost: boolean;
  cellsOf(row: number): readonly RawCell[];
  where(...rows: readonly number[]): [number, number][];
}

/** Words under the table are nobody's figures; anything among its rows may be, and where a row is lost it may be that one. */
function looseRows(loose: readonly number[], { at, cellsOf, where, isLost }: Looking): Symptom[] {
  const last = Math.max(-1, ...at.values());
  const figures = loose.filter(
    (row) => row < last || cellsOf(row).some((cell) => cell !== '' && typeof cell !== 'string'),
  );
  if (figures.length === 0) return [];
  return [{ kind: isLost ? 'row_unknown' : 'row_own', cells: where(...figures) }];
}

/** Every row that holds something. One without a key gets that of the sent row of the same name, or a key nobody had. */
function listRows(input: RowsInput, columns: PlacedColumns): PlacedRows {
  const { section, tab, sent, rowsBy } = input;
  const { rows, spare, newKeys } = found(input, columns, []);
  const fresh = newKeys.map(({ row }) => row);
  const at = new Map(rows);
  const naming = namingColumn(section)?.id ?? '';
  const nameOf = (row: number): string => textIn(tab, row, columns.at.get(naming));
  const where = (row: number): [number, number] => [row, columns.at.get(naming) ?? 0];
  const moved = sortedList(sent, new Map([...at].map(([key, row]) => [key, nameOf(row)])), naming);
  const places = [...moved].map(([own, key]) => ({ own, key, row: at.get(key) ?? 0 }));
  // Whether all of a row went with its name is seen by who knows the list; where it did not, nobody else can put it back.
  const sortedFinding = ({ row }: { readonly row: number }, before: unknown): Symptom => ({
    kind: 'row_sorted',
    cells: places.map((one) => where(one.row)),
    names: [nameOf(row), typeof before === 'string' ? before : '', `${row + 1}:${row + 1}`],
  });
  const isAsked = places.length > 0 && rowsBy !== 'names';
  const [first] = places;
  const findings = isAsked && first ? [sortedFinding(first, sent[first.key]?.[naming])] : [];
  if (!isAsked) for (const { own, row } of places) at.set(own, row);
  const { blank, lacking } = blankLines(tab, columns, { at, spare });
  const cells = [...fresh, ...lacking, ...(isAsked ? [] : places.map(({ row }) => row))].map(where);
  return {
    at,
    blank,
    twins: [],
    findings: cells.length > 0 ? [...findings, { kind: 'row_key', cells }] : findings,
  };
}

/** Blank lines down to the last that has a key or holds something. Of a key that stands twice only one has it. */
function blankLines(
  tab: RawTab,
  columns: PlacedColumns,
  { at, spare }: { at: PlacedRows['at']; spare: ReadonlyMap<string, number> },
): { blank: Map<number, string>; lacking: number[] } {
  const placed = new Set(at.values());
  const keyAt = (row: number): string => textIn(tab, row, columns.at.get(KEY_COLUMN));
  let last = tab.values.length - 1;
  while (last > columns.headerRow && !placed.has(last) && keyAt(last) === '') last -= 1;
  const blank = new Map<number, string>();
  const lacking: number[] = [];
  for (let row = columns.headerRow + 1; row <= last; row += 1) {
    if (placed.has(row)) continue;
    const key = keyAt(row);
    const isIts = key !== '' && spare.get(key) === row && !at.has(key);
    blank.set(row, isIts ? key : '');
    if (!isIts) lacking.push(row);
  }
  return { blank, lacking };
}
