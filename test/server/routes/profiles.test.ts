/** A shorter form over HTTP: the office gets, fills and sends what it is asked for; totals stay those of the whole form. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PublishedTemplate } from '../../../shared/profile.ts';
import type { PushReply, ReportForm, Totals } from '../../../shared/wire.ts';
import { formOf, newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, TINY } from '../../support/make.ts';

let app: TestApp;

/** Without row c and the list, with row a required. */
const FORM: PublishedTemplate = {
  ...TINY,
  sections: TINY.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) => (column.id === 'n' ? { ...column, required: true } : column)),
  })),
  profiles: [
    {
      id: 'short',
      label: { vi: 'Mẫu ngắn', en: 'Short form' },
      leaveOut: { sections: ['jobs'], rows: ['c'] },
    },
  ],
};

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [FORM], profiles: { x1: 'short' } });
});
afterAll(() => app.stop());

const keys = ({ template }: ReportForm): string[] =>
  template.sections.flatMap(({ id, rows }) => (rows ?? []).map(({ key }) => `${id}.${key}`));

const send = (unit: string, content: Parameters<typeof tinyPush>[0], base = 0) =>
  app.post<PushReply & { code: string; issues: { code: string; section: string; row?: string }[] }>(
    tinyPath(unit, '/revisions'),
    tinyPush(content, base, { reasons: { 'T2|main|a|n': 'đã kiểm tra' } }),
    { as: `clerk.${unit}`, key: newKey() },
  );

test('an office assigned the shorter form gets it narrowed, its neighbour the whole form, neither the list of shorter forms', async () => {
  const [short, whole] = [await formOf(app, 'x1'), await formOf(app, 'x2')];
  expect(keys(short)).toEqual(['main.a', 'main.b']);
  expect(short.template.rules.map(({ id }) => id)).toEqual(['T1']);
  expect(keys(whole)).toEqual(['main.a', 'main.b', 'main.c']);
  for (const { template } of [short, whole]) expect(template).not.toHaveProperty('profiles');
});

test('what the shorter form leaves out is refused in a submission, and not asked for', async () => {
  const beyond = await send('x1', { main: { a: { n: '5' }, b: { n: '1' }, c: { n: '6' } } });
  expect(beyond.body.code).toBe('report_has_errors');
  expect(beyond.body.issues).toMatchObject([{ code: 'unknown_row', section: 'main', row: 'c' }]);
  expect((await send('x1', { main: { a: { n: '5' }, b: { n: '1' } } })).body.state).toBe('submitted');
  const lacking = await send('x2', { main: { a: { n: '7' }, b: { n: '2' } } });
  expect(lacking.body.issues).toMatchObject([{ code: 'required', row: 'c' }]);
});

test('a rule that keeps some of its operands is still held against the shorter form', async () => {
  const reply = await send('x1', { main: { a: { n: '1' }, b: { n: '5' } } }, 1);
  expect(reply.body.issues).toMatchObject([{ code: 'part_of', row: 'b' }]);
});

test('totals over whole and shorter forms add what each was asked for', async () => {
  expect((await send('x2', { main: { a: { n: '7' }, b: { n: '2' }, c: { n: '9' } } })).status).toBe(200);
  const { body } = await app.get<Totals>('/api/totals/tiny/2022-q1?scope=d1', 'reviewer.d1');
  expect(body.totals.map(({ row, value, number }) => [row, value, number])).toEqual([
    ['a', '12', 2],
    ['b', '3', 2],
    ['c', '9', 1],
  ]);
  expect(body.coverage).toMatchObject({ expected: 3, received: 2 });
  const [c] = body.totals.filter(({ row }) => row === 'c');
  expect(c, 'who is not asked is none, not applicable and not yet known neither').toMatchObject({
    number: 1,
    none: 0,
    notApplicable: 0,
    notYetKnown: 0,
  });
});

test('a decision on a shorter form knows its cells and no others', async () => {
  const remark = (row: string) => ({
    action: 'return',
    revision: 1,
    remarks: [{ at: { section: 'main', row, column: 'n' }, text: 'xem lại' }],
  });
  const decide = (row: string) =>
    app.post(tinyPath('x1', '/decisions'), remark(row), { as: 'reviewer', key: newKey() });
  expect((await decide('c')).body.code).toBe('invalid_request');
  expect((await decide('a')).body.state).toBe('returned');
});

test('the exported report is of the shorter form', async () => {
  const reply = await app.get('/api/exports/reports/x1/tiny/2022-q1.csv?lang=vi', 'clerk.x1');
  expect(reply.status, reply.text).toBe(200);
  expect(reply.text).not.toContain('Dòng c');
  expect(reply.text).toContain('Dòng a');
});
