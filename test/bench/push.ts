/**
 * push: accepted pushes per second of a full 60-cell report ÷ transactions per second of the bare driver writing the same rows,
 * same server, same schema, same concurrency. A segment of pushes ends when every reply is in and nothing is left to fold.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { connect, type Sql } from '../../server/store/db.ts';
import { foldAll } from '../../server/usecases/fold-totals.ts';
import { PATHS, Totals } from '../../shared/wire.ts';
import { makeProvince } from '../support/make.ts';
import { type Figure, inTurn, pairWords } from './figure.ts';
import { CELLS, TEMPLATE, YEAR } from './form.ts';
import { type BenchDatabase, type Host, withDatabase } from './host.ts';
import {
  type BareAnswer,
  type BareQuestion,
  CLIENTS,
  Dealer,
  districtOf,
  type ExampleRows,
  type HttpAnswer,
  type HttpQuestion,
  OFFICES,
  OFFICES_PER_CLIENT,
  unitOf,
} from './push-plan.ts';
import { startWorker, type Worker } from './worker.ts';

const PAIRS = 8;
/** Per client and segment: 8 × 16 × 160 = 20,480 measured transactions a side. */
const EACH = 160;

async function makeOffices(database: BenchDatabase): Promise<void> {
  const communes = Array.from({ length: OFFICES }, (_, office) => office);
  const offices = Object.fromEntries([
    ...communes.map((office) => [districtOf(office), 'p'] as const),
    ...communes.map((office) => [unitOf(office), districtOf(office)] as const),
  ]);
  await withDatabase(database, async (db) => {
    await makeProvince(db, () => new Date(), {
      offices,
      templates: [TEMPLATE],
      periods: [YEAR],
      roles: [
        ...communes.map((office) => [`clerk.${unitOf(office)}`, 'clerk', unitOf(office), false] as const),
        ['writer', 'writer', 'p', true],
      ],
    });
    await foldAll(db);
  });
}

/** What both sides have written so far; `pending` counts rows ever added, folded away or not. */
interface Written {
  readonly revisions: number;
  readonly receipts: number;
  readonly keys: number;
  readonly standings: number;
  readonly pending: number;
}

async function countWritten(sql: Sql): Promise<Written> {
  const [row] = await sql<Written[]>`
    SELECT (SELECT count(*)::int FROM revision) AS revisions, (SELECT count(*)::int FROM receipt) AS receipts,
      (SELECT count(*)::int FROM push_key) AS keys, (SELECT sum(revision)::int FROM report) AS standings,
      (SELECT last_value::int FROM pg_sequences
        WHERE sequencename = substring(pg_get_serial_sequence('pending_total', 'id') from '[^.]+$')) AS pending`;
  if (row === undefined) throw new Error('nothing counted');
  return row;
}

/** The rows of one real push, as text, and every office's report. */
async function exampleFrom(sql: Sql): Promise<ExampleRows> {
  const [row] = await sql<Omit<ExampleRows, 'reports'>[]>`
    SELECT v.content::text AS content, v.content_hash AS "contentHash", c.rules, k.fingerprint, k.reply,
      v.measure_cells::text AS cells, v.measure_buckets::text AS buckets, v.measure_values::text AS values,
      v.measure_states AS states
    FROM revision v
    JOIN receipt c ON c.province_id = v.province_id AND c.report_id = v.report_id AND c.revision = v.no
    JOIN push_key k ON k.province_id = v.province_id AND k.report_id = v.report_id
    LIMIT 1`;
  const reports = await sql<{ unit: string; id: string; scopes: string }[]>`
    SELECT unit_id AS unit, id, scopes::text AS scopes FROM report`;
  const byUnit = new Map(reports.map((report) => [report.unit, report]));
  if (row === undefined) throw new Error('no push to copy');
  return {
    ...row,
    reports: Array.from({ length: OFFICES }, (_, office) => {
      const report = byUnit.get(unitOf(office));
      if (report === undefined) throw new Error(`no report of ${unitOf(office)}`);
      return { id: report.id, scopes: report.scopes };
    }),
  };
}

/** Waits until everything pushed is folded in. */
async function folded(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<{ left: boolean }[]>`SELECT EXISTS (SELECT 1 FROM pending_total) AS left`;
    if (row?.left === false) return;
    await delay(5);
  }
}

interface Side {
  /** One segment; transactions per second. */
  readonly segment: () => Promise<number>;
  readonly warmUp: () => Promise<void>;
}

function sideOf(
  worker: Worker<HttpQuestion, HttpAnswer> | Worker<BareQuestion, BareAnswer>,
  settled: () => Promise<void>,
): Side {
  const dealer = new Dealer();
  const run = async (each: number): Promise<number> => {
    await worker.ask({ kind: 'prepare', shares: dealer.deal(each) });
    const started = performance.now();
    const ran = await worker.ask({ kind: 'run' });
    await settled();
    const seconds = (performance.now() - started) / 1000;
    if (ran.kind !== 'ran' || ran.done !== each * CLIENTS) throw new Error('a push is missing');
    return ran.done / seconds;
  };
  return {
    segment: () => run(EACH),
    // Every office once, then as much as a segment.
    warmUp: async () => {
      await run(OFFICES_PER_CLIENT);
      await run(EACH);
    },
  };
}

/** The province's total over HTTP is Σ of the contents that count, cell by cell, and nobody is missing. */
async function provenTotals(sql: Sql, url: string, token: string): Promise<string> {
  const reply = await fetch(`${url}${PATHS.totals(TEMPLATE.id, YEAR.id)}?counts=submitted`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { totals, coverage } = Totals.parse(await reply.json());
  const sums = await sql<{ row: string; sum: string }[]>`
    SELECT cell.key AS row, sum((cell.value ->> 'total')::numeric)::text AS sum
    FROM report r
    JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.no = r.submitted_revision
    CROSS JOIN jsonb_each(v.content -> 'main') AS cell
    GROUP BY cell.key`;
  const wrong = sums.filter(
    ({ row, sum }) => totals.find((total) => total.row === row && total.column === 'total')?.value !== sum,
  );
  if (wrong.length > 0 || sums.length !== CELLS || totals.length !== CELLS || coverage.received !== OFFICES) {
    throw new Error(
      `totals are not Σ of the pushes: ${JSON.stringify(wrong.slice(0, 3))} ${JSON.stringify(coverage)}`,
    );
  }
  return `${CELLS} totals = Σ over ${OFFICES} offices`;
}

function sameRows(ours: Written, bare: Written): string {
  for (const [name, count] of Object.entries(ours)) {
    if (count !== bare[name as keyof Written]) {
      throw new Error(`the sides wrote different rows: ${JSON.stringify(ours)} and ${JSON.stringify(bare)}`);
    }
  }
  return `${ours.revisions} transactions a side, same rows`;
}

export async function benchPush(host: Host): Promise<Figure[]> {
  const database = await host.database('push');
  await makeOffices(database);
  const bareDatabase = await host.copy(database.name, 'push_bare');
  const http = startWorker<HttpQuestion, HttpAnswer>('./push-http.ts');
  const bare = startWorker<BareQuestion, BareAnswer>('./push-bare.ts');
  const sql = connect(database.superuserUrl, { max: 1 });
  const bareSql = connect(bareDatabase.superuserUrl, { max: 1 });
  try {
    const issuer = await http.ask({ kind: 'issuer' });
    if (issuer.kind !== 'issuer') throw new Error('no issuer');
    const service = await host.service(database, issuer);
    await http.ask({ kind: 'open', url: service.url });
    const ours = sideOf(http, () => folded(sql));
    await ours.warmUp();
    await bare.ask({ kind: 'open', url: bareDatabase.superuserUrl, example: await exampleFrom(sql) });
    const theirs = sideOf(bare, async () => undefined);
    await theirs.warmUp();
    // Both sides with the statistics autovacuum gathers within a minute, not with those of empty tables.
    for (const each of [sql, bareSql]) await each`VACUUM (ANALYZE)`;
    const paired = await inTurn(PAIRS, ours.segment, theirs.segment);
    const rows = sameRows(await countWritten(sql), await countWritten(bareSql));
    const writer = await http.ask({ kind: 'token', person: 'writer' });
    const proof = await provenTotals(sql, service.url, writer.kind === 'token' ? writer.token : '');
    const note = `${pairWords(paired, 'pushes/s', 'bare transactions/s')}; ${rows}; ${proof}`;
    return [{ id: 'push', value: paired.ratio, unit: 'ratio', bar: 0.5, want: 'atLeast', note }];
  } finally {
    await Promise.all([http.stop(), bare.stop(), sql.end(), bareSql.end()]);
  }
}
