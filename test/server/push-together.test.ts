/** Pushes that wait travel in one transaction: nobody's answer, rights or time depend on who travels with them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../server/store/db.ts';
import { TemplateShelf } from '../../server/store/templates.ts';
import type { Identity, UsecaseDeps } from '../../server/usecases/enter.ts';
import { PushQueue } from '../../server/usecases/push-queue.ts';
import type { Period } from '../../shared/period.ts';
import type { Template } from '../../shared/template.ts';
import { type PushReply, PushRequest } from '../../shared/wire.ts';
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

const newProvince = (units: readonly string[] = UNITS): Promise<string> =>
  makeProvince(app.db, () => app.now, {
    id: `t${++provinces}`,
    offices: Object.fromEntries(units.map((unit) => [unit, 'p'])),
    templates: [TINY, GROWING],
    periods: [Q1, Q2],
  });

/** A province whose tiny form the server knows and whose clerks it has met, so that nobody needs to travel alone. */
async function metProvince(units: readonly string[] = UNITS): Promise<string> {
  const province = await newProvince(units);
  await send(province, { unit: 'p', body: tinyPush(A5) });
  for (const unit of units) await app.get('/api/me', app.token(`clerk.${unit}`, province));
  return province;
}

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

/** In how many transactions the revisions of this province were stored. */
async function transactions(province: string): Promise<number> {
  const rows = await app.db.system`SELECT DISTINCT xmin::text FROM revision WHERE province_id = ${province}`;
  return rows.length;
}

/** Holds what a statement locks for as long as `work` takes. */
async function whileHeld<T>(statement: string, work: () => Promise<T>): Promise<T> {
  const sql = connect(app.adminUrl, { max: 1 });
  try {
    const held = await sql.begin(async (tx) => {
      await tx.unsafe(statement);
      return { result: await work() };
    });
    return held.result;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** What a use-case works with, beside the application. */
const depsOf = (): UsecaseDeps => ({
  db: app.db,
  clock: () => app.now,
  shelf: new TemplateShelf(),
  monotonic: () => 0,
  writes: { count: 0 },
  retry: { random: () => 0, pause: () => Promise.resolve() },
});

const identityOf = (province: string, person: string): Identity => ({
  iss: app.issuer.url,
  sub: `sub-${province}-${person}`,
  email: `${person}@${province}.gov.vn`,
  authoritative: true,
});

const storedUnits = async (province: string): Promise<string[]> =>
  (
    await app.db.system<{ unit: string }[]>`
      SELECT r.unit_id AS unit FROM revision v
      JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
      WHERE v.province_id = ${province} ORDER BY r.id, v.no`
  ).map(({ unit }) => unit);

test('pushes that wait are stored by one transaction, each as its own office sent it', async () => {
  const province = await metProvince();
  const pushes = UNITS.map((unit, i) => ({
    unit,
    key: newKey(),
    body: tinyPush({ main: { a: { n: String(100 + i) }, c: { n: String(i) } } }, 0, {
      reasons: { 'T2|main|a|n': `lý do của ${unit}` },
      spreadsheet: `sheet-of-${unit}`,
    }),
  }));
  const replies = await burst(province, pushes);
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
  // Those that came first left at once; the others waited for one of them.
  expect(await transactions(province)).toBeLessThan(1 + UNITS.length);
  const stored = await app.db.system<{ unit: string }[]>`
    SELECT r.unit_id AS unit, r.state, r.revision, r.submitted_revision AS counted, v.content, v.content_hash AS hash,
      v.person_id AS person, v.reasons, v.spreadsheet_id AS sheet, v.measure_cells AS cells,
      v.measure_values::text[] AS values, c.number, c.person AS signed, c.unit_id AS receipted, c.content_hash AS sealed,
      k.key, k.unit_id AS "keyUnit", k.reply, t.scopes, t.revision AS pending
    FROM report r
    JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id
    JOIN receipt c ON c.province_id = r.province_id AND c.report_id = r.id AND c.revision = v.no
    JOIN push_key k ON k.province_id = r.province_id AND k.report_id = r.id
    JOIN pending_total t ON t.province_id = r.province_id AND t.report_id = r.id AND t.revision = v.no
    WHERE r.province_id = ${province} AND r.unit_id <> 'p'`;
  const expected = pushes.map(({ unit, key, body }, i) => ({
    unit,
    state: 'submitted',
    revision: 1,
    counted: 1,
    content: body.content,
    hash: replies[i]?.body.receipt?.contentHash,
    person: `clerk.${unit}`,
    reasons: body.reasons,
    sheet: body.spreadsheet,
    cells: ['main|a|n', 'main|c|n'],
    values: [String(100 + i), String(i)],
    number: replies[i]?.body.receipt?.number,
    signed: `Người clerk.${unit}`,
    receipted: unit,
    sealed: replies[i]?.body.receipt?.contentHash,
    key,
    keyUnit: unit,
    reply: replies[i]?.text,
    scopes: [unit, 'p'],
    pending: 1,
  }));
  const byUnit = (a: { unit: string }, b: { unit: string }) => a.unit.localeCompare(b.unit);
  expect([...stored].sort(byUnit)).toEqual(expected.sort(byUnit));
  expect(replies.map(({ body }) => [body.receipt?.unit, body.receipt?.person])).toEqual(
    UNITS.map((unit) => [unit, `Người clerk.${unit}`]),
  );
  expect(new Set(expected.map(({ number }) => number)).size).toBe(UNITS.length);
  expect(new Set(expected.map(({ hash }) => hash)).size).toBe(UNITS.length);
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

test('reports somebody else holds do not keep the others waiting, nor turn their company back', async () => {
  const province = await metProvince();
  // More than there are connections (support/database.ts): they may not take them all.
  const taken = ['u0', 'u1', 'u2', 'u3', 'u8', 'u9'];
  const before = await transactions(province);
  const sent = await whileHeld(
    `SELECT 1 FROM report WHERE province_id = '${province}' AND unit_id = ANY ('{${taken}}') FOR UPDATE`,
    async () => {
      const all = UNITS.map((unit) => send(province, { unit, body: tinyPush(A5) }));
      const others = await Promise.all(all.filter((_, i) => !taken.includes(UNITS[i] ?? '')));
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
      expect((await transactions(province)) - before).toBeLessThan(others.length);
      for (const unit of taken) expect(await storedUnits(province)).not.toContain(unit);
      expect((await app.get('/api/me', app.token('clerk.u5', province))).status).toBe(200);
      return { all };
    },
  );
  const all = await Promise.all(sent.all);
  expect(all.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
});

test('a clerk who sends a held report again and again takes nobody’s place', async () => {
  const province = await metProvince();
  const sent = await whileHeld(
    `SELECT 1 FROM report WHERE province_id = '${province}' AND unit_id = 'u0' FOR UPDATE`,
    async () => {
      const same = Array.from({ length: 12 }, () => send(province, { unit: 'u0', body: tinyPush(A5) }));
      const other = await send(province, { unit: 'u1', body: tinyPush(A5) });
      const me = await app.get('/api/me', app.token('clerk.u2', province));
      expect([other.status, me.status]).toEqual([200, 200]);
      expect(await storedUnits(province)).toEqual(['p', 'u1']);
      return { same };
    },
  );
  const same = await Promise.all(sent.same);
  expect(same.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a key somebody else is just storing keeps its company only for a moment, and fails nobody', async () => {
  const province = await metProvince();
  const key = newKey();
  const sent = await whileHeld(
    `INSERT INTO push_key (province_id, unit_id, key, report_id, fingerprint, status, reply, at)
     SELECT province_id, unit_id, '${key}', id, 'x', 200, '{}', now() FROM report
     WHERE province_id = '${province}' AND unit_id = 'u5' AND template_id = 'growing' AND period_id = '2022-q1'`,
    async () => {
      const all = UNITS.map((unit) =>
        send(province, { unit, body: tinyPush(A5), ...(unit === 'u5' ? { key } : {}) }),
      );
      const others = await Promise.all(all.filter((_, i) => UNITS[i] !== 'u5'));
      expect(others.map(({ status }) => status)).toEqual(others.map(() => 200));
      return { all };
    },
  );
  const [late] = await Promise.all(sent.all.filter((_, i) => UNITS[i] === 'u5'));
  expect(late && saidBy(late).code).toBe('idempotency_key_reused');
});

test('a large report travels with nobody', async () => {
  const province = await metProvince();
  const jobs = Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [`j${n}`, { what: `việc ${n} ${'dài '.repeat(250).trim()}` }]),
  );
  const replies = await burst(
    province,
    UNITS.map((unit, i) => ({ unit, body: tinyPush(i % 5 === 4 ? { ...A5, jobs } : A5) })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
  const companies = await app.db.system<{ large: boolean; pushes: number }[]>`
    SELECT bool_or(content -> 'jobs' IS NOT NULL) AS large, count(*)::int AS pushes
    FROM revision WHERE province_id = ${province} GROUP BY xmin::text`;
  expect(companies.filter(({ large }) => large)).toEqual([
    { large: true, pushes: 1 },
    { large: true, pushes: 1 },
  ]);
  expect(Math.max(...companies.map(({ pushes }) => pushes))).toBeGreaterThan(1);
});

test('when the database refuses what one push stores, the others are stored all the same', async () => {
  const province = await metProvince();
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
  // Other names of offices: those of one name would wait for each other and never meet in one company.
  const names = UNITS.map((unit) => `other-${unit}`);
  const [one, other] = [await metProvince(), await metProvince(names)];
  const replies = await Promise.all(
    UNITS.flatMap((unit, i) => [
      send(one, { unit, body: tinyPush({ main: { a: { n: '1' } } }) }),
      send(other, { unit: names[i] ?? '', body: tinyPush({ main: { a: { n: '2' } } }) }),
    ]),
  );
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect((await storedUnits(one)).sort()).toEqual(['p', ...UNITS].sort());
  expect((await storedUnits(other)).sort()).toEqual(['p', ...names].sort());
  const figures = await app.db.system<{ province: string; people: string; n: string }[]>`
    SELECT province_id AS province, content -> 'main' -> 'a' ->> 'n' AS n FROM revision
    WHERE province_id IN (${one}, ${other}) AND content -> 'main' -> 'a' ->> 'n' <> '5'`;
  for (const { province, n } of figures) expect(n).toBe(province === one ? '1' : '2');
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
  const province = await metProvince();
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

test('when too much waits already, a further push is told when to come back', async () => {
  const province = await metProvince();
  const { db, clock, shelf, ...rest } = depsOf();
  const queue = new PushQueue({ db, clock, shelf, ...rest }, { pushes: 2, characters: 1_000_000 });
  const call = (unit: string) => ({
    identity: identityOf(province, `clerk.${unit}`),
    at: { unit, template: 'tiny', period: '2022-q1' },
    key: newKey(),
    request: PushRequest.parse(tinyPush(A5)),
    fingerprint: unit,
    sent: JSON.stringify(A5),
    contentHash: unit,
  });
  // Two leave at once, two wait, the rest is turned away.
  const ends = await Promise.allSettled(UNITS.slice(0, 6).map((unit) => queue.store(call(unit))));
  expect(ends.map(({ status }) => status)).toEqual([...Array(4).fill('fulfilled'), 'rejected', 'rejected']);
  const refused = ends.filter((end) => end.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'too_many_requests' });
  expect(await storedUnits(province)).toEqual(['p', ...UNITS.slice(0, 4)]);
});
