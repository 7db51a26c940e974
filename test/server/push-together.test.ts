/** Pushes that wait travel in one transaction: nobody's answer or rights depend on who travels with them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../server/store/db.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../support/app.ts';
import { A5, Bursts, type Push, saidBy, UNITS } from '../support/bursts.ts';

let app: TestApp;
let bursts: Bursts;

beforeAll(async () => {
  app = await testApp();
  bursts = new Bursts(app);
});
afterAll(() => app.stop());

test('pushes that wait are stored by one transaction, each as its own office sent it', async () => {
  const province = await bursts.metProvince();
  const pushes = UNITS.map((unit, i) => ({
    unit,
    key: newKey(),
    body: tinyPush({ main: { a: { n: String(100 + i) }, c: { n: String(i) } } }, 0, {
      reasons: { 'T2|main|a|n': `lý do của ${unit}` },
      spreadsheet: `sheet-of-${unit}`,
    }),
  }));
  const replies = await bursts.burst(province, pushes);
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
  // Those that came first left at once; the others waited for one of them.
  expect(await bursts.transactions(province)).toBeLessThan(1 + UNITS.length);
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

test('in company every push gets the answer it gets alone', async () => {
  const [alone, together] = [await bursts.newProvince(), await bursts.newProvince()];
  // Both have a first quarter the growing form looks back at.
  for (const province of [alone, together]) {
    for (const unit of UNITS.slice(0, 7)) {
      const path = `/api/reports/${unit}/growing/2022-q1/revisions`;
      expect(
        (await bursts.send(province, { unit, body: tinyPush({ main: { a: { n: '9' } } }), path })).status,
      ).toBe(200);
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
        for (const push of pushes) expected.push(saidBy(await bursts.send(alone, push)));
        expect((await bursts.burst(together, pushes)).map(saidBy)).toEqual(expected);
        expect(await bursts.storedUnits(together)).toEqual(await bursts.storedUnits(alone));
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
      await tx`SET LOCAL session_replication_role = replica`;
      for (const name of ['pending_total', 'push_key', 'audit_entry', 'revision'])
        await tx`DELETE FROM ${tx(name)} WHERE province_id = ${province} AND report_id IN (${gone})`;
      await tx`UPDATE report SET state = 'draft', revision = 0, submitted_revision = NULL, accepted_revision = NULL,
        late = NULL WHERE province_id = ${province} AND id IN (${gone})`;
    });
  } finally {
    await sql.end();
  }
}

test('when the database refuses what one push stores, the others are stored all the same', async () => {
  const province = await bursts.metProvince();
  // One key for two reports of one office: the second to be stored breaks a rule of the database.
  const key = newKey();
  const other = '/api/reports/u5/tiny/2022-h1/revisions';
  const pushes: Push[] = UNITS.map((unit) => ({
    unit,
    body: tinyPush(A5),
    ...(unit === 'u5' ? { key } : {}),
  }));
  pushes.splice(7, 0, { unit: 'u5', body: tinyPush(A5), key, path: other });
  const replies = await bursts.burst(province, pushes);
  const ofKey = [replies[5], replies[7]].map((reply) => reply && saidBy(reply));
  expect(ofKey.map((said) => said?.status).sort()).toEqual([200, 422]);
  expect(ofKey.map((said) => said?.code)).toContain('idempotency_key_reused');
  const rest = replies.filter((_, i) => i !== 5 && i !== 7);
  expect(rest.map(({ status }) => status)).toEqual(rest.map(() => 200));
  expect(await bursts.storedUnits(province)).toHaveLength(1 + UNITS.length);
});

test('pushes of two provinces at one moment are each stored in their own', async () => {
  // Other names of offices: those of one name would wait for each other and never meet in one company.
  const names = UNITS.map((unit) => `other-${unit}`);
  const [one, other] = [await bursts.metProvince(), await bursts.metProvince(names)];
  const replies = await Promise.all(
    UNITS.flatMap((unit, i) => [
      bursts.send(one, { unit, body: tinyPush({ main: { a: { n: '1' } } }) }),
      bursts.send(other, { unit: names[i] ?? '', body: tinyPush({ main: { a: { n: '2' } } }) }),
    ]),
  );
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect((await bursts.storedUnits(one)).sort()).toEqual(['p', ...UNITS].sort());
  expect((await bursts.storedUnits(other)).sort()).toEqual(['p', ...names].sort());
  const figures = await app.db.system<{ province: string; people: string; n: string }[]>`
    SELECT province_id AS province, content -> 'main' -> 'a' ->> 'n' AS n FROM revision
    WHERE province_id IN (${one}, ${other}) AND content -> 'main' -> 'a' ->> 'n' <> '5'`;
  for (const { province, n } of figures) expect(n).toBe(province === one ? '1' : '2');
});

test('each office in company is checked against its own earlier figures', async () => {
  const province = await bursts.newProvince();
  const at = (unit: string, period: string) => `/api/reports/${unit}/growing/${period}/revisions`;
  for (const [i, unit] of UNITS.entries()) {
    const body = tinyPush({ main: { a: { n: String(10 * i) } } });
    expect((await bursts.send(province, { unit, body, path: at(unit, '2022-q1') })).status).toBe(200);
  }
  const replies = await bursts.burst(
    province,
    UNITS.map((unit) => ({ unit, body: tinyPush({ main: { a: { n: '65' } } }), path: at(unit, '2022-h1') })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map((_, i) => (10 * i <= 65 ? 200 : 422)));
});

test('several pushes of one report waiting at once are decided one after the other', async () => {
  const province = await bursts.metProvince();
  const same = Array.from({ length: 6 }, (): Push => ({ unit: 'u1', body: tinyPush(A5) }));
  const others = UNITS.filter((unit) => unit !== 'u1').map((unit): Push => ({ unit, body: tinyPush(A5) }));
  const replies = await bursts.burst(province, [...others.slice(0, 4), ...same, ...others.slice(4)]);
  const ofSame = replies.slice(4, 10).map(saidBy);
  expect(ofSame.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(ofSame.filter(({ code }) => code === 'stale_revision')).toHaveLength(5);
  expect((await bursts.storedUnits(province)).filter((unit) => unit === 'u1')).toHaveLength(1);
});

test('clerks whose account is met for the first time may travel at once', async () => {
  const province = await bursts.newProvince();
  const replies = await bursts.burst(
    province,
    UNITS.map((unit) => ({ unit, body: tinyPush(A5) })),
  );
  expect(replies.map(({ status }) => status)).toEqual(UNITS.map(() => 200));
});
