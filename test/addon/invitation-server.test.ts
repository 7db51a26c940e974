/** The built add-on before the real server: an account nobody knows brings its code and is the invited person from then on. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAdmin } from '../../server/admin.ts';
import { codeFrom } from '../../server/usecases/invite.ts';
import { type AddonDesk, addonDesk, SERVER_HOST } from '../support/addon-desk.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { makeProvince, TINY } from '../support/make.ts';

let app: TestApp;
let at: AddonDesk;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  at = addonDesk(
    TINY,
    {},
    {
      network: { [SERVER_HOST]: await app.app.url },
      token: () => app.issuer.token({ sub: 'ngoai', email: 'van.thu@hop-thu.vn' }),
    },
  );
});
afterAll(async () => {
  await at.desk.close();
  await app.stop();
});

test('an unknown account is told so, a wrong code too, and with the right one its reports are there', async () => {
  const lines: string[] = [];
  const made = await runAdmin(['invite', 'clerk.x1', 'x1', 'clerk'], {
    write: (line) => void lines.push(line),
    clock: () => app.now,
    withDatabase: (use) => use(app.db),
    provideSheet: () => Promise.reject(new Error('no sheet is made')),
    newCode: () => codeFrom(new Uint8Array(16).fill(41)),
    newSecret: () => 'none',
  });
  expect(made).toBe(0);
  expect((await at.refused('start')).code).toBe('account_unknown');
  expect((await at.refused('acceptInvitation', { code: '0000' })).code).toBe('invitation_unknown');
  expect((await at.refused('acceptInvitation', { code: '' })).code).toBe('invalid_request');
  const accepted = await at.call('acceptInvitation', { code: ` ${lines.at(-1)?.toLowerCase()} ` });
  expect(accepted).toMatchObject({ unit: 'x1', role: 'clerk' });
  const { choices } = await at.call('start');
  expect(choices.map(({ unit }) => unit)).toContain('x1');
});
