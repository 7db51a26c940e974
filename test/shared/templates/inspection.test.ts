/** The inspection form against its catalogue: 60 indicators, their hierarchy, and what must not be in it. */
import { expect, test } from 'vitest';
import type { Rule } from '../../../shared/rule.ts';
import type { Row, Template } from '../../../shared/template.ts';
import { builtIn } from '../../../shared/templates/index.ts';

function inspection(): Template {
  const template = builtIn('inspection');
  if (template === undefined) throw new Error('the inspection form is not built in');
  return template;
}

const rowsIn = (section: string): Row[] =>
  (inspection().sections.find(({ id }) => id === section)?.rows ?? []).filter((row) => row.heading !== true);

/** The catalogue the form is built on, written down once more: key, then what it is part of. */
const CATALOGUE = `
KT.TC - KT.TC.CHUATOT KT.TC KT.TC.VP KT.TC.CHUATOT KT.TC.PHAI KT.TC.VP KT.TC.DA KT.TC.PHAI
KT.DV - KT.DV.CHUATOT KT.DV KT.DV.VP KT.DV.CHUATOT KT.DV.PHAI KT.DV.VP KT.DV.DA KT.DV.PHAI KT.CUOC -
DH.TC - DH.TC.VP DH.TC DH.TC.PHAI DH.TC.VP DH.TC.DA DH.TC.PHAI
DH.DV - DH.DV.CUV DH.DV DH.DV.VP DH.DV DH.DV.PHAI DH.DV.VP DH.DV.DA DH.DV.PHAI
NV.TC - NV.TC.TOT NV.TC NV.TC.CHUATOT NV.TC TK.TC - TK.TC.TOT TK.TC TK.TC.CHUATOT TK.TC
TD.TC - TD.NS.TC TD.TC TD.NS.TC.VP TD.NS.TC TD.DP.TC TD.TC TD.DP.TC.VP TD.DP.TC
GS.TC - GS.TC.UB GS.TC GS.TC.DHVP GS.TC GS.TC.CHUYEN GS.TC.DHVP
GS.DV - GS.DV.UB GS.DV GS.DV.DHVP GS.DV GS.DV.CHUYEN GS.DV.DHVP GS.CUOC -
KL.TC - KL.TC.KT KL.TC KL.TC.CC KL.TC KL.TC.GT KL.TC
KL.DV - KL.DV.CU KL.DV KL.DV.UB KL.DV KL.DV.KT KL.DV KL.DV.CC KL.DV KL.DV.CH KL.DV KL.DV.KTR KL.DV KL.DV.CUV KL.DV
DT.NHAN - DT.PHAI DT.NHAN TO.TC - TO.DV - KN.DV.XONG - KN.DV.DOI KN.DV.XONG KD.TT - KD.CN -
`
  .trim()
  .split(/\s+/);

/** Rows a rule compares; rules over time and over columns compare none. */
function operands(rule: Rule): string[] {
  if (rule.kind === 'matches') return [rule.left.row, rule.right.row];
  if (!('axis' in rule) || rule.axis !== 'rows') return [];
  if (rule.kind === 'atMost') return rule.chain;
  return rule.kind === 'partsSum' || rule.kind === 'partOf' ? [rule.whole, ...rule.parts] : [];
}

function bounds(rule: Rule, child: string, parent: string): boolean {
  const keys = operands(rule);
  if (rule.kind === 'atMost') return keys.includes(parent) && keys.indexOf(parent) < keys.indexOf(child);
  const sums = rule.kind === 'partsSum' && rule.relation !== 'atLeast';
  return (sums || rule.kind === 'partOf') && keys[0] === parent && keys.indexOf(child) > 0;
}

test('the main table is the 60 indicators of the catalogue, each under its parent', () => {
  const printed = rowsIn('main').flatMap((row) => [row.key, row.parent ?? '-']);
  expect(printed).toEqual(CATALOGUE);
  expect(printed).toHaveLength(120);
});

const FUNNELS = inspection().rules.flatMap((rule) =>
  rule.kind === 'atMost' && rule.axis === 'rows' && rule.chain.length > 2 ? [[rule.id, rule] as const] : [],
);

test.each(FUNNELS)('%s says each of its pairs in its reason, in both languages', (_id, { chain, why }) => {
  const pairs = chain.length - 1;
  expect([why.vi.split('không lớn hơn'), why.en.split('≤')].map((parts) => parts.length - 1)).toEqual([
    pairs,
    pairs,
  ]);
});

test('the reason of a figure above those not doing well names both', () => {
  for (const object of ['KT.TC', 'KT.DV']) {
    const why = inspection().rules.find(({ id }) => id === `R4.${object}`)?.why.vi;
    expect(why).toContain('số có khuyết điểm, vi phạm không lớn hơn số thực hiện chưa tốt');
  }
});

test('every indicator is required as a total, and nothing else is required', () => {
  for (const section of inspection().sections) {
    const required = section.columns.filter((column) => column.required).map((column) => column.id);
    expect(required).toEqual(section.id === 'main' ? ['total'] : []);
  }
  for (const row of rowsIn('main')) expect(row.open, row.key).toContain('total');
});

test('row keys are unique over the three tabs, and a parent is printed before its children', () => {
  const seen = new Set<string>();
  for (const section of ['main', 'annex', 'money']) {
    const here = new Set<string>();
    for (const row of rowsIn(section)) {
      expect(seen, row.key).not.toContain(row.key);
      if (row.parent !== undefined) expect(here, row.key).toContain(row.parent);
      seen.add(row.key);
      here.add(row.key);
    }
  }
});

test('ordinals are unique under their heading and start anew with it', () => {
  for (const section of inspection().sections) {
    let under = new Set<string>();
    for (const row of section.rows ?? []) {
      if (row.heading) under = new Set();
      else expect(under, row.key).not.toContain(row.ordinal);
      if (!row.heading) under.add(row.ordinal ?? '');
    }
  }
});

test.each(['main', 'annex', 'money'])(
  'a rule keeps every child in %s from exceeding its parent',
  (section) => {
    const { rules } = inspection();
    for (const { key, parent } of rowsIn(section)) {
      if (parent === undefined) continue;
      expect(
        rules.some((rule) => bounds(rule, key, parent)),
        `${key} ≤ ${parent}`,
      ).toBe(true);
    }
  },
);

test('every breakdown column names its place in a dimension, and opens only in rows of a form that has it', () => {
  const [main] = inspection().sections;
  const broken = main?.columns.filter((column) => column.member !== undefined) ?? [];
  expect(broken.map((column) => column.member)).toEqual(
    inspection().dimensions.flatMap(({ id, members }) =>
      members.map((member) => ({ dimension: id, id: member.id })),
    ),
  );
  for (const column of broken) {
    const rows = rowsIn('main').filter((row) => row.open?.includes(column.id));
    expect(rows.length, column.id).toBeGreaterThan(0);
    expect(rows.length, column.id).toBeLessThan(60);
  }
});

test('suspension from party life is outside the sum of penalties', () => {
  const penalties = inspection().rules.find(({ id }) => id === 'R2.KL.DV');
  expect(penalties && operands(penalties)).toEqual([
    'KL.DV',
    'KL.DV.KT',
    'KL.DV.CC',
    'KL.DV.CH',
    'KL.DV.KTR',
  ]);
  for (const rule of inspection().rules) expect(operands(rule), rule.id).not.toContain('KL.DV.DINHCHI');
});

test('R17 does not exist: no rule compares discipline with another form', () => {
  const form = (key: string): string => key.split('.')[0] ?? '';
  for (const rule of inspection().rules) {
    expect(rule.id).not.toMatch(/^R17(\.|$)/);
    const forms = new Set(operands(rule).map(form));
    expect([...forms], rule.id).toHaveLength(operands(rule).length === 0 ? 0 : 1);
  }
});

test('nobody can be named: there is no column for persons or evidence, and the only text is a note that says so', () => {
  for (const section of inspection().sections) {
    const types = new Set(section.columns.map((column) => column.type));
    expect(types).not.toContain('person');
    expect(types).not.toContain('evidence');
    const texts = section.columns.filter((column) => column.type === 'text');
    expect(texts.map((column) => [column.id, column.help?.vi.startsWith('Không ghi tên người')])).toEqual([
      ['note', true],
    ]);
  }
});
