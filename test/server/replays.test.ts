/** A replay of a counted report says exactly what the push said: every rule of every built-in form, in any order of pushes and returns. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTransaction, type UsecaseDeps } from '../../server/usecases/enter.ts';
import { issuesAgain } from '../../server/usecases/forms/rehearse-rules.ts';
import { type Replay, replaysOf } from '../../server/usecases/forms/replay-reports.ts';
import type { Issue } from '../../shared/issue.ts';
import { issueKey } from '../../shared/issue.ts';
import type { Period } from '../../shared/period.ts';
import type { CellValue, ReportContent } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import type { PushReply } from '../../shared/wire.ts';
import { newKey, type TestApp, testApp } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { chance } from '../support/random.ts';
import { SAMPLES, validSample } from '../support/samples/index.ts';

/** Rules that only warn, so that a report that breaks them can be stored with what they said. */
const mild = (template: Template): Template => ({
  ...template,
  rules: template.rules.map((rule) => (rule.severity === 'error' ? { ...rule, severity: 'warning' } : rule)),
});
const samples = Object.keys(SAMPLES).map(validSample);
const forms = samples.map(({ template }) => mild(template));

const period = (id: string, kind: Period['kind'], from: string, to: string): Period => ({
  id,
  kind,
  label: { vi: id, en: id },
  year: Number(to.slice(0, 4)),
  from,
  to,
  due: { default: '2030-01-01' },
  state: 'open',
});
const PERIODS = [
  ...['03-31', '06-30', '09-30', '12-31'].map((day, i) =>
    period(`q${i + 1}`, 'quarter', `2022-${['01', '04', '07', '10'][i]}-01`, `2022-${day}`),
  ),
  period('q0', 'quarter', '2021-10-01', '2021-12-31'),
  period('h1', 'halfYear', '2022-01-01', '2022-06-30'),
  period('nm', 'nineMonths', '2022-01-01', '2022-09-30'),
  period('y', 'year', '2022-01-01', '2022-12-31'),
];

/** A good report, and one for each rule that breaks it. */
const contentsOf = (form: string): ReportContent[] => [
  ...(SAMPLES[form]?.breaking().map(({ content }) => content) ?? []),
  validSample(form).content,
];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

/** The content with some of its numbers changed, so that sums, funnels, growth and bands break here and there. */
function shaken(content: ReportContent, random: () => number): ReportContent {
  const value = (old: CellValue): CellValue =>
    typeof old === 'string' && NUMBER.test(old) && random() < 0.3
      ? String(Math.floor(Number(old) * random() * (random() < 0.1 ? 1000 : 2)))
      : old;
  return Object.fromEntries(
    Object.entries(content).map(([section, rows]) => [
      section,
      Object.fromEntries(
        Object.entries(rows).map(([row, cells]) => [
          row,
          Object.fromEntries(Object.entries(cells).map(([column, old]) => [column, value(old)])),
        ]),
      ),
    ]),
  );
}

/** Pushes with a reason for whatever is only a warning; false if there is an error. */
async function send(as: string, path: string, content: ReportContent, base: number): Promise<boolean> {
  const body = { protocol: 1, templateVersion: 1, baseRevision: base, mode: 'submit', content };
  const preview = await app.post<PushReply>(`${path}/revisions`, { ...body, dryRun: true }, { as });
  expect(preview.status, preview.text).toBe(200);
  if (preview.body.issues.some(({ severity }) => severity === 'error')) return false;
  const reasons = Object.fromEntries(preview.body.issues.map((issue) => [issueKey(issue), 'đã rà soát']));
  const reply = await app.post<PushReply>(`${path}/revisions`, { ...body, reasons }, { as, key: newKey() });
  expect(reply.status, reply.text).toBe(200);
  return true;
}

/** A return that opens every cell; one that cannot be is no matter. */
async function giveBack(as: string, path: string, form: Template, revision: number): Promise<void> {
  const remarks = form.sections.map(({ id: section }) => ({
    at: { section, row: '*', column: '*' },
    text: 'xem lại',
  }));
  await app.post(`${path}/decisions`, { action: 'return', revision, remarks }, { as, key: newKey() });
}

const told = (issues: readonly Issue[]) =>
  issues.filter(({ rule }) => rule !== undefined).map((issue) => ({ ...issue, fixes: [] }));

async function replays(province: string, template: string): Promise<Replay[]> {
  const deps = { db: app.db, retry: { random: () => 0, pause: () => Promise.resolve() } };
  return readTransaction(deps as unknown as UsecaseDeps, async (flights) => {
    await flights.send(flights.sql`SELECT enter_person(${app.issuer.url}, ${`sub-${province}-reviewer`})`);
    return replaysOf(flights, template, new Set(PERIODS.map(({ id }) => id)), ['x1']);
  });
}

const kinds = new Set<string>();

describe.each([11, 2022, 30_5])('seed %i', (seed) => {
  const province = `tinh${seed}`;
  const clerk = () => app.token('clerk.x1', province);
  const reviewer = () => app.token('reviewer', province);

  /** Some pushes and returns of one form, in any order, with days between them. */
  async function live(form: Template, random: () => number): Promise<void> {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const contents = contentsOf(form.id);
    const bases = new Map<string, number>();
    for (let step = 0; step < 9; step++) {
      app.now = new Date(app.now.getTime() + Math.floor(random() * 40 * 86_400_000));
      const { id } = pick(PERIODS);
      const base = bases.get(id) ?? 0;
      const path = `/api/reports/x1/${form.id}/${id}`;
      if (base > 0 && random() < 0.25) await giveBack(reviewer(), path, form, base);
      else if (await send(clerk(), path, shaken(pick(contents), random), base)) bases.set(id, base + 1);
    }
  }

  test('what each counted report was told is told again, by all rules together and by each alone', async () => {
    const random = chance('replays', seed).next;
    await makeProvince(app.db, () => app.now, {
      id: province,
      offices: { x1: 'p' },
      templates: forms,
      periods: PERIODS,
      assigned: Object.fromEntries(samples.map(({ template, assigned }) => [template.id, assigned])),
    });
    expect((await app.get('/api/me', reviewer())).status).toBe(200);
    for (const form of forms) {
      await live(form, random);
      const again = await replays(province, form.id);
      expect(again.length).toBeGreaterThan(1);
      for (const replay of again) {
        const live = told(replay.revision.issues);
        for (const { code } of live) kinds.add(code);
        expect(issuesAgain(form, replay)).toEqual(live);
        const alone = form.rules.flatMap((rule) => issuesAgain({ ...form, rules: [rule] }, replay));
        expect(alone).toEqual(live);
      }
    }
  });
});

test('the runs were worth it: many kinds of rules spoke, those that look at other reports among them', () => {
  expect(kinds.size).toBeGreaterThan(5);
  expect([...kinds]).toEqual(expect.arrayContaining(['monotonic', 'sum_of_periods']));
});
