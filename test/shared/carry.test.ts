/** Values carried to another version: every value is under the same key or named, and nothing else appears; with fixed seeds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carry } from '../../shared/carry.ts';
import { type CellRef, type CellValue, cellAt, type ReportContent } from '../../shared/report.ts';
import { type Column, Template } from '../../shared/template.ts';
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
  { type: 'option', options: [{ id: 'a', label: both('a') }] },
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
        for (const { at, value: one } of carried) expect(one).toEqual(cellAt(before, at));
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
