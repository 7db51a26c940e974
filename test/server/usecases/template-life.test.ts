/** Draft → trial → published → retired: what each state allows, over HTTP and by import. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProvinceData } from '../../../server/store/province-data.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { Template } from '../../../shared/template.ts';
import type { TemplateState } from '../../../shared/template-state.ts';
import type { PushReply, Totals } from '../../../shared/wire.ts';
import type { Series } from '../../../shared/wire-series.ts';
import type { TemplateHead, TemplateList, TemplateVersion } from '../../../shared/wire-templates.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

const TRIAL_PERIOD = { ...Q1, id: '2022-thu' };
let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { d1: 'p', x1: 'd1', x2: 'd1' },
    periods: [Q1, TRIAL_PERIOD],
    roles: [
      ['admin', 'administrator', 'p', true],
      ['admin.d1', 'administrator', 'd1', true],
      ['writer', 'writer', 'p', true],
      ['reviewer', 'reviewer', 'p', true],
      ['clerk.x1', 'clerk', 'x1', false],
      ['clerk.x2', 'clerk', 'x2', false],
    ],
  });
});
afterAll(() => app.stop());

const form = (version: number, more: Partial<Template> = {}): Template => ({
  ...TINY,
  id: 'mau',
  version,
  ...more,
});
const bring = (more: Partial<ProvinceData>) =>
  importProvince(
    { db: app.db, clock: () => app.now },
    { province: { id: 'tinh', name: 'Tỉnh tinh' }, ...more },
    { dryRun: false },
  );
const inState = (version: number, state: TemplateState) => [{ template: 'mau', version, state }];
const codes = (plan: Awaited<ReturnType<typeof bring>>) => plan.faults.map(({ code }) => code);
const owed = (version: number, period = TRIAL_PERIOD.id, unit = 'x1') => [
  { unit, template: 'mau', version, period, assigned: [] },
];
const move = (version: number, state: TemplateState, as = 'admin') =>
  app.post<TemplateHead & { code?: string; detail: string }>(
    `/api/templates/mau/${version}/state`,
    { state, reason: 'thử ở x1' },
    { as },
  );

test('what a province has without a word about states is published', async () => {
  const { body } = await app.get<TemplateList>('/api/templates', 'clerk.x1');
  expect(body.items).toMatchObject([{ id: 'tiny', version: 1, state: 'published' }]);
});

test('a draft may be replaced and is not assigned; moved on it may be assigned, and changes no more', async () => {
  expect(
    (await bring({ templates: [{ template: form(1) }], templateStates: inState(1, 'draft') })).faults,
  ).toEqual([]);
  expect(codes(await bring({ assignments: owed(1) }))).toEqual(['assignment_unpublished']);
  const other = form(1, { formVersion: 'thử 2' });
  expect((await bring({ templates: [{ template: other }] })).stored).toBe(true);
  const read = await app.get<TemplateVersion>('/api/templates/mau/1', 'admin');
  expect(read.body).toMatchObject({
    state: 'draft',
    formVersion: 'thử 2',
    template: { formVersion: 'thử 2' },
  });
  expect((await bring({ templateStates: inState(1, 'trial'), assignments: owed(1) })).faults).toEqual([]);
  expect(codes(await bring({ templates: [{ template: form(1) }] }))).toEqual(['template_changed']);
});

test('a move that may not follow is refused in words, by import and over HTTP, and changes nothing', async () => {
  const retired = await move(1, 'retired');
  expect([retired.status, retired.body.code]).toEqual([409, 'template_state']);
  expect(retired.body.detail).toBe(
    'Biểu “Thống kê kiểm tra, giám sát, kỷ luật”, phiên bản 1, đang dùng thử nên không thể ngừng dùng.',
  );
  expect(codes(await bring({ templateStates: inState(1, 'retired') }))).toEqual(['template_moved']);
  expect((await app.get<TemplateVersion>('/api/templates/mau/1', 'admin')).body.state).toBe('trial');
});

test('only an administrator of the whole province moves a form', async () => {
  for (const who of ['admin.d1', 'clerk.x1', 'writer', 'reviewer'])
    expect((await move(1, 'published', who)).status, who).toBe(403);
  expect(
    (await app.post('/api/templates/none/1/state', { state: 'trial', reason: 'vì' }, { as: 'admin' })).status,
  ).toBe(404);
});

test('a trial goes back to be drafted while nothing was sent on it; as a draft its reports take nothing', async () => {
  expect((await move(1, 'draft')).body.state).toBe('draft');
  const path = '/api/reports/x1/mau/2022-thu/revisions';
  const push = tinyPush({ main: { a: { n: '7' } } });
  expect((await app.post(path, push, { key: newKey() })).body.code).toBe('template_state');
  expect((await bring({ templates: [{ template: form(1, { formVersion: 'thử 3' }) }] })).stored).toBe(true);
  expect((await move(1, 'trial')).status).toBe(200);
  expect((await app.post(path, push, { key: newKey() })).status).toBe(200);
  const back = await move(1, 'draft');
  expect([back.status, back.body.code]).toEqual([409, 'template_state']);
  expect(codes(await bring({ templateStates: inState(1, 'draft') }))).toEqual(['template_moved']);
});

test('reports of a trial are marked, decided like others and stand in no total, not even of their own office, published later or not', async () => {
  const path = '/api/reports/x1/mau/2022-thu';
  const { body } = await app.get<{ head: { templateName: string } }>(path);
  expect(body.head.templateName).toContain('(dùng thử)');
  expect((await app.get('/api/totals/mau/2022-thu?scope=x1')).status).toBe(404);
  // Another office's report on a published version of the same form and period.
  expect(
    (await bring({ templates: [{ template: form(2) }], assignments: owed(2, '2022-thu', 'x2') })).faults,
  ).toEqual([]);
  const sent = await app.post<PushReply>(
    '/api/reports/x2/mau/2022-thu/revisions',
    tinyPush({ main: { a: { n: '5' } } }, 0, { templateVersion: 2 }),
    { as: 'clerk.x2', key: newKey() },
  );
  expect(sent.status, sent.text).toBe(200);
  const accepted = await app.post(
    `${path}/decisions`,
    { action: 'accept', revision: 1 },
    { as: 'reviewer', key: newKey() },
  );
  expect(accepted.status, accepted.text).toBe(200);
  expect((await move(1, 'published')).body.state).toBe('published');
  for (const round of ['pending', 'folded']) {
    const totals = await app.get<Totals>('/api/totals/mau/2022-thu?scope=p&counts=submitted', 'writer');
    expect(totals.body.coverage, round).toMatchObject({ expected: 1, received: 1, accepted: 0 });
    expect(totals.body.totals.find(({ row }) => row === 'a')?.value, round).toBe('5');
    expect(totals.body.templateVersion).toBe(2);
    // Not in the lines over time either, nor in that of its own office.
    for (const [scope, expected] of [
      ['p', 1],
      ['x1', 0],
    ] as const) {
      const line = await app.get<Series>(`/api/series/mau?scope=${scope}&counts=submitted`, 'writer');
      const [point] = line.body.points;
      expect(point?.coverage?.expected ?? 0, `${round} ${scope}`).toBe(expected);
    }
    await app.db.system`SELECT fold_totals('tinh', 1000)`;
  }
});

test('a report does not change between a trial and a published version', async () => {
  expect(
    (await bring({ templates: [{ template: form(3) }], templateStates: inState(3, 'trial') })).faults,
  ).toEqual([]);
  expect((await bring({ assignments: owed(2, Q1.id) })).faults).toEqual([]);
  expect(codes(await bring({ assignments: owed(3, Q1.id) }))).toEqual(['assignment_trial']);
});

test('a retired form takes no new assignment, and its reports stay readable and answerable', async () => {
  const moved = await move(2, 'retired');
  expect([moved.status, moved.body.state]).toEqual([200, 'retired']);
  expect(codes(await bring({ assignments: owed(2, Q1.id, 'x2') }))).toEqual(['assignment_unpublished']);
  expect((await app.get('/api/reports/x2/mau/2022-thu', 'clerk.x2')).status).toBe(200);
  const again = await app.post<PushReply>(
    '/api/reports/x2/mau/2022-thu/revisions',
    tinyPush({ main: { a: { n: '6' } } }, 1, { templateVersion: 2 }),
    { as: 'clerk.x2', key: newKey() },
  );
  expect(again.body.revision).toBe(2);
});

test('every move tells who, when and why; the same move again changes nothing', async () => {
  expect((await move(2, 'retired')).status).toBe(200);
  const { body } = await app.get<TemplateVersion>('/api/templates/mau/2', 'writer');
  expect(body.steps).toEqual([
    { state: 'retired', at: app.now.toISOString(), person: 'Người admin', reason: 'thử ở x1' },
  ]);
  const first = await app.get<TemplateVersion>('/api/templates/mau/1', 'writer');
  expect(first.body.steps.map(({ state, person }) => [state, person])).toEqual([
    ['trial', 'Quản trị máy chủ'],
    ['draft', 'Người admin'],
    ['trial', 'Người admin'],
    ['published', 'Người admin'],
  ]);
});

test('the database itself lets no published body change and no state be skipped', async () => {
  await expect(
    app.db.system`UPDATE template SET hash = 'x' WHERE id = 'mau' AND version = 1`,
  ).rejects.toMatchObject({
    code: '23514',
  });
  await expect(
    app.db.system`UPDATE template SET state = 'draft' WHERE id = 'mau' AND version = 2`,
  ).rejects.toMatchObject({ code: '23514' });
});
