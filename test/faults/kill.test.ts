/**
 * Fifty times the server, the database or parts of it are killed under load, at random moments.
 * What was acknowledged is kept here, outside; at the end nothing is lost, nothing is stored twice, every total adds up.
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attachPostgres } from '../../server/postgres/endpoint.ts';
import { type Database, openDatabase } from '../../server/store/db.ts';
import { sum } from '../../shared/decimal.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { PushReply, Totals } from '../../shared/wire.ts';
import { Issuer } from '../standin/issuer.ts';
import { tinyPath, tinyPush } from '../support/app.ts';
import { type Child, runScript } from '../support/child.ts';
import { makeProvince } from '../support/make.ts';
import { type Chance, chance } from '../support/random.ts';
import { databaseProcesses, killNow, titleOf } from '../support/victims.ts';

const KILLS = 50;
const OFFICES = ['o1', 'o2', 'o3', 'o4', 'o5', 'o6'];
const RECOVERY_MS_MAX = 40_000;

interface Acknowledged {
  readonly unit: string;
  readonly key: string;
  readonly revision: number;
  readonly receipt: string;
  readonly content: ReportContent;
}

interface World {
  readonly dir: string;
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly issuer: Issuer;
  readonly ledger: Acknowledged[];
  server: Child;
  /** True while the killer is the one who ended the server. */
  expected: boolean;
  /** Attempts that ended without an answer, or with 503. */
  unanswered: number;
}

let world: World;
let db: Database;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}

const startServer = (env: World['env']): Child => runScript('server/main.ts', [], env);

async function whyNotReady(waitedMs: number): Promise<string> {
  const log = await readFile(join(world.dir, 'postgres', 'postgres.log'), 'utf8').catch(() => '');
  const last = log.trimEnd().split('\n').slice(-20).join('\n');
  const { postmaster, children } = databaseProcesses(world.dir);
  const names = children.map((pid) => titleOf(pid)).join(', ');
  return `not ready after ${waitedMs} ms; postmaster ${postmaster}, children: ${names}
${world.server.tail()}\n${world.server.errors()}\n${last}`;
}

async function waitReady(url: string): Promise<number> {
  const started = performance.now();
  for (;;) {
    const status = await fetch(`${url}/readyz`).then(
      (reply) => reply.status,
      () => 0,
    );
    const waited = performance.now() - started;
    if (status === 200) return waited;
    if (waited > RECOVERY_MS_MAX) throw new Error(await whyNotReady(waited));
    await delay(15);
  }
}

beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'so-tinh-kill-'));
  await chmod(dir, 0o755);
  const issuer = await Issuer.start();
  const port = await freePort();
  const env = {
    SO_TINH_DATA: dir,
    PORT: String(port),
    LOG_LEVEL: 'info',
    IDENTITY_ISSUERS: issuer.url,
    IDENTITY_AUDIENCES: issuer.audience,
    IDENTITY_JWKS_URL: issuer.jwksUrl,
  };
  const url = `http://127.0.0.1:${port}`;
  const server = startServer(env);
  world = { dir, url, env, issuer, ledger: [], server, expected: false, unanswered: 0 };
  await waitReady(url);
  const running = await attachPostgres(dir);
  if (!running) throw new Error('the embedded database is not there');
  db = openDatabase(running.url());
  await makeProvince(db, () => new Date(), {
    offices: Object.fromEntries(OFFICES.map((unit) => [unit, 'p'])),
  });
}, 120_000);

afterAll(async () => {
  await db?.close(1);
  world.server.kill('SIGTERM');
  await world.server.ended;
  await world.issuer.stop();
  await rm(world.dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}, 60_000);

const tokenOf = (person: string): string =>
  world.issuer.token({ sub: `sub-${person}`, email: `${person}@tinh.gov.vn`, hd: 'tinh.gov.vn' });

/** One attempt: the reply of a decided push, or undefined when nobody can know yet. */
async function attempt(unit: string, key: string, body: unknown): Promise<PushReply | undefined> {
  const reply = await fetch(`${world.url}${tinyPath(unit, '/revisions')}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      authorization: `Bearer ${tokenOf(`clerk.${unit}`)}`,
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => undefined);
  const text = await reply?.text().catch(() => undefined);
  if (reply === undefined || text === undefined || reply.status === 503) return undefined;
  if (reply.status !== 200) throw new Error(`${reply.status} ${text}`);
  return JSON.parse(text) as PushReply;
}

/** Sends with one key until it is answered, now and then twice at once. */
async function sendUntilAnswered(
  random: Chance,
  unit: string,
  key: string,
  body: unknown,
): Promise<PushReply> {
  for (;;) {
    const copies = random.next() < 0.1 ? 2 : 1;
    const replies = await Promise.all(Array.from({ length: copies }, () => attempt(unit, key, body)));
    const answered = replies.filter((reply) => reply !== undefined);
    for (const reply of answered) expect(reply).toEqual(answered[0]);
    if (answered[0]) return answered[0];
    world.unanswered += 1;
    await delay(random.integer(30, 150));
  }
}

/** One office: sends revision after revision, each on top of the last acknowledged one. */
async function write(unit: string, seed: number, isOver: () => boolean): Promise<void> {
  const random = chance(`writer ${unit}`, seed);
  for (let revision = 0; !isOver(); revision++) {
    const amount = random.integer(0, 1_000_000);
    const content: ReportContent = {
      main: { a: { n: String(amount), how: 'official' }, c: { n: String(amount + 1), how: 'official' } },
      jobs: { j1: { what: 'việc', status: random.pick(['open', 'done']) } },
    };
    const key = `kill-${unit}-${revision}-${random.integer(0, 1e9)}`;
    const reply = await sendUntilAnswered(random, unit, key, tinyPush(content, revision));
    expect(reply.revision).toBe(revision + 1);
    world.ledger.push({ unit, key, revision: reply.revision, receipt: reply.receipt?.number ?? '', content });
  }
}

/** Ends of the server cost a start of Node each, so they come less often. */
const VICTIMS = [
  'server',
  'everything',
  'postmaster',
  'postmaster',
  'database',
  'database',
  'part of the database',
  'part of the database',
] as const;

type Victim = (typeof VICTIMS)[number];

/** In any order, but everybody has had a turn before the next round begins. */
function inRounds(random: Chance): () => Victim {
  let left: Victim[] = [];
  return () => {
    if (left.length === 0) left = [...VICTIMS];
    return left.splice(random.integer(0, left.length - 1), 1)[0] ?? 'server';
  };
}

/** Whether somebody was there to be killed. */
async function strike(victim: Victim, random: Chance): Promise<boolean> {
  const { postmaster, children } = databaseProcesses(world.dir);
  const takesServer = victim === 'server' || victim === 'everything';
  if (takesServer) {
    world.expected = true;
    world.server.kill('SIGKILL');
  }
  const hits: boolean[] = [];
  if (victim === 'part of the database') hits.push(killNow(children[random.integer(0, children.length - 1)]));
  if (victim === 'postmaster' || victim === 'database' || victim === 'everything')
    hits.push(killNow(postmaster));
  if (victim === 'database' || victim === 'everything') hits.push(...children.map(killNow));
  if (takesServer) {
    await world.server.ended;
    // What a service manager does; nothing is repaired by hand.
    world.server = startServer(world.env);
    watchServer();
  }
  return victim === 'server' || hits.includes(true);
}

const deaths: string[] = [];
function watchServer(): void {
  const server = world.server;
  world.expected = false;
  void server.ended.then((how) => {
    if (world.server === server && !world.expected) deaths.push(`${how}: ${server.errors()}`);
  });
}

async function totals(): Promise<Totals> {
  const reply = await fetch(`${world.url}/api/totals/tiny/2022-q1?scope=p&counts=submitted`, {
    headers: { authorization: `Bearer ${tokenOf('writer')}` },
  });
  if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Totals;
}

/** What the last acknowledged revision of every office says. */
function expectedTotals() {
  const last = new Map<string, ReportContent>();
  for (const { unit, content } of world.ledger) last.set(unit, content);
  const contents = [...last.values()];
  const cell = (row: string) => sum(contents.map((content) => String(content.main?.[row]?.n)));
  const done = contents.filter((content) => content.jobs?.j1?.status === 'done').length;
  return { a: cell('a'), c: cell('c'), received: contents.length, done };
}

function seenTotals(found: Totals) {
  const cell = (row: string) =>
    found.totals.find((total) => total.row === row && total.column === 'n')?.value;
  return {
    a: cell('a'),
    c: cell('c'),
    received: found.coverage.received,
    done: found.buckets.find(({ values }) => values.status === 'done')?.count ?? 0,
  };
}

test.runIf(process.platform === 'linux')(
  `${KILLS} kills under load: nothing acknowledged is lost, nothing is stored twice, totals equal their rows`,
  async () => {
    const random = chance('kills');
    let over = false;
    watchServer();
    const writers = Promise.all(OFFICES.map((unit, i) => write(unit, random.seed + i, () => over)));
    const recoveries: number[] = [];
    const struck: Partial<Record<Victim, number>> = {};
    const next = inRounds(random);
    const killing = async () => {
      for (let kills = 0; kills < KILLS; ) {
        await delay(random.integer(0, 250));
        const victim = next();
        if (await strike(victim, random)) {
          struck[victim] = (struck[victim] ?? 0) + 1;
          kills += 1;
        }
        recoveries.push(await waitReady(world.url));
      }
    };
    await Promise.race([killing(), writers]).finally(() => {
      over = true;
    });
    await writers;
    process.stdout.write(
      `${KILLS} kills ${JSON.stringify(struck)}: ${world.ledger.length} acknowledged, ${world.unanswered} unanswered attempts, ` +
        `ready again within ${Math.round(Math.max(...recoveries))} ms at worst\n`,
    );

    expect(new Set(Object.keys(struck)), 'everybody was struck').toEqual(new Set(VICTIMS));
    expect(deaths, 'the server ended by itself').toEqual([]);
    expect(world.ledger.length).toBeGreaterThan(KILLS);
    expect(world.unanswered).toBeGreaterThan(0);

    const stored = await db.system<{ unit: string; no: number; number: string; content: ReportContent }[]>`
      SELECT r.unit_id AS unit, v.no, c.number, v.content
      FROM revision v
      JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
      LEFT JOIN receipt c ON c.province_id = v.province_id AND c.report_id = v.report_id AND c.revision = v.no`;
    const byPlace = (a: { unit: string; no: number }, b: { unit: string; no: number }) =>
      a.unit.localeCompare(b.unit) || a.no - b.no;
    const acknowledged = world.ledger.map(({ unit, revision, receipt, content }) => ({
      unit,
      no: revision,
      number: receipt,
      content,
    }));
    expect([...stored].sort(byPlace)).toEqual(acknowledged.sort(byPlace));

    const keys = await db.system<{ key: string }[]>`SELECT key FROM push_key ORDER BY key`;
    expect(keys.map(({ key }) => key)).toEqual(world.ledger.map(({ key }) => key).sort());

    const expected = expectedTotals();
    expect(seenTotals(await totals()), 'with rows pending or not').toEqual(expected);
    for (;;) {
      const [row] = await db.system<{ left: number }[]>`SELECT count(*)::int AS left FROM pending_total`;
      if (row?.left === 0) break;
      await delay(50);
    }
    expect(seenTotals(await totals()), 'when everything is folded').toEqual(expected);
  },
  480_000,
);
