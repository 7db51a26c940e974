/** Reasons persist until the value leaves the band: over HTTP, one office, one quarter after the other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Period } from '../../../shared/period.ts';
import type { PushReply, ReportForm } from '../../../shared/wire.ts';
import type { ReasonHistory } from '../../../shared/wire-reasons.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';

const FORM = {
  ...TINY,
  rules: [
    {
      id: 'USUAL',
      kind: 'band' as const,
      severity: 'warning' as const,
      axis: 'rows' as const,
      each: ['n'],
      factor: 3,
      minPoints: 4,
      why: { vi: 'Khác hẳn các kỳ trước.', en: 'Unlike earlier periods.' },
      basis: 'mẫu thử',
    },
  ],
};
const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
const PERIODS: Period[] = MONTHS.map((month) => ({
  id: `2022-${month}`,
  kind: 'month',
  label: { vi: `Tháng ${month}/2022`, en: `${month}/2022` },
  year: 2022,
  from: `2022-${month}-01`,
  to: `2022-${month}-28`,
  due: { default: '2023-01-31' },
  state: 'open',
}));
const HIGH = 'USUAL|main|a|n|high';
const LOW = 'USUAL|main|a|n|low';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    templates: [FORM],
    periods: PERIODS,
    offices: { x1: 'p', x2: 'p' },
  });
});
afterAll(() => app.stop());

const path = (unit: string, month: string, rest = '') => `/api/reports/${unit}/tiny/2022-${month}${rest}`;
const form = async (unit: string, month: string) =>
  (await app.get<ReportForm>(path(unit, month), `clerk.${unit}`)).body;
const push = (unit: string, month: string, n: string, reasons: Record<string, string> = {}, base = 0) =>
  app.post<PushReply & { code?: string }>(
    path(unit, month, '/revisions'),
    tinyPush({ main: { a: { n } } }, base, { reasons }),
    { as: `clerk.${unit}`, key: newKey() },
  );
const usualMonths = async (unit: string) => {
  for (const [month, n] of [
    ['01', '10'],
    ['02', '12'],
    ['03', '11'],
    ['04', '12'],
  ] as const)
    expect((await push(unit, month, n)).status).toBe(200);
};

test('a reason for an unusual value is remembered while the value stays outside on the same side, and asked for again once it was back', async () => {
  await usualMonths('x1');
  const asked = await push('x1', '05', '500');
  expect([asked.status, asked.body.code]).toEqual([422, 'report_has_errors']);
  expect((await form('x1', '05')).reasons).toEqual({});
  expect((await push('x1', '05', '500', { [HIGH]: 'thêm dự án mới' })).status).toBe(200);
  // Remembered in the form of the next month and at its push, and again from there.
  expect((await form('x1', '06')).reasons).toEqual({ [HIGH]: 'thêm dự án mới' });
  expect((await push('x1', '06', '520')).status).toBe(200);
  expect((await form('x1', '07')).reasons).toEqual({ [HIGH]: 'thêm dự án mới' });
  // The other side asks anew.
  const low = await push('x1', '07', '-90');
  expect([low.status, low.body.code]).toEqual([422, 'report_has_errors']);
  // Back within the band the memory goes, and a later outlier asks again.
  expect((await push('x1', '07', '11')).status).toBe(200);
  expect((await form('x1', '08')).reasons).toEqual({});
  expect((await push('x1', '08', '5000')).body.code).toBe('report_has_errors');
});

test('a reason for too low says nothing about too high', async () => {
  await usualMonths('x2');
  expect((await push('x2', '05', '-500', { [LOW]: 'hoàn trả' })).status).toBe(200);
  expect((await push('x2', '06', '900')).body.code).toBe('report_has_errors');
  expect((await push('x2', '06', '900', { [LOW]: 'hoàn trả' })).body.code).toBe('report_has_errors');
  expect((await push('x2', '06', '-400')).status).toBe(200);
});

test('a report sent again keeps its own words, and a reason typed anew takes the place of the remembered one', async () => {
  expect((await push('x2', '07', '-450', { [LOW]: 'lý do khác' })).status).toBe(200);
  expect((await form('x2', '07')).reasons).toEqual({ [LOW]: 'lý do khác' });
  expect((await form('x2', '08')).reasons).toEqual({ [LOW]: 'lý do khác' });
});

test('the history of reasons says per period which words were given and which were only remembered', async () => {
  const { body } = await app.get<ReasonHistory>(path('x2', '07', '/reasons?row=a'), 'clerk.x2');
  expect(
    body.items.map(({ period, side, value, reason, kept }) => [period, side, value, reason, kept]),
  ).toEqual([
    ['2022-05', 'low', '-500', 'hoàn trả', false],
    ['2022-06', 'low', '-400', 'hoàn trả', true],
    ['2022-07', 'low', '-450', 'lý do khác', false],
  ]);
  expect((await app.get<ReasonHistory>(path('x2', '05', '/reasons'), 'clerk.x2')).body.items).toHaveLength(1);
  expect((await app.get<ReasonHistory>(path('x2', '07', '/reasons?row=b'), 'clerk.x2')).body.items).toEqual(
    [],
  );
  expect((await app.get(path('x2', '07', '/reasons'), 'clerk.x1')).status).toBe(404);
});

test('a changed rule forgets, for what is usual is judged otherwise; of another version stands what was left as comparable', async () => {
  const { rememberedReasons } = await import('../../../server/usecases/push/remembered-reasons.ts');
  const last = {
    period_id: 'm',
    kind: 'month' as const,
    year: 2022,
    first_day: '2022-01-01',
    last_day: '2022-01-31',
    template_version: 1,
    content: {},
    reasons: { [HIGH]: 'vì', 'OTHER|main|a|n': 'khác' },
  };
  const month = { kind: 'month', to: '2022-02-28' } as const;
  const same = () => ({ template: FORM });
  const other = () => ({ template: { ...FORM, rules: FORM.rules.map((rule) => ({ ...rule, factor: 9 })) } });
  expect(rememberedReasons(FORM, month, [last], other)).toEqual({});
  expect(rememberedReasons(FORM, month, [last], same)).toEqual({ [HIGH]: 'vì' });
  expect(rememberedReasons({ ...FORM, version: 2 }, month, [last], other)).toEqual({ [HIGH]: 'vì' });
  expect(rememberedReasons(FORM, { kind: 'quarter', to: '2022-03-31' }, [last], same)).toEqual({});
});
