/** Values carried to another version: every value is under the same key or named, and nothing else appears; with fixed seeds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carry } from '../../shared/carry.ts';
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { type CellRef, type CellValue, cellAt, type ReportContent } from '../../shared/report.ts';
import { type Column, type FieldType, Template } from '../../shared/template.ts';
import { validate } from '../../shared/validate.ts';
import { TINY } from '../support/make.ts';

const both = (text: string) => ({ vi: text, en: text });
const FACTS = { today: '2022-04-01', periodKind: 'quarter' as const };

const TYPES: readonly Partial<Column>[] = [
  { type: 'integer' },
  { type: 'decimal', decimals: 1 },
  { type: 'decimal', unit: 'tỷ đồng' },
  { type: 'decimal', overTime: 'stock' },
  { type: 'text', maxLength: 5 },
  { type: 'date' },
  { type: 'option', options: [{ id: 'a', label: both('Đang làm') }] },
  { type: 'integer', min: '0', max: '10' },
];
const column = fc.record({ id: fc.constantFrom('c1', 'c2', 'c3', 'c4'), type: fc.constantFrom(...TYPES) });
const columns = fc.uniqueArray(column, { minLength: 1, maxLength: 4, selector: ({ id }) => id });
const rows = fc.uniqueArray(fc.constantFrom('r1', 'r2', 'r3'), { minLength: 1 });
const shape = fc.record({ grid: columns, rows, list: columns, closed: fc.boolean(), lists: fc.boolean() });

const columnsOf = (found: readonly { id: string; type: Partial<Column> }[]) =>
  found.map(({ id, type }) => ({ id, label: both(id), ...type }));

/** A form with a grid and perhaps a list. */
const form = fc.tuple(shape, fc.integer({ min: 1, max: 99 })).map(([found, version]) =>
  Template.parse({
    ...TINY,
    version,
    rules: [],
    sections: [
      {
        id: 'grid',
        label: both('Bảng'),
        kind: 'grid',
        rowsFrom: 'template',
        columns: columnsOf(found.grid),
        rows: found.rows.map((key, at) => ({
          key,
          label: both(key),
          ...(found.closed && at === 0 ? { open: [found.grid[0]?.id ?? ''] } : {}),
        })),
      },
      ...(found.lists
        ? [
            {
              id: 'list',
              label: both('Danh sách'),
              kind: 'list',
              rowsFrom: 'office',
              columns: columnsOf(found.list),
            },
          ]
        : []),
    ],
  }),
);
const value: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom('0', '7', '12', '3.5', '1000000', 'a', 'chữ dài quá', '2022-02-03', 'x'),
  fc.constantFrom<CellValue>(
    { empty: 'none' },
    { empty: 'notApplicable' },
    { empty: 'notYetKnown', reason: 'chờ' },
  ),
);
const cells = fc.dictionary(fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c9'), value);
const content: fc.Arbitrary<ReportContent> = fc.dictionary(
  fc.constantFrom('grid', 'list', 'gone'),
  fc.dictionary(fc.constantFrom('r1', 'r2', 'r3', 'r9'), cells),
);

const allOf = (found: ReportContent): { at: CellRef; value: CellValue }[] =>
  Object.entries(found).flatMap(([section, of]) =>
    Object.entries(of).flatMap(([row, values]) =>
      Object.entries(values).map(([id, one]) => ({ at: { section, row, column: id }, value: one })),
    ),
  );
const columnAt = (of: Template, at: CellRef): Column | undefined =>
  of.sections.find(({ id }) => id === at.section)?.columns.find(({ id }) => id === at.column);
/** As people see it. */
const shown = (of: Template, at: CellRef, one: CellValue | undefined) => {
  const found = columnAt(of, at);
  return found === undefined || typeof one !== 'string'
    ? one
    : FIELD_TYPES[found.type].show(one, found, 'vi');
};
const keyOf = ({ section, row, column: id }: CellRef) => `${section}|${row}|${id}`;

describe.each([3, 885, 2029])('carrying, seed %i', (seed) => {
  const runs = { seed, numRuns: 200 };
  const to = (from: Template, target: Template) => ({ from, to: target, assigned: [], facts: FACTS });

  test('every value is carried under the same key or named once, and nothing else appears', () => {
    fc.assert(
      fc.property(content, form, form, (before, from, target) => {
        const { content: after, homeless, values } = carry(before, to(from, target));
        const carried = allOf(after);
        expect(carried.length).toBe(values);
        for (const { at, value: one } of carried) {
          // What stands in a cell that the form before did not have is taken as it is written.
          if (columnAt(from, at) === undefined) expect(one).toEqual(cellAt(before, at));
          else expect(shown(target, at, one)).toEqual(shown(from, at, cellAt(before, at)));
        }
        for (const { at, value: one } of homeless) expect(one).toEqual(cellAt(before, at));
        const found = [...carried, ...homeless].map(({ at }) => keyOf(at)).sort();
        expect(found).toEqual(
          allOf(before)
            .map(({ at }) => keyOf(at))
            .sort(),
        );
      }),
      runs,
    );
  });

  test('what is carried is read by the new form as it is, and carrying it once more changes nothing', () => {
    fc.assert(
      fc.property(content, form, form, (before, from, target) => {
        const { content: after } = carry(before, to(from, target));
        const checked = validate(target, after, { assigned: [], facts: FACTS, mode: 'draft' });
        expect(allOf(checked.values).length).toBe(allOf(after).length);
        expect(carry(after, to(target, target))).toMatchObject({ content: after, homeless: [] });
      }),
      runs,
    );
  });

  test('a value whose unit of measure or stretch of time changed is never carried', () => {
    fc.assert(
      fc.property(content, form, form, (before, from, target) => {
        const { content: after } = carry(before, to(from, target));
        for (const { at } of allOf(after)) {
          const [old, now] = [from, target].map((one) =>
            one.sections.find(({ id }) => id === at.section)?.columns.find(({ id }) => id === at.column),
          );
          if (old !== undefined) expect([now?.unit, now?.overTime]).toEqual([old.unit, old.overTime]);
        }
      }),
      runs,
    );
  });
});

const DONE = { id: 'done', label: both('Xong') };
const OPEN = { id: 'open', label: both('đang làm') };
/** Of every type of field a column, and values it takes. */
const KINDS: Readonly<Record<FieldType, { column?: Partial<Column>; values: readonly string[] }>> = {
  integer: { values: ['0', '7', '1000', '-1234567'] },
  decimal: { column: { decimals: 3 }, values: ['0', '7', '1000', '3.5', '1.234'] },
  percent: { values: ['39.4', '100'] },
  money: { values: ['1000', '1500000'] },
  rank: { values: ['1', '1000'] },
  date: { values: ['2022-02-03', '2022-12-31'] },
  text: { values: ['đang làm', 'open', '7', '1000', '1.000', '3,5', '03/02/2022', '2022-02-03', 'Xong'] },
  option: { column: { options: [OPEN, DONE] }, values: ['open', 'done'] },
  person: { values: ['Nguyễn Văn A', '12', 'Xong'] },
  target: { values: ['≥ 95 %', '7', '100'] },
  evidence: { values: ['Báo cáo 12', '31/12/2022'] },
};
const TYPE_NAMES = Object.keys(KINDS) as FieldType[];
const ofType = (type: FieldType) =>
  Template.parse({
    ...TINY,
    rules: [],
    sections: [
      {
        id: 'grid',
        label: both('Bảng'),
        kind: 'grid',
        rowsFrom: 'template',
        columns: [{ id: 'c1', label: both('c1'), type, ...KINDS[type].column }],
        rows: [{ key: 'r1', label: both('r1') }],
      },
    ],
  });
const AT = { section: 'grid', row: 'r1', column: 'c1' };
const becomes = (old: FieldType, now: FieldType, one: string) => {
  const forms = { from: ofType(old), to: ofType(now), assigned: [], facts: FACTS };
  const { content: after, homeless } = carry({ grid: { r1: { c1: one } } }, forms);
  return { ...forms, after: cellAt(after, AT), homeless };
};

test.each(TYPE_NAMES)('a value of type %s shows the same under any other type, or is named', (old) => {
  for (const now of TYPE_NAMES)
    for (const one of KINDS[old].values) {
      const { from, to, after, homeless } = becomes(old, now, one);
      const said = `${one} as ${now}`;
      if (after === undefined) expect(homeless, said).toEqual([{ at: AT, value: one, why: 'notReadable' }]);
      else expect([shown(to, AT, after), homeless], said).toEqual([shown(from, AT, one), []]);
      if (old === now) expect(after).toBe(one);
    }
});

test.each<[FieldType, FieldType, string, string | undefined]>([
  ['option', 'text', 'open', 'đang làm'],
  ['text', 'option', 'đang làm', 'open'],
  ['text', 'option', 'open', undefined],
  ['date', 'text', '2022-02-03', '03/02/2022'],
  ['text', 'date', '03/02/2022', '2022-02-03'],
  ['integer', 'decimal', '1000', '1000'],
  ['decimal', 'money', '1.234', '1.234'],
  ['decimal', 'integer', '3.5', undefined],
  ['integer', 'text', '1000', '1.000'],
])('%s carried to %s: %s becomes %s', (old, now, one, expected) => {
  expect(becomes(old, now, one).after).toBe(expected);
});
