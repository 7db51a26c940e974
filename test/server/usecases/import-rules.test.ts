/** Who owes what by rule: kinds, groups and subtrees of the period's last day; lines win; again is the same; nothing is stored in doubt. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AssignmentRuleRow, ProvinceData } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { TemplateState } from '../../../shared/template-state.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { Q1, TINY } from '../../support/make.ts';

let base: TestDatabase;
let serial = 0;
let province = '';

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base?.drop());
beforeEach(() => {
  province = `r${++serial}`;
});

const FORM = {
  ...TINY,
  profiles: [{ id: 'short', label: { vi: 'Ngắn', en: 'Short' }, leaveOut: { rows: ['a'] } }],
  sections: TINY.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) => (column.id === 'n' ? { ...column, required: true } : column)),
  })),
};
const NEXT = { ...FORM, version: 2 };

const from = '2000-01-01';
/** Province p; districts d1 and d2; communes x1, x2 under d1 in the party tree, x3 under d2 in the state tree. */
const UNITS: readonly (readonly [string, string, string | null, string | null])[] = [
  ['p', 'tinh', null, null],
  ['d1', 'huyen', 'p', null],
  ['d2', 'huyen', null, 'p'],
  ['x1', 'xa', 'd1', null],
  ['x2', 'xa', 'd1', null],
  ['x3', 'xa', null, 'd2'],
];

const rule = (line: number, more: Partial<AssignmentRuleRow> = {}): AssignmentRuleRow => ({
  template: 'tiny',
  version: 1,
  period: Q1.id,
  kind: null,
  group: null,
  under: null,
  profile: null,
  at: { file: 'assignment-rules.csv', line },
  ...more,
});

const world = (more: Partial<ProvinceData> = {}): ProvinceData => ({
  province: { id: province, name: 'Tỉnh' },
  units: UNITS.map(([id, kind]) => ({ id, kind, validFrom: from, validTo: null })),
  names: UNITS.map(([unit]) => ({ unit, validFrom: from, name: `Đơn vị ${unit}` })),
  edges: UNITS.flatMap(([child, , party, state]) => [
    ...(party === null
      ? []
      : [{ tree: 'party' as const, parent: party, child, validFrom: from, validTo: null }]),
    ...(state === null
      ? []
      : [{ tree: 'state' as const, parent: state, child, validFrom: from, validTo: null }]),
  ]),
  templates: [{ template: FORM }, { template: NEXT }],
  periods: [{ period: Q1 }],
  ...more,
});

const run = (data: ProvinceData, dryRun = false) =>
  importProvince({ db: base.db, clock: () => new Date('2022-01-02T03:00:00Z') }, data, { dryRun });

interface Owed {
  unit_id: string;
  profile: string | null;
  missing: number;
}
const owed = (): Promise<Owed[]> => base.db.system<Owed[]>`
  SELECT unit_id, profile, missing FROM report WHERE province_id = ${province} ORDER BY unit_id`;
const units = async (): Promise<string[]> => (await owed()).map(({ unit_id }) => unit_id);

test.each<[string, Partial<AssignmentRuleRow>, string[]]>([
  ['every office', {}, ['d1', 'd2', 'p', 'x1', 'x2', 'x3']],
  ['a kind', { kind: 'xa' }, ['x1', 'x2', 'x3']],
  ['a group', { group: 'noi-chinh' }, ['d1', 'x3']],
  ['a subtree, with the office at its top', { under: 'd1' }, ['d1', 'x1', 'x2']],
  ['a subtree in either tree', { under: 'p', kind: 'huyen' }, ['d1', 'd2']],
  ['all that is named', { kind: 'xa', group: 'noi-chinh' }, ['x3']],
])('a rule over %s gives its report to those who meet it', async (_, more, expected) => {
  const groups = ['d1', 'x3'].map((unit) => ({ unit, group: 'noi-chinh', validFrom: from, validTo: null }));
  const plan = await run(world({ groups, rules: [rule(2, more)] }));
  expect(plan.faults).toEqual([]);
  expect(await units()).toEqual(expected);
});

test('kind, group, parent and existence are those of the last day of the period', async () => {
  const data = world({
    rules: [rule(2, { kind: 'phuong' }), rule(3, { kind: 'xa', group: 'g' }), rule(4, { under: 'd2' })],
    kinds: [
      { unit: 'x1', validFrom: '2022-03-31', kind: 'phuong' },
      { unit: 'x2', validFrom: '2022-04-01', kind: 'phuong' },
    ],
    groups: [
      { unit: 'x2', group: 'g', validFrom: '2022-01-01', validTo: '2022-03-31' },
      { unit: 'x3', group: 'g', validFrom: '2022-01-01', validTo: '2022-03-30' },
    ],
  });
  const ended =
    data.units?.map((unit) => (unit.id === 'x3' ? { ...unit, validTo: '2022-03-30' } : unit)) ?? [];
  const edges = data.edges?.filter(({ child }) => child !== 'x3') ?? [];
  expect((await run({ ...data, units: ended, edges })).faults).toEqual([]);
  expect(await units()).toEqual(['d2', 'x1', 'x2']);
});

test('a line wins over a rule, with its own shorter form', async () => {
  const assignments = [{ unit: 'x1', template: 'tiny', version: 1, period: Q1.id, assigned: [] }];
  const plan = await run(world({ assignments, rules: [rule(2, { kind: 'xa', profile: 'short' })] }));
  expect(plan.faults).toEqual([]);
  expect((await owed()).map(({ unit_id, profile }) => [unit_id, profile])).toEqual([
    ['x1', null],
    ['x2', 'short'],
    ['x3', 'short'],
  ]);
  // Rules alone leave the line of before as it is.
  await run(world({ rules: [rule(2, { kind: 'xa', profile: 'short' }), rule(3, { under: 'd2' })] }), true);
  const again = await run(world({ rules: [rule(2, { under: 'd1', profile: 'short' })] }));
  expect(again.faults).toEqual([]);
  expect((await owed()).find(({ unit_id }) => unit_id === 'x1')?.profile).toBeNull();
});

test('a shorter form asks for fewer cells, and the office above is told how many', async () => {
  await run(world({ rules: [rule(2, { kind: 'xa', profile: 'short' }), rule(3, { kind: 'huyen' })] }));
  expect((await owed()).map(({ unit_id, missing }) => [unit_id, missing])).toEqual([
    ['d1', 3],
    ['d2', 3],
    ['x1', 1],
    ['x2', 1],
    ['x3', 1],
  ]);
  const pending = await base.db.system<{ missing: number }[]>`
    SELECT sum(missing)::int AS missing FROM pending_total WHERE province_id = ${province} AND 'p' = ANY (scopes)`;
  expect(pending).toEqual([{ missing: 9 }]);
});

test('the same files again change nothing; a new office gets its report with the next import, also without the rules', async () => {
  const rules = [rule(2, { kind: 'xa' })];
  await run(world({ rules }));
  expect(await run(world({ rules }))).toMatchObject({
    changes: [],
    stored: false,
    same: { rules: 1, assignments: 3 },
  });
  const { rules: _, ...later } = world();
  const more = { id: 'x4', kind: 'xa', validFrom: '2022-02-01', validTo: null };
  const name = { unit: 'x4', validFrom: '2022-02-01', name: 'Xã mới' };
  const grown = { ...later, units: [...(later.units ?? []), more], names: [...(later.names ?? []), name] };
  const dry = await run(grown, true);
  expect(dry.changes.filter(({ list }) => list === 'assignments')).toMatchObject([
    { kind: 'added', key: `x4, tiny, ${Q1.id}` },
  ]);
  expect(await units()).toHaveLength(3);
  await run(grown);
  expect(await units()).toEqual(['x1', 'x2', 'x3', 'x4']);
});

test('an office no longer met keeps its report, and is told', async () => {
  await run(world({ rules: [rule(2, { kind: 'xa' })] }));
  const plan = await run(world({ rules: [rule(2, { under: 'd1', kind: 'xa' })] }));
  expect(plan.changes.filter(({ list }) => list === 'assignments')).toMatchObject([
    { kind: 'kept', key: `x3, tiny, ${Q1.id}` },
  ]);
  const none = await run(world({ rules: [] }));
  expect(none.changes.filter(({ kind }) => kind === 'kept')).toHaveLength(3);
  expect(await units()).toEqual(['x1', 'x2', 'x3']);
});

test('two rules that ask one office for different forms are refused, naming both lines; the same form twice is not', async () => {
  const two = (more: Partial<AssignmentRuleRow>) =>
    run(world({ rules: [rule(2, { kind: 'xa' }), rule(7, { under: 'd1', ...more })] }));
  for (const more of [{ profile: 'short' }, { version: 2 }]) {
    const { faults, stored } = await two(more);
    expect(stored).toBe(false);
    expect(faults).toMatchObject([
      { code: 'rules_differ', at: { line: 7 }, params: { line: '2', unit: 'x1', more: '1' } },
    ]);
  }
  expect(await owed()).toEqual([]);
  expect((await two({})).stored).toBe(true);
});

test('a rule nobody meets is a warning, and the rest is stored', async () => {
  const plan = await run(world({ rules: [rule(2, { kind: 'xa' }), rule(3, { kind: 'tinh', under: 'd1' })] }));
  expect(plan.warnings).toMatchObject([{ code: 'rule_of_nobody', at: { line: 3 } }]);
  expect(plan.stored).toBe(true);
});

test.each<[string, Partial<ProvinceData>, string, number]>([
  ['an unknown kind', { rules: [rule(4, { kind: 'thon' })] }, 'unknown_kind', 4],
  ['an unknown group', { rules: [rule(4, { group: 'g' })] }, 'unknown_group', 4],
  ['an unknown shorter form', { rules: [rule(4, { profile: 'long' })] }, 'unknown_profile', 4],
  ['an unknown office', { rules: [rule(4, { under: 'nowhere' })] }, 'unknown_unit', 4],
  ['an unknown period', { rules: [rule(4, { period: 'never' })] }, 'unknown_period', 4],
  ['an unknown form', { rules: [rule(4, { version: 9 })] }, 'unknown_template', 4],
  ['a rule twice', { rules: [rule(2), rule(4)] }, 'twice', 4],
  [
    'an unknown shorter form in a line',
    {
      assignments: [
        {
          unit: 'x1',
          template: 'tiny',
          version: 1,
          period: Q1.id,
          assigned: [],
          profile: 'long',
          at: { file: 'assignments.csv', line: 6 },
        },
      ],
    },
    'unknown_profile',
    6,
  ],
  [
    'one group twice at a time',
    {
      groups: [
        {
          unit: 'x1',
          group: 'g',
          validFrom: '2020-01-01',
          validTo: null,
          at: { file: 'unit-groups.csv', line: 2 },
        },
        {
          unit: 'x1',
          group: 'g',
          validFrom: '2021-01-01',
          validTo: null,
          at: { file: 'unit-groups.csv', line: 3 },
        },
      ],
    },
    'group_overlap',
    3,
  ],
  [
    'a group that ends before it begins',
    {
      groups: [
        {
          unit: 'x1',
          group: 'g',
          validFrom: '2020-01-01',
          validTo: '2019-01-01',
          at: { file: 'unit-groups.csv', line: 3 },
        },
      ],
    },
    'row_order',
    3,
  ],
  [
    'a group of an unknown office',
    {
      groups: [
        {
          unit: 'nobody',
          group: 'g',
          validFrom: '2020-01-01',
          validTo: null,
          at: { file: 'unit-groups.csv', line: 3 },
        },
      ],
    },
    'unknown_unit',
    3,
  ],
  [
    'a line for an office that has ended within the period',
    {
      units: [{ id: 'z', kind: 'xa', validFrom: from, validTo: '2022-02-28' }],
      names: [{ unit: 'z', validFrom: from, name: 'Xã Z' }],
      edges: [],
      assignments: [
        {
          unit: 'z',
          template: 'tiny',
          version: 1,
          period: Q1.id,
          assigned: [],
          at: { file: 'assignments.csv', line: 5 },
        },
      ],
    },
    'owes_across_end',
    5,
  ],
])('%s is refused by its line, and nothing is stored', async (_, more, code, line) => {
  const plan = await run(world(more));
  expect(plan.faults.map((fault) => [fault.code, fault.at.line])).toEqual([[code, line]]);
  expect(plan.stored).toBe(false);
  expect(await base.db.system`SELECT 1 FROM unit WHERE province_id = ${province}`).toHaveLength(0);
});

test('once the office has sent something its shorter form does not change', async () => {
  await run(world({ rules: [rule(2, { kind: 'xa' })] }));
  await base.db.system`UPDATE report SET revision = 1 WHERE province_id = ${province} AND unit_id = 'x1'`;
  const plan = await run(world({ rules: [rule(2, { kind: 'xa', profile: 'short' })] }));
  expect(plan.faults).toMatchObject([{ code: 'profile_sent', at: { line: 2 }, params: { unit: 'x1' } }]);
  expect((await owed()).every(({ profile }) => profile === null)).toBe(true);
});

const inState = (state: TemplateState) => [{ template: 'tiny', version: 1, state }];

test('a form is not replaced by one without the shorter form its reports or rules name, unless they are given another', async () => {
  const at = { file: 'templates/tiny.json', line: 1 };
  const { profiles: _, ...body } = FORM;
  const without = [{ template: body, at }];
  const short = UNITS.slice(3).map(([unit]) => ({
    unit,
    template: 'tiny',
    version: 1,
    period: Q1.id,
    assigned: [],
    profile: 'short',
  }));
  const only = { province: { id: province, name: 'Tỉnh' } };
  await run(world({ assignments: short, templateStates: inState('trial') }));
  await run({ ...only, templateStates: inState('draft') });
  const dropped = await run({ ...only, templates: without });
  const params = { template: 'tiny@1', profile: 'short', count: '3', unit: 'x1', period: Q1.id };
  expect([dropped.stored, dropped.faults]).toMatchObject([false, [{ code: 'profile_dropped', at, params }]]);
  const whole = short.map((row) => ({ ...row, profile: null }));
  const mended = await run({
    ...only,
    templates: without,
    templateStates: inState('trial'),
    assignments: whole,
  });
  expect([mended.stored, mended.faults]).toEqual([true, []]);
  expect((await owed()).map(({ profile }) => profile)).toEqual([null, null, null]);
});

test('a stored rule keeps the shorter form it names in its form too', async () => {
  const at = { file: 'templates/tiny.json', line: 1 };
  const { profiles: _, ...body } = FORM;
  const only = { province: { id: province, name: 'Tỉnh' } };
  await run(world({ rules: [rule(2, { kind: 'xa', profile: 'short' })], templateStates: inState('trial') }));
  await run({ ...only, templateStates: inState('draft') });
  const plan = await run({ ...only, templates: [{ template: body, at }] });
  expect(plan.faults).toMatchObject([{ code: 'unknown_profile', at, params: { profile: 'short' } }]);
  expect(plan.stored).toBe(false);
});

test('what an office above is told to be missing follows a changed form', async () => {
  await run(world({ rules: [rule(2, { kind: 'xa' })] }));
  await run(world({ rules: [rule(2, { kind: 'xa', profile: 'short' })] }));
  const [sums] = await base.db.system<{ missing: number; expected: number }[]>`
    SELECT sum(missing)::int AS missing, sum(expected)::int AS expected FROM pending_total
    WHERE province_id = ${province} AND 'p' = ANY (scopes)`;
  expect(sums).toEqual({ missing: 3, expected: 3 });
});
