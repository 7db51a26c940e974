/** Pushes that wait travel in one transaction: nobody's answer, rights or time depend on who travels with them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../server/store/db.ts';
import type { Period } from '../../shared/period.ts';
import type { Template } from '../../shared/template.ts';
import type { PushReply, PushRequest } from '../../shared/wire.ts';
import { newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../support/app.ts';
import { makeProvince, Q1, TINY } from '../support/make.ts';

const UNITS = Array.from({ length: 14 }, (_, i) => `u${i}`);
const A5 = { main: { a: { n: '5' } } };

/** The second quarter's sheet may not fall below the first quarter's. */
const Q2: Period = {
  ...Q1,
  id: '2022-h1',
  kind: 'halfYear',
  to: '2022-06-30',
  due: { default: '2022-07-05' },
};
const GROWING: Template = {
  ...TINY,
  id: 'growing',
  rules: [
    {
      id: 'G1',
      kind: 'monotonic',
      severity: 'error',
      axis: 'rows',
      section: 'main',
      each: ['n'],
      why: { vi: 'Số lũy kế không giảm.', en: 'A running total does not fall.' },
      basis: 'mẫu thử',
    },
  ],
};

let app: TestApp;
let provinces = 0;

const newProvince = (): Promise<string> =>
  makeProvince(app.db, () => app.now, {
    id: `t${++provinces}`,
    offices: Object.fromEntries(UNITS.map((unit) => [unit, 'p'])),
    templates: [TINY, GROWING],
    periods: [Q1, Q2],
  });

beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

interface Push {
  readonly unit: string;
  readonly body: Partial<PushRequest>;
  readonly key?: string;
  /** Who sends it, by default the office's clerk. */
  readonly as?: string;
  readonly path?: string;
}

const send = (province: string, { unit, body, key = newKey(), as, path }: Push): Promise<Reply<PushReply>> =>
  app.post<PushReply>(path ?? tinyPath(unit, '/revisions'), body, {
    as: app.token(as ?? `clerk.${unit}`, province),
    key,
  });

/** All at once, so that all but the first few travel together. */
const burst = (province: string, pushes: readonly Push[]): Promise<Reply<PushReply>[]> =>
  Promise.all(pushes.map((push) => send(province, push)));

/** The numbers of the transactions that stored revisions of these offices, each once. */
async function transactions(province: string): Promise<string[]> {
  const rows = await app.db.system<{ xmin: string }[]>`
    SELECT DISTINCT xmin::text AS xmin FROM revision WHERE province_id = ${province}`;
  return rows.map(({ xmin }) => xmin);
}

const storedUnits = async (province: string): Promise<string[]> =>
  (
    await app.db.system<{ unit: string }[]>`
      SELECT r.unit_id AS unit FROM revision v
      JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
      WHERE v.province_id = ${province} ORDER BY r.id, v.no`
  ).map(({ unit }) => unit);

test('pushes that wait are stored by one transaction, each with its own receipt', async () => {
  const province = await newProvince();
  // The form is known to the process once somebody has read it.
  await send(province, { unit: 'p', body: tinyPush(A5) });
  const replies = await burst(
    province,
    UNITS.map((unit) => ({ unit, body: tinyPush(A5) })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
  expect(replies.map(({ body }) => body.receipt?.unit)).toEqual(UNITS);
  expect(new Set(replies.map(({ body }) => body.receipt?.number)).size).toBe(UNITS.length);
  // Those that came first left at once; the others waited for one of them.
  expect((await transactions(province)).length).toBeLessThan(1 + UNITS.length);
  expect((await storedUnits(province)).sort()).toEqual(['p', ...UNITS].sort());
});

const kinds = {
  good: (unit: string): Push => ({ unit, body: tinyPush(A5) }),
  draft: (unit: string): Push => ({ unit, body: tinyPush(A5, 0, { mode: 'draft' }) }),
  wrong: (unit: string): Push => ({
    unit,
    body: tinyPush({ main: { a: { n: '5' }, b: { n: '6' } } }),
  }),
  unexplained: (unit: string): Push => ({
    unit,
    body: tinyPush({ main: { a: { n: '5' }, c: { n: '4' } } }),
  }),
  stale: (unit: string): Push => ({ unit, body: tinyPush(A5, 3) }),
  version: (unit: string): Push => ({ unit, body: tinyPush(A5, 0, { templateVersion: 2 }) }),
  stranger: (unit: string): Push => ({ unit, body: tinyPush(A5), as: 'clerk.p' }),
  nobody: (unit: string): Push => ({ unit, body: tinyPush(A5), as: 'nobody' }),
  reader: (unit: string): Push => ({ unit, body: tinyPush(A5), as: 'reviewer' }),
  nowhere: (unit: string): Push => ({
    unit,
    body: tinyPush(A5),
    path: `/api/reports/${unit}/tiny/1999/revisions`,
  }),
  growing: (unit: string): Push => ({
    unit,
    body: tinyPush(A5),
    path: `/api/reports/${unit}/growing/2022-h1/revisions`,
  }),
};

/** What an answer says besides numbers and moments. */
const saidBy = ({ status, body }: Reply<PushReply>) => ({
  status,
  code: (body as { code?: string }).code,
  state: body.state,
  revision: body.revision,
  issues: body.issues?.map(({ code }) => code),
});

test('in company every push gets the answer it gets alone', async () => {
  const [alone, together] = [await newProvince(), await newProvince()];
  // Both have a first quarter the growing form looks back at.
  for (const province of [alone, together]) {
    for (const unit of UNITS.slice(0, 7)) {
      const path = `/api/reports/${unit}/growing/2022-q1/revisions`;
      expect((await send(province, { unit, body: tinyPush({ main: { a: { n: '9' } } }), path })).status).toBe(
        200,
      );
    }
  }
  const runs = { count: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), {
        minLength: 4,
        maxLength: UNITS.length,
      }),
      async (chosen) => {
        // Accepted, returned or sent before does not matter here: both sides start from nothing each time.
        for (const province of [alone, together]) await forget(province);
        runs.count += 1;
        const pushes = chosen.map((kind, i) => kinds[kind](UNITS[i] ?? 'u0'));
        const expected: unknown[] = [];
        for (const push of pushes) expected.push(saidBy(await send(alone, push)));
        expect((await burst(together, pushes)).map(saidBy)).toEqual(expected);
        expect(await storedUnits(together)).toEqual(await storedUnits(alone));
      },
    ),
    { numRuns: 30, endOnFailure: false },
  );
  expect(runs.count).toBe(30);
}, 120_000);

/** Takes back what was pushed for the tiny form and the half year, as an administrator of the database could. */
async function forget(province: string): Promise<void> {
  const sql = connect(app.adminUrl, { max: 1 });
  try {
    await sql.begin(async (tx) => {
      const gone = tx`SELECT id FROM report WHERE province_id = ${province}
        AND NOT (template_id = 'growing' AND period_id = '2022-q1')`;
      for (const name of ['pending_total', 'push_key', 'receipt', 'revision'])
        await tx`DELETE FROM ${tx(name)} WHERE province_id = ${province} AND report_id IN (${gone})`;
      await tx`UPDATE report SET state = 'draft', revision = 0, submitted_revision = NULL, accepted_revision = NULL,
        late = NULL WHERE province_id = ${province} AND id IN (${gone})`;
    });
  } finally {
    await sql.end();
  }
}

test('a report somebody else holds does not keep the others waiting', async () => {
  const province = await newProvince();
  await send(province, { unit: 'p', body: tinyPush(A5) });
  const sql = connect(app.adminUrl, { max: 1 });
  try {
    const replies = await sql.begin(async (held) => {
      const taken = ['u0', 'u1', 'u9'];
      await held`SELECT 1 FROM report WHERE province_id = ${province} AND unit_id IN ${held(taken)} FOR UPDATE`;
      const sent = UNITS.map((unit) => send(province, { unit, body: tinyPush(A5) }));
      const others = await Promise.all(sent.filter((_, i) => !taken.includes(UNITS[i] ?? '')));
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
      for (const unit of taken) expect(await storedUnits(province)).not.toContain(unit);
      return { sent };
    });
    const all = await Promise.all(replies.sent);
    expect(all.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
  } finally {
    await sql.end({ timeout: 1 });
  }
});

test('when the database refuses what one push stores, the others are stored all the same', async () => {
  const province = await newProvince();
  await send(province, { unit: 'p', body: tinyPush(A5) });
  // One key for two reports of one office: the second to be stored breaks a rule of the database.
  const key = newKey();
  const other = '/api/reports/u5/tiny/2022-h1/revisions';
  const pushes: Push[] = UNITS.map((unit) => ({
    unit,
    body: tinyPush(A5),
    ...(unit === 'u5' ? { key } : {}),
  }));
  pushes.splice(7, 0, { unit: 'u5', body: tinyPush(A5), key, path: other });
  const replies = await burst(province, pushes);
  const ofKey = [replies[5], replies[7]].map((reply) => reply && saidBy(reply));
  expect(ofKey.map((said) => said?.status).sort()).toEqual([200, 422]);
  expect(ofKey.map((said) => said?.code)).toContain('idempotency_key_reused');
  const rest = replies.filter((_, i) => i !== 5 && i !== 7);
  expect(rest.map(({ status }) => status)).toEqual(rest.map(() => 200));
  expect(await storedUnits(province)).toHaveLength(1 + UNITS.length);
});

test('pushes of two provinces at one moment are each stored in their own', async () => {
  const [one, other] = [await newProvince(), await newProvince()];
  for (const province of [one, other]) await send(province, { unit: 'p', body: tinyPush(A5) });
  const replies = await Promise.all(
    UNITS.flatMap((unit) => [one, other].map((province) => send(province, { unit, body: tinyPush(A5) }))),
  );
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  for (const province of [one, other])
    expect((await storedUnits(province)).sort()).toEqual(['p', ...UNITS].sort());
});

test('each office in company is checked against its own earlier figures', async () => {
  const province = await newProvince();
  const at = (unit: string, period: string) => `/api/reports/${unit}/growing/${period}/revisions`;
  for (const [i, unit] of UNITS.entries()) {
    const body = tinyPush({ main: { a: { n: String(10 * i) } } });
    expect((await send(province, { unit, body, path: at(unit, '2022-q1') })).status).toBe(200);
  }
  const replies = await burst(
    province,
    UNITS.map((unit) => ({ unit, body: tinyPush({ main: { a: { n: '65' } } }), path: at(unit, '2022-h1') })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map((_, i) => (10 * i <= 65 ? 200 : 422)));
});

test('several pushes of one report waiting at once are decided one after the other', async () => {
  const province = await newProvince();
  await send(province, { unit: 'p', body: tinyPush(A5) });
  const same = Array.from({ length: 6 }, (): Push => ({ unit: 'u1', body: tinyPush(A5) }));
  const others = UNITS.filter((unit) => unit !== 'u1').map((unit): Push => ({ unit, body: tinyPush(A5) }));
  const replies = await burst(province, [...others.slice(0, 4), ...same, ...others.slice(4)]);
  const ofSame = replies.slice(4, 10).map(saidBy);
  expect(ofSame.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(ofSame.filter(({ code }) => code === 'stale_revision')).toHaveLength(5);
  expect((await storedUnits(province)).filter((unit) => unit === 'u1')).toHaveLength(1);
});

test('clerks whose account is met for the first time may travel at once', async () => {
  const province = await newProvince();
  const replies = await burst(
    province,
    UNITS.map((unit) => ({ unit, body: tinyPush(A5) })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
});
