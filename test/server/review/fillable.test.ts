/** A return names what an office can fill, and says something of it; so does a mark, due on a day to come. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, type TestApp, testApp } from '../../support/app.ts';
import { codeOf, type Desk, deskOf, ok, remark, reviewedProvince } from '../../support/reviewing.ts';
import { smallForm } from '../../support/small-form.ts';

let app: TestApp;
let desk: Desk;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 1, { templates: [smallForm({ rules: [] })] });
  desk = deskOf(app, 'u0', 'small');
  const main = { ALL: { total: '10', part: '4' }, BAD: { total: '4' }, GOOD: { total: '6' } };
  ok(await desk.push({ main, list: { r1: { task: 'Làm đường' } } }, 0));
});
afterAll(() => app.stop());

const back = (at: object) => desk.decide('huyen', { action: 'return', revision: 1, remarks: [at] });
const mark = (body: object) => app.post(desk.path('/follow-ups'), body, { as: 'huyen', key: newKey() });

test.each([
  ['a heading', 'main', 'H', 'total'],
  ['a whole heading', 'main', 'H', '*'],
  ['a cell its row keeps closed', 'main', 'TOPONLY', 'part'],
  ['a column the server works out', 'main', '*', 'share'],
  ['a row of another section', 'main', 'r1', 'total'],
  ['a printed row in a list', 'list', 'ALL', 'task'],
  ['rows nobody was assigned', 'given', '*', 'actual'],
])('%s can be neither returned nor marked', async (_, section, row, column) => {
  const wrong = { code: 'invalid_request', errors: [{ path: '/remarks/0/at' }] };
  expect((await back(remark(section, row, column))).body).toMatchObject(wrong);
  const marked = await mark({ at: { section, row, column }, text: 'xem lại' });
  expect(marked.body).toMatchObject({ code: 'invalid_request', errors: [{ path: '/at' }] });
});

test('words of spaces only, and a day that has passed, are refused', async () => {
  const at = { section: 'main', row: 'ALL', column: 'total' };
  expect(codeOf(await back({ at, text: ' \u00a0 ' }))).toBe('invalid_request');
  expect(codeOf(await mark({ text: '   ' }))).toBe('invalid_request');
  const late = await mark({ text: 'xem lại', due: '2022-03-31' });
  expect(late.body).toMatchObject({ code: 'invalid_request', errors: [{ path: '/due' }] });
  expect(ok(await mark({ text: 'xem lại', due: '2022-04-01' }))).toMatchObject({ no: 1 });
  const word = await app.post(
    desk.path('/follow-ups/1/resolution'),
    { word: ' ' },
    { as: 'huyen', key: newKey() },
  );
  expect(codeOf(word)).toBe('invalid_request');
});

test('the office reads how many cells it may change, closed ones not counted', async () => {
  const open = [remark('main', 'TOPONLY', '*'), remark('list', 'r1', 'task')];
  ok(await desk.decide('huyen', { action: 'return', revision: 1, remarks: open }));
  const reply = await desk.push({ main: { ALL: { total: '11' } } }, 1);
  expect(reply.body).toMatchObject({ code: 'closed_cells_changed' });
  expect(reply.body.detail).toMatch(/chỉ được sửa 2 ô bị trả lại\.$/);
});
