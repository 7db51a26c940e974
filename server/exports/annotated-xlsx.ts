/** The copy a sender gets back: the form drawn anew with what was read, a note and a colour at every wrong cell, and a first tab that lists them. */
import type { Cell, Workbook, Worksheet } from 'exceljs';
import type { Issue, Severity } from '../../shared/issue.ts';
import { issueKey } from '../../shared/issue.ts';
import { addressWords } from '../../shared/issue-groups.ts';
import { type FileForm, fileIssueWords, LOST, otherCells, withRemedy } from '../../shared/issue-in-file.ts';
import type { IssueWords } from '../../shared/issue-sentences.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import type { CellRef, Cells, ReportContent } from '../../shared/report.ts';
import { COLOURS, dataRows, FONT, FONT_SIZE, TITLE_SIZE } from '../../shared/sheet-drawing.ts';
import type { SheetPlan, TabPlan } from '../../shared/sheet-plan.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { ReadReport } from '../excel/read-report.ts';
import type { MadeFile } from './made-file.ts';
import { xlsxText } from './safe-text.ts';
import { drawSentTabs, writeTyped } from './sent-tabs-xlsx.ts';
import { drawTabs, planFile } from './sheet-plan-xlsx.ts';
import { MEND_TAB, REASON_COLUMN } from './workbook-marks.ts';
import { bytesOf, FORM_FACE, heightOf, newWorkbook, setPage, solid } from './xlsx-page.ts';

/** A workbook as it was read, and everything wrong with it. */
export interface AnnotatedForm {
  readonly form: ReportForm;
  readonly read: Pick<ReadReport, 'marks' | 'content' | 'typed' | 'unread' | 'reasons'>;
  readonly issues: readonly Issue[];
}

/** More than anybody mends at once. */
const LISTED_MAX = 1_000;

const GROUNDS: Readonly<Record<Severity, string>> = { error: '#fbd9d6', warning: '#ffe8c2', note: '#e8f0fe' };
const NAMES: Readonly<Record<Severity, string>> = { error: 'Lỗi', warning: 'Cảnh báo', note: 'Ghi chú' };

/** Where a cell stands in the plan: its tab, 1-based row and column. */
interface Place {
  readonly tab: TabPlan;
  readonly row: number;
  readonly column: number;
}

type At = Pick<Issue, 'section' | 'row' | 'column'>;

function placesOf(plan: SheetPlan): (at: At) => Place | undefined {
  const tabs = plan.tabs.map((tab) => ({
    tab,
    rows: new Map(dataRows(tab).map(({ key }, index) => [key, tab.firstRow + index])),
    columns: new Map(tab.columns.map(({ id }, index) => [id, index + 1])),
  }));
  return ({ section, row, column }) => {
    const found = tabs.find(({ tab }) => tab.section === section);
    if (found === undefined || (row === undefined && column === undefined)) return undefined;
    const { tab, rows, columns } = found;
    const at = row === undefined ? tab.headerRow : rows.get(row);
    const shown = tab.columns.findIndex(({ hidden }) => !hidden) + 1;
    const place = column === undefined ? shown : columns.get(column);
    return at === undefined || place === undefined ? undefined : { tab, row: at, column: place };
  };
}

/** Whether the file lost the sheet, the row or the column a cell stands on: nobody said that it is blank. */
function lostIn(issues: readonly Issue[]): (at: Required<At>) => boolean {
  const lost = new Set(
    issues.flatMap(({ code, section, row = '', column = '' }) =>
      LOST.has(code) ? [`${section}|${row}|${column}`] : [],
    ),
  );
  return ({ section, row, column }) =>
    lost.has(`${section}||`) || lost.has(`${section}|${row}|`) || lost.has(`${section}||${column}`);
}

/**
 * What was read, with what was sent last where the file lost its place. Rows of a list in which nothing could be read are there
 * too, so that nothing typed is lost.
 */
function contentOf({ form, read, issues }: AnnotatedForm): ReportContent {
  const isLost = lostIn(issues);
  const content: Record<string, Record<string, Cells>> = {};
  for (const { id: section } of form.template.sections) {
    const rows: Record<string, Cells> = { ...read.content[section] };
    for (const [row, cells] of Object.entries(form.content[section] ?? {})) {
      const back = Object.entries(cells).filter(([column]) => isLost({ section, row, column }));
      if (back.length > 0) rows[row] = { ...Object.fromEntries(back), ...rows[row] };
    }
    content[section] = rows;
  }
  for (const { at } of read.typed) {
    const rows = content[at.section];
    if (rows !== undefined) rows[at.row] ??= {};
  }
  return content;
}

/** Where something is to be mended, whatever was remarked: of a list also whole rows. */
const wrongCells = ({ issues }: AnnotatedForm): CellRef[] =>
  issues.flatMap(({ severity, section, row, column = '*' }) =>
    severity === 'note' || row === undefined || row === '' ? [] : [{ section, row, column }],
  );

/** What is said at the cell itself: short, since programs show little of it. */
const noteOf = ({ title, expected, why }: IssueWords): string =>
  xlsxText([title, expected, why].filter((words) => words !== '').join('\n'));

function annotate(workbook: Workbook, listed: readonly Listed[]): void {
  for (const { issue, words, place } of [...listed].reverse()) {
    if (place === undefined) continue;
    const cell = workbook.getWorksheet(place.tab.name)?.getCell(place.row, place.column);
    if (cell === undefined) continue;
    const before = typeof cell.note === 'string' && cell.note !== '' ? `\n\n${cell.note}` : '';
    cell.note = `${noteOf(words)}${before}`;
    // The style is shared by all cells that look alike.
    cell.style = { ...cell.style, fill: solid(GROUNDS[issue.severity]) };
  }
}

interface Listed {
  readonly issue: Issue;
  readonly words: IssueWords;
  readonly place: Place | undefined;
  /** The name of its sheet, '' for the whole report. */
  readonly tab: string;
  /** The other cells it concerns. */
  readonly others: readonly Place[];
}

const HEADS = [
  '',
  'Mức',
  'Trang',
  'Ô',
  'Đang ghi',
  'Cần ghi',
  'Vì sao',
  'Lý do (nếu số liệu đúng)',
  'Ô liên quan',
];
const WIDTHS = [4, 10, 18, 24, 32, 40, 40, 32, 14];
const HEAD_ROW = 4;
/** 1-based, of the columns that hold links. */
const PLACE_COLUMN = 4;
const OTHERS_COLUMN = 9;

async function writeMendTab(sheet: Worksheet, of: AnnotatedForm, listed: readonly Listed[]): Promise<void> {
  const count = (severity: Severity) => of.issues.filter((issue) => issue.severity === severity).length;
  sheet.columns = WIDTHS.map((width, index) => ({ width, hidden: index === 0 }));
  sheet.getCell('B1').value = 'Cần sửa';
  sheet.getCell('B1').font = { name: FONT, size: TITLE_SIZE, bold: true };
  const more = of.issues.length > listed.length ? ` Dưới đây là ${listed.length} chỗ đầu.` : '';
  sheet.getCell('B2').value =
    `${count('error')} lỗi, ${count('warning')} cảnh báo, ${count('note')} ghi chú. Sửa ở từng trang rồi gửi lại tệp này; trang này không cần xóa.${more}`;
  sheet.getCell('B2').font = { name: FONT, size: FONT_SIZE };
  for (const [index, text] of HEADS.entries()) {
    const cell = sheet.getCell(HEAD_ROW, index + 1);
    cell.value = text;
    cell.style = {
      font: { name: FONT, size: FONT_SIZE, bold: true },
      fill: solid(COLOURS.header),
      alignment: { vertical: 'middle', wrapText: true },
    };
  }
  for (const [index, one] of listed.entries()) writeLine(sheet, HEAD_ROW + 1 + index, one, of.read.reasons);
  sheet.views = [{ state: 'frozen', xSplit: 0, ySplit: HEAD_ROW }];
  setPage(sheet, {
    font: FONT,
    headerRows: [HEAD_ROW, HEAD_ROW],
    lastRow: HEAD_ROW + listed.length,
    lastColumn: WIDTHS.length,
    frozenColumns: 1,
    width: WIDTHS.slice(1).reduce((sum, width) => sum + width, 0),
  });
  await sheet.protect('', {
    formatColumns: true,
    formatRows: true,
    selectLockedCells: true,
    selectUnlockedCells: true,
  });
}

const addressAt = ({ row, column }: Place): string => a1(row - 1, column - 1);

/** "E7", "E8–E12"; with the sheet where the first stands on another one. */
function othersWords(others: readonly Place[], tab: string): string {
  const [first] = others;
  if (first === undefined) return '';
  const words = addressWords(others.filter((one) => one.tab === first.tab).map(addressAt));
  return first.tab.name === tab ? words : `${first.tab.name} · ${words}`;
}

function linkTo(cell: Cell, text: string, place: Place): void {
  const hyperlink = `#'${place.tab.name.replaceAll("'", "''")}'!${addressAt(place)}`;
  cell.value = { text: xlsxText(text), hyperlink };
  cell.font = { name: FONT, size: FONT_SIZE, color: { argb: 'FF0B57D0' }, underline: true };
}

function writeLine(
  sheet: Worksheet,
  row: number,
  { issue, words, place, tab, others }: Listed,
  reasons: Readonly<Record<string, string>>,
): void {
  const texts = [
    issueKey(issue),
    NAMES[issue.severity],
    tab,
    words.where,
    words.found,
    words.expected,
    words.why,
    reasons[issueKey(issue)] ?? '',
    othersWords(others, tab),
  ];
  for (const [index, text] of texts.entries()) {
    const cell = sheet.getCell(row, index + 1);
    cell.value = text === '' ? null : xlsxText(text);
    cell.style = {
      font: { name: FONT, size: FONT_SIZE },
      numFmt: '@',
      alignment: { vertical: 'top', wrapText: true },
      ...(index === 1 ? { fill: solid(GROUNDS[issue.severity]) } : {}),
      protection: { locked: index !== REASON_COLUMN || issue.severity !== 'warning' },
    };
  }
  if (place !== undefined) linkTo(sheet.getCell(row, PLACE_COLUMN), words.where, place);
  // A cell holds one link: to the first of them.
  if (others[0] !== undefined) linkTo(sheet.getCell(row, OTHERS_COLUMN), othersWords(others, tab), others[0]);
  sheet.getRow(row).height = heightOf(
    texts.map((text, index) => ({ text: index === 0 ? '' : text, width: WIDTHS[index] ?? 10 })),
    FORM_FACE,
  );
}

function listedOf({ form, issues }: AnnotatedForm, plan: SheetPlan): Listed[] {
  const placeOf = placesOf(plan);
  const { template, assigned } = form;
  const addressOf: FileForm['addressOf'] = (at) => {
    const place = placeOf(at);
    return place && addressAt(place);
  };
  const file = { template, assigned, addressOf };
  return issues.slice(0, LISTED_MAX).map((issue) => {
    const place = placeOf(issue);
    const told = place === undefined ? issue : { ...issue, a1: addressAt(place) };
    return {
      issue,
      place,
      tab: plan.tabs.find(({ section }) => section === issue.section)?.name ?? '',
      others: otherCells(told, file).flatMap(({ at }) => placeOf(at) ?? []),
      words: withRemedy(issue, fileIssueWords(told, 'vi', file), 'vi', 'copy'),
    };
  });
}

function tellSent(mend: Worksheet, names: readonly string[]): void {
  const cell = mend.getCell('B3');
  cell.value = `Có số liệu không rõ là của dòng, cột nào. Trang “${names.join('”, “')}” giữ nguyên những gì đã gửi lên: chép từ đó sang trang của biểu rồi gửi lại. Trang ấy không được đọc.`;
  cell.font = { name: FONT, size: FONT_SIZE, bold: true };
}

/** Drawn from our own plan and the values that were read: nothing of the file that was sent comes back with it. */
export async function annotatedXlsx(of: AnnotatedForm, at: Date): Promise<MadeFile> {
  const { form, read } = of;
  const plan = planFile({ ...form, content: contentOf(of) });
  const workbook = newWorkbook(plan.title, at);
  const mend = workbook.addWorksheet(MEND_TAB);
  await drawTabs(workbook, plan, read.marks.base, { form, mend: wrongCells(of) });
  const placeOf = placesOf(plan);
  for (const { at: cell, cell: typed } of read.typed) {
    const place = placeOf(cell);
    const target = place && workbook.getWorksheet(place.tab.name)?.getCell(place.row, place.column);
    if (target !== undefined) writeTyped(target, typed);
  }
  const sent = drawSentTabs(workbook, read.unread);
  if (sent.length > 0) tellSent(mend, sent);
  const listed = listedOf(of, plan);
  annotate(workbook, listed);
  await writeMendTab(mend, of, listed);
  return { name: `${plan.title} – cần sửa`, body: await bytesOf(workbook) };
}
