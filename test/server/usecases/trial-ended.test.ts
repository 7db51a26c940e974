/** What becomes of the reports of a trial once their form is published, or they are assigned to a published version. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AssignmentRow, ProvinceData } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { verifyProvince } from '../../../server/usecases/ledger/verify-province.ts';
import type { Template } from '../../../shared/template.ts';
import type { TemplateState } from '../../../shared/template-state.ts';
import type { PushReply, Totals } from '../../../shared/wire.ts';
import type { TemplateMoved } from '../../../shared/wire-templates.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

const OFFICES = ['x1', 'x2', 'x3'];
/** Row a must be answered, the others need not. */
const REQUIRING = TINY.sections.map((section) =>
  section.rows === undefined
    ? section
    : {
        ...section,
        columns: section.columns.map((column) => ({ ...column, required: column.id === 'n' })),
        rows: section.rows.map((row) => ({ ...row, required: row.key === 'a' })),
      },
);
let app: TestApp;
let made = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

/** A province of its own in which every office owes a form on trial. */
async function onTrial() {
  made += 1;
  const id = `t${made}`;
  await makeProvince(app.db, () => app.now, {
    id,
    offices: { d1: 'p', x1: 'd1', x2: 'd1', x3: 'd1' },
    roles: [
      ['admin', 'administrator', 'p', true],
      ['writer', 'writer', 'p', true],
      ...OFFICES.map((unit) => [`clerk.${unit}`, 'clerk', unit, false] as const),
    ],
  });
  const as = (who: string) => app.token(who, id);
  const bring = (more: Partial<ProvinceData>, dryRun = false) =>
    importProvince(
      { db: app.db, clock: () => app.now },
      { province: { id, name: `Tỉnh ${id}` }, ...more },
      { dryRun },
    );
  const form = (version: number): { template: Template } => ({
    template: { ...TINY, id: 'mau', version, sections: REQUIRING },
  });
  const state = (version: number, to: TemplateState) => [
    { template: 'mau', version, state: to, at: { file: 'template-states.csv', line: version + 1 } },
  ];
  const owed = (version: number, units = OFFICES): AssignmentRow[] =>
    units.map((unit, place) => ({
      unit,
      template: 'mau',
      version,
      period: Q1.id,
      assigned: [],
      profile: null,
      at: { file: 'assignments.csv', line: place + 2 },
    }));
  const first = await bring({
    templates: [form(1)],
    templateStates: state(1, 'trial'),
    assignments: owed(1),
  });
  expect(first.faults).toEqual([]);
  const push = async (unit: string, n: string, mode: 'draft' | 'submit', base = 0, version = 1) => {
    const sent = await app.post<PushReply>(
      `/api/reports/${unit}/mau/${Q1.id}/revisions`,
      tinyPush({ main: { a: { n } } }, base, { mode, templateVersion: version }),
      { as: as(`clerk.${unit}`), key: newKey() },
    );
    expect(sent.status, sent.text).toBe(200);
  };
  const publish = (version = 1) =>
    app.post<TemplateMoved>(
      `/api/templates/mau/${version}/state`,
      { state: 'published', reason: 'thử xong' },
      { as: as('admin') },
    );
  const totals = () => app.get<Totals>(`/api/totals/mau/${Q1.id}?scope=p&counts=submitted`, as('writer'));
  /** What the province expects of the form, pending and folded alike, with its stored totals held to Σ. */
  const told = async () => {
    const before = await totals();
    expect((await verifyProvince(app.db, id)).findings).toEqual([]);
    await app.db.system`SELECT fold_totals(${id}, 1000)`;
    expect((await verifyProvince(app.db, id)).findings).toEqual([]);
    const after = await totals();
    expect([after.status, after.body.coverage]).toEqual([before.status, before.body.coverage]);
    const [head] = await app.db.system<{ missing: number }[]>`
      SELECT missing::int AS missing FROM total_head
      WHERE province_id = ${id} AND template_id = 'mau' AND scope_unit = 'p'`;
    if (after.status === 404) return undefined;
    const { expected, received } = after.body.coverage;
    const value = after.body.totals.find(({ row }) => row === 'a')?.value;
    return { expected, received, missing: head?.missing, a: value };
  };
  const marks = async () =>
    (
      await app.db.system<{ unit: string; trial: boolean }[]>`
        SELECT unit_id AS unit, trial FROM report WHERE province_id = ${id} AND template_id = 'mau' ORDER BY 1`
    ).map(({ trial }) => trial);
  return { id, as, bring, form, state, owed, push, publish, told, marks };
}

const SENT_IN_TRIAL = {
  kept: 1,
  advice: {
    vi: 'Có 1 báo cáo đã gửi khi biểu còn dùng thử: vẫn là báo cáo dùng thử và không cộng vào số liệu nào. Hãy giao biểu này cho các đơn vị đó ở một kỳ khác.',
    en: '1 report(s) were sent while the form was on trial: they stay trial reports and count in no total. Assign the form to those offices for another period.',
  },
};

test('published, a report nobody has submitted counts from now on; one sent in the trial does not, and is told', async () => {
  const { push, publish, told, marks } = await onTrial();
  await push('x1', '5', 'submit');
  await push('x3', '3', 'draft');
  expect(await told()).toBeUndefined();
  const moved = await publish();
  expect([moved.status, moved.body.trialReports]).toEqual([200, SENT_IN_TRIAL]);
  expect(await marks()).toEqual([true, false, false]);
  expect(await told()).toMatchObject({ expected: 2, received: 0, missing: 1 });
  await push('x2', '7', 'submit');
  await push('x3', '4', 'submit', 1);
  expect(await told()).toEqual({ expected: 2, received: 2, missing: 0, a: '11' });
  expect((await publish()).body).toEqual(moved.body);
});

test('a form published by import counts likewise, and the line tells which stay trial reports', async () => {
  const { bring, state, owed, push, told, marks } = await onTrial();
  await push('x1', '5', 'submit');
  const plan = await bring({ templateStates: state(1, 'published'), assignments: owed(1) });
  expect(plan.faults).toEqual([]);
  expect(plan.warnings).toMatchObject([
    {
      code: 'trial_kept',
      at: { file: 'template-states.csv', line: 2 },
      params: { form: 'mau@1', count: '1' },
    },
  ]);
  expect(await marks()).toEqual([true, false, false]);
  expect(await told()).toMatchObject({ expected: 2, received: 0, missing: 2 });
  await push('x2', '7', 'submit');
  expect(await told()).toEqual({ expected: 2, received: 1, missing: 1, a: '7' });
});

test('moved from the trial to a published version, a report counts; back to a trial, or once sent, it is refused by its line', async () => {
  const { bring, form, state, owed, push, told, marks } = await onTrial();
  await push('x1', '5', 'submit');
  expect((await bring({ templates: [form(2)] })).faults).toEqual([]);
  const all = await bring({ assignments: owed(2) });
  expect([all.stored, all.faults]).toMatchObject([false, [{ code: 'assignment_sent', at: { line: 2 } }]]);
  expect(await marks()).toEqual([true, true, true]);
  expect((await bring({ assignments: owed(2, ['x2', 'x3']) })).faults).toEqual([]);
  expect(await marks()).toEqual([true, false, false]);
  expect(await told()).toMatchObject({ expected: 2, received: 0, missing: 2 });
  await push('x2', '7', 'submit', 0, 2);
  expect(await told()).toEqual({ expected: 2, received: 1, missing: 1, a: '7' });
  expect((await bring({ templates: [form(3)], templateStates: state(3, 'trial') })).faults).toEqual([]);
  const back = await bring({ assignments: owed(3, ['x3']) });
  expect([back.stored, back.faults]).toMatchObject([false, [{ code: 'assignment_trial', at: { line: 2 } }]]);
});

test('a report assigned while its form is being published is no trial report', async () => {
  const { id, bring, owed, marks } = await onTrial();
  let assigned: ReturnType<typeof bring> | undefined;
  await app.db.system.begin(async (sql) => {
    await sql`SELECT FROM template WHERE province_id = ${id} AND id = 'mau' FOR UPDATE`;
    await sql`UPDATE template SET state = 'published' WHERE province_id = ${id} AND id = 'mau'`;
    assigned = bring({ assignments: owed(1, ['d1']) });
    await vi.waitUntil(async () => (await sql`SELECT FROM pg_locks WHERE NOT granted`).length > 0, {
      timeout: 10_000,
    });
  });
  expect((await assigned)?.faults).toEqual([]);
  expect(await marks()).toEqual([false, true, true, true]);
});

interface Step {
  readonly unit: string;
  readonly mode: 'draft' | 'submit';
  readonly n: number;
}
interface Course {
  readonly push: Awaited<ReturnType<typeof onTrial>>['push'];
  readonly base: Map<string, number>;
  /** The last figure each office submitted. */
  readonly sent: Map<string, number>;
}

/** No draft follows a submission. */
async function take(steps: readonly Step[], { push, base, sent }: Course): Promise<void> {
  for (const { unit, mode, n } of steps) {
    if (sent.has(unit) && mode === 'draft') continue;
    const at = base.get(unit) ?? 0;
    await push(unit, String(n), mode, at);
    base.set(unit, at + 1);
    if (mode === 'submit') sent.set(unit, n);
  }
}

/** x1…x3 each do nothing, save a draft or submit before or after the form is published, in any order. */
describe.each([11, 12, 13])('seed %i', (seed) => {
  test('whatever was sent before it was published, coverage and totals are Σ of the reports that are no trial', async () => {
    const step = fc.record({
      unit: fc.constantFrom(...OFFICES),
      mode: fc.constantFrom('draft' as const, 'submit' as const),
      n: fc.integer({ min: 0, max: 99 }),
    });
    const story = fc.tuple(fc.array(step, { maxLength: 4 }), fc.array(step, { maxLength: 4 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(story, async ([before, after, byImport]) => {
        const { bring, state, push, publish, told } = await onTrial();
        const sent = new Map<string, number>();
        const base = new Map<string, number>();
        const go = (steps: readonly Step[]) => take(steps, { push, base, sent });
        await go(before);
        const tried = new Set(sent.keys());
        if (byImport) await bring({ templateStates: state(1, 'published') });
        else await publish();
        await go(after);
        const counted = OFFICES.filter((unit) => !tried.has(unit));
        const arrived = counted.filter((unit) => sent.has(unit));
        const found = await told();
        if (counted.length === 0) {
          expect(found).toBeUndefined();
          return;
        }
        expect(found).toMatchObject({ expected: counted.length, received: arrived.length });
        const sum = arrived.reduce((total, unit) => total + (sent.get(unit) ?? 0), 0);
        expect(Number(found?.a ?? 0)).toBe(sum);
      }),
      { seed, numRuns: 4 },
    );
  });
});
