/** The table of field types: what is read, taken, shown and drawn, for every type. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromNumber } from '../../shared/decimal.ts';
import { FIELD_TYPES, type Reading, readingIssue } from '../../shared/field-types.ts';
import type { RawCell } from '../../shared/raw-sheet.ts';
import { type Column, FieldType } from '../../shared/template.ts';

const label = { vi: 'Cột', en: 'Column' };
const options = [
  { id: 'doing', label: { vi: 'Đang thực hiện', en: 'Doing' } },
  { id: 'done', label: { vi: 'Hoàn thành', en: 'Done' }, aliases: ['Xong'] },
];

function columnOf(type: FieldType, more: Partial<Column> = {}): Column {
  const choice = type === 'option' ? { options } : {};
  return { id: 'c', label, type, source: 'office', required: false, ...choice, ...more };
}

function read(type: FieldType, raw: RawCell, locale = 'vi_VN', more: Partial<Column> = {}): Reading {
  return FIELD_TYPES[type].read(raw, columnOf(type, more), { locale });
}

/** The reading in a few words: "= value", "? question", "! code". */
function said(reading: Reading): string {
  switch (reading.kind) {
    case 'blank':
      return 'blank';
    case 'value':
      return `= ${reading.value}`;
    case 'question':
      return `? ${reading.answers.map(({ id, value }) => `${id} ${value}`).join(', ')}`;
    case 'issue':
      return `! ${reading.code}${reading.fix === undefined ? '' : ` → ${reading.fix}`}`;
  }
}

test.each<[FieldType, RawCell, string]>([
  ['integer', '', 'blank'],
  ['integer', ' \u00a0 ', 'blank'],
  ['integer', 34, '= 34'],
  ['integer', 33.99999999999999, '= 34'],
  ['integer', '1.626', '= 1626'],
  ['integer', 1.234, '! not_an_integer → 1234'],
  ['integer', 1.5, '! not_an_integer'],
  ['integer', 0.234, '! not_an_integer'],
  ['integer', '12,5', '! not_an_integer'],
  ['integer', 'mười', '! not_a_number'],
  ['integer', true, '! checkbox_cell'],
  ['integer', '#REF!', '! formula_error'],
  ['integer', '#N/A', '! formula_error'],
  ['integer', '#DIV/0!', '! formula_error'],
  ['integer', { date: '1900-02-02' }, '! date_in_number → 34'],
  ['integer', { date: '2021-02-01' }, '! date_in_number'],
  ['integer', { date: '1899-12-30' }, '! date_in_number'],
  ['integer', 1e21, '! out_of_range'],
  ['integer', -9007199254740992, '! out_of_range'],
  ['integer', 9007199254740991, '= 9007199254740991'],
  ['decimal', '4.807,5', '= 4807.5'],
  ['decimal', '5.830', '? thousands 5830, decimal 5.83'],
  ['decimal', 0.1 + 0.2, '= 0.3'],
  ['percent', '39,4%', '= 39.4'],
  ['percent', 39.4, '= 39.4'],
  ['date', '5/8/2021', '= 2021-08-05'],
  ['date', { date: '2021-08-05' }, '= 2021-08-05'],
  ['date', 44561, '! not_a_date → 2021-12-31'],
  ['date', 12, '! not_a_date'],
  ['date', '31/02/2021', '! no_such_day → 2021-02-28'],
  ['date', '31/6/2022', '! no_such_day → 2022-06-30'],
  ['date', '31 tháng 6 năm 2022', '! no_such_day → 2022-06-30'],
  ['date', '32/4/2022', '! no_such_day'],
  ['date', '13/13/2022', '! not_a_date'],
  ['date', '31/6/1022', '! not_a_date'],
  ['date', 'quý II/2022', '! not_a_date'],
  ['text', 'Tu\u031b\u0301 Ky\u0300', '= T\u1ee9 K\u1ef3'],
  ['text', 12, '= 12'],
  ['text', 1.5, '= 1,5'],
  ['text', { date: '2021-02-01' }, '! date_in_text'],
  ['text', false, '! checkbox_cell'],
  ['text', '#hashtag', '= #hashtag'],
  ['text', 'a\u0000b', '! bad_character'],
  ['text', 'B¸o c¸o kÕt qu¶ kiÓm tra', '! old_font'],
  ['text', 'Nghị quyết “3 không”: ½ số xã, 25 °C', '= Nghị quyết “3 không”: ½ số xã, 25 °C'],
  ['option', ' hoàn  thành ', '= done'],
  ['option', 'XONG', '= done'],
  ['option', 'Hoan thanh', '! not_an_option → done'],
  ['option', 'Đang thực hyện', '! not_an_option → doing'],
  ['option', 'Tạm dừng', '! not_an_option'],
  ['rank', '6', '= 6'],
  ['rank', '0', '! out_of_range'],
  ['target', 'từ 10% trở lên', '= từ 10% trở lên'],
  ['target', { date: '2021-03-02' }, '! date_in_text'],
  ['target', 'hoa quả', '! not_a_target'],
])('in a Vietnamese file %s reads %j as %s', (type, raw, expected) => {
  expect(said(read(type, raw))).toBe(expected);
});

test.each<[FieldType, RawCell, string]>([
  ['integer', 1.234, '? thousands 1234, decimal 1.234'],
  ['integer', 5.83, '? thousands 5830, decimal 5.83'],
  ['integer', 5830, '= 5830'],
  ['decimal', 5.83, '? thousands 5830, decimal 5.83'],
  ['decimal', 4807.5, '= 4807.5'],
  ['percent', 39.4, '= 39.4'],
  ['percent', 1.234, '? thousands 1234, decimal 1.234'],
  ['date', '03/04/2026', '? dmy 2026-04-03, mdy 2026-03-04'],
  ['date', '18/05/2022', '= 2022-05-18'],
  ['date', { date: '2021-03-04' }, '? dmy 2021-04-03, mdy 2021-03-04'],
  ['date', { date: '2022-05-18' }, '= 2022-05-18'],
])('in an en_US file %s reads %j as %s', (type, raw, expected) => {
  expect(said(read(type, raw, 'en_US'))).toBe(expected);
});

test('a remembered answer settles the question for good', () => {
  const column = columnOf('integer');
  const asked = { locale: 'en_US' };
  expect(said(FIELD_TYPES.integer.read(5.83, column, { ...asked, dotKept: 'thousands' }))).toBe('= 5830');
  expect(said(FIELD_TYPES.integer.read(5.83, column, { ...asked, dotKept: 'decimal' }))).toBe(
    '! not_an_integer',
  );
});

const KEPT = { dotKept: 'thousands', orderKept: 'dmy' } as const;

test.each<[FieldType, RawCell, string, string]>([
  ['decimal', 5.83, '= 5830', '? thousands 5830, decimal 5.83'],
  ['date', { date: '2021-03-04' }, '= 2021-04-03', '? dmy 2021-04-03, mdy 2021-03-04'],
])(
  'what an en_US file made of %s %o is turned there only, and asked about once it is no more such a file',
  (type, raw, there, later) => {
    const column = columnOf(type);
    const reads = (locale: string, others: object): string =>
      said(FIELD_TYPES[type].read(raw, column, { locale, ...KEPT, ...others }));
    expect([reads('en_US', {}), reads('vi_VN', {})]).toEqual([there, later]);
    expect(reads('en_US', { isSent: true })).toBe(reads('vi_VN', { dotKept: 'decimal', orderKept: 'mdy' }));
  },
);

test.each<[number, object, string]>([
  [0.985, {}, '? hundredths 0.985, ofOne 98.5'],
  [1.045, {}, '? hundredths 1.045, ofOne 104.5'],
  [-1.045, {}, '? hundredths -1.045, ofOne -104.5'],
  [8.02, {}, '= 8.02'],
  [1.045, { share: 'hundredths' }, '= 1.045'],
  [1.045, { share: 'ofOne' }, '? hundredths 1.045, ofOne 104.5'],
  [3.5, { share: 'ofOne' }, '? hundredths 3.5, ofOne 350'],
  [3.5, { share: 'ofOne', over: 'hundredths' }, '= 3.5'],
  [3.5, { share: 'ofOne', over: 'ofOne' }, '= 350'],
  [12.5, { share: 'ofOne', over: 'ofOne' }, '= 12.5'],
  [1.045, { max: '100' }, '= 1.045'],
])('in a Vietnamese file a share kept as %d, answered %o, is %s', (raw, given, expected) => {
  const { max, ...answers } = given as { max?: string };
  const column = { ...columnOf('percent'), ...(max === undefined ? {} : { max }) };
  expect(said(FIELD_TYPES.percent.read(raw, column, { locale: 'vi_VN', ...answers }))).toBe(expected);
});

test('an amount is told in the unit of its column, and another kind of unit is no amount', () => {
  const money = { unit: 'triệu đồng' };
  expect(said(read('money', '5,83 tỷ đồng', 'vi_VN', money))).toBe('= 5830');
  expect(said(read('money', '12 vụ', 'vi_VN', money))).toBe('! not_a_number');
});

const values: Record<FieldType, fc.Arbitrary<string>> = {
  integer: fc.maxSafeInteger().map(String),
  decimal: fc
    .tuple(fc.maxSafeInteger(), fc.nat(999))
    .map(([whole, part]) => fromNumber(Number(`${whole % 1e6}.${part}`)) ?? '0'),
  percent: fc.nat(2000).map((n) => fromNumber(n / 10) ?? '0'),
  money: fc.nat().map(String),
  rank: fc.integer({ min: 1, max: 63 }).map(String),
  date: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  text: fc.constantFrom('Báo cáo', 'a', 'dòng một\ndòng hai', '“ngoặc”'),
  option: fc.constantFrom('doing', 'done'),
  person: fc.constantFrom('Bí thư Huyện ủy'),
  target: fc.constantFrom('từ 10% trở lên', 'dưới 4', '2 - 3 tổ chức'),
  evidence: fc.constantFrom('Quyết định số 12-QĐ/HU'),
};

test.each(FieldType.options)(
  '%s: what is shown on a Vietnamese sheet is read back, or asked about',
  (type) => {
    fc.assert(
      fc.property(values[type], (value) => {
        const column = columnOf(type);
        const spec = FIELD_TYPES[type];
        expect(spec.check(value, column)).toBeUndefined();
        const reading = spec.read(spec.show(value, column, 'vi'), column, { locale: 'vi_VN' });
        if (reading.kind === 'question')
          expect(reading.answers.map((answer) => answer.value)).toContain(value);
        else expect(reading).toEqual({ kind: 'value', value });
      }),
    );
  },
);

test.each(FieldType.options)(
  '%s: whatever stands in a cell, reading gives an answer and never a wrong kind of value',
  (type) => {
    const raw = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constantFrom('1.234', '1,234', '-', 'x', '1e9', '（１２）', '12:30', '1-2'),
      fc.constantFrom<RawCell>({ date: '2021-02-01' }, { date: '1899-12-30' }),
    );
    fc.assert(
      fc.property(raw, fc.constantFrom('vi_VN', 'en_US', 'fr_FR'), (cell, locale) => {
        const column = columnOf(type);
        const reading = FIELD_TYPES[type].read(cell, column, { locale });
        if (reading.kind === 'value') expect(FIELD_TYPES[type].check(reading.value, column)).toBeUndefined();
        const issue = readingIssue(reading, { section: 's', row: 'r' }, column);
        expect(issue === undefined).toBe(reading.kind === 'blank' || reading.kind === 'value');
      }),
      { numRuns: 300 },
    );
  },
);

test.each<[FieldType, string, string | undefined]>([
  ['integer', '007', 'not_canonical'],
  ['integer', '-0', 'not_canonical'],
  ['integer', '+1', 'not_canonical'],
  ['integer', '1.0', 'not_canonical'],
  ['integer', '1e3', 'not_a_number'],
  ['integer', 'NaN', 'not_a_number'],
  ['integer', 'Infinity', 'not_a_number'],
  ['integer', '', 'not_a_number'],
  ['integer', '1.5', 'not_an_integer'],
  ['integer', '9'.repeat(40), 'out_of_range'],
  ['decimal', '1.23', undefined],
  ['date', '2021-02-29', 'not_a_date'],
  ['date', '2020-02-29', undefined],
  ['date', '0001-01-01', 'out_of_range'],
  ['date', '2021-1-01', 'not_a_date'],
  ['option', 'toString', 'not_an_option'],
  ['text', ' a', 'not_canonical'],
  ['text', '', 'not_canonical'],
  ['text', 'Ky\u0300', 'not_canonical'],
  ['text', 'a\u0000', 'bad_character'],
  ['text', 'a\ud800b', 'bad_character'],
  ['text', 'a😀b', undefined],
  ['person', 'a'.repeat(201), 'text_too_long'],
])('%s takes %j: %s', (type, value, code) => {
  expect(FIELD_TYPES[type].check(value, columnOf(type))).toBe(code);
});

test.each([
  ['min', '0', '-1', 'out_of_range'],
  ['max', '100', '100.5', 'out_of_range'],
  ['max', '100', '100', undefined],
  ['min', '0.5', '0.4', 'out_of_range'],
])('a bound %s of %s against %s: %s', (bound, limit, value, code) => {
  expect(FIELD_TYPES.decimal.check(value, columnOf('decimal', { [bound]: limit }))).toBe(code);
});

test('a column of two decimals refuses three', () => {
  expect(FIELD_TYPES.decimal.check('1.234', columnOf('decimal', { decimals: 2 }))).toBe('too_many_decimals');
});

test.each(FieldType.options)(
  '%s: numbers are numbers on the sheet, in SQL and in exports; text stays text',
  (type) => {
    const spec = FIELD_TYPES[type];
    const column = columnOf(type);
    const kinds = { numeric: 'number', date: 'date', text: 'text' } as const;
    fc.assert(
      fc.property(values[type], (value) => {
        expect(spec.exportCell(value, column).type).toBe(kinds[spec.sqlCast]);
      }),
    );
    expect(spec.numberFormat(column) === '@').toBe(spec.sqlCast === 'text');
    expect(spec.aggregations).toContain('none');
    expect(spec.aggregations.includes('sum')).toBe(['integer', 'decimal', 'money'].includes(type));
  },
);
