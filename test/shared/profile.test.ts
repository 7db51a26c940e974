/** A shorter form is a form: what is left holds together, and its rules speak of what is left only. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missingCells } from '../../shared/completeness.ts';
import { narrowed, type Profile, type PublishedTemplate } from '../../shared/profile.ts';
import type { Template } from '../../shared/template.ts';
import { checkTemplate, readTemplate } from '../../shared/template-check.ts';
import { builtIn, publishedBuiltIn } from '../../shared/templates/index.ts';
import { validate } from '../../shared/validate.ts';
import { FACTS, rule, smallForm } from '../support/small-form.ts';

const words = { vi: 'Mẫu ngắn', en: 'Short form' };
const profile = (leaveOut: Profile['leaveOut']): Profile => ({ id: 'short', label: words, leaveOut });
const withProfile = (template: Template, leaveOut: Profile['leaveOut']): PublishedTemplate => ({
  ...template,
  profiles: [profile(leaveOut)],
});

function found(id: string): PublishedTemplate {
  const template = publishedBuiltIn(id);
  if (template === undefined) throw new Error(id);
  return template;
}

const inspection = found('inspection');

const keysOf = ({ sections }: Template): string[] =>
  sections.flatMap(({ rows }) => (rows ?? []).map(({ key }) => key));

test('a row left out takes the rows below it along, and a heading left without rows goes by itself', () => {
  const left = keysOf(narrowed(inspection, profile({ rows: ['NV.TC', 'TK.TC'] })));
  expect(left).not.toContain('H.NV');
  expect(left).not.toContain('NV.TC.TOT');
  expect(left).toContain('H.DH');
});

test('a left-out section takes its rules along; a column left out closes in every row', () => {
  const left = narrowed(inspection, profile({ sections: ['money'], columns: { main: ['TINH'] } }));
  expect(left.sections.map(({ id }) => id)).toEqual(['main', 'annex']);
  expect(left.sections[0]?.rows?.flatMap(({ open }) => open ?? [])).not.toContain('TINH');
  expect(JSON.stringify(left.rules)).not.toContain('TD.NS.TIEN');
});

test('a sum keeps the operands that are left, a funnel of one member is dropped', () => {
  const rules = [
    rule('sum', {
      kind: 'partsSum',
      axis: 'rows',
      each: ['total'],
      whole: 'ALL',
      parts: ['BAD', 'GOOD'],
      relation: 'equal',
      blankParts: 'skip',
    }),
    rule('funnel', { kind: 'atMost', axis: 'rows', each: ['total'], chain: ['ALL', 'BAD'] }),
    rule('part', {
      kind: 'partOf',
      axis: 'columns',
      section: 'main',
      each: 'all',
      whole: 'total',
      parts: ['part'],
    }),
    rule('cells', {
      kind: 'matches',
      left: { row: 'BAD', column: 'total' },
      right: { row: 'ALL', column: 'total' },
      relation: 'atMost',
    }),
  ];
  const form = { ...smallForm(), rules };
  const left = narrowed(form, profile({ rows: ['BAD'] }));
  expect(left.rules.map(({ id }) => id)).toEqual(['sum', 'part']);
  expect(left.rules[0]).toMatchObject({ whole: 'ALL', parts: ['GOOD'] });
  expect(narrowed(form, profile({ rows: ['ALL'] })).rules.map(({ id }) => id)).toEqual(['part']);
});

test('a form without a profile asked for is the whole form, without its profiles', () => {
  const { profiles: _, ...whole } = inspection;
  expect(narrowed(inspection, null)).toEqual(whole);
  expect(builtIn('inspection')).toEqual(whole);
});

test.each<[string, Profile['leaveOut'], string]>([
  ['a section there is not', { sections: ['nowhere'] }, 'no section "nowhere"'],
  ['a row there is not', { rows: ['NOWHERE'] }, 'no row "NOWHERE"'],
  ['a column there is not', { columns: { main: ['nowhere'] } }, 'section "main" has no column "nowhere"'],
  ['columns of a section there is not', { columns: { nowhere: ['n'] } }, 'no section "nowhere"'],
  ['nothing', {}, 'it leaves nothing out'],
])('a profile that leaves out %s is refused', (_, leaveOut, why) => {
  expect(checkTemplate(withProfile(smallForm(), leaveOut))).toContain(`profile "short": ${why}`);
});

test('a profile that leaves nothing of the form, or a column that is computed from what is gone, is refused', () => {
  const sections = smallForm().sections.map(({ id }) => id);
  expect(checkTemplate(withProfile(smallForm(), { sections }))).toEqual([
    'profile "short": it leaves nothing of the form',
  ]);
  const faults = checkTemplate(withProfile(smallForm(), { columns: { main: ['part'] } }));
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every((fault) => fault.startsWith('profile "short": section "main", column'))).toBe(true);
});

test('two profiles of one id are refused, and a profile with an unknown member', () => {
  const twice = { ...inspection, profiles: [...(inspection.profiles ?? []), ...(inspection.profiles ?? [])] };
  expect(checkTemplate(twice)).toContain('profile id "chi-bo" is used twice');
  const strange = { ...inspection, profiles: [{ ...profile({ rows: ['KT.TC'] }), hidden: true }] };
  expect('faults' in readTemplate(strange)).toBe(true);
});

test('a form id of an author may not be that of a consolidated one', () => {
  expect(checkTemplate({ ...smallForm(), id: 'small.consolidated' })[0]).toContain('.consolidated');
});

test('a party cell is asked for nothing about party organisations, settling letters or finance, and for fewer cells', () => {
  const [cell] = inspection.profiles ?? [];
  expect(cell?.id).toBe('chi-bo');
  const left = narrowed(inspection, cell ?? null);
  expect(checkTemplate(left)).toEqual([]);
  expect(keysOf(left).filter((key) => /(^|\.)TC(\.|$)/.test(key) && !key.startsWith('DT.'))).toEqual([]);
  expect(keysOf(left).filter((key) => /^(TO|KN|TD)\./.test(key))).toEqual([]);
  expect(missingCells(left, [], {})).toBeLessThan(missingCells(narrowed(inspection, null), [], {}) / 2);
});

const parts = (template: Template) =>
  fc.record(
    {
      rows: fc.subarray(keysOf(template), { minLength: 1, maxLength: 12 }),
      sections: fc.subarray(
        template.sections.map(({ id }) => id),
        { minLength: 1, maxLength: template.sections.length - 1 },
      ),
      columns: fc
        .subarray(['TINH', 'TREN_CS', 'CS', 'BP', 'CB', 'CU', 'UB', 'note'], { minLength: 1 })
        .map((main) => ({ main })),
    },
    { requiredKeys: [] },
  );

describe.each([11, 22, 33])('seed %i', (seed) => {
  test('whatever parts are left out of a form, what is left holds together and misses no cell that is gone', () => {
    const whole = narrowed(inspection, null);
    fc.assert(
      fc.property(parts(whole), (leaveOut) => {
        const left = narrowed(whole, profile(leaveOut));
        if (left.sections.length === 0) return;
        expect(checkTemplate(left)).toEqual([]);
        const blank = validate(left, {}, { assigned: [], facts: FACTS, mode: 'submit', offerFixes: false });
        const required = blank.issues.filter(({ code }) => code === 'required');
        expect(missingCells(left, [], {})).toBe(required.length);
        expect(required.every(({ row }) => keysOf(left).includes(row ?? ''))).toBe(true);
      }),
      { seed, numRuns: 40 },
    );
  });
});
