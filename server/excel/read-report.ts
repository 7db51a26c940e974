/** Reads the workbook of one report: its content, what could not be read and where, and what stood in the cells that have no value. */
import { isAsideName } from '../../shared/aside-sheets.ts';
import { isNumeric } from '../../shared/field-types.ts';
import type { Issue } from '../../shared/issue.ts';
import { Problem } from '../../shared/problem.ts';
import type { Memory, RawCell, RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import type { CellRef, ReportContent } from '../../shared/report.ts';
import { type Positions, placeOf, withAddress } from '../../shared/sheet-places.ts';
import { KEY_COLUMN, LISTS_TAB } from '../../shared/sheet-plan.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import { cellText, structureIssue } from '../../shared/sheet-structure.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { structureErrors } from '../../shared/told-once.ts';
import { MEND_TAB, REASON_COLUMN, type WorkbookMarks } from '../exports/workbook-marks.ts';
import { readFileCells } from './raw-workbook.ts';

/** The report a file has to be of, and its form. */
export interface ReadJob {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly report: { readonly unit: string; readonly template: string; readonly period: string };
  /** What the office said its ambiguous numbers and dates mean. */
  readonly answers: Memory;
  /** Contents whose numbers are no question where they stand in the file again. */
  readonly known?: readonly ReportContent[];
}

/** A cell that has no value in the content, or a value that would be doubted were it written as one, and what is written in it. */
interface TypedCell {
  readonly at: CellRef;
  readonly cell: RawCell;
}

export interface ReadReport {
  readonly marks: WorkbookMarks;
  readonly content: ReportContent;
  /** In the order of the sheets, with `a1` where they have a place. */
  readonly issues: readonly Issue[];
  readonly positions: Positions;
  readonly typed: readonly TypedCell[];
  /** Rows of lists that stand in the file without a key, and the key they were read under. */
  readonly fresh: readonly { readonly section: string; readonly key: string }[];
  /**
   * Tabs of which not every figure could be read, since nobody knows whose they are, also those an earlier copy told; and those
   * nobody knows, where a part is missing.
   */
  readonly unread: readonly Pick<RawTab, 'name' | 'values'>[];
  /** Issue key → reason, as written in the list of what is to be mended. */
  readonly reasons: Readonly<Record<string, string>>;
}

const FOUND_MAX = 160;
/** More than anybody mends at once. */
const ISSUES_MAX = 5_000;
const REASONS_MAX = 2_000;
const REASON_MAX = 1_000;

/** Throws Problem `workbook_unmarked`, `workbook_of_another`, and those of reading a file. */
export async function readReportFile(
  bytes: Uint8Array,
  { template, assigned, report, answers, known }: ReadJob,
): Promise<ReadReport> {
  const { raw, marks } = await readFileCells(bytes, known);
  if (marks === undefined) throw new Problem('workbook_unmarked');
  if (marks.unit !== report.unit || marks.template !== report.template || marks.period !== report.period) {
    throw new Problem('workbook_of_another', { found: whoseFile(raw, marks) });
  }
  const tabs = raw.tabs.filter(({ name }) => name !== MEND_TAB);
  const {
    content,
    issues: all,
    positions,
    newKeys,
  } = readWorkbook(template, assigned, { ...raw, tabs }, answers);
  const issues = mostSerious([...all, ...unreadIssues(tabs, positions, template)]);
  return {
    marks,
    content,
    issues: issues.map((issue) => withAddress(issue, positions)),
    positions,
    typed: [...typedCells(tabs, issues, positions), ...decimalTexts(tabs, { template, content, positions })],
    fresh: newKeys.map(({ section, key }) => ({ section, key })),
    unread: unreadTabs(tabs, all, positions),
    reasons: reasonsIn(raw),
  };
}

/** Errors are never among those left out while a note is told. */
function mostSerious(issues: readonly Issue[]): readonly Issue[] {
  if (issues.length <= ISSUES_MAX) return issues;
  const errors = issues.filter(({ severity }) => severity === 'error');
  const others = issues.filter(({ severity }) => severity !== 'error');
  return [...errors, ...others].slice(0, ISSUES_MAX);
}

/** What people read on the sheet: office and period stand under the title. */
function whoseFile(raw: RawWorkbook, { unit, template, period }: WorkbookMarks): string {
  const [title, subtitle] = [1, 2].map((row) =>
    (raw.tabs.find(({ name }) => name !== MEND_TAB)?.values[row] ?? [])
      .map(cellText)
      .find((text) => text !== ''),
  );
  const told = subtitle === undefined ? `${unit} · ${template} · ${period}` : `${title} · ${subtitle}`;
  return told.slice(0, FOUND_MAX);
}

function typedCells(tabs: RawWorkbook['tabs'], issues: readonly Issue[], positions: Positions): TypedCell[] {
  const values = new Map(tabs.map((tab) => [tab.sheetId, tab.values]));
  return issues.flatMap(({ severity, section, row, column }) => {
    if (severity !== 'error' || row === undefined || column === undefined) return [];
    const at = { section, row, column };
    const place = placeOf(at, positions);
    const cell = place === undefined ? undefined : values.get(place.sheetId)?.[place.row]?.[place.column];
    return cell === undefined || cell === '' ? [] : [{ at, cell }];
  });
}

/** A number that is asked about where it stands in a cell as a number. */
const DOUBTED = /^-?\d{1,3}\.\d{1,3}$/;

/** What was typed as text says itself which sign it has: as a number it would be asked about, or turned by an answer given before. */
function decimalTexts(
  tabs: RawWorkbook['tabs'],
  read: { readonly template: Template; readonly content: ReportContent; readonly positions: Positions },
): TypedCell[] {
  const { template, content, positions } = read;
  const values = new Map(tabs.map((tab) => [tab.sheetId, tab.values]));
  const numeric = new Set(
    template.sections.flatMap(({ id, columns }) =>
      columns.filter(isNumeric).map((column) => `${id}|${column.id}`),
    ),
  );
  return Object.entries(content).flatMap(([section, rows]) =>
    Object.entries(rows).flatMap(([row, cells]) =>
      Object.entries(cells).flatMap(([column, value]): TypedCell[] => {
        if (typeof value !== 'string' || !DOUBTED.test(value) || !numeric.has(`${section}|${column}`))
          return [];
        const at = { section, row, column };
        const place = placeOf(at, positions);
        const cell = place && values.get(place.sheetId)?.[place.row]?.[place.column];
        return typeof cell === 'string' && cell.trim() !== value ? [{ at, cell }] : [];
      }),
    ),
  );
}

/** Whether a tab bears the hidden keys of a form's sheet; one that is not read is a copy somebody made of it. */
const hasKeys = ({ values: [keys = []] }: RawTab): boolean => keys[0] === KEY_COLUMN;

/** What was put aside, and a copy of a sheet, are read by nobody, and that is told: their figures may still wait to be copied. */
const unreadIssues = (
  tabs: RawWorkbook['tabs'],
  positions: Positions,
  { sections: [first] }: Template,
): Issue[] => {
  const claimed = new Set(Object.values(positions).map(({ sheetId }) => sheetId));
  return tabs.flatMap((tab) =>
    (isAsideName(tab.name) || (!claimed.has(tab.sheetId) && hasKeys(tab))) && first !== undefined
      ? [structureIssue('unknown_section', 'note', first.id, {}, { found: tab.name })]
      : [],
  );
};

function unreadTabs(
  tabs: RawWorkbook['tabs'],
  issues: readonly Issue[],
  positions: Positions,
): ReadReport['unread'] {
  // Of a row that is gone nothing stands there.
  const errors = structureErrors(issues).filter(({ code }) => code !== 'missing_row');
  const sections = new Set(errors.map(({ section }) => section));
  const broken = Object.entries(positions).flatMap(([section, { sheetId }]) =>
    sections.has(section) ? [sheetId] : [],
  );
  const claimed = new Set(Object.values(positions).map(({ sheetId }) => sheetId));
  const isMissing = errors.some(({ code }) => code === 'missing_section');
  const isUnread = (tab: RawTab): boolean =>
    broken.includes(tab.sheetId) ||
    isAsideName(tab.name) ||
    (!claimed.has(tab.sheetId) && tab.name !== LISTS_TAB && (isMissing || hasKeys(tab)));
  return tabs.filter(isUnread).map(({ name, values }) => ({ name, values }));
}

/** Reasons typed beside the warnings of an annotated copy; their keys stand in its hidden first column. */
function reasonsIn(raw: RawWorkbook): Record<string, string> {
  const rows = raw.tabs.find(({ name }) => name === MEND_TAB)?.values ?? [];
  const reasons: [string, string][] = [];
  for (const row of rows) {
    const [key, reason] = [cellText(row[0]), cellText(row[REASON_COLUMN])];
    if (key.includes('|') && reason !== '') reasons.push([key, reason.slice(0, REASON_MAX)]);
  }
  return Object.fromEntries(reasons.slice(0, REASONS_MAX));
}
