/** Owns the keys of the rows of lists: which row is which, whatever was copied, typed or taken away, and writing them on the sheet. */
import { listsOf } from '../../shared/merge.ts';
import type { ReportContent } from '../../shared/report.ts';
import { freeKeys, namingColumn } from '../../shared/sheet-layout.ts';
import { KEY_COLUMN } from '../../shared/sheet-plan.ts';
import { cellText } from '../../shared/sheet-structure.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { sameChoice } from './choices.ts';
import { examineWhole } from './new-rows.ts';
import type { ColumnWrite, Ports } from './ports.ts';
import { fetchRevision } from './server.ts';
import { baseRevision } from './session.ts';
import { readSheet } from './sheet.ts';
import type { SheetState } from './sheet-state.ts';

/** What was asked for of one form, so that a press asks for it once. */
const fetched = new WeakMap<ReportForm, Map<number, ReportContent>>();

/** The content of a revision of this report; {} before the first. */
export function contentAt(ports: Ports, form: ReportForm, no: number): ReportContent {
  if (no === 0) return {};
  if (no === form.head.revision) return form.content;
  const known = fetched.get(form) ?? new Map<number, ReportContent>();
  const content = known.get(no) ?? fetchRevision(ports, form.head, no).content;
  fetched.set(form, known.set(no, content));
  return content;
}

/** What was sent, its lists as this sheet knows them: rows that were renamed or taken away since stand as they were. */
export function sentAsKnown(ports: Ports, form: ReportForm): ReportContent {
  const base = baseRevision(ports);
  if (base >= form.head.revision) return form.content;
  const was = contentAt(ports, form, base);
  const content = { ...form.content };
  for (const section of listsOf(form.template.sections).keys())
    content[section] = { ...form.content[section], ...was[section] };
  return content;
}

/**
 * The sheet read again by the names it was sent under, where others renamed rows or took them away meanwhile: of two rows under one
 * key it is the one called so, and one without a key is no new one.
 */
export function knownAsSent(ports: Ports, read: SheetState): SheetState {
  const { form } = read;
  const content = sentAsKnown(ports, form);
  const isSame = [...listsOf(form.template.sections)].every(([section, naming]) =>
    Object.entries(content[section] ?? {}).every(([key, { [naming]: name }]) =>
      sameChoice(name, form.content[section]?.[key]?.[naming]),
    ),
  );
  if (isSame) return read;
  const { newKeys, positions } = readSheet(ports, { ...form, content }).reading;
  const keys = newKeys.flatMap(({ section, row, key }): ColumnWrite[] => {
    const { sheetId, columns } = positions[section] ?? {};
    const column = columns?.[KEY_COLUMN];
    return sheetId === undefined || column === undefined ? [] : [{ sheetId, row, column, values: [key] }];
  });
  return keys.length === 0 ? read : withKeys(ports, form, keys);
}

/**
 * Two people who each add a row to a list take the same prepared key. Where the rows are called differently they are two: this
 * sheet's gets a key of its own, so that neither is asked to give way.
 */
export function withOwnRows(
  ports: Ports,
  state: SheetState,
  was: ReportContent,
  theirs: ReportContent,
): SheetState {
  const { content, positions } = state.reading;
  const columns = state.form.template.sections.flatMap((section): ColumnWrite[] => {
    const position = positions[section.id];
    const key = position?.columns[KEY_COLUMN];
    const name = section.kind === 'list' ? namingColumn(section)?.id : undefined;
    if (position === undefined || key === undefined || name === undefined) return [];
    const mine = content[section.id] ?? {};
    const other = theirs[section.id] ?? {};
    const twice = Object.keys(mine).filter(
      (row) =>
        was[section.id]?.[row] === undefined &&
        position.rows[row] !== undefined &&
        other[row]?.[name] !== undefined &&
        !sameChoice(mine[row]?.[name], other[row]?.[name]),
    );
    const used = [mine, other, position.rows, position.spare].flatMap((rows) => Object.keys(rows));
    const fresh = freeKeys(used, twice.length);
    return twice.map((row, n) => ({
      sheetId: position.sheetId,
      row: position.rows[row] ?? 0,
      column: key,
      values: [fresh[n] ?? ''],
    }));
  });
  return columns.length === 0 ? state : withKeys(ports, state.form, columns);
}

function withKeys(ports: Ports, form: ReportForm, keys: readonly ColumnWrite[]): SheetState {
  ports.workbook.writeColumns(keys);
  return examineWhole(ports, form, 'send', (work) => work());
}

/**
 * Rows typed without a key get theirs on the sheet before anything is sent, else a second push would know them by others.
 * One block a sheet, from the first to the last such row; the keys between are written as they stand.
 */
export function writeNewKeys(ports: Ports, { reading, raw }: SheetState): void {
  const columns: ColumnWrite[] = [];
  for (const [section, position] of Object.entries(reading.positions)) {
    const column = position.columns[KEY_COLUMN];
    const fresh = new Map(
      reading.newKeys.filter((key) => key.section === section).map(({ row, key }) => [row, key]),
    );
    const rows = [...fresh.keys()].sort((left, right) => left - right);
    const [first] = rows;
    const last = rows[rows.length - 1];
    if (column === undefined || first === undefined || last === undefined) continue;
    const shown = raw.tabs.find((tab) => tab.sheetId === position.sheetId)?.values ?? [];
    const values: string[] = [];
    for (let row = first; row <= last; row += 1) {
      values.push(fresh.get(row) ?? cellText(shown[row]?.[column]));
    }
    columns.push({ sheetId: position.sheetId, row: first, column, values });
  }
  if (columns.length > 0) ports.workbook.writeColumns(columns);
}
