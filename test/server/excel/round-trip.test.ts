/** What is drawn as an .xlsx is read back from its bytes as it was, whatever stands in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReportFile } from '../../../server/excel/read-report.ts';
import { sheetPlanXlsx } from '../../../server/exports/sheet-plan-xlsx.ts';
import { FIELD_TYPES } from '../../../shared/field-types.ts';
import type { Cells, ReportContent } from '../../../shared/report.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { type Column, openColumns, rowsOf } from '../../../shared/template.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { clean } from '../../../shared/text.ts';
import { validate } from '../../../shared/validate.ts';
import type { ReportForm } from '../../../shared/wire.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';

const jobOf = ({ template, assigned, head, content }: ReportForm) => ({
  template,
  assigned,
  report: { unit: head.unit, template: head.template, period: head.period },
  answers: {},
  known: [content],
});

async function throughFile(form: ReportForm) {
  const bytes = await sheetPlanXlsx(planWorkbook(form), { at: MOMENT, base: form.head.revision });
  return readReportFile(bytes, jobOf(form));
}

const ids = BUILT_IN.map(({ id }) => id);

test.each(ids)('the form %s comes back with its content, its report and its revision', async (id) => {
  const { form } = reportExport(id);
  const read = await throughFile(form);
  expect(read.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(read.content).toEqual(form.content);
  const { unit, template, period, templateVersion, revision } = form.head;
  expect(read.marks).toEqual({ unit, template, period, version: templateVersion, base: revision });
});

const TEXTS = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '_x0041_',
    'một\nhai',
    '"00012"',
    '<&>',
    '+84',
    'Đặng Ðức',
    '😀 hòa',
    "'a",
    '1.234',
    '03/04',
  ),
  fc.string({ unit: fc.constantFrom('a', 'ữ', ' ', 'Ấ', '0', '.', ',', '_x'), minLength: 1, maxLength: 40 }),
);

/** A value of a column, as a person may have typed it; what the form does not take is left out afterwards. */
function arbitraryOf(column: Column): fc.Arbitrary<string> {
  if (column.options !== undefined) return fc.constantFrom(...column.options.map(({ id }) => id));
  switch (column.type) {
    case 'integer':
      return fc.integer({ min: 0, max: 2_000_000_000 }).map(String);
    case 'decimal':
    case 'percent':
    case 'money':
      return fc.integer({ min: 1, max: 99 }).map((n) => (n % 10 === 0 ? String(n) : `${n}.5`));
    case 'date':
      return fc
        .integer({ min: 0, max: 9000 })
        .map((n) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10));
    default:
      return FIELD_TYPES[column.type].sqlCast === 'text'
        ? TEXTS.map((text) => clean(text) || 'x')
        : fc.constant('1');
  }
}

const cellsOf = (columns: readonly Column[]): fc.Arbitrary<Cells> =>
  fc.record(Object.fromEntries(columns.map((column) => [column.id, arbitraryOf(column)])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Cells>;

function contentOf({ template, assigned }: ReportForm): fc.Arbitrary<ReportContent> {
  return fc.record(
    Object.fromEntries(
      template.sections.map((section) => {
        const office = section.columns.filter(({ source }) => source === 'office');
        if (section.kind === 'list') {
          const keys = fc.constantFrom('r0001', 'r0002', 'r0017', 'r0100', 'giao.1');
          return [section.id, fc.dictionary(keys, cellsOf(office), { noNullPrototype: true })];
        }
        const rows = rowsOf(section, assigned).filter(({ heading }) => heading !== true);
        const open = rows.slice(0, 40).map((row) => [row.key, cellsOf(openColumns(section, row))] as const);
        return [section.id, fc.record(Object.fromEntries(open), { noNullPrototype: true })];
      }),
    ),
    { noNullPrototype: true },
  );
}

/** Rows that hold anything, of cells the form takes. */
function sound(form: ReportForm, content: ReportContent): ReportContent {
  const { template, assigned, facts } = form;
  const { values } = validate(template, content, { assigned, facts, mode: 'draft', offerFixes: false });
  return Object.fromEntries(
    template.sections.map(({ id }) => [
      id,
      Object.fromEntries(
        Object.entries(values[id] ?? {}).filter(([, cells]) => Object.keys(cells).length > 0),
      ),
    ]),
  );
}

describe.each([41, 42, 43])('with the seed %i', (seed) => {
  test.each(ids)('any content of the form %s is the same after the file', async (id) => {
    const { form: blank } = reportExport(id);
    await fc.assert(
      fc.asyncProperty(contentOf(blank), async (drawn) => {
        const content = sound(blank, drawn);
        const read = await throughFile({ ...blank, content });
        expect(read.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(read.content).toEqual(content);
      }),
      { seed, numRuns: 3, endOnFailure: true },
    );
  });
});
