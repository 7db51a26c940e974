/** CSV files read back to the same cells, in the dialect of programs and in that of Vietnamese Excel; one golden file per form. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../server/exports/csv.ts';
import {
  type ReportExport,
  reportFlat,
  reportTables,
  sectionFlat,
} from '../../../server/exports/report-table.ts';
import type { FlatTable } from '../../../server/exports/table.ts';
import { totalsFlat } from '../../../server/exports/totals-flat.ts';
import { Template } from '../../../shared/template.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { reportExport, totalsExport } from '../../support/exported.ts';

const TABLE: FlatTable = {
  header: ['Đơn vị', 'Số', 'Ngày'],
  rows: [
    [
      { type: 'text', value: 'Tứ Kỳ, "khen"\n=1+1' },
      { type: 'number', value: '-1234.5' },
      { type: 'date', value: '2021-12-17' },
    ],
    [null, null, null],
  ],
};

test('the plain dialect is UTF-8 with BOM, comma, CRLF, quotes doubled, numbers and dates canonical', () => {
  expect(csvOf(TABLE)).toBe('\ufeffĐơn vị,Số,Ngày\r\n"Tứ Kỳ, ""khen""\n\'=1+1",-1234.5,2021-12-17\r\n,,\r\n');
});

test('the dialect of Vietnamese Excel has semicolons, decimal comma and dd/mm/yyyy', () => {
  expect(csvOf(TABLE, 'excel-vi')).toBe(
    '\ufeffĐơn vị;Số;Ngày\r\n"Tứ Kỳ, ""khen""\n\'=1+1";-1234,5;17/12/2021\r\n;;\r\n',
  );
});

test('any text read back is the text written, save for the apostrophe that keeps it from being a formula', () => {
  const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
      const table: FlatTable = {
        header: ['a', 'b'],
        rows: rows.map((row) => row.map((value) => (value === '' ? null : { type: 'text', value }))),
      };
      const back: string[][] = parse(csvOf(table), { bom: true });
      const bare = back
        .slice(1)
        .map((row) => row.map((cell) => cell.replace(/^'(?=[\s\p{Cf}]*[=+\-@＝＋－＠])/gmu, '')));
      expect(bare).toEqual(rows);
    }),
  );
});

const ids = BUILT_IN.map(({ id }) => id);

test.each(ids)('the totals of %s are exported as their golden file says', async (id) => {
  await expect(csvOf(totalsFlat(totalsExport(id)))).toMatchFileSnapshot(`../../golden/${id}.totals.csv`);
});

test.each(ids)('a report of %s is exported as its golden file says', async (id) => {
  await expect(csvOf(reportFlat(reportExport(id)))).toMatchFileSnapshot(`../../golden/${id}.report.csv`);
});

test.each(ids)(
  'every line of the totals of %s carries its coverage and every line has as many cells as the header',
  (id) => {
    const [header = [], ...rows]: string[][] = parse(csvOf(totalsFlat(totalsExport(id))), { bom: true });
    const places = ['Phải gửi', 'Đã gửi', 'Đã duyệt', 'Gửi chậm'].map((name) => header.indexOf(name));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      expect(places.map((place) => row[place])).toEqual(['3', '2', '1', '1']);
    }
  },
);

test.each(ids)('every figure of the totals of %s stands in the file unchanged', (id) => {
  const of = totalsExport(id);
  const [header = [], ...rows]: string[][] = parse(csvOf(totalsFlat(of)), { bom: true });
  const at = (name: string) => header.indexOf(name);
  const found = new Map(
    rows.map((row) => [
      [row[at('Mã phần')], row[at('Mã dòng')], row[at('Mã cột')]].join('|'),
      row[at('Giá trị')],
    ]),
  );
  for (const { section, row, column, value } of of.totals.totals) {
    expect(found.get([section, row, column].join('|'))).toBe(value ?? '');
  }
});

function seen(of: ReportExport, section: string | undefined): FlatTable {
  const flat = sectionFlat(of, section);
  if (flat === undefined) throw new Error('no section');
  return flat;
}

/** Lines by the names of their columns. */
const linesOf = (flat: FlatTable, dialect: 'plain' | 'excel-vi' = 'plain'): Record<string, string>[] =>
  parse(csvOf(flat, dialect), { bom: true, columns: true, delimiter: dialect === 'plain' ? ',' : ';' });

test.each(ids)('every line of the totals of %s says form, period and scope by id and in words', (id) => {
  const of = totalsExport(id);
  for (const line of linesOf(totalsFlat(of))) {
    expect(line).toMatchObject({
      'Mã biểu': id,
      Biểu: of.template.descriptors.name.vi,
      'Phiên bản biểu': String(of.template.version),
      'Mã kỳ': '2021',
      'Kỳ báo cáo': 'Năm 2021',
      'Mã phạm vi': 'tinh',
      'Phạm vi tổng hợp': 'Tỉnh ủy Hải Dương',
    });
    const section = of.template.sections.find((each) => each.id === line['Mã phần']);
    // When it was published is said of all sections.
    expect(line.Phần).toBe(line['Loại số liệu'] === 'Công bố' ? '' : section?.label.vi);
  }
});

test.each(ids)(
  'every line of a report of %s says form, period, office and standing by id and in words',
  (id) => {
    const of = reportExport(id);
    const flats = of.form.template.sections.map((section) => seen(of, section.id));
    for (const line of [reportFlat(of), ...flats].flatMap((flat) => linesOf(flat))) {
      expect(line).toMatchObject({
        'Mã biểu': id,
        Biểu: of.form.template.descriptors.name.vi,
        'Mã kỳ': of.form.head.period,
        'Kỳ báo cáo': of.form.period.label.vi,
        'Mã đơn vị': of.form.head.unit,
        'Đơn vị báo cáo': of.form.head.unitName,
        'Lần gửi': '3',
        'Trạng thái báo cáo': 'nháp',
      });
    }
  },
);

const counted = (flat: FlatTable, dialect?: 'excel-vi') =>
  linesOf(flat, dialect).filter((line) => line['Mã cột'] === 'countBy');

test('rows counted by several columns stand with each column in its own cell, options as code and as word', () => {
  const of = totalsExport('tasks');
  const lines = counted(totalsFlat(of));
  expect(lines).toHaveLength(of.totals.buckets.length);
  const codes = (line: Record<string, string>) =>
    ['Bước phê duyệt (mã)', 'Tiến độ (mã)', 'Hạn (ngày)', 'Ngày hoàn thành', 'Tập thể hay cá nhân (mã)']
      .map((name) => line[`Phân theo: ${name}`])
      .join('|');
  const counts = new Map(lines.map((line) => [codes(line), Number(line['Giá trị'])]));
  const expected = of.totals.buckets.map(({ values, count }): [string, number] => [
    ['workflow', 'progress', 'deadline', 'completed', 'ownerKind'].map((id) => values[id] ?? '').join('|'),
    count,
  ]);
  expect(counts).toEqual(new Map(expected));
  expect(lines[1]).toMatchObject({
    'Loại số liệu': 'Phân loại',
    Cột: 'Số lượng',
    'Chỉ tiêu': '',
    'Phân theo: Tiến độ': 'Chưa thực hiện',
    'Phân theo: Tiến độ (mã)': 'notStarted',
    'Phân theo: Hạn (ngày)': '2022-06-30',
    'Phân theo: Ngày hoàn thành': '',
  });
  expect(counted(totalsFlat(of), 'excel-vi')[1]).toMatchObject({ 'Phân theo: Hạn (ngày)': '30/06/2022' });
});

test('no cell of the plain totals holds a date written for people', () => {
  for (const id of ids) expect(csvOf(totalsFlat(totalsExport(id)))).not.toMatch(/\d\d\/\d\d\/\d{4}/);
});

test('counts of tasks carry the day they are as of', () => {
  const lines = linesOf(totalsFlat(totalsExport('tasks')));
  const days = lines.map((line) => [line['Loại số liệu'], line['Tính đến ngày']].join(' '));
  expect(new Set(days)).toEqual(new Set(['Tiến độ 2021-12-17', 'Phân loại ', 'Công bố ']));
});

test('what is counted stands in the same order whatever order it was added up in', () => {
  const of = totalsExport('tasks');
  const turned = { ...of, totals: { ...of.totals, buckets: [...of.totals.buckets].reverse() } };
  expect(csvOf(totalsFlat(turned))).toBe(csvOf(totalsFlat(of)));
});

test('columns counted by under one name are told apart, and text in them is no formula', () => {
  const of = totalsExport('tasks');
  const column = (id: string) => ({ id, label: { vi: 'Nhóm', en: 'Group' }, type: 'text' as const });
  const section = {
    id: 'tasks',
    label: { vi: 'Việc', en: 'Work' },
    kind: 'list' as const,
    rowsFrom: 'office' as const,
    countBy: ['one', 'two'],
    columns: [column('one'), column('two')],
  };
  const template = Template.parse({ ...of.template, sections: [section], rules: [], clarity: undefined });
  const buckets = [{ section: 'tasks', values: { one: '=1+1', two: 'b' }, count: 2 }];
  const [line] = counted(totalsFlat({ ...of, template, totals: { ...of.totals, tasks: [], buckets } }));
  expect(line).toMatchObject({ 'Phân theo: Nhóm [one]': "'=1+1", 'Phân theo: Nhóm [two]': 'b' });
});

test.each(ids)('a section of %s as it is seen is one header line and one line per row', (id) => {
  const of = reportExport(id);
  const sections = reportTables(of).slice(0, -1);
  for (const [place, table] of sections.entries()) {
    const flat = seen(of, of.form.template.sections[place]?.id);
    const [header = [], ...rows]: string[][] = parse(csvOf(flat), { bom: true });
    expect(header.slice(-table.columns.length).at(-1)).toContain(table.columns.at(-1)?.header);
    expect(new Set(header).size).toBe(header.length);
    expect(rows).toHaveLength(table.rows.length);
  }
});
