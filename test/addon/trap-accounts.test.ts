/** Traps of accounts and consent: the wrong account, a permission withheld, a menu that must be there whatever happens. */
import vm from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { PERMISSION_WORDS } from '../../addon/sidebar/words-account.ts';
import { USUAL_SCOPES } from '../standin/desk.ts';
import { type AddonDesk, addonDesk, CHOICE, dist, templateNamed } from '../support/addon-desk.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));

function deskOf(): AddonDesk {
  const at = addonDesk(templateNamed('tasks'), {});
  opened.push(at);
  return at;
}

const CALLS: readonly (readonly [string, ...unknown[]])[] = [
  ['start'],
  ['createSheets', { template: 'tasks', ...CHOICE }],
  ['check'],
  ['preview', { reasons: {} }],
  ['send', { mode: 'submit', reasons: {}, key: 'key-00000001' }],
  ['pullTotals'],
  ['acceptInvitation', { code: 'x' }],
];

const CELL = { section: 'tasks', row: 'a', column: 'b' };
/** Those that may do without the server; with the above all that speak of a file or a person. */
const OTHERS: typeof CALLS = [
  ['goTo', CELL],
  ['applyFix', { fix: { label: 'set', params: {}, cells: [{ ...CELL, value: '1' }] } }],
  ['undoFix'],
  ['clearSentNotes'],
  ['remember', { question: 'number_dot', section: 'tasks', column: 'b', answer: 'decimal' }],
  ['sendAgain'],
  ['hourly', { on: true }],
  ['examineStructure'],
  ['repair'],
  ['cellPast'],
  ['extensions'],
  ['askExtension', { until: '2022-05-01', reason: 'x', key: 'key-00000002' }],
  ['settleLocks'],
  ['prefill'],
];

test('a call that Google runs as another account than the sidebar was opened by does nothing and sends nothing', async () => {
  const at = deskOf();
  const { email } = at.desk.person;
  await at.call('createSheets', { template: 'tasks', ...CHOICE });
  const before = at.desk.fetches;
  at.desk.sidebarPerson = { email: 'rieng@example.vn', sub: 'private', language: 'vi' };
  at.desk.workbook.editors.add('rieng@example.vn');
  at.desk.resetCalls();
  for (const [name, ...args] of [...CALLS, ...OTHERS]) {
    const result = await at.desk.run(name, ...args, { openedBy: email });
    expect([name, result]).toMatchObject([
      name,
      { ok: false, problem: { code: 'other_account', retry: true } },
    ]);
    expect(JSON.stringify(result)).toContain('rieng@example.vn');
  }
  expect([at.desk.fetches, at.desk.calls]).toEqual([0, 0]);
  expect(before).toBeGreaterThan(0);
  at.desk.sidebarPerson = undefined;
  expect(await at.desk.run('check', { openedBy: email })).toMatchObject({ ok: true });
});

test('no token, no request: whatever is called without one ends in words and with nothing sent', async () => {
  const at = deskOf();
  at.desk.withhold('openid');
  for (const [name, ...args] of CALLS) {
    const result = await at.desk.run(name, ...args);
    expect([name, result]).toMatchObject([name, { ok: false }]);
  }
  expect(at.province.requests).toEqual([]);
  expect(at.desk.fetches).toBe(0);
});

/** What only sending by the hour asks for, and only then (hourly.test.ts). */
const HOURLY = 'https://www.googleapis.com/auth/script.scriptapp';

describe.each(USUAL_SCOPES.filter((scope) => scope !== HOURLY))('without the permission %s', (scope) => {
  test('what needs it names it alone, with the link that asks for it, and works again once it is granted', async () => {
    const at = deskOf();
    at.desk.withhold(scope);
    await at.desk.open('LIMITED');
    expect(at.desk.menus).not.toEqual([]);
    expect(PERMISSION_WORDS[scope]).toBeDefined();
    if (scope.endsWith('script.container.ui')) {
      // Google itself refuses to show the sidebar, with its own page of consent; a call needs no such permission.
      await expect(at.desk.click('Tiện ích mở rộng', 'Mở Sổ Tỉnh · Open')).rejects.toThrow();
    } else {
      await at.desk.click('Tiện ích mở rộng', 'Mở Sổ Tỉnh · Open');
      expect(at.desk.sidebar?.content).toContain('"email"');
      const problem = await at.refused('start');
      expect(problem.code).toBe('identity_missing');
      expect(problem.permissions?.map((one) => one.scope)).toEqual([scope]);
      expect(problem.permissions?.[0]?.url).toBe(
        `https://accounts.google.com/o/oauth2/auth?scope=${encodeURIComponent(scope)}`,
      );
      expect(at.province.requests).toEqual([]);
    }
    at.desk.grant(scope);
    expect((await at.call('start')).choices).not.toEqual([]);
  });
});

test('several permissions that are missing are told one by one', async () => {
  const at = deskOf();
  const withheld = ['https://www.googleapis.com/auth/script.external_request', 'openid'];
  for (const scope of withheld) at.desk.withhold(scope);
  const problem = await at.refused('start');
  expect(problem.permissions?.map((one) => one.scope)).toEqual(withheld);
});

test('a server that does not answer is not taken for a missing permission', async () => {
  const at = deskOf();
  at.desk.routes = {};
  const problem = await at.refused('start');
  expect([problem.code, problem.permissions]).toEqual(['server_unreachable', undefined]);
});

describe('onOpen', () => {
  test.each(['NONE', 'LIMITED', 'FULL'] as const)(
    'in %s shows the menu, with an event and without',
    async (mode) => {
      const at = deskOf();
      for (const event of ['event', 'no event'] as const) {
        await at.desk.open(mode, event);
        const items = at.desk.menus.flatMap((menu) => menu.items ?? []);
        expect(items.map(({ functionName }) => functionName)).toContain('showSidebar');
      }
      expect([at.desk.fetches, at.desk.logs]).toEqual([0, []]);
    },
  );

  test('never throws: without a user interface, with one that throws, and where Google has no service at all', () => {
    const failing = new Proxy(
      {},
      {
        get: () => () => {
          throw new Error('Exception: Cannot call SpreadsheetApp.getUi() from this context.');
        },
      },
    );
    const half = { createAddonMenu: () => ({ addItem: () => failing }) };
    for (const SpreadsheetApp of [undefined, failing, { getUi: () => failing }, { getUi: () => half }]) {
      const context = vm.createContext({ SpreadsheetApp });
      vm.runInContext(dist('Code.js'), context);
      for (const call of ['onOpen()', 'onOpen(undefined)', 'onOpen({})', 'onInstall()', 'onInstall(null)'])
        expect(() => vm.runInContext(call, context)).not.toThrow();
    }
  });
});
