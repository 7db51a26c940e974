/** Owns what every drawer of a plan does alike (add-on, Sheets API, .xlsx): colours, sizes, words, and which cells are tinted or closed. */
import { columnLetters } from './raw-sheet.ts';
import { type ColumnPlan, KEY_COLUMN, type PlanCell, type RowPlan, type TabPlan } from './sheet-plan.ts';

/** Hex colours: grounds of cells, lines between them, and quiet text. */
export const COLOURS = {
  header: '#e8f0fe',
  /** Printed by us. */
  locked: '#f6f8fa',
  /** Closed in this row though open in the section. */
  closed: '#eceff1',
  open: '#ffffff',
  /** Must be filled and is blank. */
  required: '#fff4e5',
  line: '#d1d9e0',
  muted: '#59636e',
} as const;

export const FONT = 'Arial';
/** Points. */
export const FONT_SIZE = 10;
export const TITLE_SIZE = 14;

/** Rows left under a grid for signatures and remarks. */
const GRID_FOOT_ROWS = 6;

/** What the list of protected ranges says of ours. */
export const PROTECTION = {
  lists: 'Sổ Tỉnh: danh mục',
  head: 'Sổ Tỉnh: tiêu đề',
  printed: 'Sổ Tỉnh: mã dòng và cột in sẵn',
  derived: 'Sổ Tỉnh: cột tự tính',
  returned: 'Sổ Tỉnh: chỉ ô bị trả lại được sửa',
  closed: 'Sổ Tỉnh: báo cáo đã duyệt',
  aside: 'Sổ Tỉnh: trang cũ, không gửi',
} as const;

/** Rows of a drawn tab, from the first to the last that is kept. */
export const sheetRowsOf = (tab: TabPlan): number =>
  tab.firstRow - 1 + tab.rows.length + tab.spareRows + (tab.kind === 'grid' ? GRID_FOOT_ROWS : 0);

/** Stretches of neighbours that pass, as [first index, count]. */
export function runs<T>(items: readonly T[], test: (item: T) => boolean): [number, number][] {
  const found: [number, number][] = [];
  items.forEach((item, index) => {
    if (!test(item)) return;
    const last = found[found.length - 1];
    if (last !== undefined && last[0] + last[1] === index) last[1] += 1;
    else found.push([index, 1]);
  });
  return found;
}

/**
 * Texts of the rows above the data, from row 1; one for each column. Title and subtitle stand in the first column
 * shown. A group's words stand over its first column; nothing is merged, so columns can still be moved.
 */
export function headTexts(tab: TabPlan): string[][] {
  const firstShown = tab.columns.findIndex((column) => !column.hidden);
  const line = (text: string): string[] => tab.columns.map((_, index) => (index === firstShown ? text : ''));
  const texts = Array.from({ length: tab.firstRow - 1 }, () => line(''));
  texts[tab.keyRow - 1] = tab.columns.map((column) => column.id);
  texts[tab.titleRow - 1] = line(tab.title);
  texts[tab.subtitleRow - 1] = line(tab.subtitle);
  texts[tab.groupRow - 1] = tab.columns.map(({ group = '' }, index) =>
    group === tab.columns[index - 1]?.group ? '' : group,
  );
  texts[tab.headerRow - 1] = tab.columns.map((column) => column.header);
  return texts;
}

/** Every row of data: those with content, then the empty ones of a list, whose keys are ready. */
export function dataRows(tab: TabPlan): RowPlan[] {
  const spare = tab.spareKeys.map((key) => ({
    key,
    cells: tab.columns.map((column): PlanCell => (column.id === KEY_COLUMN ? key : null)),
    bold: false,
    indent: 0,
    closed: [],
    required: [],
  }));
  return [...tab.rows, ...spare];
}

export function groundOf(row: RowPlan, column: ColumnPlan): string {
  if (column.locked) return COLOURS.locked;
  return row.closed.includes(column.id) ? COLOURS.closed : COLOURS.open;
}

/** Number format of a label at that depth: it is indented by format, so the text stays as it is. */
export const labelFormat = (indent: number): string => (indent === 0 ? '@' : `"${'    '.repeat(indent)}"@`);

/** 0-based column and first row of data, and how many rows. */
export interface Stretch {
  readonly column: number;
  readonly first: number;
  readonly count: number;
}

/** grid: the cells that must be filled. */
export function requiredStretches(tab: TabPlan): Stretch[] {
  return tab.columns.flatMap(({ id }, column) =>
    runs(tab.rows, (row) => row.required.includes(id)).map(([first, count]) => ({ column, first, count })),
  );
}

/**
 * list: for each column that must be filled, the formula true of its blank cells in rows that somebody began.
 * It has no argument separator, which differs between locales (";" in vi_VN, "," in en_US).
 */
export function requiredFormulas(tab: TabPlan): { column: number; formula: string }[] {
  const typed = tab.columns.flatMap(({ locked }, index) =>
    locked ? [] : [`$${columnLetters(index)}${tab.firstRow}`],
  );
  return tab.columns.flatMap(({ id }, column) => {
    if (!tab.highlightRequired.includes(id)) return [];
    const blank = `(LEN(${columnLetters(column)}${tab.firstRow})=0)`;
    return [{ column, formula: `=${blank}*(LEN(${typed.join('&')})>0)` }];
  });
}

/** Neighbouring columns of data under one protection: 0-based first column, how many, and what it is called. */
interface ProtectedColumns {
  readonly first: number;
  readonly count: number;
  readonly description: string;
  /** Anybody may go on after a warning; otherwise only the maker of the sheet edits. */
  readonly warns: boolean;
}

/**
 * In a grid everything printed is closed. In a list it only warns: a protected column would forbid inserting rows.
 * Computed columns only warn everywhere, since every office's check writes them anew.
 */
export function protectedColumns(tab: TabPlan): ProtectedColumns[] {
  const stretches = (description: string, warns: boolean, test: (column: ColumnPlan) => boolean) =>
    runs(tab.columns, test).map(([first, count]) => ({ first, count, description, warns }));
  return [
    ...stretches(PROTECTION.printed, tab.kind === 'list', ({ locked, derived }) => locked && !derived),
    ...stretches(PROTECTION.derived, true, ({ derived }) => derived === true),
  ];
}
