/** A returned report can always be answered: more cells of it are named when more must change, and what is assigned after is open. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import type { Sql } from '../../../server/store/sql.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { FRESH_MS } from '../../../server/usecases/totals/version-desk.ts';
import type { Template } from '../../../shared/template.ts';
import type { ReportForm, Totals } from '../../../shared/wire.ts';
import type { Verification } from '../../../shared/wire-ledger.ts';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { Q1, TINY } from '../../support/make.ts';
import { CONTENT, codeOf, type Desk, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';
import { ASSIGNED, smallForm } from '../../support/small-form.ts';
import { changed } from '../../support/vandal.ts';

const plain = smallForm({ rules: [] });
/** Its assigned rows ask for what was done. */
const GIVEN: Template = {
  ...plain,
  sections: plain.sections.map((section) => ({
    ...section,
    columns: section.columns.map((one) => (one.id === 'actual' ? { ...one, required: true } : one)),
  })),
};

let app: TestApp;
let owner: Sql;
let serial = 0;

beforeAll(async () => {
  app = await testApp();
  owner = connect(app.adminUrl, { max: 1 });
  await reviewedProvince(app, 20, { templates: [TINY, GIVEN], assigned: { small: ASSIGNED } });
});
afterAll(async () => {
  await owner.end();
  await app.stop();
});

const back = (...remarks: object[]) => ({ action: 'return', revision: 1, remarks });
const B = remark('main', 'b', 'n');
const A = remark('main', 'a', 'n');

/** An office whose CONTENT came back for its cell b. */
async function returned(): Promise<Desk> {
  const desk = deskOf(app, `u${serial++}`);
  ok(await desk.push(CONTENT, 0));
  ok(await desk.decide('huyen', back(B)));
  return desk;
}
const figures = (a: string, b: string) => ({ ...CONTENT, main: { a: { n: a }, b: { n: b } } });
async function totalsOf(unit: string): Promise<Pick<Totals, 'coverage' | 'totals'>> {
  app.elapse(FRESH_MS);
  const url = `/api/totals/tiny/2022-q1?scope=${unit}&counts=submitted`;
  const { coverage, totals } = (await app.get<Totals>(url, 'tinh')).body;
  return { coverage, totals };
}
const formOf = async ({ path, unit }: Desk) => (await app.get<ReportForm>(path(), `clerk.${unit}`)).body;

test('an answer is kept to a remark the report came back with, and to nothing else', async () => {
  const desk = deskOf(app, `u${serial++}`);
  const early = { 'remark|main|b|n|1': 'Chưa ai hỏi.' };
  ok(await desk.push(CONTENT, 0, { reasons: early }));
  expect((await formOf(desk)).reasons).toEqual({});
  ok(await desk.decide('huyen', back(B)));
  const answers = {
    'remark|main|b|n|1': 'Số đúng.',
    'remark|main|a|n|1': 'Ô không ai nhắc.',
    'remark|main|b|n|2': 'Lần gửi chưa có.',
    'remark|b': 'Không phải ô nào.',
  };
  ok(await desk.push(figures('5', '3'), 1, { reasons: answers }));
  expect((await desk.review()).answers).toEqual([{ at: B.at, text: 'Số đúng.' }]);
  expect((await formOf(desk)).reasons).toEqual({ 'remark|main|b|n|1': 'Số đúng.' });
});

test('a returned cell whose right figure needs another is answered once that one is named too', async () => {
  const desk = await returned();
  expect(codeOf(await desk.push(figures('5', '7'), 1))).toBe('report_has_errors');
  expect(codeOf(await desk.push(figures('8', '7'), 1))).toBe('closed_cells_changed');
  expect((await desk.review('huyen')).may).toEqual(['return']);
  expect(ok(await desk.decide('huyen', back(A)))).toEqual({ state: 'returned', revision: 1, level: 'd1' });
  expect((await formOf(desk)).remarks).toEqual([B, A]);
  expect(ok(await desk.push(figures('8', '7'), 1))).toMatchObject({ state: 'submitted', revision: 2 });
  expect((await formOf(desk)).remarks).toEqual([]);
});

test('cells named later change no total, and leave one entry that the ledger holds them to', async () => {
  const desk = await returned();
  // An office is read as it stands, the offices above it by what was added and taken away.
  const before = await totalsOf('d1');
  const key = newKey();
  const body = back(A, remark('jobs', '*', '*'));
  expect((await desk.decide('tinh', body, key)).text).toBe((await desk.decide('tinh', body, key)).text);
  expect(await totalsOf('d1')).toEqual(before);
  expect((await totalsOf(desk.unit)).coverage).toEqual({ expected: 1, received: 0, accepted: 0, late: 0 });
  ok(await desk.push(figures('6', '3'), 1));
  expect((await totalsOf('d1')).coverage.received).toBe(before.coverage.received + 1);
  expect(await desk.entries()).toEqual(['submit', 'return', 'return', 'submit']);
  const verify = async () =>
    (await app.get<Verification>(`/api/audit/verification?unit=${desk.unit}`, 'tinh')).body;
  expect(await verify()).toMatchObject({ ok: true });
  for (const link of [2, 3])
    await changed(owner, `UPDATE remark SET text = 'thôi' WHERE link = ${link}`, async () =>
      expect(await verify()).toMatchObject({ ok: false, finding: { link } }),
    );
});

test.each(['huyen', 'tinh'])('any level may name more cells, here %s', async (as) => {
  const desk = await returned();
  expect(ok(await desk.decide(as, back(A)))).toMatchObject({ state: 'returned' });
});

test('naming more needs cells, of the form, and the revision that came back', async () => {
  const desk = await returned();
  expect(codeOf(await desk.decide('huyen', back()))).toBe('return_without_cells');
  expect(codeOf(await desk.decide('huyen', back(remark('main', 'z', 'n'))))).toBe('invalid_request');
  expect(codeOf(await desk.decide('huyen', { ...back(A), revision: 2 }))).toBe('decision_on_another');
  expect((await desk.decide(`clerk.${desk.unit}`, back(A))).status).toBe(403);
  expect(await desk.entries()).toEqual(['submit', 'return']);
});

test('a draft in between moves neither what came back nor what may be named', async () => {
  const desk = await returned();
  ok(await desk.push(figures('5', '3'), 1, { mode: 'draft' }));
  ok(await desk.decide('huyen', back(A)));
  expect(ok(await desk.push(figures('8', '7'), 2))).toMatchObject({ state: 'submitted', revision: 3 });
});

test('two who name more at the same time are both heard', async () => {
  const desk = await returned();
  const named = [A, remark('jobs', 'j1', 'status')];
  for (const reply of await Promise.all([
    desk.decide('huyen', back(named[0] ?? A)),
    desk.decide('tinh', back(named[1] ?? A)),
  ]))
    ok(reply);
  expect((await formOf(desk)).remarks).toEqual(expect.arrayContaining([B, ...named]));
  expect((await formOf(desk)).remarks).toHaveLength(3);
});

/** The rows a unit is assigned for the form, by an import. */
async function assign(unit: string, assigned: typeof ASSIGNED): Promise<void> {
  const stored = await app.db.system<{ unit: string; template: string; assigned: typeof ASSIGNED }[]>`
    SELECT unit_id AS unit, template_id AS template, assigned FROM report WHERE province_id = 'tinh'`;
  const assignments = stored.map((row) => ({
    ...row,
    version: 1,
    period: Q1.id,
    profile: null,
    assigned: row.unit === unit && row.template === 'small' ? assigned : row.assigned,
  }));
  const deps = { db: app.db, clock: () => app.now };
  const data = { province: { id: 'tinh', name: 'Tỉnh tinh' }, assignments };
  expect((await importProvince(deps, data, { dryRun: false })).faults).toEqual([]);
}

test('a row assigned after the return is open as if it had been named, and no other is', async () => {
  const desk = deskOf(app, `u${serial++}`, 'small');
  const figure = (part: string, G3?: string, G1 = '3') => ({
    main: { ALL: { total: '10', part }, BAD: { total: '4' }, GOOD: { total: '6' } },
    given: { G1: { actual: G1 }, G2: { actual: '5' }, ...(G3 === undefined ? {} : { G3: { actual: G3 } }) },
  });
  ok(await desk.push(figure('4'), 0));
  ok(await desk.decide('huyen', back(remark('main', 'ALL', 'part'))));
  const label = { vi: 'Chỉ tiêu mới', en: 'A new one' };
  await assign(desk.unit, [...ASSIGNED, { key: 'G3', label, values: { plan: '10' } }]);
  expect((await formOf(desk)).remarks).toMatchObject([
    { at: { section: 'main', row: 'ALL', column: 'part' } },
    { at: { section: 'given', row: 'G3', column: '*' } },
  ]);
  expect(codeOf(await desk.push(figure('3'), 1))).toBe('report_has_errors');
  expect(codeOf(await desk.push(figure('3', '1', '2'), 1))).toBe('closed_cells_changed');
  ok(await desk.push(figure('4', '1'), 1, { mode: 'draft' }));
  expect((await formOf(desk)).remarks).toHaveLength(2);
  expect(ok(await desk.push(figure('3', '1'), 2))).toMatchObject({ state: 'submitted' });
});

test('who returns a report that is not taken any more is told that the office needs more time', async () => {
  const desk = deskOf(app, `u${serial++}`);
  ok(await desk.push(CONTENT, 0));
  const close = (state: string) =>
    app.db.system`UPDATE period SET state = ${state} WHERE province_id = 'tinh' AND id = ${Q1.id}`;
  await close('closed');
  const reply = ok(await desk.decide('huyen', back(A)));
  const answer = await desk.push(figures('6', '2'), 1);
  await close('open');
  expect(codeOf(answer)).toBe('period_closed');
  expect(reply).toEqual({
    state: 'returned',
    revision: 1,
    level: 'd1',
    note: {
      vi: 'Kỳ Quý I/2022 không còn nhận báo cáo: đơn vị chỉ gửi lại được khi được gia hạn.',
      en: 'The period Quý I/2022 takes no reports any more: the office can answer once it is given more time.',
    },
  });
});
