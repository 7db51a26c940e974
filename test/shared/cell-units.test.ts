/** A figure typed with a unit, or beside a unit printed in the row, is counted in the unit of its cell or refused. */
import { expect, test } from 'vitest';
import { derive } from '../../shared/derive.ts';
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import { type AssignedRow, Column, type FieldType, Section } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { ASSIGNED, formOf } from '../support/forms.ts';
import { rawFromPlan } from '../support/raw-plan.ts';

const words = (text: string) => ({ vi: text, en: text });
const column = (type: FieldType, unit?: string): Column =>
  Column.parse({ id: 'actual', label: words('Thực hiện'), type, ...(unit === undefined ? {} : { unit }) });
const read = (typed: string, type: FieldType, own: { column?: string; row?: string }) =>
  FIELD_TYPES[type].read(typed, column(type, own.column), {
    locale: 'vi_VN',
    ...(own.row === undefined ? {} : { unit: own.row }),
  });

test.each<[string, FieldType, { column?: string; row?: string }, string]>([
  ['5.830 tỷ đồng', 'decimal', { row: 'tỷ đồng' }, '5830'],
  ['5.830 tỷ đồng', 'decimal', { row: 'triệu đồng' }, '5830000'],
  ['5.830 tỷ', 'money', { column: 'nghìn đồng' }, '5830000000'],
  ['14,2%', 'decimal', { row: '%' }, '14.2'],
  ['14,2%', 'percent', {}, '14.2'],
  ['1.626', 'decimal', { row: 'Đảng viên' }, '1626'],
  ['12 vụ', 'integer', {}, '12'],
  ['12 TCĐ', 'integer', { row: 'tổ chức đảng' }, '12'],
  ['12 tcđ', 'integer', {}, '12'],
  ['3 ĐV', 'integer', { row: 'đảng viên' }, '3'],
  ['3 đv', 'integer', { row: 'đơn vị' }, '3'],
])('%j in a column of %s with %j is %s', (typed, type, own, value) => {
  expect(read(typed, type, own)).toEqual({ kind: 'value', value });
});

test.each<[string, FieldType, { column?: string; row?: string }]>([
  ['5 tỷ', 'integer', {}],
  ['12%', 'integer', {}],
  ['5 tỷ', 'decimal', {}],
  ['5 tỷ', 'money', {}],
  ['5 tỷ đồng', 'decimal', { row: '%' }],
  ['14,2%', 'decimal', { row: 'tỷ đồng' }],
])('%j in a column of %s with %j is refused', (typed, type, own) => {
  expect(read(typed, type, own)).toMatchObject({ kind: 'issue', code: 'not_a_number' });
});

test.each<[string, { row?: string }, string | undefined]>([
  ['3 người', { row: 'đảng viên' }, '3'],
  ['12 TCĐ', { row: 'đảng viên' }, '12'],
  ['3 người', { row: '%' }, undefined],
  ['5 tỷ', { row: 'đảng viên' }, undefined],
  ['12 TĐ', { row: 'tỷ đồng' }, undefined],
])('%j beside %j is no figure, and %s is offered in its place', (typed, own, fix) => {
  const reading = read(typed, 'integer', own);
  expect(reading).toMatchObject({ kind: 'issue', code: 'not_a_number' });
  expect(reading.kind === 'issue' ? reading.fix : '').toBe(fix);
});

test('on a sheet of targets each figure is counted in the unit printed in its row', () => {
  const form = builtIn('targets');
  const rows = ASSIGNED.targets ?? [];
  if (form === undefined) throw new Error('no form of targets');
  const raw = rawFromPlan(planWorkbook(formOf(form, {})));
  const [tab] = raw.tabs;
  const column = tab?.values[0]?.indexOf('actual') ?? -1;
  const money = rows.find(({ unit }) => unit === 'tỷ đồng');
  const cells = tab?.values.find(([key]) => key === money?.key);
  if (cells === undefined || column < 0 || money === undefined) throw new Error('no row in tỷ đồng');
  cells[column] = '5.830.000 triệu đồng';
  const content = readWorkbook(form, rows, raw, {}).content;
  expect(content.targets?.[money.key]?.actual).toBe('5830');
});

const targets = Section.parse({
  id: 'targets',
  label: words('Chỉ tiêu'),
  kind: 'grid',
  rowsFrom: 'assignment',
  columns: [
    { id: 'plan', label: words('Kế hoạch'), type: 'target', source: 'assignment' },
    { id: 'before', label: words('Năm trước'), type: 'decimal' },
    { id: 'actual', label: words('Thực hiện'), type: 'decimal' },
    {
      id: 'ofPlan',
      label: words('% kế hoạch'),
      type: 'percent',
      source: 'derived',
      derive: { kind: 'percentOf', value: 'actual', base: 'plan' },
    },
    {
      id: 'ofBefore',
      label: words('% năm trước'),
      type: 'percent',
      source: 'derived',
      derive: { kind: 'percentOf', value: 'actual', base: 'before' },
    },
  ],
});
const row: AssignedRow = { key: 'thu', label: words('Thu ngân sách'), unit: 'tỷ đồng', values: {} };

test('a plan worded "14.797" is fourteen thousand, a canonical 14.797 in a column of numbers is not', () => {
  const cells = { actual: '5830', before: '14.797' };
  const occasion = { today: '2022-04-01', periodKind: 'quarter' } as const;
  expect(derive(targets, row, cells, { plan: '14.797' }, occasion)).toMatchObject({
    ofPlan: '39.4',
    ofBefore: '39399.9',
  });
});
