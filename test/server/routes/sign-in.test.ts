/** Signing in with an account: a real OpenID provider, the real server, and a browser that keeps cookies and follows where it is sent. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';
import { comeIn } from '../../support/personal-link.ts';
import { type SignInIssuer, signInIssuer } from '../../support/sign-in-issuer.ts';

const PUBLIC = 'https://so-tinh.example.vn';
const SESSION = '__Host-so-tinh';
const MEMO = '__Host-so-tinh-dang-nhap';
const LIST = '/bao-cao';
const CLERK = { sub: 'sub-tinh-clerk.x1', email: 'clerk.x1@tinh.gov.vn', hd: 'tinh.gov.vn' };

let issuer: SignInIssuer;
let app: TestApp;
beforeAll(async () => {
  issuer = await signInIssuer([`${PUBLIC}/dang-nhap/ve`]);
  app = await testApp(undefined, undefined, {
    PUBLIC_URL: PUBLIC,
    SIGN_IN_ISSUER: issuer.url,
    SIGN_IN_CLIENT_ID: issuer.clientId,
    SIGN_IN_CLIENT_SECRET: issuer.clientSecret,
  });
  await makeProvince(app.db, () => app.now);
});
afterAll(async () => {
  await app.stop();
  await issuer.close();
});
beforeEach(() => {
  // The provider dates what it signs by the real clock.
  app.now = new Date();
  issuer.who = CLERK;
});

/** One browser: cookies by site, redirects followed by hand. */
class Browser {
  readonly cookies = new Map<string, string>();
  /** What our server set, as it was sent. */
  readonly set: string[] = [];
  private readonly theirs = new Map<string, string>();

  /** Opens an address of either site and goes where it is sent, until a page or `until` comes. */
  async open(start: string, until?: string): Promise<{ url: string; status: number; text: string }> {
    let url = start.startsWith('/') ? PUBLIC + start : start;
    for (let step = 0; step < 12; step += 1) {
      if (until !== undefined && url.startsWith(PUBLIC + until)) return { url, status: 0, text: '' };
      const response = await this.ask(url);
      const to = response.headers.get('location');
      if (to === null) return { url, status: response.status, text: await response.text() };
      url = new URL(to, url).href;
    }
    throw new Error(`sent around from ${start} to ${url}`);
  }

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const isOurs = url.startsWith(PUBLIC);
    const jar = isOurs ? this.cookies : this.theirs;
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const asked = { redirect: 'manual' as const, ...init, headers: { ...init.headers, cookie } };
    const response = isOurs
      ? await app.app.request(url.slice(PUBLIC.length), asked)
      : await fetch(url, asked);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
      if (isOurs) this.set.push(line);
    }
    return response;
  }
}

async function signedIn(next = LIST): Promise<Browser> {
  const browser = new Browser();
  await browser.open(`/dang-nhap?next=${encodeURIComponent(next)}`);
  return browser;
}

test('who signs in at the provider is in, on the page they asked for, with a cookie no script and no other host sees', async () => {
  const browser = new Browser();
  const stopped = await browser.open('/bao-cao/x1/tiny/2022-q1');
  expect([stopped.status, stopped.text]).toEqual([
    401,
    expect.stringContaining('href="/dang-nhap?next=/bao-cao/x1/tiny/2022-q1"'),
  ]);
  const page = await browser.open('/dang-nhap?next=/bao-cao/x1/tiny/2022-q1');
  expect([page.url, page.status]).toEqual([`${PUBLIC}/bao-cao/x1/tiny/2022-q1`, 200]);
  expect(page.text).toContain('Người clerk.x1');
  expect(browser.set.at(-1)).toMatch(
    /^__Host-so-tinh=[\w-]{20,}; Path=\/; Max-Age=36000; HttpOnly; Secure; SameSite=Lax$/,
  );
});

test.each([
  ['clerk.x1', LIST],
  ['reviewer', '/tien-do'],
  ['administrator', '/tien-do'],
])('%s comes to the page they work on, if they asked for none', async (person, page) => {
  issuer.who = { sub: `sub-tinh-${person}`, email: `${person}@tinh.gov.vn`, hd: 'tinh.gov.vn' };
  const { url, status } = await new Browser().open('/dang-nhap');
  expect([url, status]).toEqual([PUBLIC + page, 200]);
});

test('the address asked of the provider carries a challenge, a state and a nonce of this attempt, and no secret', async () => {
  const browser = new Browser();
  const [one, other] = [await browser.ask(`${PUBLIC}/dang-nhap`), await browser.ask(`${PUBLIC}/dang-nhap`)];
  const asked = (response: Response): URLSearchParams =>
    new URL(response.headers.get('location') ?? '').searchParams;
  const [first, second] = [asked(one), asked(other)];
  expect([first.get('code_challenge_method'), first.get('response_type'), first.get('scope')]).toEqual([
    'S256',
    'code',
    'openid email',
  ]);
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(first.get(name)?.length).toBeGreaterThanOrEqual(43);
    expect(second.get(name)).not.toBe(first.get(name));
  }
  expect(first.toString()).not.toContain(issuer.clientSecret);
  const memo = JSON.parse(Buffer.from(browser.cookies.get(MEMO) ?? '', 'base64url').toString());
  expect(first.toString()).not.toContain(memo.verifier);
});

test('an answer of the provider opens one session, in the browser that asked, once', async () => {
  const asking = new Browser();
  const { url: answer } = await asking.open('/dang-nhap', '/dang-nhap/ve');
  const another = await new Browser().open(answer);
  expect([another.status, another.text]).toEqual([400, expect.stringContaining('Chưa đăng nhập được')]);
  expect((await asking.open(answer)).status).toBe(200);
  const sessions = async () => (await app.db.system`SELECT session_hash FROM web_session`).length;
  const opened = await sessions();
  expect((await asking.open(answer)).status).toBe(400);
  expect(await sessions()).toBe(opened);
});

test.each([
  ['another state', (query: URLSearchParams) => query.set('state', 'x'.repeat(43))],
  ['no state', (query: URLSearchParams) => query.delete('state')],
  ['another issuer', (query: URLSearchParams) => query.set('iss', 'https://elsewhere.example')],
  ['another code', (query: URLSearchParams) => query.set('code', 'x'.repeat(43))],
])('an answer with %s opens nothing', async (_what, spoil) => {
  const browser = new Browser();
  const { url } = await browser.open('/dang-nhap', '/dang-nhap/ve');
  const spoilt = new URL(url);
  spoil(spoilt.searchParams);
  expect((await browser.open(spoilt.href)).status).toBe(400);
  expect(browser.cookies.has(SESSION)).toBe(false);
});

test('a verifier or a nonce of another attempt opens nothing', async () => {
  for (const part of ['verifier', 'nonce']) {
    const browser = new Browser();
    const { url } = await browser.open('/dang-nhap', '/dang-nhap/ve');
    const memo = JSON.parse(Buffer.from(browser.cookies.get(MEMO) ?? '', 'base64url').toString());
    const changed = { ...memo, [part]: 'y'.repeat(43) };
    browser.cookies.set(MEMO, Buffer.from(JSON.stringify(changed)).toString('base64url'));
    expect([(await browser.open(url)).status, browser.cookies.has(SESSION)]).toEqual([400, false]);
  }
});

test('who turns back at the provider is told how to come in', async () => {
  issuer.who = undefined;
  const page = await new Browser().open('/dang-nhap');
  expect([page.status, page.text]).toEqual([
    403,
    expect.stringContaining('Anh/chị đã dừng ở trang đăng nhập'),
  ]);
  expect(page.text).toContain('href="/dang-nhap?next=/bao-cao"');
});

test.each([
  ['nobody in our tables knows', { sub: 'nobody', email: 'nobody@tinh.gov.vn', hd: 'tinh.gov.vn' }, 403],
  ['whose address the provider does not vouch for', { ...CLERK, sub: 'other', verified: false }, 401],
  [
    'with the address of a person, at a host that does not run that mailbox',
    { sub: 'thief', email: CLERK.email },
    403,
  ],
])('an account %s is not let in and is told so', async (_whose, who, status) => {
  issuer.who = who;
  const browser = new Browser();
  const page = await browser.open('/dang-nhap');
  expect([page.status, browser.cookies.has(SESSION)]).toEqual([status, false]);
  expect(page.text).toContain('role="alert"');
});

test('signing in again gives a new session and ends the one before, of a personal link too', async () => {
  const browser = new Browser();
  const [name = '', link = ''] = (await comeIn(app, 'clerk.x2')).split('=');
  browser.cookies.set(name, link);
  expect((await browser.open(LIST)).text).toContain('Người clerk.x2');
  await browser.open('/dang-nhap');
  const first = browser.cookies.get(SESSION);
  await browser.open('/dang-nhap');
  const second = browser.cookies.get(SESSION);
  expect(new Set([link, first, second]).size).toBe(3);
  const statusOf = async (session = ''): Promise<number> => {
    const other = new Browser();
    other.cookies.set(SESSION, session);
    return (await other.open(LIST)).status;
  };
  expect([await statusOf(link), await statusOf(first), await statusOf(second)]).toEqual([401, 401, 200]);
});

test('leaving ends the session for good', async () => {
  const browser = await signedIn();
  const session = browser.cookies.get(SESSION) ?? '';
  await browser.ask(`${PUBLIC}/roi`, { method: 'POST' });
  expect(browser.cookies.get(SESSION)).toBe('');
  browser.cookies.set(SESSION, session);
  expect((await browser.open(LIST)).status).toBe(401);
});

const MINUTE = 60_000;
const later = (minutes: number): void => {
  app.now = new Date(app.now.getTime() + minutes * MINUTE);
};

test('a session ends after an hour without a press, and each press begins the hour anew', async () => {
  const browser = await signedIn();
  for (const wait of [59, 59, 59]) {
    later(wait);
    expect((await browser.open(LIST)).status).toBe(200);
  }
  later(60);
  expect((await browser.open(LIST)).status).toBe(401);
});

test('a session ends after ten hours however much it is used', async () => {
  const browser = await signedIn();
  for (let minutes = 50; minutes < 600; minutes += 50) {
    later(50);
    expect((await browser.open(LIST)).status).toBe(200);
  }
  later(50);
  expect((await browser.open(LIST)).status).toBe(401);
});

test('a person whose access was taken back is out with the next press', async () => {
  const browser = await signedIn();
  await app.db.system`UPDATE person SET revoked_at = ${app.now} WHERE id = 'clerk.x1'`;
  const page = await browser.open(LIST);
  await app.db.system`UPDATE person SET revoked_at = NULL WHERE id = 'clerk.x1'`;
  expect(page.status).toBe(403);
});

test.each([
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'bao-cao',
  '/bao-cao\nx',
  '',
])('signing in leads to no other site: %j', async (next) => {
  const page = await new Browser().open(`/dang-nhap?next=${encodeURIComponent(next)}`);
  expect([page.url, page.status]).toEqual([PUBLIC + LIST, 200]);
});

test('that somebody signed in stands in the ledger, with the person and not the account', async () => {
  await signedIn();
  const [entry] = await app.db.system`
    SELECT action, subject, person FROM audit_entry WHERE action = 'signed_in' ORDER BY number DESC LIMIT 1`;
  expect(entry).toEqual({ action: 'signed_in', subject: 'person/clerk.x1', person: 'Người clerk.x1' });
});

test('a server without a provider says so, and offers no way in by an account', async () => {
  const bare = await testApp();
  const asked = await bare.app.request('/dang-nhap');
  const text = await asked.text();
  const stopped = await (await bare.app.request(LIST)).text();
  await bare.stop();
  expect([asked.status, text]).toEqual([404, expect.stringContaining('Chưa mở đăng nhập')]);
  expect(stopped).not.toContain('/dang-nhap');
});

test('while the provider cannot be reached a person is told to try again, and it is left alone for a while', async () => {
  const gone = await signInIssuer([`${PUBLIC}/dang-nhap/ve`]);
  await gone.close();
  const bare = await testApp(undefined, undefined, {
    PUBLIC_URL: PUBLIC,
    SIGN_IN_ISSUER: gone.url,
    SIGN_IN_CLIENT_ID: gone.clientId,
    SIGN_IN_CLIENT_SECRET: gone.clientSecret,
  });
  const answers = [await bare.app.request('/dang-nhap'), await bare.app.request('/dang-nhap')];
  expect(answers.map(({ status }) => status)).toEqual([503, 503]);
  await bare.stop();
});
