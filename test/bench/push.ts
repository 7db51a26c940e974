/**
 * push: accepted pushes per second of a full 60-cell report ÷ transactions per second of the bare driver writing the same rows,
 * same server, same schema, same concurrency. Totals are folded all the while: what a segment leaves to fold when its last
 * receipt arrives has to be a small part of it, and is folded before the other side has its turn.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '../../server/store/db.ts';
import type { Sql } from '../../server/store/sql.ts';
import { PATHS, Totals } from '../../shared/wire.ts';
import { type Figure, inTurn, pairWords } from './figure.ts';
import { CELLS, TEMPLATE, YEAR } from './form.ts';
import type { BenchDatabase, Host, RunningService } from './host.ts';
import { awaitReports, READER } from './many-offices.ts';
import {
  type BareAnswer,
  type BareQuestion,
  CLIENTS,
  Dealer,
  EACH,
  type ExampleRows,
  type HttpAnswer,
  type HttpQuestion,
  OFFICES,
  PAIRS,
  PER_DISTRICT,
  unitOf,
  WARM_UP,
} from './push-plan.ts';
import { startWorker, type Worker } from './worker.ts';

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
    SELECT (SELECT count(*)::int FROM revision) AS revisions, (SELECT count(*)::int FROM audit_entry) AS receipts,
      (SELECT count(*)::int FROM push_key) AS keys, (SELECT sum(revision)::int FROM report) AS standings,
      (SELECT last_value::int FROM pg_sequences
        WHERE sequencename = substring(pg_get_serial_sequence('pending_total', 'id') from '[^.]+$')) AS pending`;
  if (row === undefined) throw new Error('nothing counted');
  return row;
}

/** The values of one real push, and every office's report. */
async function exampleFrom(sql: Sql): Promise<ExampleRows> {
  const [row] = await sql<Omit<ExampleRows, 'reports'>[]>`
    SELECT v.content_hash AS "contentHash", c.reasons_hash AS "reasonsHash", c.revision_hash AS "revisionHash", c.hash, c.rules, k.fingerprint, k.reply, v.measure_cells AS cells,
      v.measure_buckets AS buckets, v.measure_values AS values, v.measure_states AS states
    FROM revision v
    JOIN audit_entry c ON c.province_id = v.province_id AND c.report_id = v.report_id AND c.revision = v.no
    JOIN push_key k ON k.province_id = v.province_id AND k.report_id = v.report_id
    LIMIT 1`;
  const reports = await sql<{ unit: string; id: string; scopes: string[] }[]>`
    SELECT unit_id AS unit, id, scopes FROM report`;
  const byUnit = new Map(reports.map((report) => [report.unit, report]));
  if (row === undefined) throw new Error('no push to copy');
  return {
    ...row,
    reports: Array.from({ length: OFFICES }, (_, at) => {
      const report = byUnit.get(unitOf(at + 1));
      if (report === undefined) throw new Error(`no report of ${unitOf(at + 1)}`);
      return { id: report.id, scopes: report.scopes };
    }),
  };
}

/** Folding that keeps up leaves no more than this part of a segment when the segment ends. */
const MOST_LEFT = 0.25;

/** Makes sure that folding kept up with `pushed` pushes, then waits for the rest of it. */
async function folded(sql: Sql, pushed: number): Promise<void> {
  for (let first = true; ; first = false) {
    const [row] = await sql<{ left: number }[]>`SELECT count(*)::int AS left FROM pending_total`;
    const left = row?.left ?? 0;
    if (first && left > pushed * MOST_LEFT) throw new Error(`${left} of ${pushed} pushes are not folded yet`);
    if (left === 0) return;
    await delay(5);
  }
}

interface Side {
  /** So many pushes of every client; transactions per second. */
  readonly run: (each: number) => Promise<number>;
}

function sideOf(
  worker: Worker<HttpQuestion, HttpAnswer> | Worker<BareQuestion, BareAnswer>,
  settle: (pushed: number) => Promise<void>,
): Side {
  const dealer = new Dealer();
  return {
    run: async (each) => {
      await worker.ask({ kind: 'prepare', shares: dealer.deal(each) });
      const ran = await worker.ask({ kind: 'run' });
      if (ran.kind !== 'ran' || ran.done !== each * CLIENTS) throw new Error('a push is missing');
      await settle(ran.done);
      return ran.done / ran.seconds;
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
  const http = startWorker<HttpQuestion, HttpAnswer>('./push-http.ts');
  const bare = startWorker<BareQuestion, BareAnswer>('./push-bare.ts');
  try {
    const issuer = await http.ask({ kind: 'issuer' });
    if (issuer.kind !== 'issuer') throw new Error('no issuer');
    const database = await host.database('push');
    const size = { districts: OFFICES / PER_DISTRICT, perDistrict: PER_DISTRICT };
    await awaitReports(database, size, issuer.url);
    const copy = await host.copy(database.name, 'push_bare');
    const service = await host.service(database, issuer);
    await http.ask({ kind: 'open', url: service.url });
    return [await measure(http, bare, { database, copy, service })];
  } finally {
    await Promise.all([http.stop(), bare.stop()]);
  }
}

async function measure(
  http: Worker<HttpQuestion, HttpAnswer>,
  bare: Worker<BareQuestion, BareAnswer>,
  at: { readonly database: BenchDatabase; readonly copy: BenchDatabase; readonly service: RunningService },
): Promise<Figure> {
  const sql = connect(at.database.superuserUrl, { max: 1 });
  const bareSql = connect(at.copy.superuserUrl, { max: 1 });
  try {
    const ours = sideOf(http, (pushed) => folded(sql, pushed));
    await ours.run(WARM_UP);
    await bare.ask({ kind: 'open', url: at.copy.superuserUrl, example: await exampleFrom(sql) });
    const theirs = sideOf(bare, async () => undefined);
    await theirs.run(WARM_UP);
    // Both sides with the statistics autovacuum gathers within a minute, not with those of empty tables.
    for (const each of [sql, bareSql]) await each`VACUUM (ANALYZE)`;
    const paired = await inTurn(
      PAIRS,
      () => ours.run(EACH),
      () => theirs.run(EACH),
    );
    const rows = sameRows(await countWritten(sql), await countWritten(bareSql));
    const reader = await http.ask({ kind: 'token', person: READER });
    const proof = await provenTotals(sql, at.service.url, reader.kind === 'token' ? reader.token : '');
    const note = `${pairWords(paired, 'pushes/s', 'bare transactions/s')}; ${rows}; ${proof}`;
    return { id: 'push', value: paired.ratio, unit: 'ratio', bar: 0.5, want: 'atLeast', note };
  } finally {
    await Promise.all([sql.end(), bareSql.end()]);
  }
}
