/** The built add-on against the real server: the past of the chosen cell, and more time asked for from the sheet. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddonDesk, addonDesk, SERVER_HOST } from '../support/addon-desk.ts';
import { newKey, type TestApp, testApp, tinyPath } from '../support/app.ts';
import { makeProvince, TINY } from '../support/make.ts';

let app: TestApp;
let at: AddonDesk;
const CHOICE = { unit: 'x1', template: 'tiny', period: '2022-q1' };
const FIGURES = { a: '5', b: '2', c: '9' } as const;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [{ ...TINY, counts: 'accepted' }] });
  const network = { [SERVER_HOST]: await app.app.url };
  at = addonDesk(TINY, {}, { network, token: () => app.token('clerk.x1') });
  await at.call('createSheets', CHOICE);
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

/** "B6" of column n in the row with this key. */
function address(row: string): string {
  const sheet = at.desk.clerk.sheet('Chính');
  const column = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value).indexOf('n');
  const line = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value).indexOf(row);
  return `${String.fromCharCode(65 + column)}${line + 1}`;
}
const type = (row: string, value: string): void => at.desk.clerk.type(`'Chính'!${address(row)}`, value);

async function send(): Promise<void> {
  const { issues } = await at.call('check');
  const reasons = Object.fromEntries(issues.map(({ key }) => [key, 'không phát sinh trong kỳ']));
  expect((await at.call('send', { mode: 'submit', reasons, key: newKey() })).kind).toBe('sent');
}

test('the chosen cell tells who wrote what in which revision, what was accepted, and what the sheet says now', async () => {
  expect((await at.refused('cellPast')).code).toBe('no_cell_chosen');
  for (const [row, value] of Object.entries(FIGURES)) type(row, value);
  await at.call('goTo', { section: 'main', row: 'a', column: 'n' });
  expect(await at.call('cellPast')).toMatchObject({ entries: [], older: 0, now: { vi: '5' } });
  await send();
  const body = { action: 'accept', revision: 1 };
  await app.post(tinyPath('x1', '/decisions'), body, { as: 'reviewer', key: newKey() });
  const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Xem lại.' }];
  await app.post(
    tinyPath('x1', '/decisions'),
    { action: 'return', revision: 1, remarks },
    { as: 'reviewer', key: newKey() },
  );
  type('a', '6');
  await send();
  // The cell is told by its key, wherever its row is by now.
  at.desk.clerk.insert('Chính', 'row', 6);
  type('a', '7');
  await at.call('goTo', { section: 'main', row: 'a', column: 'n' });
  const past = await at.call('cellPast');
  expect(past).toMatchObject({
    at: { section: 'main', row: 'a', column: 'n' },
    a1: address('a'),
    where: { vi: 'Dòng a · Số' },
    now: { vi: '7' },
    older: 0,
  });
  expect(past.entries).toMatchObject([
    { revision: 2, mode: 'submit', person: 'Người clerk.x1', words: { vi: '5 → 6' }, accepted: [] },
    { revision: 1, words: { vi: 'để trống → 5', en: 'blank → 5' }, accepted: [1] },
  ]);
});

test('a printed cell, and one on a sheet of the office’s own, have no past', async () => {
  await at.call('goTo', { section: 'main', row: '', column: 'n' });
  expect((await at.refused('cellPast')).code).toBe('no_cell_chosen');
});

test('more time asked for twice is one request; refused, it says in whose words, and may be asked for again', async () => {
  expect(await at.call('extensions')).toMatchObject({ items: [], due: '2022-04-05' });
  const request = { until: '2022-04-12', reason: 'Hai xã chưa chốt số.', key: newKey() };
  const asked = await at.call('askExtension', request);
  expect(asked.items).toMatchObject([
    { no: 1, state: 'asked', asked: { by: 'Người clerk.x1', until: '2022-04-12' } },
  ]);
  expect(await at.call('askExtension', request)).toEqual(asked);
  expect((await at.refused('askExtension', { ...request, key: newKey() })).code).toBe('extension_open');
  const decide = (no: number, body: object) =>
    app.post(tinyPath('x1', `/extensions/${no}/decision`), body, { as: 'reviewer', key: newKey() });
  await decide(1, { decision: 'refuse', remark: 'Kỳ này phải chốt trước hội nghị.' });
  expect((await at.call('extensions')).items).toMatchObject([
    { state: 'refused', decided: { remark: 'Kỳ này phải chốt trước hội nghị.' } },
  ]);
  await at.call('askExtension', { ...request, key: newKey() });
  await decide(2, { decision: 'grant' });
  expect(await at.call('extensions')).toMatchObject({ due: '2022-04-12', items: [{}, { state: 'granted' }] });
  expect((await at.refused('askExtension', { ...request, until: 'mai', key: newKey() })).code).toBe(
    'bad_arguments',
  );
});
