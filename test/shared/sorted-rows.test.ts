/** A part of a printed table sorted as people do it: without its hidden keys, with or without its numbers, with labels somebody retyped. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawCell } from '../../shared/raw-sheet.ts';
import { LABEL_COLUMN, NUMBER_COLUMN, planWorkbook } from '../../shared/sheet-layout.ts';
import { findRows } from '../../shared/sheet-rows.ts';
import { rowsOf, type Section, type Template } from '../../shared/template.ts';
import { tabOf, template } from '../support/draft-sheet.ts';
import { formOf } from '../support/forms.ts';
import { rawFromPlan } from '../support/raw-plan.ts';

const ONE_LABEL = { vi: 'Trong đó', en: 'Of which' };

/** The form of inspections; with `repeated`, every third row of its table has the same label. */
function inspections(repeated: boolean): Template {
  const form = template('inspection');
  const relabel = (section: Section): Section => ({
    ...section,
    rows: (section.rows ?? []).map((row, n) =>
      n % 3 === 0 && !row.heading ? { ...row, label: ONE_LABEL } : row,
    ),
  });
  return repeated ? { ...form, sections: form.sections.map(relabel) } : form;
}

/** Its first table with another figure in each row. */
function figured(repeated: boolean) {
  const form = formOf(inspections(repeated), {});
  const [section] = form.template.sections;
  if (section === undefined) throw new Error('the form has no table');
  const raw = rawFromPlan(planWorkbook(form));
  const expected = rowsOf(section, []);
  const tab = tabOf(raw, section.id);
  const columns = new Map((tab.values[0] ?? []).map((one, column) => [String(one), column]));
  const column = (name: string): number => columns.get(name) ?? Number.NaN;
  const keys = new Set(expected.flatMap((row) => (row.heading ? [] : [row.key])));
  const rows = tab.values.flatMap((cells, row) => (keys.has(String(cells[0])) ? [row] : []));
  for (const [n, row] of rows.entries()) tab.values[row]?.splice(column('total'), 1, n + 1);
  const head = { headerRow: (rows[0] ?? 0) - 1, columns, unknown: [] };
  const find = () => findRows(section, expected, tab, head);
  return {
    tab,
    rows,
    label: column(LABEL_COLUMN),
    number: column(NUMBER_COLUMN),
    /** Key → figure, over the rows found by key and those found by name. */
    figures(): Record<string, RawCell> {
      const { found } = find();
      const at = [...found.rows, ...found.sorted].filter(([key]) => keys.has(key));
      return Object.fromEntries(at.map(([key, row]) => [key, tab.values[row]?.[column('total')] ?? '']));
    },
    errors: () => find().issues.flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])),
  };
}

const PART = 12;
const sorting = {
  repeated: fc.boolean(),
  from: fc.nat(50),
  /** Each takes the place of the next, the last that of the first. */
  order: fc.uniqueArray(fc.nat(PART - 1), { minLength: 2, maxLength: 6 }),
  withNumbers: fc.boolean(),
  retyped: fc.array(fc.nat(PART - 1), { maxLength: 3 }),
};

describe.each([11, 22, 33])('a part sorted without its keys, seed %i', (seed) => {
  test('is an error wherever one name of it can be known, and taken by names only where every figure comes to its own', () => {
    fc.assert(
      fc.property(fc.record(sorting), ({ repeated, from, order, withNumbers, retyped }) => {
        const { tab, rows, figures, errors, label, number } = figured(repeated);
        const before = figures();
        const rowAt = (n: number): RawCell[] => tab.values[rows[from + n] ?? 0] ?? [];
        const wordsAt = (n: number): string =>
          rowAt(n)
            .slice(withNumbers ? number : label, label + 1)
            .join('|');
        const words = rows.map((_, n) => wordsAt(n - from));
        const isNamed = (n: number): boolean =>
          !retyped.includes(n) && words.filter((one) => one === wordsAt(n)).length === 1;
        // A cycle of rows nobody can name leaves no trace.
        fc.pre(order.some(isNamed));
        for (const n of retyped) rowAt(n).splice(label, 1, `${rowAt(n)[label]} (*)`);
        expect([figures(), errors()]).toEqual([before, []]);
        const first = withNumbers ? number : label;
        const moved = order.map((n) => rowAt(n).slice(first));
        order.forEach((n, at) => {
          rowAt(n).splice(first, Number.POSITIVE_INFINITY, ...(moved[(at + 1) % moved.length] ?? []));
        });
        const told = errors();
        expect(told.some((code) => code === 'rows_sorted' || code === 'unknown_row')).toBe(true);
        if (told.includes('rows_sorted')) expect(figures()).toEqual(before);
      }),
      { seed, numRuns: 150 },
    );
  });
});
