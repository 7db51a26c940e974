/**
 * The bare side of the push bench, a process of its own: 16 connections of the driver, no HTTP, no token, no check, no row-level
 * security. One transaction writes what one push of a submitted report writes: a revision with its content and measures, the
 * report's new standing, the receipt in the ledger, the answered key, and what changes in the totals.
 */
import { connect } from '../../server/store/db.ts';
import type { Sql, Transaction } from '../../server/store/sql.ts';
import type { ReportContent } from '../../shared/report.ts';
import { sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { PROVINCE } from './host.ts';
import {
  type BareAnswer,
  type BareQuestion,
  CLIENTS,
  type ExampleRows,
  type Push,
  unitOf,
} from './push-plan.ts';
import { answer } from './worker.ts';

/** PostgreSQL's type numbers of text[] and numeric[]. */
const TEXTS = 1009;
const NUMBERS = 1231;

interface Prepared {
  readonly push: Push;
  readonly content: ReportContent;
}

let sql: Sql | undefined;
let example: ExampleRows | undefined;
let prepared: readonly (readonly Prepared[])[] = [];

/** Statements of one push, sent by the driver one behind the other without waiting in between. */
function statements(tx: Transaction, rows: ExampleRows, { push: { office, serial }, content }: Prepared) {
  const report = rows.reports[office - 1];
  if (report === undefined) throw new Error(`no report of office ${office}`);
  const [no, unit, now] = [1, unitOf(office), new Date()];
  const person = `clerk.${unit}`;
  const revision = tx`
    INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at,
      spreadsheet_id, measure_cells, measure_buckets, measure_values, measure_states)
    VALUES (${PROVINCE}, ${report.id}, ${no}, ${0}, 'submit', ${JSON.stringify(content)}::text::jsonb, '{}', '[]',
      ${rows.contentHash}, ${person}, ${now}, ${null}, ${tx.array([...rows.cells], TEXTS)}, ${tx.array([...rows.buckets], TEXTS)},
      ${tx.array([...rows.values], NUMBERS)}, ${rows.states})`;
  const standing = tx`
    UPDATE report SET state = 'submitted', revision = ${no}, submitted_revision = ${no}, accepted_revision = ${null},
      late = ${false}
    WHERE province_id = ${PROVINCE} AND id = ${report.id}`;
  const key = tx`
    INSERT INTO push_key (province_id, unit_id, key, report_id, fingerprint, status, reply, at)
    VALUES (${PROVINCE}, ${unit}, ${`bare-push--${String(serial).padStart(10, '0')}`}, ${report.id}, ${rows.fingerprint},
      ${200}, ${rows.reply}, ${now})`;
  const receipt = tx`
    INSERT INTO audit_entry (province_id, chain, link, hash, previous, at, person_id, person, action, report_id, template_id,
      period_id, revision, state, submitted, accepted, late, content_hash, reasons_hash, revision_hash, rules, number)
    VALUES (${PROVINCE}, ${unit}, ${1}, ${rows.hash}, ${null}, ${now}, ${person}, ${person}, 'submit', ${report.id},
      ${TEMPLATE.id}, ${YEAR.id}, ${no}, 'submitted', ${no}, ${null}, ${false}, ${rows.contentHash}, ${rows.reasonsHash},
      ${rows.revisionHash}, ${rows.rules}, ${`ST-${YEAR.year}-${PROVINCE}-${String(serial).padStart(6, '0')}`})`;
  const pending = tx`
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, revision, sign, counting, received)
    VALUES (${PROVINCE}, ${TEMPLATE.id}, ${YEAR.id}, ${tx.array([...report.scopes], TEXTS)}, ${report.id}, ${no}, 1, 'submitted', 1)`;
  return [revision, standing, key, receipt, pending];
}

async function write(pushes: readonly Prepared[]): Promise<number> {
  let written = 0;
  for (const push of pushes) {
    const [pool, rows] = [sql, example];
    if (pool === undefined || rows === undefined) throw new Error('not opened');
    await pool.begin((tx) => statements(tx, rows, push));
    written += 1;
  }
  return written;
}

answer<BareQuestion, BareAnswer>(async (question) => {
  switch (question.kind) {
    case 'open':
      sql = connect(question.url, { max: CLIENTS });
      example = question.example;
      return { kind: 'ready' };
    case 'prepare':
      prepared = question.shares.map((share) =>
        share.map((push) => ({ push, content: sixtyCells(push.serial) })),
      );
      return { kind: 'ready' };
    case 'run': {
      const started = performance.now();
      const written = await Promise.all(prepared.map(write));
      const seconds = (performance.now() - started) / 1000;
      return { kind: 'ran', seconds, done: written.reduce((sum, n) => sum + n, 0) };
    }
  }
});
