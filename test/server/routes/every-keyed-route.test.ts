/** What every act under an Idempotency-Key does alike. The routes are read from the service's own OpenAPI document, so that a new one is held to it at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';
import { CONTENT, ok, SIGNED_FORM } from '../../support/reviewing.ts';
import {
  openOnly,
  PERIODS,
  type Place,
  RESULTS,
  results,
  send,
  TARGETS,
  TASKS,
} from '../../support/shortfall-province.ts';
import { filled, XLSX_TYPE } from '../../support/workbook-file.ts';

let app: TestApp;
let place: Place;
let provinces = 0;

beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

/** A province of its own where everybody who may act is there twice: `reviewer.a` and `reviewer.b`. */
async function freshPlace(): Promise<Place> {
  const twice = ['a', 'b'].flatMap((one) => [
    [`clerk.${one}`, 'clerk', 'x1', false] as const,
    [`signer.${one}`, 'signer', 'x1', false] as const,
    [`reviewer.${one}`, 'reviewer', 'd1', true] as const,
    [`writer.${one}`, 'writer', 'p', true] as const,
    [`administrator.${one}`, 'administrator', 'p', true] as const,
  ]);
  const id = await makeProvince(app.db, () => app.now, {
    id: `keyed${++provinces}`,
    offices: { d1: 'p', x1: 'd1' },
    roles: [...twice, ['clerk.x1', 'clerk', 'x1', false]],
    templates: [TINY, SIGNED_FORM, RESULTS, TASKS],
    periods: [Q1, ...PERIODS.filter((period) => period.id !== Q1.id)],
    assigned: { targets: TARGETS },
  });
  return { app, id, as: (person) => app.token(person, id) };
}

/** What is asked, who may ask it (`role`), and another question under the same key. */
interface Act {
  readonly role: string;
  readonly path: string;
  /** JSON, or the bytes of a workbook. */
  readonly body?: object;
  readonly other: { readonly path?: string; readonly body?: object };
}

const REPORT = '/api/reports/{unit}/{template}/{period}';
const post = (role: string, path: string, body?: object, key?: string | null): Promise<Reply> =>
  app.post(path, body, {
    as: place.as(role),
    ...(key === null ? {} : { key: key ?? newKey() }),
    ...(body instanceof Uint8Array
      ? { raw: new Uint8Array(body), headers: { 'content-type': XLSX_TYPE } }
      : {}),
  });

/** The office's form as a file, with a figure in it. */
async function workbook(figure: number): Promise<Uint8Array> {
  const response = await app.app.request(tinyPath('x1', '/workbook'), {
    headers: { authorization: `Bearer ${place.as('clerk.a')}` },
  });
  return filled(new Uint8Array(await response.arrayBuffer()), { 'Chính!C5': figure });
}
const SIGNED = tinyPath('x1').replace('/tiny/', '/signed/');
const MARK = { at: { section: 'main', row: 'a', column: 'n' }, text: 'Kỳ sau xem lại.' };
const LATER = { until: '2022-04-20', reason: 'Chưa chốt số liệu.' };
const TASK = { section: 'targets', row: 'ct1', task: 'Ký số', lead: 'Văn phòng', deadline: '2022-05-31' };

const submitted = async (path = tinyPath('x1')) =>
  ok(await post('clerk.a', `${path}/revisions`, tinyPush(CONTENT)));

/** Targets missed in 2021, and tasks reports that take what is opened. */
async function shortfall(): Promise<string> {
  await send(place, { unit: 'x1', template: 'targets', period: '2021' }, results('92', '1'));
  await openOnly(place, ['2022-q1', '2022-q2']);
  return '/api/shortfalls/targets/2021/x1/tasks';
}

const ACTS: Readonly<Record<string, () => Promise<Act>>> = {
  [`${REPORT}/revisions`]: async () => ({
    role: 'clerk',
    path: tinyPath('x1', '/revisions'),
    body: tinyPush(CONTENT),
    other: { body: tinyPush({ ...CONTENT, main: { a: { n: '6' } } }) },
  }),
  [`${REPORT}/workbook`]: async () => ({
    role: 'clerk',
    path: tinyPath('x1', '/workbook?mode=draft'),
    body: await workbook(5),
    other: { body: await workbook(6) },
  }),
  [`${REPORT}/decisions`]: async () => {
    await submitted();
    const path = tinyPath('x1', '/decisions');
    const body = { action: 'accept', revision: 1 };
    return { role: 'reviewer', path, body, other: { body: { ...body, level: 'd1' } } };
  },
  '/api/decisions': async () => {
    await submitted();
    const body = { reports: [{ unit: 'x1', template: 'tiny', period: Q1.id, revision: 1 }] };
    return { role: 'reviewer', path: '/api/decisions', body, other: { body: { ...body, level: 'd1' } } };
  },
  [`${REPORT}/signatures`]: async () => {
    await submitted(SIGNED);
    const body = { revision: 1 };
    return { role: 'signer', path: `${SIGNED}/signatures`, body, other: { body: { revision: 2 } } };
  },
  [`${REPORT}/reversions`]: async () => {
    await submitted(SIGNED);
    ok(await post('signer.a', `${SIGNED}/signatures`, { revision: 1 }));
    ok(await post('clerk.a', `${SIGNED}/revisions`, tinyPush({ ...CONTENT, main: { a: { n: '6' } } }, 1)));
    const body = { revision: 2 };
    return { role: 'clerk', path: `${SIGNED}/reversions`, body, other: { body: { revision: 1 } } };
  },
  [`${REPORT}/follow-ups`]: async () => ({
    role: 'reviewer',
    path: tinyPath('x1', '/follow-ups'),
    body: MARK,
    other: { body: { text: 'Cả báo cáo.' } },
  }),
  [`${REPORT}/follow-ups/{no}/resolution`]: async () => {
    const path = tinyPath('x1', '/follow-ups');
    ok(await post('reviewer.a', path, MARK));
    ok(await post('reviewer.a', path, MARK));
    const body = { word: 'Đã giải trình.' };
    return { role: 'reviewer', path: `${path}/1/resolution`, body, other: { path: `${path}/2/resolution` } };
  },
  [`${REPORT}/extensions`]: async () => ({
    role: 'clerk',
    path: tinyPath('x1', '/extensions'),
    body: LATER,
    other: { body: { ...LATER, until: '2022-04-21' } },
  }),
  [`${REPORT}/extensions/decision`]: async () => ({
    role: 'reviewer',
    path: tinyPath('x1', '/extensions/decision'),
    body: { decision: 'grant', until: '2022-04-20' },
    other: { body: { decision: 'grant', until: '2022-04-21' } },
  }),
  [`${REPORT}/extensions/{no}/decision`]: async () => {
    ok(await post('clerk.a', tinyPath('x1', '/extensions'), LATER));
    const path = tinyPath('x1', '/extensions/1/decision');
    return {
      role: 'reviewer',
      path,
      body: { decision: 'grant' },
      other: { body: { decision: 'refuse', remark: 'Không.' } },
    };
  },
  '/api/publications': async () => {
    await submitted();
    const body = { template: 'tiny', period: Q1.id, scope: 'p', counts: 'submitted', status: 'preliminary' };
    const other = { body: { ...body, status: 'official', reason: 'Đã đủ.' } };
    return { role: 'writer', path: '/api/publications', body, other };
  },
  '/api/shortfalls/{template}/{period}/{unit}/tasks': async () => {
    const path = await shortfall();
    return { role: 'reviewer', path, body: TASK, other: { body: { ...TASK, row: 'ct2' } } };
  },
  '/api/opened-tasks/{task}/carries': async () => {
    const path = await shortfall();
    const [one, two] = [
      await post('reviewer.a', path, TASK),
      await post('reviewer.a', path, { ...TASK, row: 'ct2' }),
    ];
    const carries = ({ body }: Reply) => `/api/opened-tasks/${body.task}/carries`;
    return { role: 'reviewer', path: carries(one), other: { path: carries(two) } };
  },
  '/api/periods/{period}/state': async () => ({
    role: 'administrator',
    path: '/api/periods/2022/state',
    body: { state: 'closed' },
    other: { path: '/api/periods/2022-q2/state' },
  }),
};

/** Everything that is stored, as one text. */
async function stored(): Promise<string> {
  const tables = await app.db.system<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`;
  const contents: string[] = [];
  for (const { name } of tables) {
    const rows = await app.db.system<
      { row: string }[]
    >`SELECT t::text AS row FROM ${app.db.system(name)} t ORDER BY 1`;
    contents.push(`${name}: ${rows.map(({ row }) => row).join('\n')}`);
  }
  expect(contents.length).toBeGreaterThan(30);
  return contents.join('\n');
}

test('every route that takes a key is here', async () => {
  interface Operation {
    readonly parameters?: readonly { readonly name: string }[];
  }
  const { body } = await app.get<{ paths: Record<string, { post?: Operation }> }>('/openapi.json', null);
  const keyed = Object.entries(body.paths).flatMap(([path, { post: operation }]) =>
    operation?.parameters?.some(({ name }) => name === 'Idempotency-Key') ? [path] : [],
  );
  expect(keyed.sort()).toEqual(Object.keys(ACTS).sort());
});

describe.each(Object.entries(ACTS))('POST %s', (_, prepare) => {
  test('asked twice is done once and answered alike; another question, another person or no key is refused', async () => {
    place = await freshPlace();
    const { role, path, body, other } = await prepare();
    const [one, two] = [`${role}.a`, `${role}.b`];
    // The first time anybody comes, the account is tied to the person.
    for (const person of [one, two]) await app.get('/api/me', place.as(person));
    const key = newKey();
    const first = await post(one, path, body, key);
    expect([first.status, first.headers.get('idempotency-replayed')], first.text).toEqual([200, null]);
    const after = await stored();
    const again = await post(one, path, body, key);
    expect([again.status, again.text, again.headers.get('idempotency-replayed')]).toEqual([
      200,
      first.text,
      'true',
    ]);
    const refused = [
      await post(one, other.path ?? path, other.body ?? body, key),
      await post(two, path, body, key),
      await post(one, path, body, null),
    ];
    expect(refused.map((reply) => [reply.status, reply.body.code])).toEqual([
      [422, 'idempotency_key_reused'],
      [422, 'idempotency_key_reused'],
      [400, 'idempotency_key_required'],
    ]);
    expect(await stored()).toBe(after);
  });
});
