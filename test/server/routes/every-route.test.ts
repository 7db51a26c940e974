/** What every route does alike, read from the service's own OpenAPI document, so that a new route is held to it at once. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { BODY_LIMIT_BYTES } from '../../../server/http/body.ts';
import { PROBLEMS } from '../../../shared/problem.ts';
import { INVITATION_PATH } from '../../../shared/wire-invitation.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly security?: readonly object[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let app: TestApp;
let schemas: Document['components']['schemas'];
let routes: { method: string; path: string; operation: Operation }[];

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  const { body } = await app.get<Document>('/openapi.json', null);
  schemas = body.components.schemas;
  routes = Object.entries(body.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
});
afterAll(() => app.stop());

const VALUES: Readonly<Record<string, string>> = {
  unit: 'x2',
  template: 'tiny',
  period: '2022-q1',
  no: '1',
  version: '1',
  number: 'ST-2022-tinh-000001',
  file: '2022-q1.xlsx',
  task: '1',
  year: '2022',
  publication: '1',
  key: 'test-parts-0001',
};
const addressOf = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => VALUES[name] ?? 'x');

function call(method: string, path: string, token: string | undefined, init: RequestInit = {}) {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(init.headers as Record<string, string>),
  };
  return app.app.request(addressOf(path), { ...init, method, headers });
}

async function problem(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const body = (await response.json()) as Record<string, unknown>;
  const code = String(body.code) as keyof typeof PROBLEMS;
  expect(body).toMatchObject({
    type: `/problems/${code}`,
    status: response.status,
    title: PROBLEMS[code].title.vi,
  });
  expect(body.requestId).toBe(response.headers.get('x-request-id'));
  expect(JSON.stringify(body)).not.toMatch(/\{\w+\}|stack|SELECT|node_modules/);
  return body;
}

test('the document lists the routes of reports, totals and receipts, each with its refusals', () => {
  const named = routes.map(({ method, path }) => `${method} ${path}`);
  expect(named).toEqual(
    expect.arrayContaining([
      'GET /api/me',
      'GET /api/reports',
      'GET /api/reports/{unit}/{template}/{period}',
      'GET /api/reports/{unit}/{template}/{period}/revisions/{no}',
      'POST /api/reports/{unit}/{template}/{period}/revisions',
      'POST /api/reports/{unit}/{template}/{period}/decisions',
      'GET /api/totals/{template}/{period}',
      'GET /api/receipts/{number}',
    ]),
  );
  for (const { operation } of routes) {
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(['200', '401', '403', '500', '503']),
    );
    for (const [status, { content }] of Object.entries(operation.responses)) {
      if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
    }
  }
});

test('no route answers without a token, with a broken one, or with one of another client', async () => {
  const foreign = app.token('clerk.x2', 'tinh', { aud: 'another-client' });
  for (const { method, path } of routes) {
    for (const token of [undefined, 'abc', foreign]) {
      const response = await call(method, path, token);
      expect([method, path, response.status]).toEqual([method, path, 401]);
      expect((await problem(response)).code).toBe('not_signed_in');
    }
  }
});

test('an account nobody knows is refused everywhere, also when its address is not vouched for', async () => {
  const unknown = app.token('nobody');
  const claimed = app.issuer.token({ sub: 'sub-claimed', email: 'clerk.x1@tinh.gov.vn' });
  for (const { method, path, operation } of routes) {
    const body = bodyFor(operation);
    // What an account nobody knows is asked for there is its code.
    const refusal = path === INVITATION_PATH ? [404, 'invitation_unknown'] : [403, 'account_unknown'];
    for (const token of [unknown, claimed]) {
      const response = await call(method, path, token, body);
      expect([method, path, response.status, (await problem(response)).code]).toEqual([
        method,
        path,
        ...refusal,
      ]);
    }
  }
});

/** The body a route shows as its example; a few bytes where it takes a file. */
function bodyFor({ requestBody }: Operation): RequestInit {
  const [type, shown] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  if (type === undefined) return { headers: { 'idempotency-key': newKey() } };
  const headers = { 'content-type': type, 'idempotency-key': newKey() };
  return { headers, body: type === 'application/json' ? JSON.stringify(shown?.example) : 'PK' };
}

const takesJson = ({ requestBody }: Operation): boolean =>
  requestBody?.content['application/json'] !== undefined;

test('what belongs to another office answers on every route as if it were not there', async () => {
  const token = app.token('clerk.x1');
  for (const { method, path, operation } of routes.filter(({ path }) => /\{(unit|number)\}/.test(path))) {
    const init = bodyFor(operation);
    const strange = await call(method, path, token, init);
    const missing = await call(
      method,
      path.replace('{unit}', 'nowhere').replace('{number}', 'ST-1'),
      token,
      init,
    );
    const [a, b] = [await problem(strange), await problem(missing)];
    expect([method, path, strange.status, { ...a, requestId: '' }]).toEqual([
      method,
      path,
      404,
      { ...b, requestId: '' },
    ]);
  }
});

test.each([
  ['no JSON', '{"a":', 400, 'malformed_json'],
  ['nothing', '', 400, 'malformed_json'],
  ['a byte order mark', '\ufeff{}', 400, 'malformed_json'],
  ['bytes after the end', '{} {}', 400, 'malformed_json'],
  ['a key twice', '{"protocol":1,"protocol":1}', 400, 'malformed_json'],
  ['a key twice, spelled in two ways', '{"mode":"draft","m\\u006fde":"submit"}', 400, 'malformed_json'],
  ['__proto__', '{"__proto__":{"admin":true}}', 400, 'malformed_json'],
  ['100,000 levels', '['.repeat(100_000), 400, 'json_too_deep'],
  ['33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, 400, 'json_too_deep'],
  [
    'an unknown member',
    JSON.stringify({ ...tinyPush({}), accepted_at: 1, role: 'administrator' }),
    422,
    'invalid_request',
  ],
  [
    'a number as a value',
    JSON.stringify({ ...tinyPush({}), content: { main: { a: { n: 5 } } } }),
    422,
    'invalid_request',
  ],
  ['U+0000', JSON.stringify(tinyPush({ main: { a: { note: 'a\u0000b' } } })), 422, 'invalid_request'],
  ['a lone surrogate', '{"content":{"main":{"a":{"note":"\\ud83d"}}}}', 422, 'invalid_request'],
  ['a lone surrogate in a key', '{"content":{"ma\\udc00in":{}}}', 422, 'invalid_request'],
  ['an array', '[]', 422, 'invalid_request'],
  ['more than 16 MB', `"${'x'.repeat(BODY_LIMIT_BYTES)}"`, 413, 'body_too_large'],
])(
  'a body of %s is refused on every route that takes one, and nothing is stored',
  async (_, raw, status, code) => {
    const writing = routes.filter(({ operation }) => takesJson(operation));
    expect(writing.length).toBeGreaterThanOrEqual(2);
    for (const { method, path } of writing) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': newKey() };
      const response = await call(method, path.replace('{unit}', 'x1'), app.token('clerk.x1'), {
        headers,
        body: raw,
      });
      const body = await problem(response);
      expect([path, response.status, body.code]).toEqual([path, status, code]);
    }
    const [stored] = await app.db.system<{ count: number }[]>`SELECT count(*)::int AS count FROM revision`;
    expect(stored?.count).toBe(0);
  },
);

test('invalid UTF-8 is refused', async () => {
  const raw = new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
  expect((await app.post(tinyPath('x1', '/revisions'), null, { raw, key: newKey() })).body.code).toBe(
    'malformed_json',
  );
});

test.each([
  ['text/plain', {}],
  ['application/x-www-form-urlencoded', {}],
  ['', {}],
  ['application/json', { 'content-encoding': 'gzip' }],
])('a body sent as "%s" %o is refused', async (type, more) => {
  const reply = await app.post(tinyPath('x1', '/revisions'), tinyPush({}), {
    key: newKey(),
    headers: { 'content-type': type, ...more },
  });
  expect([reply.status, reply.body.code]).toEqual([415, 'unsupported_media_type']);
});

test('errors of a request point at members and never repeat values', async () => {
  const body = { ...tinyPush({ main: { a: { n: '5' } } }), mode: 'BÍ-MẬT-77', 'a/b~c': 1 };
  const reply = await app.post(tinyPath('x1', '/revisions'), body, { key: newKey() });
  expect((reply.body.errors as { path: string }[]).map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/mode']),
  );
  expect(reply.text).not.toContain('MẬT-77');
  expect(reply.body.errors).toContainEqual({
    path: '/mode',
    message: 'phải là một trong: draft, submit · must be one of: draft, submit',
  });
});

test('errors of a request speak both languages, none of them the words of the parser', async () => {
  const { body } = await app.post(
    tinyPath('x1', '/decisions'),
    { action: 'accept', revision: 0 },
    { key: newKey() },
  );
  expect(body.errors).toEqual([{ path: '/revision', message: 'phải lớn hơn 0 · must be greater than 0' }]);
  const many = await app.post('/api/decisions', { reports: [] }, { key: newKey() });
  expect(many.body.errors).toEqual([
    { path: '/reports', message: 'không được để trống · must not be empty' },
  ]);
  const listed = await app.get('/api/reports?limit=0&x=1');
  expect(listed.body.errors).toEqual([
    { path: '/limit', message: 'không nhỏ hơn 1 · must be at least 1' },
    { path: '/x', message: 'không có mục tên này · there is no member of this name' },
  ]);
});

test.each([
  '/api/nothing',
  '/nothing',
  '/problems/none',
  '/api/reports/x1/tiny',
  '/api/reports/..%2fx1/tiny/2022-q1',
  '/api/reports/x1/tiny/2022-q1/revisions/0',
  '/api/reports/x1/tiny/2022-q1/revisions/99999999999',
  "/api/reports/x1'--/tiny/2022-q1",
])('%s is an address of nothing, whatever reports there are', async (path) => {
  const reply = await app.get(path);
  expect([reply.status, reply.body.code]).toEqual([404, 'no_such_address']);
  expect(reply.body.detail).not.toContain('đơn vị');
});

test.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS'])(
  '%s on a known address is answered 405 with the methods there are',
  async (method) => {
    for (const { path } of routes) {
      const verbs = routes.flatMap((route) => (route.path === path ? [route.method] : [])).sort();
      const response = await call(method, path, app.token('clerk.x1'));
      expect([response.status, (await problem(response)).code]).toEqual([405, 'method_not_allowed']);
      expect(response.headers.get('allow')).toBe(
        verbs.flatMap((verb) => (verb === 'GET' ? ['GET', 'HEAD'] : [verb])).join(', '),
      );
    }
    expect((await call(method, '/docs', undefined)).headers.get('allow')).toBe('GET, HEAD');
  },
);

test('every answer carries an id, keeps browsers from guessing, and is not kept by anybody', async () => {
  for (const path of ['/api/me', '/api/nothing', '/openapi.json', '/docs']) {
    const { headers } = await app.get(path);
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  }
  const { headers } = await app.get('/api/me', 'clerk.x1', { 'x-request-id': 'from-the-client-1' });
  expect(headers.get('x-request-id')).toBe('from-the-client-1');
});

test('an address or method nobody answers leaves its line in the log, with the id that was answered', async () => {
  for (const [path, status] of [
    ['/nothing', 404],
    ['/api/nothing', 404],
    ['/api/reports/x1/tiny/2022-q1/revisions', 405],
  ] as const) {
    app.logged.length = 0;
    const { headers } = await app.get(path);
    const fields = { requestId: headers.get('x-request-id'), route: 'unmatched', status };
    expect(app.logged).toEqual([{ level: 'info', fields: expect.objectContaining(fields) }]);
  }
});

test('the page for people shows every route and loads nothing from elsewhere', async () => {
  const { text, headers } = await app.get('/docs', null);
  expect(headers.get('content-type')).toBe('text/html; charset=UTF-8');
  for (const { path } of routes) expect(text).toContain(`<code>${path}</code>`);
  expect(text).not.toMatch(/<script|<link|<img|https?:\/\/(?!www\.w3\.org)/);
});

test('the list of reports pages through all of them once, newest period first, each person their own', async () => {
  const all: string[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const { body } = await app.get<{ items: { unit: string; mayPush: boolean }[]; next: string | null }>(
      `/api/reports?limit=2${cursor}`,
      'writer',
    );
    all.push(...body.items.map(({ unit }) => unit));
    next = body.next;
  }
  expect(all).toEqual(['d1', 'd2', 'p', 'x1', 'x2']);
  const own = await app.get<{ items: { unit: string; mayPush: boolean; unitName: string; due: string }[] }>(
    '/api/reports',
    'clerk.x1',
  );
  expect(own.body.items).toMatchObject([
    { unit: 'x1', unitName: 'Đơn vị x1', mayPush: true, due: '2022-04-05' },
  ]);
  for (const bad of ['cursor=2022-99-99~a~b~c', 'cursor=2022-03-31~a%00~b~c', 'limit=a']) {
    expect((await app.get(`/api/reports?${bad}`)).body.code, bad).toBe('invalid_request');
  }
});

/** What a route answers, by its members. */
function membersOf({ responses }: Operation): string[] {
  const schema = responses[200]?.content?.['application/json']?.schema;
  const { properties = {} } = (schema?.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema) ?? {};
  return Object.keys(properties);
}

test('every list is read on by cursor and limit alike, and refuses in the same words what was never its cursor', async () => {
  const lists = routes.filter(({ operation }) => membersOf(operation).includes('next'));
  expect(lists.length).toBeGreaterThanOrEqual(11);
  const named = routes.filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'cursor'));
  expect(named.map(({ path }) => path)).toEqual(lists.map(({ path }) => path));
  for (const { method, path } of lists) {
    for (const [query, wrong, message] of [
      ['cursor=~%00', '/cursor', 'không phải trang tiếp theo đã cho · not a cursor this service gave'],
      ['limit=0', '/limit', 'không nhỏ hơn 1 · must be at least 1'],
      ['limit=201', '/limit', 'không lớn hơn 200 · must be at most 200'],
    ]) {
      const body = await problem(await call(method, `${path}?${query}`, app.token('reviewer')));
      expect([path, body.code, body.errors]).toEqual([path, 'invalid_request', [{ path: wrong, message }]]);
    }
  }
});

test('me says who I am, in words', async () => {
  expect((await app.get('/api/me', 'reviewer.d1')).body).toEqual({
    person: { id: 'reviewer.d1', name: 'Người reviewer.d1', email: 'reviewer.d1@tinh.gov.vn' },
    province: { id: 'tinh', name: 'Tỉnh tinh' },
    roles: [{ role: 'reviewer', unit: 'd1', unitName: 'Đơn vị d1', subtree: true }],
  });
});

test('a second account with the address of a person already tied is not let in', async () => {
  expect((await app.get('/api/me', 'clerk.d2')).status).toBe(200);
  const other = app.issuer.token({ sub: 'sub-thief', email: 'clerk.d2@tinh.gov.vn', hd: 'tinh.gov.vn' });
  expect((await app.get('/api/me', other)).status).toBe(403);
});
