/** The file of a report that came back says at each cell what was remarked, and leaves only those cells open; accepted, none. */
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { makeFile } from '../../../server/exports/file.ts';
import type { Issue } from '../../../shared/issue.ts';
import { dataRows } from '../../../shared/sheet-drawing.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import type { ColumnPlan, RowPlan, TabPlan } from '../../../shared/sheet-plan.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import type { Remark, ReportForm, ReportState } from '../../../shared/wire.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';

const MARK = 'Sổ Tỉnh · Bị trả lại: ';
const ids = BUILT_IN.map(({ id }) => id);

function formIn(id: string, state: ReportState, remarks: readonly Remark[] = []): ReportForm {
  const { form } = reportExport(id);
  return { ...form, head: { ...form.head, state }, remarks: [...remarks] };
}

async function opened(job: Parameters<typeof makeFile>[0]): Promise<ExcelJS.Workbook> {
  const { body } = await makeFile(job);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(body.buffer);
  return workbook;
}
const fileOf = (form: ReportForm) => opened({ make: 'form', form, at: MOMENT });

interface Cell {
  readonly tab: TabPlan;
  readonly row: RowPlan;
  readonly column: ColumnPlan;
  readonly cell: ExcelJS.Cell;
}

/** Every cell below the headers, rows kept ready with them. */
function cellsOf(workbook: ExcelJS.Workbook, form: ReportForm): Cell[] {
  return planWorkbook(form).tabs.flatMap((tab) => {
    const sheet = workbook.getWorksheet(tab.name);
    if (sheet === undefined) throw new Error(`there is no tab ${tab.name}`);
    expect(sheet).toMatchObject({ sheetProtection: { sheet: true } });
    return dataRows(tab).flatMap((row, index) =>
      tab.columns.map((column, place) => ({
        tab,
        row,
        column,
        cell: sheet.getCell(tab.firstRow + index, place + 1),
      })),
    );
  });
}

const isOpen = ({ cell }: Cell): boolean => cell.protection?.locked === false;
const mayBeOpen = ({ row, column }: Cell): boolean => !column.locked && !row.closed.includes(column.id);

function noteText({ note }: ExcelJS.Cell): string {
  return typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');
}

/** What stands at the cells of a file, by address. */
function notesIn(workbook: ExcelJS.Workbook, tab: string): Record<string, string> {
  const notes: Record<string, string> = {};
  workbook.getWorksheet(tab)?.eachRow((row) =>
    row.eachCell((cell) => {
      if (noteText(cell) !== '') notes[cell.address] = noteText(cell);
    }),
  );
  return notes;
}

const tabOf = (id: string, section: string): TabPlan => {
  const tab = planWorkbook(formIn(id, 'returned')).tabs.find((one) => one.section === section);
  if (tab === undefined) throw new Error(`there is no section ${section}`);
  return tab;
};

const remark = (section: string, row: string, column: string, text = 'Số này chưa khớp'): Remark => ({
  at: { section, row, column },
  text,
});

test('each remarked cell holds its remark, two of one cell together, and no other is open', async () => {
  const first = tabOf('targets', 'targets').rows[0]?.key ?? '';
  const form = formIn('targets', 'returned', [
    remark('targets', first, 'actual'),
    remark('targets', first, 'actual', 'Đính kèm số liệu'),
  ]);
  const cells = cellsOf(await fileOf(form), form);
  const named = cells.filter(({ row, column }) => row.key === first && column.id === 'actual');
  expect(cells.filter(isOpen)).toEqual(named);
  expect(cells.filter(({ cell }) => noteText(cell) !== '')).toEqual(named);
  expect(named.map(({ cell }) => noteText(cell))).toEqual([`${MARK}Số này chưa khớp\nĐính kèm số liệu`]);
});

test('a remark on a whole row stands at its label and leaves what the office fills of it open', async () => {
  const first = tabOf('targets', 'targets').rows[0]?.key ?? '';
  const form = formIn('targets', 'returned', [remark('targets', first, '*')]);
  const cells = cellsOf(await fileOf(form), form);
  expect(cells.filter(isOpen)).toEqual(cells.filter((one) => one.row.key === first && mayBeOpen(one)));
  const noted = cells.filter(({ cell }) => noteText(cell) !== '');
  expect(noted.map(({ row, column }) => [row.key, column.id])).toEqual([[first, '_label']]);
  expect(noted.map(({ cell }) => noteText(cell))).toEqual([`${MARK}Số này chưa khớp (cả dòng)`]);
});

test('a remark on a whole column stands at its header, before the help that is there, and opens the column', async () => {
  const tab = tabOf('tasks', 'tasks');
  const place = tab.columns.findIndex(({ note, locked }) => note !== undefined && !locked);
  const { id = '', note: help = '' } = tab.columns[place] ?? {};
  const form = formIn('tasks', 'returned', [remark('tasks', '*', id)]);
  const workbook = await fileOf(form);
  const cells = cellsOf(workbook, form);
  expect(cells.filter(isOpen)).toEqual(cells.filter((one) => one.column.id === id && mayBeOpen(one)));
  const header = workbook.getWorksheet(tab.name)?.getCell(tab.headerRow, place + 1);
  expect(header && noteText(header)).toBe(`${MARK}Số này chưa khớp (cả cột)\n\n${help}`);
});

test('a remark on a whole sheet stands at its first header and leaves that sheet open, no other', async () => {
  const form = formIn('inspection', 'returned', [remark('annex', '*', '*')]);
  const workbook = await fileOf(form);
  const cells = cellsOf(workbook, form);
  expect(cells.filter(isOpen)).toEqual(cells.filter((one) => one.tab.section === 'annex' && mayBeOpen(one)));
  const tab = tabOf('inspection', 'annex');
  const shown = tab.columns.findIndex(({ hidden }) => !hidden) + 1;
  const header = workbook.getWorksheet(tab.name)?.getCell(tab.headerRow, shown);
  expect(header && noteText(header)).toContain(`${MARK}Số này chưa khớp (cả trang)`);
});

test.each(ids)('in the file of the form %s, accepted or locked, no cell is open', async (id) => {
  for (const state of ['accepted', 'locked'] as const) {
    const form = formIn(id, state);
    expect(cellsOf(await fileOf(form), form).filter(isOpen)).toEqual([]);
  }
});

test.each(ids)(
  'in the file of the form %s, not sent or not decided, all the office fills is open',
  async (id) => {
    for (const state of ['draft', 'submitted'] as const) {
      const form = formIn(id, state);
      const cells = cellsOf(await fileOf(form), form);
      expect(cells.filter(isOpen)).toEqual(cells.filter(mayBeOpen));
    }
  },
);

test('the copy of a returned report tells what is wrong and the remark at one cell, and leaves open what is to be mended', async () => {
  const [first, second] = tabOf('targets', 'targets').rows;
  const form = formIn('targets', 'returned', [remark('targets', first?.key ?? '', 'actual')]);
  const issue = (row: string | undefined, column: string): Issue => ({
    code: 'required',
    severity: 'error',
    params: {},
    section: 'targets',
    row: row ?? '',
    column,
    related: [],
    fixes: [],
  });
  const report = { unit: form.head.unit, template: 'targets', period: form.head.period };
  const read = {
    marks: { ...report, version: form.head.templateVersion, base: 3 },
    content: form.content,
    typed: [],
    unread: [],
    reasons: {},
  };
  const issues = [issue(first?.key, 'actual'), issue(second?.key, 'kind')];
  const workbook = await opened({ make: 'annotated', of: { form, read, issues }, at: MOMENT });
  const open = cellsOf(workbook, form).filter(isOpen);
  expect(open.map(({ row, column }) => [row.key, column.id])).toEqual([
    [first?.key, 'actual'],
    [second?.key, 'kind'],
  ]);
  const without = await opened({
    make: 'annotated',
    of: { form: { ...form, remarks: [] }, read, issues },
    at: MOMENT,
  });
  const { name } = tabOf('targets', 'targets');
  const told = notesIn(without, name);
  const at = open[0]?.cell.address ?? '';
  expect(notesIn(workbook, name)).toEqual({ ...told, [at]: `${told[at]}\n\n${MARK}Số này chưa khớp` });
});

test('what was remarked of a row that is no longer there is told above its column, and opens nothing more', async () => {
  const remarks = [remark('tasks', 'r9999', 'progress', 'Dòng này đâu?'), remark('tasks', 'r9998', '*')];
  const form = formIn('tasks', 'returned', remarks);
  const workbook = await fileOf(form);
  const { name, headerRow, columns } = tabOf('tasks', 'tasks');
  const sheet = workbook.getWorksheet(name);
  const headerOf = (place: number) => noteText(sheet?.getCell(headerRow, place + 1) as ExcelJS.Cell);
  const GONE = ' (ở một dòng nay không còn trong biểu)';
  expect(headerOf(columns.findIndex(({ id }) => id === 'progress'))).toContain(`${MARK}Dòng này đâu?${GONE}`);
  expect(headerOf(columns.findIndex(({ hidden }) => !hidden))).toContain(`${MARK}Số này chưa khớp${GONE}`);
  expect(cellsOf(workbook, form).filter(isOpen)).toEqual([]);
});
