/** The built add-on against the real server: a task is opened after the sheet was drawn; the clerk is told how to bring it onto the sheet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, SERVER_HOST } from '../support/addon-desk.ts';
import { newKey, type TestApp, testApp } from '../support/app.ts';
import { makeShortfallProvince, type Place, results, send, TASKS } from '../support/shortfall-province.ts';

let app: TestApp;
let at: AddonDesk;
let place: Place;
const CHOICE = { unit: 'x1', template: 'tasks', period: '2021' };
const TAB = 'Việc giao khắc phục';

beforeAll(async () => {
  app = await testApp();
  place = await makeShortfallProvince(app);
  await send(place, { unit: 'x1', template: 'targets', period: '2021' }, results('80', '1'));
  const network = { [SERVER_HOST]: await app.app.url };
  at = addonDesk(TASKS, {}, { network, token: () => place.as('clerk.x1') });
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

/** Column letter of a column of a tab, by the id the sheet hides in its first row. */
function letter(tab: string, column: string): string {
  const sheet = at.desk.clerk.sheet(tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value);
  return String.fromCharCode(65 + ids.indexOf(column));
}

test('a task opened after the sheet was drawn is told by name, and typing that name brings it onto the sheet; nothing typed is lost', async () => {
  await at.call('createSheets', CHOICE);
  const work = `'Công việc'!${letter('Công việc', 'task')}6`;
  at.desk.clerk.type(work, 'Số hóa hồ sơ');
  const opened = await app.post(
    '/api/shortfalls/targets/2021/x1/tasks',
    { section: 'targets', row: 'ct1', task: 'Cấp chữ ký số', lead: 'Văn phòng', deadline: '2022-12-31' },
    { as: place.as('reviewer'), key: newKey() },
  );
  expect(opened.status, opened.text).toBe(200);

  await at.call('start');
  const missing = (await at.call('check')).issues.find(({ code }) => code === 'missing_row');
  expect(missing?.found.vi).toContain('Tỷ lệ văn bản ký số');
  expect(missing?.expected.vi).toContain('gõ đúng tên này vào một dòng trống');

  at.desk.clerk.type(`'${TAB}'!B6`, 'Tỷ lệ văn bản ký số');
  at.desk.clerk.type(`'${TAB}'!${letter(TAB, 'progress')}6`, 'Đang thực hiện');
  expect((await at.call('check')).issues.map(({ code }) => code)).not.toContain('missing_row');
  expect(await at.call('send', { mode: 'draft', reasons: {}, key: newKey() })).toMatchObject({
    kind: 'sent',
  });
  const form = await app.get<{ content: object }>('/api/reports/x1/tasks/2021', place.as('clerk.x1'));
  expect(form.body.content).toMatchObject({
    tasks: { r0001: { task: 'Số hóa hồ sơ' } },
    opened: { 'opened.1': { progress: 'inProgress' } },
  });
  expect(at.desk.clerk.see(work)).toBe('Số hóa hồ sơ');
});
