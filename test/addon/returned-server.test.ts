/** The built add-on against the real server: a report is returned, answered, accepted; what the sheet is told at each step. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Differences, ReviewStanding } from '../../shared/wire-review.ts';
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
  at = addonDesk(
    TINY,
    {},
    {
      network: { [SERVER_HOST]: await app.app.url },
      token: () => app.token('clerk.x1'),
    },
  );
  await at.call('createSheets', CHOICE);
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

const addresses = new Map<string, string>();

/** Types into column n of a row of the grid, by the key the sheet hides in its first column. */
function type(row: string, value: string): void {
  const sheet = at.desk.clerk.sheet('Chính');
  const column = Array.from({ length: sheet.columnCount }, (_, n) => sheet.at(0, n).value).indexOf('n');
  const line = Array.from({ length: sheet.rowCount }, (_, n) => sheet.at(n, 0).value).indexOf(row);
  addresses.set(row, `${String.fromCharCode(65 + column)}${line + 1}`);
  at.desk.clerk.type(`'Chính'!${addresses.get(row)}`, value);
}

/** What is typed as answers to remarks, by their keys. */
const answers: Record<string, string> = {};

async function reasons(): Promise<Record<string, string>> {
  const { issues } = await at.call('check');
  const warnings = issues.filter(({ severity }) => severity === 'warning');
  return { ...answers, ...Object.fromEntries(warnings.map(({ key }) => [key, 'không phát sinh trong kỳ'])) };
}

const send = async (mode: 'draft' | 'submit' = 'submit') =>
  at.call('send', { mode, reasons: await reasons(), key: newKey() });

async function decide(body: object): Promise<void> {
  const reply = await app.post(tinyPath('x1', '/decisions'), body, { as: 'reviewer', key: newKey() });
  expect(reply.status, reply.text).toBe(200);
}

test('a returned report keeps its remark through a draft, refuses another cell by name, and drifts once accepted', async () => {
  for (const [row, value] of Object.entries(FIGURES)) type(row, value);
  expect((await send()).kind).toBe('sent');
  const remarks = [{ at: { section: 'main', row: 'a', column: 'n' }, text: 'Xem lại số này.' }];
  await decide({ action: 'return', revision: 1, remarks });

  type('a', '6');
  expect(await send('draft')).toMatchObject({ kind: 'sent', report: { head: { state: 'returned' } } });
  const opened = await at.call('start');
  expect(opened.report?.remarks).toMatchObject([{ a1: addresses.get('a'), changed: true }]);
  expect(opened.report?.remarks[0]?.now?.vi).toBe('đã gửi 5, nay ghi 6');

  type('c', '8');
  const { report } = await at.call('check');
  expect(report.departed).toMatchObject({ count: 1, cells: [{ a1: addresses.get('c') }] });
  expect(await send()).toMatchObject({ kind: 'notYet' });
  const fix = report.departed?.putBack;
  if (!fix) throw new Error('nothing to put back');
  await at.call('applyFix', { fix });

  const shown = await at.call('preview', { reasons: await reasons() });
  expect(shown).toMatchObject({ first: false, count: 1, counts: 'accepted' });
  expect(shown.totals.map(({ vi }) => vi.replace(/^.*: /, ''))).toEqual(['5 → 6']);
  expect(shown.cells.map(({ words }) => words.vi)).toEqual(['Dòng a · Số: 5 → 6']);
  answers[opened.report?.remarks[0]?.key ?? ''] = 'Đã đối chiếu lại sổ.';
  expect(await send()).toMatchObject({ kind: 'sent', report: { remarks: [] } });
  expect(await at.call('pullTotals')).toMatchObject({
    rows: 0,
    nothing: { vi: expect.stringContaining('duyệt') },
  });

  // The reviewer sees what was answered to which remark, and which cells differ from the submission before.
  const review = await app.get<ReviewStanding>(tinyPath('x1', '/review'), 'reviewer');
  expect(review.body.answers).toEqual([
    { at: { section: 'main', row: 'a', column: 'n' }, text: 'Đã đối chiếu lại sổ.' },
  ]);
  const differences = await app.get<Differences>(tinyPath('x1', '/differences?since=submission'), 'reviewer');
  expect(differences.body.changes).toMatchObject([{ before: '5', after: '6', label: { row: 'Dòng a' } }]);
  // A later return asks anew: the answer stays with the revision it came with.
  await decide({ action: 'return', revision: 3, remarks });
  const again = await at.call('start');
  expect(again.report?.remarks).toMatchObject([{ answer: '' }]);
  type('a', '5');
  expect((await send()).kind).toBe('sent');
  const last = await app.get<ReviewStanding>(tinyPath('x1', '/review'), 'reviewer');
  expect(last.body.answers).toEqual([]);

  await decide({ action: 'accept', revision: 4 });
  type('a', '7');
  const accepted = await at.call('start');
  expect(accepted.report?.departed).toMatchObject({
    against: 'accepted',
    cells: [{ a1: addresses.get('a') }],
  });
});
