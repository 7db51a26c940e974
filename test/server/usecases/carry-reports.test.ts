/** A new version of a form takes over the drafts of a period: values by key, the rest named, each report whole or not at all. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { Template } from '../../../shared/template.ts';
import type { PushReply, ReportForm, Totals } from '../../../shared/wire.ts';
import type { CarryReply } from '../../../shared/wire-carry.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { ledgerOf } from '../../support/ledger.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

/** The next version: row b is gone, the words of a column must be shorter, a new row d is required. */
const NEXT: Template = {
  ...TINY,
  version: 2,
  rules: [],
  sections: TINY.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) => (column.id === 'note' ? { ...column, maxLength: 5 } : column)),
    ...(section.rows === undefined
      ? {}
      : {
          rows: [
            ...section.rows.filter(({ key }) => key !== 'b'),
            { key: 'd', label: { vi: 'Dòng d', en: 'Row d' }, required: true },
          ],
        }),
  })),
};
const CONTENT = {
  main: { a: { n: '5', note: 'ngắn' }, b: { n: '3' }, c: { n: '9', note: 'dài quá mức' } },
  jobs: { k1: { what: 'việc một', status: 'open' } },
};
const CARRIED = {
  main: { a: { n: '5', note: 'ngắn' }, c: { n: '9' } },
  jobs: { k1: { what: 'việc một', status: 'open' } },
};

let app: TestApp;
const store = (more: object) =>
  importProvince(
    { db: app.db, clock: () => app.now },
    { province: { id: 'tinh', name: 'Tỉnh tinh' }, ...more },
    { dryRun: false },
  );

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: { d1: 'p', x1: 'd1', x2: 'd1', x3: 'd1' },
    roles: [
      ['admin', 'administrator', 'p', true],
      ['admin.d1', 'administrator', 'd1', true],
      ['writer', 'writer', 'p', true],
      ...['d1', 'x1', 'x2', 'x3'].map((unit) => [`clerk.${unit}`, 'clerk', unit, false] as const),
    ],
  });
  const states = [{ template: 'tiny', version: 2, state: 'draft' }];
  expect((await store({ templates: [{ template: NEXT }], templateStates: states })).faults).toEqual([]);
});
afterAll(() => app.stop());

const path = (unit: string, rest = '') => `/api/reports/${unit}/tiny/${Q1.id}${rest}`;
const push = (unit: string, content: object, base: number, mode: 'draft' | 'submit', version = 1) =>
  app.post<PushReply & { code?: string }>(
    path(unit, '/revisions'),
    tinyPush(content as typeof CONTENT, base, { mode, templateVersion: version }),
    { as: `clerk.${unit}`, key: newKey() },
  );
const carry = (body: object, as = 'admin', version = 2) =>
  app.post<CarryReply & { code?: string; detail?: string }>(
    `/api/templates/tiny/${version}/carry`,
    { period: Q1.id, from: 1, ...body },
    { as },
  );
const formOf = async (unit: string) => (await app.get<ReportForm>(path(unit), `clerk.${unit}`)).body;

test('values are carried to a published version only, by the province’s administrator', async () => {
  const draft = await carry({});
  expect([draft.status, draft.body.code]).toEqual([409, 'template_state']);
  for (const state of ['trial', 'published'])
    await app.post('/api/templates/tiny/2/state', { state, reason: 'vì' }, { as: 'admin' });
  for (const who of ['admin.d1', 'writer', 'clerk.x1']) expect((await carry({}, who)).status).toBe(403);
  expect((await carry({}, 'admin', 9)).status).toBe(404);
  expect((await carry({ from: 2 })).body.code).toBe('invalid_request');
});

test('a dry run names what would have no home, and stores nothing', async () => {
  expect((await push('x1', CONTENT, 0, 'draft')).status).toBe(200);
  expect((await push('x2', { main: { a: { n: '4' } } }, 0, 'submit')).status).toBe(200);
  const { status, body, text } = await carry({ dryRun: true });
  expect(status, text).toBe(200);
  expect(body).toMatchObject({ stored: false, complete: true, carried: 5, homeless: 2 });
  expect(body.moved.map(({ unit, carried, homeless }) => [unit, carried, homeless])).toEqual([
    ['d1', 0, 0],
    ['p', 0, 0],
    ['x1', 5, 2],
    ['x3', 0, 0],
  ]);
  expect(body.kept).toMatchObject([{ unit: 'x2', why: { vi: 'đã gửi nên giữ phiên bản đã gửi' } }]);
  expect(body.keptFor).toMatchObject([{ why: { vi: 'đã gửi nên giữ phiên bản đã gửi' }, reports: 1 }]);
  expect((await formOf('x1')).head).toMatchObject({ templateVersion: 1, revision: 1 });
});

test('carried, each value stands under its key, the rest is named and stays in history, and what was sent stays', async () => {
  const { body } = await carry({});
  expect(body).toMatchObject({ stored: true, carried: 5, homeless: 2 });
  expect(body.moved.find(({ unit }) => unit === 'x1')).toMatchObject({
    revision: 2,
    values: [
      {
        at: { section: 'main', row: 'b', column: 'n' },
        value: '3',
        why: { vi: 'phiên bản mới không có dòng này' },
      },
      {
        at: { section: 'main', row: 'c', column: 'note' },
        value: 'dài quá mức',
        why: { vi: 'ô mới không nhận nội dung này' },
      },
    ],
  });
  const form = await formOf('x1');
  expect(form.head).toMatchObject({ templateVersion: 2, revision: 2, state: 'draft' });
  expect(form.template.version).toBe(2);
  expect(form.content).toEqual(CARRIED);
  const before = await app.get<{ content: object }>(path('x1', '/revisions/1'));
  expect(before.body.content).toEqual(CONTENT);
  expect((await formOf('x2')).head).toMatchObject({ templateVersion: 1, revision: 1, state: 'submitted' });
});

test('the same call again finds nothing left to do, and offices go on with the new version', async () => {
  const again = await carry({});
  expect(again.body).toMatchObject({ stored: true, moved: [], kept: [{ unit: 'x2' }] });
  expect((await push('x1', CARRIED, 2, 'draft', 1)).body.code).toBe('template_version_mismatch');
  const full = { ...CARRIED, main: { ...CARRIED.main, d: { n: '1' } } };
  expect((await push('x1', full, 2, 'submit', 2)).body.receipt?.rules).toBe('tiny@2');
  expect((await push('x3', { main: { a: { n: '2' }, d: { n: '1' } } }, 0, 'submit', 2)).status).toBe(200);
  const totals = await app.get<Totals>(`/api/totals/tiny/${Q1.id}?scope=p&counts=submitted`, 'writer');
  expect(totals.body.totals.find(({ row }) => row === 'a')?.value).toBe('11');
});

test('an office that saves at the same moment loses nothing: its draft is carried, or it is told that the form has changed', async () => {
  const next3 = { ...NEXT, version: 3 };
  expect((await store({ templates: [{ template: next3 }] })).faults).toEqual([]);
  const [saved, carried] = await Promise.all([
    push('d1', { main: { a: { n: '8' } } }, 0, 'draft', 2),
    carry({ from: 2 }, 'admin', 3),
  ]);
  const form = await formOf('d1');
  expect(form.head.templateVersion).toBe(3);
  expect(carried.status, carried.text).toBe(200);
  if (saved.status === 200) expect(form.content).toEqual({ main: { a: { n: '8' } } });
  else expect(saved.body.code).toBe('template_version_mismatch');
});

test('an import that still names the version before keeps what was carried, and says so by line', async () => {
  const owed = (units: readonly string[], more: object = {}) => ({
    assignments: units.map((unit, place) => ({
      unit,
      template: 'tiny',
      version: 1,
      period: Q1.id,
      assigned: [],
      profile: null,
      at: { file: 'assignments.csv', line: place + 2 },
      ...more,
    })),
  });
  const versions = () =>
    app.db
      .system`SELECT unit_id, template_version, missing FROM report WHERE template_id = 'tiny' ORDER BY 1`;
  const before = await versions();
  // p and d1 sent nothing and were carried twice, x1 and x3 were sent after they were carried, x2 before.
  const plan = await store(owed(['p', 'd1', 'x1', 'x2', 'x3']));
  expect([plan.faults, plan.changes]).toEqual([[], []]);
  expect(plan.warnings.map(({ code, at, params }) => [code, at.line, params])).toEqual(
    [
      [2, 'p', '3'],
      [3, 'd1', '3'],
      [4, 'x1', '2'],
      [6, 'x3', '2'],
    ].map(([line, unit, stored]) => [
      'carried_kept',
      line,
      { template: 'tiny', period: Q1.id, unit, count: '1', stored, found: '1' },
    ]),
  );
  expect(await versions()).toEqual(before);
  const rule = { template: 'tiny', version: 1, period: Q1.id, kind: null, group: null, under: 'p' };
  const ruled = await store({
    assignments: [],
    rules: [{ ...rule, profile: null, at: { file: 'assignment-rules.csv', line: 2 } }],
  });
  expect(ruled.faults).toEqual([]);
  expect(ruled.warnings.map(({ code, at, params }) => [code, at, params.count, params.stored])).toEqual([
    ['carried_kept', { file: 'assignment-rules.csv', line: 2 }, '2', '3'],
    ['carried_kept', { file: 'assignment-rules.csv', line: 2 }, '2', '2'],
  ]);
  expect(await versions()).toEqual(before);
});

test('the province’s ledger tells what was carried', async () => {
  const rows = await ledgerOf(app.db.system, { action: 'template_carried' });
  expect(rows[0]).toMatchObject({
    subject: 'template/tiny@2',
    details: { period: Q1.id, from: 1, reports: 4, carried: 5, homeless: 2 },
  });
});

test('of hundreds of reports that stay, all are counted by reason and the first two hundred named', async () => {
  const short = { id: 'short', label: { vi: 'Ngắn', en: 'Short' }, leaveOut: { rows: ['c'] } };
  const units = Array.from({ length: 203 }, (_, place) => `x${place}`);
  await makeProvince(app.db, () => app.now, {
    id: 'nhieu',
    offices: Object.fromEntries(units.map((unit) => [unit, 'p'])),
    templates: [{ ...TINY, profiles: [short] }],
    profiles: Object.fromEntries(units.map((unit) => [unit, 'short'])),
    roles: [['admin', 'administrator', 'p', true]],
  });
  const data = { province: { id: 'nhieu', name: 'Tỉnh nhieu' }, templates: [{ template: NEXT }] };
  const deps = { db: app.db, clock: () => app.now };
  expect((await importProvince(deps, data, { dryRun: false })).faults).toEqual([]);
  const { body, text } = await carry({}, app.token('admin', 'nhieu'));
  expect(
    body.moved.map(({ unit }) => unit),
    text,
  ).toEqual(['p']);
  expect(body.keptFor).toEqual([
    {
      why: { vi: 'phiên bản mới không có biểu rút gọn này', en: 'the new version lacks its shorter form' },
      reports: 203,
    },
  ]);
  expect(body.kept).toHaveLength(200);
});
