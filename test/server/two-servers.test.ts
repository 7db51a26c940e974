/** Two service processes on one database are one service: a push has its effect once, totals add up on both, one may go. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../server/store/db.ts';
import { FRESH_MS } from '../../server/usecases/totals/version-desk.ts';
import { sum } from '../../shared/decimal.ts';
import type { PushReply, Totals } from '../../shared/wire.ts';
import { Issuer } from '../standin/issuer.ts';
import { newKey, tinyPath, tinyPush } from '../support/app.ts';
import { type Child, runScript } from '../support/child.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { makeProvince } from '../support/make.ts';

interface Server {
  readonly child: Child;
  readonly url: string;
}
interface Sent {
  readonly status: number;
  readonly text: string;
  /** The answer is that of an earlier push with this key. */
  readonly replayed: boolean;
}

const OFFICES = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'];
const PROVINCES = ['once', 'sums', 'stop'];

let database: TestDatabase;
let issuer: Issuer;
const servers: Server[] = [];
const children: Child[] = [];

async function start(): Promise<Server> {
  const child = runScript('server/main.ts', [], {
    DATABASE_URL: database.url,
    PORT: '0',
    IDENTITY_ISSUERS: issuer.url,
    IDENTITY_AUDIENCES: issuer.audience,
    IDENTITY_JWKS_URL: issuer.jwksUrl,
  });
  children.push(child);
  const ready = JSON.parse(await child.line((line) => line.includes('"msg":"ready"'))) as { url: string };
  return { child, url: ready.url };
}

beforeAll(async () => {
  database = await testDatabase();
  issuer = await Issuer.start();
  const offices = Object.fromEntries(OFFICES.map((unit) => [unit, 'p']));
  for (const id of PROVINCES) await makeProvince(database.db, () => new Date(), { id, offices });
  servers.push(...(await Promise.all([start(), start()])));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGTERM');
  expect(await Promise.all(children.map(({ ended }) => ended))).toEqual([0, 0]);
  await issuer.stop();
  await database.drop();
});

const at = (place: number): Server => {
  const server = servers[place % servers.length];
  if (server === undefined) throw new Error('no server runs');
  return server;
};
const tokenOf = (province: string, person: string): string =>
  issuer.token({
    sub: `sub-${province}-${person}`,
    email: `${person}@${province}.gov.vn`,
    hd: `${province}.gov.vn`,
  });
const amount = (n: string) => ({ main: { a: { n } } });

async function send(
  server: Server,
  province: string,
  unit: string,
  push: { key: string; n: string; base: number },
): Promise<Sent> {
  const reply = await fetch(`${server.url}${tinyPath(unit, '/revisions')}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': push.key,
      authorization: `Bearer ${tokenOf(province, `clerk.${unit}`)}`,
    },
    body: JSON.stringify(tinyPush(amount(push.n), push.base)),
  });
  const replayed = reply.headers.has('idempotency-replayed');
  return { status: reply.status, text: await reply.text(), replayed };
}

async function totalOn(server: Server, province: string): Promise<{ n: string | null; received: number }> {
  const reply = await fetch(`${server.url}/api/totals/tiny/2022-q1?scope=p`, {
    headers: { authorization: `Bearer ${tokenOf(province, 'writer')}` },
  });
  const text = await reply.text();
  expect(reply.status, text).toBe(200);
  const { totals, coverage } = JSON.parse(text) as Totals;
  const cell = totals.find(({ row, column }) => row === 'a' && column === 'n');
  return { n: cell?.value ?? null, received: coverage.received };
}

/** Reads until the total is there: a read that misses it was begun within the 50 ms after everything was acknowledged. */
async function shows(
  server: Server,
  province: string,
  acknowledged: number,
  expected: { n: string; received: number },
): Promise<void> {
  for (;;) {
    const begun = performance.now();
    const seen = await totalOn(server, province);
    if (seen.n === expected.n && seen.received === expected.received) return;
    if (begun - acknowledged >= FRESH_MS) expect(seen, server.url).toEqual(expected);
  }
}

const storedIn = (province: string) => database.db.system<
  { unit: string; no: number; number: string; key: string; n: string }[]
>`
    SELECT r.unit_id AS unit, v.no, c.number, k.key, v.content -> 'main' -> 'a' ->> 'n' AS n
    FROM revision v
    JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
    LEFT JOIN receipt c ON c.province_id = v.province_id AND c.report_id = v.report_id AND c.revision = v.no
    LEFT JOIN push_key k ON k.province_id = v.province_id AND k.report_id = v.report_id
      AND (k.reply::jsonb ->> 'revision')::int = v.no
    WHERE v.province_id = ${province} ORDER BY r.unit_id, v.no`;

/** Waits for the servers' folding. */
async function everythingFolded(province: string): Promise<void> {
  for (;;) {
    const left = await database.db
      .system`SELECT 1 FROM pending_total WHERE province_id = ${province} LIMIT 1`;
    if (left.length === 0) return;
  }
}

/** Sends while the office's report is held, and lets go of it once both servers stand waiting for it. */
async function sendWhileHeld(
  province: string,
  unit: string,
  sendAll: () => Promise<Sent>[],
): Promise<Sent[]> {
  const admin = connect(database.adminUrl, { max: 2 });
  try {
    const { sent } = await admin.begin(async (holding) => {
      await holding`SELECT 1 FROM report WHERE province_id = ${province} AND unit_id = ${unit} FOR UPDATE`;
      const sent = sendAll();
      for (let waiting = 0; waiting < sent.length; ) {
        const rows = await admin`
          SELECT 1 FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%open_push(%'`;
        waiting = rows.length;
      }
      return { sent };
    });
    return await Promise.all(sent);
  } finally {
    await admin.end();
  }
}

test('the same push sent to both servers at once is stored once, and both answer with its receipt', async () => {
  const receipts: string[] = [];
  for (const unit of OFFICES) {
    const push = { key: newKey(), n: '5', base: 0 };
    const sent = await sendWhileHeld('once', unit, () =>
      servers.map((server) => send(server, 'once', unit, push)),
    );
    expect(sent.map(({ status }) => status)).toEqual([200, 200]);
    expect(sent[1]?.text).toBe(sent[0]?.text);
    expect(sent.map(({ replayed }) => replayed).sort()).toEqual([false, true]);
    receipts.push((JSON.parse(sent[0]?.text ?? '') as PushReply).receipt?.number ?? 'none');
  }
  const acknowledged = performance.now();
  const stored = await storedIn('once');
  expect(stored.map(({ unit, no, number }) => [unit, no, number])).toEqual(
    OFFICES.map((unit, i) => [unit, 1, receipts[i]]),
  );
  expect(new Set(receipts).size).toBe(OFFICES.length);
  for (const server of servers)
    await shows(server, 'once', acknowledged, { n: '30', received: OFFICES.length });
});

async function foldedBy({ url }: Server): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^so_tinh_totals_folded_total (\d+)/m.exec(metrics)?.[1] ?? 0);
}

test('what offices send through either server adds up on both, whichever of them folds it', async () => {
  const before = await Promise.all(servers.map(foldedBy));
  const hasFolded = async () =>
    (await Promise.all(servers.map(foldedBy))).map((n, i) => n > (before[i] ?? 0));
  let expected = { n: '0', received: 0 };
  for (let round = 0; round < 3 || (await hasFolded()).includes(false); round++) {
    const figures = OFFICES.map((_, i) => `${round * 1000 + i}.${round % 10}25`);
    const replies = await Promise.all(
      OFFICES.map((unit, i) =>
        send(at(i + round), 'sums', unit, { key: newKey(), n: figures[i] ?? '', base: round }),
      ),
    );
    const acknowledged = performance.now();
    expect(replies.map(({ status }) => status)).toEqual(OFFICES.map(() => 200));
    expected = { n: sum(figures), received: OFFICES.length };
    await Promise.all(servers.map((server) => shows(server, 'sums', acknowledged, expected)));
  }
  await everythingFolded('sums');
  const acknowledged = performance.now();
  for (const server of servers) await shows(server, 'sums', acknowledged, expected);
});

test('what one server acknowledged is read there at once, and on the other within 50 ms', async () => {
  const unit = 'p';
  const before = Number((await totalOn(at(0), 'sums')).n);
  for (let no = 0; no < 10; no++) {
    const [told, other] = [at(no), at(no + 1)];
    // The other has just been asked, so that it has an answer it may still give.
    await totalOn(other, 'sums');
    const { status } = await send(told, 'sums', unit, { key: newKey(), n: String(no + 1), base: no });
    const acknowledged = performance.now();
    expect(status).toBe(200);
    const expected = { n: String(before + no + 1), received: OFFICES.length + 1 };
    expect(await totalOn(told, 'sums')).toEqual(expected);
    await shows(other, 'sums', acknowledged, expected);
  }
});

interface Acknowledged {
  readonly unit: string;
  readonly no: number;
  readonly number: string;
  readonly key: string;
  readonly n: string;
}

/** Sends with one key to one server after the other until it is answered; the answer and how many had none. */
async function insist(first: number, province: string, unit: string, push: Parameters<typeof send>[3]) {
  for (let refused = 0; ; refused++) {
    const sent = await send(at(first + refused), province, unit, push).catch(() => undefined);
    if (sent === undefined || sent.status === 503) continue;
    expect(sent.status, sent.text).toBe(200);
    return { reply: JSON.parse(sent.text) as PushReply, refused };
  }
}

test('one server stops while offices send: nothing acknowledged is lost, and the other goes on alone', async () => {
  const ledger: Acknowledged[] = [];
  let refused = 0;
  let over = false;
  let [stopped, after] = [false, 0];
  const write = async (unit: string, place: number) => {
    for (let base = 0; !over; base++) {
      const push = { key: newKey(), n: String(base * 10 + place), base };
      const answer = await insist(place, 'stop', unit, push);
      refused += answer.refused;
      const { revision, receipt } = answer.reply;
      expect(revision).toBe(base + 1);
      ledger.push({ unit, no: revision, number: receipt?.number ?? '', key: push.key, n: push.n });
      if (ledger.length === 5 * OFFICES.length) at(0).child.kill('SIGTERM');
      after += stopped ? 1 : 0;
      over = after >= 5 * OFFICES.length;
    }
  };
  const writers = Promise.all(OFFICES.map(write));
  const ended = at(0).child.ended.then((code) => {
    stopped = true;
    return code;
  });
  await writers;
  const acknowledged = performance.now();
  expect(await ended).toBe(0);
  expect(refused).toBeGreaterThan(0);

  const byPlace = (a: Acknowledged, b: Acknowledged) => a.unit.localeCompare(b.unit) || a.no - b.no;
  expect([...(await storedIn('stop'))]).toEqual([...ledger].sort(byPlace));
  const last = new Map([...ledger].sort(byPlace).map(({ unit, n }) => [unit, n]));
  const expected = { n: sum([...last.values()]), received: OFFICES.length };
  await shows(at(1), 'stop', acknowledged, expected);
  await everythingFolded('stop');
  await shows(at(1), 'stop', acknowledged, expected);
});
