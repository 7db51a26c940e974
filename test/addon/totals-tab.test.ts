/** Guarantees of the "Tổng hợp" tab: every line says what it is of, and drawing it takes as many calls whatever its length. */
import { afterAll, expect, test } from 'vitest';
import { totalsLines } from '../../addon/core/totals-table.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { Total, Totals } from '../../shared/wire.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { formOf } from '../support/forms.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

const sum = (section: string, row: string, column: string, value: string): Total => ({
  ...{ section, row, column, value },
  ...{ number: 1, none: 0, notApplicable: 0, notYetKnown: 0, estimate: 0 },
});

const totalsOf = (id: string, totals: Total[], more: Partial<Totals> = {}): Totals => ({
  template: id,
  templateVersion: 1,
  period: '2021',
  scope: { unit: 'tinh', name: 'Tỉnh ủy Hải Dương' },
  counts: 'submitted',
  coverage: { expected: 2, received: 2, accepted: 0, late: 0 },
  totals,
  buckets: [],
  tasks: [],
  ...more,
});

/** TT and label of every line. */
function named(id: string, totals: Totals, assigned: readonly AssignedRow[] = []): [unknown, unknown][] {
  const form = { ...formOf(templateNamed(id), {}), assigned: [...assigned] };
  return totalsLines(form, totals).map(({ cells }) => [cells[1], cells[2]]);
}

const rowsOf = (id: string) => templateNamed(id).sections[0]?.rows ?? [];

test('the lines of a form stand under its headings I, II, …; a heading without figures is left out', () => {
  const rows = rowsOf('inspection');
  const headings = rows.filter((row) => row.heading === true);
  const [first, second, third] = headings;
  const under = (heading: (typeof rows)[number] | undefined) =>
    rows[rows.findIndex((row) => row.key === heading?.key) + 1];
  const [one, three] = [under(first), under(third)];
  if (!first || !second || !third || !one || !three) throw new Error('three headings with rows are wanted');
  const totals = [sum('main', three.key, 'total', '3'), sum('main', one.key, 'total', '1')];
  expect(named('inspection', totalsOf('inspection', totals))).toEqual([
    ['I', first.label.vi],
    ['1', one.label.vi],
    ['III', third.label.vi],
    ['1', three.label.vi],
  ]);
  expect(totalsLines(formOf(templateNamed('inspection'), {}), totalsOf('inspection', []))).toEqual([]);
});

const target = (key: string, ordinal: string, label: string): AssignedRow => ({
  key,
  ordinal,
  label: { vi: label, en: label },
  values: { method: 'sum' },
});

const TARGETS = [
  sum('targets', 'T2', 'actual', '2'),
  sum('targets', 'X2', 'actual', '8'),
  sum('targets', 'T1', 'actual', '1'),
  sum('targets', 'X1', 'actual', '9'),
  sum('targets', 'OLD', 'actual', '4'),
];

test('targets, numbered office by office, stand under whose they are', () => {
  const own = [target('T1', '1', 'Thu ngân sách'), target('T2', '2', 'Mô hình')];
  const rows = [
    { row: target('X1', '1', 'Văn bản ký số'), office: 'Sở Nội vụ', others: 0 },
    { row: target('X2', '2', 'Dịch vụ công'), office: 'Sở Nội vụ', others: 0 },
    ...own.map((row) => ({ row, office: 'Huyện ủy Tứ Kỳ', others: 2 })),
  ];
  expect(named('targets', totalsOf('targets', TARGETS, { rows }), own)).toEqual([
    ['', 'Giao cho Sở Nội vụ'],
    ['1', 'Văn bản ký số'],
    ['2', 'Dịch vụ công'],
    ['', 'Giao cho Huyện ủy Tứ Kỳ và 2 đơn vị khác'],
    ['1', 'Thu ngân sách'],
    ['2', 'Mô hình'],
    ['', 'Không thuộc danh mục đang giao'],
    ['', 'Dòng OLD (biểu của đơn vị không có)'],
  ]);
});

test('every total of a target is on the tab, also where the province does not say whose they are', () => {
  const own = [target('T1', '1', 'Thu ngân sách')];
  const form = { ...formOf(templateNamed('targets'), {}), assigned: own };
  const lines = totalsLines(form, totalsOf('targets', TARGETS)).filter((line) => !line.heading);
  expect(lines.map(({ cells }) => cells[5]).sort()).toEqual([1, 2, 4, 8, 9]);
});

test('targets counted without a verdict say so, beside those that have one', () => {
  const buckets = [
    { section: 'targets', values: {}, count: 2 },
    { section: 'targets', values: { computed: 'met', published: 'met' }, count: 1 },
  ];
  expect(named('targets', totalsOf('targets', [], { buckets }))).toEqual([
    ['', 'Phân loại'],
    ['', 'Đánh giá theo số liệu: chưa có · Đánh giá công bố: chưa ghi'],
    ['', 'Đánh giá theo số liệu: Đạt · Đánh giá công bố: Đạt'],
  ]);
});

/** The drawn tab of a desk whose province knows sums of so many rows, and the calls drawing it took. */
async function drawn(count: number) {
  const at = addonDesk(templateNamed('inspection'), {});
  opened.push(at);
  await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  const rows = rowsOf('inspection').filter((row) => row.heading !== true);
  at.province.sums = rows.slice(0, count).map((row) => sum('main', row.key, 'total', '52'));
  at.desk.resetCalls();
  await at.call('pullTotals');
  return { sheet: at.desk.clerk.sheet('Tổng hợp'), see: at.desk.clerk, calls: at.desk.calls };
}

test('no word of the tab is cut off, the total is named for any scope, and the naming columns stay in view', async () => {
  const { sheet, see } = await drawn(5);
  expect(see.see("'Tổng hợp'!F4")).toBe('Tổng cộng');
  expect(see.see("'Tổng hợp'!A1")).toContain('Tỉnh Hải Dương và các đơn vị trực thuộc');
  expect(sheet.frozenColumns).toBe(3);
  for (let row = 4; row < 10; row += 1) {
    expect(sheet.at(row, 2).style.wrap, String(row)).toBe('WRAP');
    expect(sheet.at(row, 3).style.wrap, String(row)).toBe('WRAP');
  }
  expect([see.see("'Tổng hợp'!B5"), see.see("'Tổng hợp'!F5")]).toEqual(['I', '']);
  expect([sheet.at(4, 2).style.bold, sheet.at(5, 2).style.bold]).toEqual([true, false]);
});

test('pulling totals takes as many calls for fifty lines as for five', async () => {
  const [few, many] = [await drawn(5), await drawn(50)];
  expect(many.calls).toBe(few.calls);
  expect(few.calls).toBeLessThanOrEqual(40);
});
