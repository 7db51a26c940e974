/** A rule's way into a form: rehearsed, on trial, on from a day and never backwards, off again. Over HTTP. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { Period } from '../../../shared/period.ts';
import type { Rule } from '../../../shared/rule.ts';
import type { PushReply, ReportForm } from '../../../shared/wire.ts';
import type { Rehearsal, RuleHistory, SwitchedRule } from '../../../shared/wire-rules.ts';
import type { TemplateMoved } from '../../../shared/wire-templates.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { ledgerOf } from '../../support/ledger.ts';
import { makeProvince, TINY } from '../../support/make.ts';

const quarter = (n: number, from: string, to: string): Period => ({
  id: `q${n}`,
  kind: 'quarter',
  label: { vi: `Quý ${n}/2022`, en: `Q${n} 2022` },
  year: 2022,
  from,
  to,
  due: { default: '2023-01-31' },
  state: 'open',
});
const PERIODS = [
  quarter(1, '2022-01-01', '2022-03-31'),
  quarter(2, '2022-04-01', '2022-06-30'),
  quarter(3, '2022-07-01', '2022-09-30'),
  quarter(4, '2022-10-01', '2022-12-31'),
];
const RULE: Rule = {
  id: 'NEW',
  kind: 'matches',
  severity: 'error',
  left: { row: 'c', column: 'n' },
  right: { row: 'a', column: 'n' },
  relation: 'atMost',
  why: { vi: 'Dòng c không lớn hơn dòng a.', en: 'Row c is at most row a.' },
  basis: 'mẫu thử',
};
const GOOD = { main: { a: { n: '9' }, c: { n: '9' } } };
const BAD = { main: { a: { n: '5' }, c: { n: '9' } } };

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { d1: 'p', x1: 'd1', x2: 'd1', x3: 'p' },
    periods: PERIODS,
    roles: [
      ['admin', 'administrator', 'p', true],
      ['admin.d1', 'administrator', 'd1', true],
      ...['x1', 'x2', 'x3'].map((unit) => [`clerk.${unit}`, 'clerk', unit, false] as const),
    ],
  });
});
afterAll(() => app.stop());

const reportPath = (unit: string, period: string) => `/api/reports/${unit}/tiny/${period}`;
const push = (unit: string, period: string, content: object, base = 0) =>
  app.post<PushReply & { code?: string }>(
    `${reportPath(unit, period)}/revisions`,
    tinyPush(content as typeof GOOD, base),
    { as: `clerk.${unit}`, key: newKey() },
  );
const formOf = async (unit: string, period: string) =>
  (await app.get<ReportForm>(reportPath(unit, period), `clerk.${unit}`)).body;
const rehearse = (body: object, as = 'admin') =>
  app.post<Rehearsal & { code?: string }>('/api/templates/tiny/rehearsals', body, { as });
const change = (body: object, as = 'admin') =>
  app.post<SwitchedRule & { code?: string; detail?: string }>(
    '/api/templates/tiny/rules',
    { version: 1, reason: 'họp ngày 1/4', ...body },
    { as },
  );

test('a rehearsal says per rule and period how many reports, units and cells it would have flagged, with examples in words, and stores no report', async () => {
  for (const [unit, period, content] of [
    ['x1', 'q1', GOOD],
    ['x2', 'q1', BAD],
    ['x3', 'q1', BAD],
    ['x1', 'q2', BAD],
  ] as const)
    expect((await push(unit, period, content)).status).toBe(200);
  const [before] = await app.db
    .system`SELECT (SELECT count(*) FROM revision)::int AS n, (SELECT max(id) FROM pending_total) AS p`;
  const second: Rule = { ...RULE, id: 'OTHER', relation: 'atLeast' };
  const { status, body, text } = await rehearse({ rules: [RULE, second], periods: 2 });
  expect(status, text).toBe(200);
  expect(body.complete).toBe(true);
  expect(body.rules[0]).toMatchObject({
    rule: 'NEW',
    periods: [
      { period: 'q2', reports: 1, flaggedReports: 1, flaggedUnits: 1, flaggedCells: 1, skipped: 0 },
      { period: 'q1', label: 'Quý 1/2022', reports: 3, flaggedReports: 2, flaggedUnits: 2, flaggedCells: 2 },
    ],
  });
  expect(body.rules[0]?.examples).toHaveLength(3);
  expect(body.rules[0]?.examples[1]).toMatchObject({ unit: 'x2', unitName: 'Đơn vị x2', period: 'q1' });
  expect(body.rules[0]?.examples[1]?.found).toContain('9');
  expect(body.rules[1]?.examples).toEqual([]);
  const [after] = await app.db
    .system`SELECT (SELECT count(*) FROM revision)::int AS n, (SELECT max(id) FROM pending_total) AS p`;
  expect(after).toEqual(before);
  const below = await rehearse({ rules: [RULE], periods: 1, scope: 'd1' });
  expect(below.body.rules[0]?.periods).toMatchObject([{ period: 'q2', reports: 1 }]);
  expect((await rehearse({ rules: [RULE], periods: 2, scope: 'x3' })).body.rules[0]?.periods).toMatchObject([
    { reports: 0 },
    { period: 'q1', reports: 1, flaggedReports: 1 },
  ]);
});

test('a rule that does not fit the form, a form there is none of and anybody but the province’s administrator are refused', async () => {
  const stranger = { ...RULE, left: { row: 'none', column: 'n' } };
  expect((await rehearse({ rules: [stranger], periods: 1 })).body.code).toBe('invalid_request');
  expect((await rehearse({ rules: [RULE, RULE], periods: 1 })).body.code).toBe('invalid_request');
  expect((await rehearse({ rules: [{ ...RULE, id: 'NEW.trial' }], periods: 1 })).body.code).toBe(
    'invalid_request',
  );
  expect(
    (await app.post('/api/templates/none/rehearsals', { rules: [RULE], periods: 1 }, { as: 'admin' })).status,
  ).toBe(404);
  for (const who of ['admin.d1', 'clerk.x1']) {
    expect((await rehearse({ rules: [RULE], periods: 1 }, who)).status).toBe(403);
    expect((await change({ state: 'off', rule: 'T1', from: '2022-05-01' }, who)).status).toBe(403);
    expect((await app.get('/api/templates/tiny/rules/NEW', who)).status).toBe(403);
  }
});

test('a rule is rehearsed before it is tried and tried before it is on', async () => {
  const unheard = { ...RULE, id: 'UNHEARD' };
  const refused = await change({ state: 'trial', rule: unheard });
  expect(refused.body.code).toBe('rule_not_rehearsed');
  expect(refused.text).toContain(`Quy tắc “${RULE.why.vi}” (UNHEARD) chưa được chạy lại`);
  expect((await change({ state: 'trial', rule: { ...RULE, relation: 'equal' } })).body.code).toBe(
    'rule_not_rehearsed',
  );
  expect((await change({ state: 'on', rule: 'NEW', from: '2022-05-01' })).body.code).toBe('rule_not_tried');
  expect((await change({ state: 'off', rule: 'NEVER', from: '2022-05-01' })).status).toBe(404);
});

test('a rehearsal that met no report is no ground for a trial', async () => {
  const unmet: Rule = { ...RULE, id: 'UNMET' };
  const none = await rehearse({ rules: [unmet], periods: 1, scope: 'x3' });
  expect(none.body.rules[0]?.periods).toMatchObject([{ reports: 0 }]);
  expect((await change({ state: 'trial', rule: unmet })).body.code).toBe('rule_not_rehearsed');
});

test('on trial a rule is checked with every push, informs, blocks nobody and is counted', async () => {
  app.now = new Date('2022-04-01T03:00:00.000Z');
  const { status, body, text } = await change({ state: 'trial', rule: RULE });
  expect(status, text).toBe(200);
  expect(body).toMatchObject({ no: 1, state: 'trial', from: '2022-04-01', keptPeriods: [] });
  // Sent again it is the same switch.
  expect((await change({ state: 'trial', rule: RULE })).body.no).toBe(1);
  app.now = new Date('2022-04-02T02:00:00.000Z');
  const sent = await push('x2', 'q2', BAD);
  expect(sent.status, sent.text).toBe(200);
  expect(sent.body.issues).toMatchObject([{ rule: 'NEW.trial', severity: 'note' }]);
  expect(sent.body.receipt?.rules).toBe('tiny@1');
  await push('x3', 'q2', GOOD);
  const { template } = await formOf('x3', 'q2');
  expect(template.rules.map(({ id, severity }) => [id, severity])).toEqual([
    ['T1', 'error'],
    ['T2', 'warning'],
    ['NEW.trial', 'note'],
  ]);
  const { body: history } = await app.get<RuleHistory>('/api/templates/tiny/rules/NEW', 'admin');
  expect(history.trial).toMatchObject({
    submissions: 2,
    flaggedSubmissions: 1,
    flaggedReports: 1,
    flaggedUnits: 1,
    flaggedCells: 1,
  });
});

test('switched on it holds for periods that end on the day or later, never backwards, and not where somebody has submitted', async () => {
  const past = await change({ state: 'on', rule: 'NEW', from: '2022-04-01' });
  expect([past.status, past.body.code]).toEqual([409, 'rule_backwards']);
  expect(past.body.detail).toContain('02/04/2022');
  const { status, body, text } = await change({ state: 'on', rule: 'NEW', from: '2022-06-30' });
  expect(status, text).toBe(200);
  expect(body).toMatchObject({ no: 2, from: '2022-06-30', keptPeriods: ['q2'] });
  // Another server knows at once, too.
  const other = app.another();
  const blocked = await app.post<{ code: string; issues: { rule: string; severity: string }[] }>(
    `${reportPath('x1', 'q3')}/revisions`,
    tinyPush(BAD),
    { key: newKey(), through: other },
  );
  expect([blocked.status, blocked.body.code]).toEqual([422, 'report_has_errors']);
  expect(blocked.body.issues).toMatchObject([{ rule: 'NEW', severity: 'error' }]);
  // An earlier period, and one that had begun, validate as they did.
  for (const [unit, period, base] of [
    ['x2', 'q1', 1],
    ['x1', 'q2', 1],
  ] as const) {
    const again = await push(unit, period, BAD, base);
    expect([again.status, again.body.receipt?.rules]).toEqual([200, 'tiny@1']);
  }
  const fine = await push('x1', 'q3', GOOD);
  expect(fine.body.receipt?.rules).toBe('tiny@1.r2');
  expect((await formOf('x2', 'q3')).template.rules.map(({ id }) => id)).toEqual(['T1', 'T2', 'NEW']);
  expect((await formOf('x2', 'q1')).template.rules.map(({ id }) => id)).toEqual(['T1', 'T2', 'NEW.trial']);
});

test('a changed rule of the same name is rehearsed and tried beside the one in force, then takes its place', async () => {
  const milder: Rule = { ...RULE, severity: 'note' };
  await rehearse({ rules: [milder], periods: 1 });
  expect((await change({ state: 'trial', rule: milder })).status).toBe(200);
  expect((await formOf('x2', 'q3')).template.rules.map(({ id }) => id)).toEqual([
    'T1',
    'T2',
    'NEW',
    'NEW.trial',
  ]);
  expect((await change({ state: 'on', rule: 'NEW', from: '2022-10-01' })).body).toMatchObject({
    no: 4,
    keptPeriods: [],
  });
  const last = await push('x1', 'q4', BAD);
  expect([last.status, last.body.receipt?.rules]).toEqual([200, 'tiny@1.r4']);
  expect((await push('x2', 'q3', BAD)).status).toBe(422);
});

test('switching off is dated likewise: the form’s own rules too', async () => {
  expect((await change({ state: 'off', rule: 'T1', from: '2022-04-01' })).body.code).toBe('rule_backwards');
  const off = await change({ state: 'off', rule: 'T1', from: '2022-09-30' });
  // Somebody submitted the third and the fourth quarter already.
  expect(off.body).toMatchObject({ no: 5, keptPeriods: ['q3', 'q4'] });
  expect((await formOf('x2', 'q3')).template.rules.map(({ id }) => id)).toContain('T1');
});

test('ending a trial ends nothing else', async () => {
  const stricter: Rule = { ...RULE, id: 'T2', severity: 'error' };
  await rehearse({ rules: [stricter], periods: 1 });
  expect((await change({ state: 'trial', rule: stricter })).status).toBe(200);
  expect((await formOf('x2', 'q4')).template.rules.map(({ id }) => id)).toContain('T2.trial');
  expect((await change({ state: 'off', rule: 'T2', from: '2022-04-02' })).status).toBe(200);
  const ids = (await formOf('x2', 'q4')).template.rules.map(({ id }) => id);
  expect([ids.includes('T2'), ids.includes('T2.trial')]).toEqual([true, false]);
});

test('each switch stands in the province’s ledger, with who, when and why', async () => {
  const rows = await ledgerOf(app.db.system, { action: 'rule_switched' });
  expect(rows.map(({ details }) => details)).toMatchObject([1, 2, 3, 4, 5, 6, 7].map((no) => ({ no })));
  expect(rows[0]).toMatchObject({
    person: 'Người admin',
    subject: 'template/tiny@1',
    details: { reason: 'họp ngày 1/4' },
  });
});

test('a rule that looks at other reports joins a form that had none, and the facts come along', async () => {
  const grows: Rule = {
    id: 'GROWS',
    kind: 'sumOfPeriods',
    severity: 'error',
    axis: 'rows',
    each: ['n'],
    why: { vi: 'Bằng tổng các kỳ.', en: 'The sum of the periods.' },
    basis: 'mẫu thử',
  };
  expect((await rehearse({ rules: [grows], periods: 1 })).status).toBe(200);
  expect((await change({ state: 'trial', rule: grows })).status).toBe(200);
  const { facts } = await formOf('x1', 'q4');
  expect(facts.increments).toBeUndefined();
  expect((await push('x3', 'q4', GOOD)).status).toBe(200);
  expect((await push('x2', 'q4', GOOD)).status).toBe(200);
});

test('who publishes the next version is told which rules in use it leaves behind; those in its own form are not named', async () => {
  const [version, templates] = [2, [{ template: { ...TINY, version: 2 } }]];
  const templateStates = [{ template: 'tiny', version, state: 'trial' as const }];
  const province = { id: 'tinh', name: 'Tỉnh tinh' };
  const deps = { db: app.db, clock: () => app.now };
  const { faults } = await importProvince(deps, { province, templates, templateStates }, { dryRun: false });
  expect(faults).toEqual([]);
  const move = { state: 'published', reason: 'họp ngày 2/4' };
  const { body, text } = await app.post<TemplateMoved>('/api/templates/tiny/2/state', move, { as: 'admin' });
  expect(body.rulesLeft?.rules, text).toEqual([
    { rule: 'GROWS', version: 1, state: 'trial' },
    { rule: 'NEW', version: 1, state: 'on' },
  ]);
  expect(body.rulesLeft?.advice.vi).toContain('GROWS, NEW');
});
