/** An import stores all or nothing, says what it does, and repeats without effect. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProvinceData } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { smallProvince } from './import-data.ts';

let base: TestDatabase;
let serial = 0;
let data: Required<ProvinceData>;

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base?.drop());
beforeEach(() => {
  serial += 1;
  data = { ...smallProvince(), province: { id: `hd${serial}`, name: 'Hải Dương' } };
});

const run = (given: ProvinceData, dryRun = false) =>
  importProvince({ db: base.db, clock: () => new Date('2022-01-02T03:00:00Z') }, given, { dryRun });

async function rowsOf(table: string): Promise<readonly object[]> {
  const key = table === 'province' ? 'id' : 'province_id';
  return base.db.system.unsafe(`SELECT * FROM ${table} WHERE ${key} = $1`, [data.province.id]);
}

test('everything brought is stored, and every report owed is expected in the totals of its office and all above', async () => {
  const plan = await run(data);
  expect(plan.faults).toEqual([]);
  expect(plan.stored).toBe(true);
  expect(plan.changes.every(({ kind }) => kind === 'added')).toBe(true);
  expect(await rowsOf('unit')).toHaveLength(3);
  expect(await rowsOf('person_role')).toHaveLength(2);
  const reports = (await rowsOf('report')) as { unit_id: string }[];
  const report = reports.find(({ unit_id }) => unit_id === 'tu-ky');
  expect(report).toMatchObject({
    assigned: data.assignments[0]?.assigned,
    scopes: ['tu-ky', 'root'],
    state: 'draft',
  });
  const pending = (await rowsOf('pending_total')) as { expected: number; scopes: string[] }[];
  expect(pending.map(({ expected, scopes }) => [expected, scopes[1]])).toEqual([
    [1, 'root'],
    [1, 'root'],
  ]);
});

test('the same rows again change nothing and say so', async () => {
  await run(data);
  const again = await run(data);
  expect(again).toMatchObject({ changes: [], faults: [], stored: false, moved: 0 });
  expect(again.same).toMatchObject({ units: 3, assignments: 2, periods: 1, templates: 1, people: 3 });
  expect(await rowsOf('pending_total')).toHaveLength(2);
});

test('a dry run gives the plan of the real run and stores nothing', async () => {
  const dry = await run(data, true);
  expect(await rowsOf('province')).toEqual([]);
  const real = await run(data);
  expect(dry).toEqual({ ...real, stored: false });
});

test('a change is told with its line and both values', async () => {
  await run(data);
  const units = data.units.map((row) => (row.id === 'tu-ky' ? { ...row, kind: 'town' } : row));
  const plan = await run({ ...data, units });
  expect(plan.changes).toEqual([
    {
      list: 'units',
      kind: 'changed',
      key: 'tu-ky',
      at: { file: 'units.csv', line: 3 },
      detail: 'kind: district → town',
    },
  ]);
});

test('a succession is stored, told when its share or document changes, and removed with its line', async () => {
  const day = '2010-01-01';
  const part = (to: string, share: string) => ({ old: 'tu-ky', new: to, day, share, basis: 'NQ 1' });
  const successions = [part('tu-ky', '0.75'), part('kim-thanh', '0.25')];
  await run({ ...data, successions });
  expect(await rowsOf('succession')).toMatchObject([
    { old_id: 'tu-ky', new_id: 'tu-ky', share: '0.75', basis: 'NQ 1' },
    { old_id: 'tu-ky', new_id: 'kim-thanh', share: '0.25', basis: 'NQ 1' },
  ]);
  expect(await run({ ...data, successions })).toMatchObject({ changes: [], stored: false });
  const others = [part('tu-ky', '0.7'), part('kim-thanh', '0.3')];
  const changed = await run({ ...data, successions: others });
  expect(changed.changes.map(({ key, detail }) => [key, detail])).toEqual([
    ['tu-ky → tu-ky, 2010-01-01', 'share: 0.75 → 0.7'],
    ['tu-ky → kim-thanh, 2010-01-01', 'share: 0.25 → 0.3'],
  ]);
  const wrong = await run({ ...data, successions: others.slice(1) });
  expect(wrong.faults.map(({ code }) => code)).toEqual(['succession_old_day', 'shares_missing']);
  expect(await rowsOf('succession')).toHaveLength(2);
  const { successions: _, ...silent } = data;
  expect(await run(silent)).toMatchObject({ changes: [], stored: false });
  const gone = await run({ ...data, successions: [] });
  expect(gone.changes.map(({ kind }) => kind)).toEqual(['removed', 'removed']);
  expect(await rowsOf('succession')).toEqual([]);
});

test('a change is told by the columns of the files, whatever it is kept as', async () => {
  await run(data);
  const periods = data.periods.map(({ period }) => ({
    period: {
      ...period,
      label: { ...period.label, vi: 'Năm hai mốt' },
      due: { default: '2022-01-20', district: '2022-01-10' },
    },
  }));
  const assignments = data.assignments.map((row, index) => ({
    ...row,
    assigned:
      index === 0
        ? row.assigned.map((target) => ({ ...target, values: { plan: '12' } })).slice(0, 1)
        : [...row.assigned].reverse(),
  }));
  const units = data.units.map((row) => (row.id === 'root' ? { ...row, validTo: '2030-12-31' } : row));
  const edges = data.edges.map((row) => ({ ...row, validTo: '2030-12-31' }));
  const plan = await run({ ...data, units, edges, periods, assignments });
  const changes = plan.changes.filter(({ list }) => list !== 'edges');
  expect(changes.map(({ key, detail }) => `${key}  ${detail}`)).toEqual([
    'root  valid_to: (trống · empty) → 2030-12-31',
    'y2021  label_vi: Năm 2021 → Năm hai mốt; due_default: 2022-01-15 → 2022-01-20; due_district: (trống · empty) → 2022-01-10',
    'tu-ky, counts, y2021  a: plan: từ 10 trở lên → 12; bỏ dòng · removed row b',
    'kim-thanh, counts, y2021  thứ tự dòng · order of rows',
  ]);
});

test('an office, person, form, period or assignment missing from the files is kept and reported', async () => {
  await run(data);
  const plan = await run({
    province: data.province,
    units: data.units.slice(0, 2),
    names: data.names.slice(0, 2),
    edges: data.edges.slice(0, 1),
    people: data.people.slice(0, 2),
    periods: [],
    templates: [],
    assignments: [],
  });
  expect(plan.faults).toEqual([]);
  expect(new Set(plan.changes.map(({ kind }) => kind))).toEqual(new Set(['kept']));
  expect(plan.changes.map(({ list }) => list).sort()).toEqual(
    ['assignments', 'assignments', 'people', 'periods', 'templates', 'units'].sort(),
  );
  expect(await rowsOf('unit_edge')).toHaveLength(2);
  expect(await rowsOf('unit_name')).toHaveLength(3);
});

test('a role missing from the files is taken away', async () => {
  await run(data);
  const plan = await run({ ...data, roles: data.roles.slice(0, 1) });
  expect(plan.changes.map(({ list, kind, key }) => [list, kind, key])).toEqual([
    ['roles', 'removed', 'binh, reviewer, root'],
  ]);
  expect(await rowsOf('person_role')).toHaveLength(1);
});

test('a published form does not change under the same version', async () => {
  await run(data);
  const [form] = data.templates;
  if (!form) throw new Error('no form');
  const changed = { ...form.template, formVersion: 'other' };
  const plan = await run({
    ...data,
    templates: [{ template: changed, at: { file: 'templates/counts.json', line: 0 } }],
  });
  expect(plan.stored).toBe(false);
  expect(plan.faults).toEqual([
    {
      code: 'template_changed',
      at: { file: 'templates/counts.json', line: 0 },
      params: { id: 'counts', version: '1' },
    },
  ]);
  const next = { ...changed, version: 2 };
  expect((await run({ ...data, templates: [form, { template: next }] })).stored).toBe(true);
});

test('a fault anywhere stores nothing anywhere', async () => {
  const [first] = data.assignments;
  if (!first) throw new Error('no assignment');
  const plan = await run({ ...data, assignments: [{ ...first, period: 'y1999' }] });
  expect(plan.faults.map(({ code }) => code)).toEqual(['unknown_period']);
  expect(await rowsOf('province')).toEqual([]);
});

test('what cannot be meant stores nothing, and what should be looked at is told and stored', async () => {
  const [period] = data.periods;
  if (!period) throw new Error('no period');
  const due = (day: string) => [{ ...period, period: { ...period.period, due: { default: day } } }];
  const refused = await run({ ...data, periods: due('2020-01-15') });
  expect(refused.faults.map(({ code }) => code)).toEqual(['due_before_end']);
  expect(await rowsOf('province')).toEqual([]);
  const early = await run({ ...data, periods: due('2021-12-31') });
  expect(early).toMatchObject({ faults: [], stored: true });
  expect(early.warnings.map(({ code }) => code)).toEqual(['due_too_soon']);
});

test('an office that ends while a later report of it is stored is told so', async () => {
  await run(data);
  const last = { validTo: '2020-12-31' };
  const units = data.units.map((row) => (row.id === 'tu-ky' ? { ...row, ...last } : row));
  const edges = data.edges.map((row) => (row.child === 'tu-ky' ? { ...row, ...last } : row));
  const owing = await run({ ...data, units, edges });
  expect(owing.faults.map(({ code, at }) => [code, at.file, at.line])).toEqual([
    ['owes_after_end', 'assignments.csv', 2],
  ]);
  const left = await run({ ...data, units, edges, assignments: data.assignments.slice(1) });
  expect(left.warnings.map(({ code, params }) => [code, params.periods])).toEqual([['ended_owing', 'y2021']]);
});

test('a person with another address is asked to sign in anew, and a revoked person stays revoked since the first time', async () => {
  await run(data);
  const { system } = base.db;
  const iss = 'https://issuer.example';
  await system.unsafe(`INSERT INTO identity VALUES ($1, $2, 's-${serial}', 'an', now())`, [
    data.province.id,
    iss,
  ]);
  const people = data.people.map((row) => (row.id === 'an' ? { ...row, email: 'an.moi@example.vn' } : row));
  await run({ ...data, people });
  expect(await rowsOf('identity')).toEqual([]);
  const revoked = people.map((row) => (row.id === 'chi' ? { ...row, revoked: true } : row));
  await run({ ...data, people: revoked });
  await run({ ...data, people: revoked.map((row) => (row.id === 'chi' ? { ...row, name: 'Chi' } : row)) });
  const found = ((await rowsOf('person')) as { id: string; name: string; revoked_at: Date | null }[]).find(
    ({ id }) => id === 'chi',
  );
  expect(found).toMatchObject({ name: 'Chi', revoked_at: new Date('2022-01-02T03:00:00Z') });
});

describe('targets of a report under way', () => {
  const sent = (
    state: string,
    revision: number,
  ) => `UPDATE report SET state = '${state}', revision = ${revision},
      submitted_revision = ${state === 'submitted' ? revision : 'NULL'} WHERE province_id = $1 AND unit_id = 'tu-ky'`;
  const replan = (plan: string) =>
    data.assignments.map((row) => ({
      ...row,
      assigned: row.assigned.map((target) => ({ ...target, values: { plan } })),
    }));
  const set = (statement: string) => base.db.system.unsafe(statement, [data.province.id]);

  test('may change while nothing counted rests on them', async () => {
    await run(data);
    await set(sent('returned', 2));
    expect(await run({ ...data, assignments: replan('12') })).toMatchObject({ faults: [], stored: true });
  });

  test('may not change once the report counts', async () => {
    await run(data);
    await set(sent('submitted', 1));
    const plan = await run({ ...data, assignments: replan('12') });
    expect(plan.faults.map(({ code, at, params }) => [code, at.line, params.state])).toEqual([
      ['assignment_counted', 2, 'đã gửi'],
    ]);
    expect(plan.stored).toBe(false);
  });

  test('may not lose a row that was sent, nor change the version', async () => {
    await run(data);
    await set(sent('draft', 1));
    const shorter = data.assignments.map((row) => ({ ...row, assigned: row.assigned.slice(0, 1) }));
    expect((await run({ ...data, assignments: shorter })).faults.map(({ code }) => code)).toEqual([
      'assigned_row_gone',
    ]);
    const [form] = data.templates;
    const other = form ? [form, { template: { ...form.template, version: 2 } }] : [];
    const later = data.assignments.map((row) => ({ ...row, version: 2 }));
    const plan = await run({ ...data, templates: other, assignments: later });
    expect(plan.faults.map(({ code }) => code)).toEqual(['assignment_sent']);
  });
});

test('a report moves under the offices that stand above it when the tree is corrected', async () => {
  await run(data);
  const region = { id: 'vung', kind: 'region', validFrom: '2000-01-01', validTo: null };
  const edges = [
    ...data.edges.filter(({ child }) => child !== 'tu-ky'),
    { tree: 'party' as const, parent: 'vung', child: 'tu-ky', validFrom: '2000-01-01', validTo: null },
    { tree: 'party' as const, parent: 'root', child: 'vung', validFrom: '2000-01-01', validTo: null },
  ];
  const plan = await run({ ...data, units: [...data.units, region], edges });
  expect(plan.moved).toBe(1);
  const pending = (await rowsOf('pending_total')) as { expected: number; scopes: string[]; sign: number }[];
  const expected = new Map<string, number>();
  for (const row of pending) {
    for (const scope of row.scopes) expected.set(scope, (expected.get(scope) ?? 0) + row.expected);
  }
  expect(Object.fromEntries(expected)).toEqual({ root: 2, 'tu-ky': 1, 'kim-thanh': 1, vung: 1 });
});

test('two imports of one province at once leave what one would', async () => {
  const plans = await Promise.all([run(data), run(data)]);
  expect(plans.map(({ stored }) => stored).sort()).toEqual([false, true]);
  expect(await rowsOf('pending_total')).toHaveLength(2);
});
