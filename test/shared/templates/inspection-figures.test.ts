/** The inspection form against figures: the published ones have their cells, honest ones are never refused. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cells } from '../../../shared/report.ts';
import { openColumns, type Row, type Section, type Template } from '../../../shared/template.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import { validate } from '../../../shared/validate.ts';

function inspection(): Template {
  const template = builtIn('inspection');
  if (template === undefined) throw new Error('the inspection form is not built in');
  return template;
}

function mainSection(): Section & { rows: Row[] } {
  const section = inspection().sections.find(({ id }) => id === 'main');
  if (section?.rows === undefined) throw new Error('the form has no main table');
  return { ...section, rows: section.rows.filter((row) => row.heading !== true) };
}

/** Published figures of Hải Dương (2021) and of TP Hải Dương (2015–2020): indicator, breakdown, figure. */
const PUBLISHED = [
  ['DH.DV', 'UB', '90'],
  ['DH.TC', 'UB', '23'],
  ['DH.TC.VP', 'UB', '17'],
  ['DH.TC.PHAI', 'UB', '2'],
  ['DH.DV.VP', 'UB', '67'],
  ['DH.DV.PHAI', 'UB', '34'],
  ['NV.TC', 'total', '589'],
  ['TK.TC', 'total', '299'],
  ['GS.DV.UB', 'total', '351'],
  ['GS.TC.UB', 'total', '404'],
  ['KL.DV.UB', 'total', '64'],
  ['TO.DV', 'total', '44'],
  ['TO.TC', 'total', '6'],
  ['TD.TC', 'total', '527'],
  ['DT.NHAN', 'total', '470'],
  ['KD.TT', 'total', '18'],
  ['KD.CN', 'total', '3'],
  ['KT.CUOC', 'TREN_CS', '8'],
  ['GS.CUOC', 'TREN_CS', '5'],
  ['KT.CUOC', 'CS', '1626'],
  ['GS.CUOC', 'CS', '1279'],
  ['DH.TC', 'UB', '7'],
  ['DH.DV', 'UB', '18'],
  ['KL.DV', 'total', '68'],
] as const;

test.each(PUBLISHED)('the published figure of %s, %s has its cell: %s', (key, column, figure) => {
  const section = mainSection();
  const row = section.rows.find((candidate) => candidate.key === key);
  expect(openColumns(section, row).map(({ id }) => id)).toContain(column);
  const { issues } = validate(
    inspection(),
    { main: { [key]: { [column]: figure } } },
    { assigned: [], facts: { today: '2021-12-10', periodKind: 'year' }, mode: 'draft' },
  );
  expect(issues.filter(({ code }) => code !== 'required')).toEqual([]);
});

test('24 inspection figures are published', () => {
  expect(PUBLISHED).toHaveLength(24);
});

type Draw = <T, P extends unknown[]>(arbitrary: (...args: P) => fc.Arbitrary<T>, ...args: P) => T;

const ACTORS = ['CU', 'UB'];
const LEVELS = ['TINH', 'TREN_CS', 'CS', 'BP', 'CB'];
/** Indicators that add up to another exactly. */
const EXACT: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'KL.TC': [['KL.TC.KT', 'KL.TC.CC', 'KL.TC.GT']],
  'KL.DV': [
    ['KL.DV.CU', 'KL.DV.UB'],
    ['KL.DV.KT', 'KL.DV.CC', 'KL.DV.CH', 'KL.DV.KTR'],
  ],
  'TK.TC': [['TK.TC.TOT', 'TK.TC.CHUATOT']],
};

function split(draw: Draw, total: number, names: readonly string[]): Record<string, number> {
  let rest = total;
  return Object.fromEntries(
    names.map((name, index) => {
      const share = index === names.length - 1 ? rest : draw(fc.integer, { min: 0, max: rest });
      rest -= share;
      return [name, share];
    }),
  );
}

/** A report an honest office could send: parts within wholes, sums that add up, breakdowns given or not. */
function honestReport(draw: Draw): Record<string, Cells> {
  const figures = new Map<string, Record<string, number>>();
  for (const { key, parent, open = [] } of mainSection().rows) {
    const limit = (column: string): number => figures.get(parent ?? '')?.[column] ?? (parent ? 0 : 5000);
    const exact = figures.get(key);
    const cells = exact ?? figureOf(draw, open, limit);
    figures.set(key, cells);
    for (const parts of EXACT[key] ?? []) {
      const shares = split(draw, cells.total ?? 0, parts);
      for (const [part, total] of Object.entries(shares)) figures.set(part, { total });
    }
    const levels = LEVELS.filter((column) => open.includes(column));
    if (levels.length > 0 && draw(fc.boolean)) Object.assign(cells, split(draw, cells.total ?? 0, levels));
  }
  return Object.fromEntries(
    [...figures].map(([key, cells]) => [
      key,
      Object.fromEntries(Object.entries(cells).map(([column, figure]) => [column, String(figure)])),
    ]),
  );
}

function figureOf(
  draw: Draw,
  open: readonly string[],
  limit: (column: string) => number,
): Record<string, number> {
  const below = (column: string): number => draw(fc.integer, { min: 0, max: limit(column) });
  if (!open.includes('UB')) return { total: below('total') };
  const byActor = Object.fromEntries(ACTORS.map((actor) => [actor, below(actor)]));
  return { ...byActor, total: Object.values(byActor).reduce((sum, figure) => sum + figure, 0) };
}

test('no rule speaks against a report whose figures fit each other', () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const main = honestReport(draw);
      expect(Object.keys(main)).toHaveLength(60);
      const facts = { today: '2021-12-10', periodKind: 'year' as const };
      expect(validate(inspection(), { main }, { assigned: [], facts, mode: 'submit' })).toMatchObject({
        ok: true,
        issues: [],
      });
    }),
    { numRuns: 60 },
  );
});

test('a figure raised above the one it is part of is told at that figure', () => {
  const children = mainSection().rows.filter((row) => row.parent !== undefined);
  fc.assert(
    fc.property(
      fc.gen(),
      fc.constantFrom(...children),
      fc.integer({ min: 1, max: 9 }),
      (draw, child, more) => {
        const main = honestReport(draw);
        const limit = Number(main[child.parent ?? '']?.total);
        const raised = { ...main, [child.key]: { ...main[child.key], total: String(limit + more) } };
        const facts = { today: '2021-12-10', periodKind: 'year' as const };
        const { issues } = validate(inspection(), { main: raised }, { assigned: [], facts, mode: 'submit' });
        const spoken = issues.filter(
          ({ row, related }) => row === child.key || related.some((at) => at.row === child.key),
        );
        expect(spoken, child.key).not.toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
