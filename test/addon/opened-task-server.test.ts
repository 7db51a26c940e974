/** The built add-on against the real server: tasks opened after the sheet was drawn come onto it by themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, SERVER_HOST } from '../support/addon-desk.ts';
import { newKey, type TestApp, testApp } from '../support/app.ts';
import {
  makeShortfallProvince,
  openTask,
  type Place,
  results,
  send,
  TASKS,
} from '../support/shortfall-province.ts';

let app: TestApp;
let at: AddonDesk;
let place: Place;
const CHOICE = { unit: 'x1', template: 'tasks', period: '2022-q1' };
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

async function open(period: string, task: string): Promise<void> {
  const opened = await openTask(
    place,
    { task, lead: 'Văn phòng', deadline: '2022-12-31' },
    { at: `targets/${period}/x1` },
  );
  expect(opened.status, opened.text).toBe(200);
}

test('tasks opened after the sheet was drawn are on it after the next check; two of one target have names of their own, nothing typed is lost', async () => {
  await at.call('createSheets', CHOICE);
  const work = `'Công việc'!${letter('Công việc', 'task')}6`;
  at.desk.clerk.type(work, 'Số hóa hồ sơ');
  await open('2021', 'Cấp chữ ký số');
  await at.call('start');
  const first = await at.call('check');
  expect(first).toMatchObject({ added: { count: 1 } });
  expect(first.issues.map(({ code }) => code)).not.toContain('missing_row');
  const progress = (row: number): string => `'${TAB}'!${letter(TAB, 'progress')}${row}`;
  at.desk.clerk.type(progress(6), 'Đang thực hiện');

  await send(place, { unit: 'x1', template: 'targets', period: '2022' }, results('81', '1'));
  await open('2022', 'Tập huấn');
  expect(await at.call('check')).toMatchObject({ added: { count: 1 } });
  expect(await at.call('check')).toMatchObject({ added: null });
  const names = [6, 7].map((row) => at.desk.clerk.see(`'${TAB}'!B${row}`));
  expect(names).toEqual(['Tỷ lệ văn bản ký số (việc số 1)', 'Tỷ lệ văn bản ký số (việc số 2)']);
  expect(at.desk.clerk.see(`'${TAB}'!C7`)).toContain('Năm 2022: thực hiện 81');
  at.desk.clerk.type(progress(7), 'Chưa thực hiện');

  const sent = await at.call('send', { mode: 'draft', reasons: {}, key: newKey() });
  expect(sent).toMatchObject({ kind: 'sent' });
  const form = await app.get<{ content: object }>('/api/reports/x1/tasks/2022-q1', place.as('clerk.x1'));
  expect(form.body.content).toMatchObject({
    tasks: { r0001: { task: 'Số hóa hồ sơ' } },
    opened: { 'opened.1': { progress: 'inProgress' }, 'opened.2': { progress: 'notStarted' } },
  });
  expect(at.desk.clerk.see(work)).toBe('Số hóa hồ sơ');
});
