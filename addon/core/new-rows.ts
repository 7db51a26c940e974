/** Owns bringing onto the sheet the tasks opened since it was drawn: drawn as on the first day, in rows where nothing stands. */
import type { Issue } from '../../shared/issue.ts';
import { takingSection } from '../../shared/opened-tasks.ts';
import type { RawCell } from '../../shared/raw-sheet.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { SectionPosition } from '../../shared/sheet-places.ts';
import { type ColumnPlan, KEY_COLUMN, type TabPlan } from '../../shared/sheet-plan.ts';
import { rowsOf, type Section } from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { isRowToPut } from './held.ts';
import type { Exclusive, Ports } from './ports.ts';
import { examine, type Purpose, readSheet } from './sheet.ts';
import type { SheetState } from './sheet-state.ts';

/**
 * Examines the sheet, once more where it lacks tasks that can be put on it. `alone` keeps others off the file meanwhile;
 * where it stays busy, or is closed to this person, they are told as missing, and the next check tries again.
 */
export function examineWhole(ports: Ports, form: ReportForm, purpose: Purpose, alone: Exclusive): SheetState {
  const state = examine(ports, form, purpose);
  const section = takingSection(form.template);
  if (section === undefined) return state;
  const lacked = lacking(form, section, state.issues).length;
  if (lacked === 0) return state;
  alone(() => addRows(ports, form, section));
  const after = examine(ports, form, purpose);
  const count = lacked - lacking(form, section, after.issues).length;
  return { ...after, added: count > 0 ? { count, to: section.label } : null };
}

/** Keys of tasks without a row. One whose row was deleted after it was sent is told: putting it back is the office's. */
function lacking({ content }: ReportForm, { id }: Section, issues: readonly Issue[]): string[] {
  const sent = new Set(Object.keys(content[id] ?? {}));
  return issues
    .filter(({ code, section, row = '' }) => code === 'missing_row' && section === id && !sent.has(row))
    .map(({ row = '' }) => row);
}

/** The sheet is read anew, since somebody may have added the rows while the file was waited for. */
function addRows(ports: Ports, form: ReportForm, section: Section): void {
  ports.workbook.forget();
  const found = readSheet(ports, form);
  const keys = lacking(form, section, found.reading.issues);
  drawRows(ports, form, section, { ...found, keys: new Set(keys) });
}

/** Makes room for rows of lists that were sent and have no place on this sheet; `keys` may hold rows of any section. */
export function putRows(ports: Ports, form: ReportForm, found: SheetRead, keys: ReadonlySet<string>): void {
  for (const section of form.template.sections) {
    const at = { section: section.id, column: '' };
    const missing = Object.keys(form.content[section.id] ?? {}).filter(
      (row) => keys.has(row) && isRowToPut(form, found.reading.positions, { ...at, row }),
    );
    if (missing.length === 0) continue;
    const given = new Set(rowsOf(section, form.assigned).map(({ key }) => key));
    const taken = takeSpare(ports, form, found.reading.positions[section.id], {
      section,
      keys: missing.filter((key) => !given.has(key)),
    });
    const rest = missing.filter((key) => !taken.has(key));
    drawRows(ports, form, section, { ...found, keys: new Set(rest) });
  }
}

/** The first blank rows of the list take these keys: what is written there stands where people look. */
function takeSpare(
  ports: Ports,
  { content }: ReportForm,
  position: SectionPosition | undefined,
  { section, keys }: { readonly section: Section; readonly keys: readonly string[] },
): ReadonlySet<string> {
  const column = position?.columns[KEY_COLUMN];
  if (position === undefined || column === undefined) return new Set();
  const free = Object.entries(position.spare)
    .filter(([key]) => content[section.id]?.[key] === undefined)
    .map(([, row]) => row)
    .sort((one, other) => one - other);
  const taking = keys.slice(0, free.length);
  if (taking.length === 0) return new Set();
  const { sheetId } = position;
  ports.workbook.writeColumns(
    taking.map((key, n) => ({ sheetId, row: free[n] ?? 0, column, values: [key] })),
  );
  ports.workbook.forget();
  return new Set(taking);
}

type SheetRead = ReturnType<typeof readSheet>;

function drawRows(
  ports: Ports,
  form: ReportForm,
  section: Section,
  { reading, raw, keys }: SheetRead & { readonly keys: ReadonlySet<string> },
): void {
  const tab = planWorkbook(form).tabs.find((one) => one.section === section.id);
  const position = reading.positions[section.id];
  if (keys.size === 0 || tab === undefined || position?.columns[KEY_COLUMN] === undefined) return;
  const { sheetId } = position;
  const values = raw.tabs.find((one) => one.sheetId === sheetId)?.values ?? [];
  const rows = tab.rows.filter(({ key }) => keys.has(key));
  const firstRow = 1 + freeRow(values, position, rows.length);
  ports.workbook.addRows(sheetId, asItStands({ ...tab, rows, firstRow }, position));
}

/** The first row below those of the section from which on so many have nothing in them; 0-based. */
function freeRow(values: readonly (readonly RawCell[])[], position: SectionPosition, count: number): number {
  let free = 1 + Math.max(position.headerRow, ...Object.values(position.rows));
  for (let row = free; row < Math.min(values.length, free + count); row += 1) {
    if (values[row]?.some((cell) => cell !== '')) free = row + 1;
  }
  return free;
}

/** A column of the office's own. */
const OWN: ColumnPlan = {
  id: '',
  header: '',
  width: 0,
  hidden: false,
  locked: false,
  numberFormat: 'General',
  align: 'left',
  wrap: false,
  validation: { kind: 'none' },
};

/** The tab with its columns where they are by now. */
function asItStands(tab: TabPlan, { columns }: SectionPosition): TabPlan {
  const order = Array.from({ length: 1 + Math.max(...Object.values(columns)) }, (_, place) =>
    tab.columns.findIndex(({ id }) => columns[id] === place),
  );
  return {
    ...tab,
    columns: order.map((index) => tab.columns[index] ?? OWN),
    rows: tab.rows.map((row) => ({ ...row, cells: order.map((index) => row.cells[index] ?? null) })),
  };
}
