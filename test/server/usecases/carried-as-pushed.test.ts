/** What is stored of a carried draft is what a push of the same content stores: by all rules, with the office's history. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { Period } from '../../../shared/period.ts';
import type { Rule } from '../../../shared/rule.ts';
import type { Template } from '../../../shared/template.ts';
import type { ReportForm } from '../../../shared/wire.ts';
import type { CarryReply } from '../../../shared/wire-carry.ts';
import { newKey, START, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';
import { chance } from '../../support/random.ts';

const usual = (factor: number): Rule => ({
  id: 'USUAL',
  kind: 'band',
  severity: 'warning',
  axis: 'rows',
  each: ['n'],
  factor,
  minPoints: 3,
  why: { vi: 'Khác hẳn các kỳ trước.', en: 'Unlike earlier periods.' },
  basis: 'mẫu thử',
});
const OLD: Template = { ...TINY, rules: [...TINY.rules, usual(3)] };
const NEXT: Template = { ...TINY, version: 2, rules: [...TINY.rules, usual(30)] };
/** Rules that join the new version later: one is on, one only tried. */
const joins = (id: string): Rule => ({
  id,
  kind: 'matches',
  severity: 'error',
  left: { row: 'c', column: 'n' },
  right: { row: 'a', column: 'n' },
  relation: 'atMost',
  why: { vi: 'Dòng c không lớn hơn dòng a.', en: 'Row c is at most row a.' },
  basis: 'mẫu thử',
});
const PERIODS: Period[] = ['01', '02', '03', '04', '05'].map((month) => ({
  id: `m${month}`,
  kind: 'month',
  label: { vi: `Tháng ${month}/2022`, en: `${month}/2022` },
  year: 2022,
  from: `2022-${month}-01`,
  to: `2022-${month}-28`,
  due: { default: '2023-01-31' },
  state: 'open',
}));
const OFFICES = ['x1', 'x2', 'x3', 'x4'];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

interface Stored {
  readonly content: object;
  readonly content_hash: string;
  readonly mode: string;
  readonly issues: readonly { readonly rule?: string }[];
  readonly reasons: object;
}
const storedRevision = async (province: string, unit: string, no: number) => {
  const [row] = await app.db.system<Stored[]>`
    SELECT v.content, v.content_hash, v.mode, v.issues, v.reasons FROM revision v
    JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
    WHERE r.province_id = ${province} AND r.unit_id = ${unit} AND r.period_id = 'm05' AND v.no = ${no}`;
  return row;
};
const missingOf = async (province: string, unit: string) =>
  app.db
    .system`SELECT missing FROM report WHERE province_id = ${province} AND unit_id = ${unit} AND period_id = 'm05'`;
const keysOf = async (province: string) =>
  app.db.system`SELECT unit_id, key FROM push_key WHERE province_id = ${province} ORDER BY 1, 2`;

const spoken = new Set<string>();

describe.each([5, 77, 2022])('seed %i', (seed) => {
  const province = `tinh${seed}`;
  const clerk = (unit: string) => app.token(`clerk.${unit}`, province);
  const admin = () => app.token('administrator', province);
  const path = (unit: string, month: string) => `/api/reports/${unit}/tiny/${month}`;
  const push = (unit: string, month: string, content: object, base: number, more: object) =>
    app.post(`${path(unit, month)}/revisions`, tinyPush(content as never, base, more), {
      as: clerk(unit),
      key: newKey(),
    });

  /** The office's usual months, and on the first version a draft of the last one with a reason for what is unusual. */
  async function live(random: () => number): Promise<void> {
    const number = (most: number) => String(Math.floor(random() * most));
    for (const unit of OFFICES) {
      for (const month of ['m01', 'm02', 'm03', 'm04'])
        expect(
          (await push(unit, month, { main: { a: { n: String(10 + Number(number(4))) } } }, 0, {})).status,
        ).toBe(200);
      const a = random() < 0.5 ? '900' : number(60);
      const draft = { main: { a: { n: a }, b: { n: number(40) }, c: { n: number(1200) } } };
      const reasons = { 'USUAL|main|a|n|high': 'thêm việc', 'T2|main|a|n': 'đã rà' };
      expect((await push(unit, 'm05', draft, 0, { mode: 'draft', reasons })).status).toBe(200);
    }
  }

  async function joinRules(): Promise<void> {
    const rules = (body: object) =>
      app.post('/api/templates/tiny/rules', { version: 2, reason: 'họp', ...body }, { as: admin() });
    const [on, tried] = [joins('ON'), joins('TRIED')];
    await app.post('/api/templates/tiny/rehearsals', { rules: [on, tried], periods: 1 }, { as: admin() });
    for (const rule of [on, tried]) expect((await rules({ state: 'trial', rule })).status).toBe(200);
    expect((await rules({ state: 'on', rule: 'ON', from: '2022-05-28' })).status).toBe(200);
  }

  test('issues, reasons and what is missing of a carried draft are those of a push, and it answers to nobody’s key', async () => {
    const random = chance('carried', seed).next;
    app.now = START;
    const offices = Object.fromEntries(OFFICES.map((unit) => [unit, 'p']));
    await makeProvince(app.db, () => app.now, { id: province, offices, templates: [OLD], periods: PERIODS });
    await live(random);
    const data = { province: { id: province, name: `Tỉnh ${province}` }, templates: [{ template: NEXT }] };
    const deps = { db: app.db, clock: () => app.now };
    expect((await importProvince(deps, data, { dryRun: false })).faults).toEqual([]);
    await joinRules();
    const keys = await keysOf(province);
    const carried = await app.post<CarryReply>(
      '/api/templates/tiny/2/carry',
      { period: 'm05', from: 1 },
      { as: admin() },
    );
    expect(carried.status, carried.text).toBe(200);
    expect(await keysOf(province)).toEqual(keys);
    for (const unit of OFFICES) {
      const [before, is] = [await storedRevision(province, unit, 1), await storedRevision(province, unit, 2)];
      const missing = await missingOf(province, unit);
      const { body: form } = await app.get<ReportForm>(path(unit, 'm05'), clerk(unit));
      const sent = { mode: 'draft', templateVersion: 2, reasons: before?.reasons };
      const pushed = await push(unit, 'm05', form.content, 2, sent);
      expect(pushed.status, pushed.text).toBe(200);
      expect(is).toEqual(await storedRevision(province, unit, 3));
      expect(await missingOf(province, unit)).toEqual(missing);
      for (const { rule } of is?.issues ?? []) spoken.add(rule ?? 'cell');
    }
  });
});

test('the runs were worth it: rules that joined, on and tried, and those that look at history spoke', () => {
  expect([...spoken]).toEqual(expect.arrayContaining(['USUAL', 'ON', 'TRIED.trial']));
});
