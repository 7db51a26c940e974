/** What pushes store: revision, standing, entry in the ledger, answered key and what changes in the totals, of many pushes in one statement. */
import type { Resolution } from '../../shared/wire-merge.ts';
import { writeTexts } from './arrays.ts';
import type { EntryColumns } from './audit.ts';
import type { LockedReport, ReportAddress } from './reports.ts';
import { type AnsweredKey, countedDeltas, type ReportStanding, type TotalDelta } from './revisions.ts';
import type { Flights } from './transaction.ts';

/** Parallel arrays as PostgreSQL reads them, made once per push. */
export interface MeasureColumns {
  readonly cells: readonly string[];
  readonly buckets: readonly string[];
  readonly values: readonly string[];
  /** One character each: n number, e estimated number, 0 none, x not applicable, ? not yet known. */
  readonly states: string;
}

export interface NewRevision {
  readonly no: number;
  readonly base: number;
  readonly mode: 'draft' | 'submit';
  /** JSON texts. */
  readonly content: string;
  readonly reasons: string;
  readonly issues: string;
  readonly contentHash: string;
  readonly person: string;
  readonly at: Date;
  readonly spreadsheet: string | null;
  /** null for a draft. */
  readonly measures: MeasureColumns | null;
}

export interface NewPush {
  readonly at: ReportAddress;
  readonly report: LockedReport;
  readonly revision: NewRevision;
  readonly standing: ReportStanding;
  /** The receipt; null for a draft, which is no transition. Its other columns are those of the revision and standing. */
  readonly entry: (EntryColumns & { readonly hash: string }) | null;
  /** null where no client asked under a key. */
  readonly answered: AnsweredKey | null;
  readonly deltas: readonly TotalDelta[];
  /** What was chosen where two had differed; stored by itself, with a push that travels alone. */
  readonly resolved?: readonly Resolution[];
}

/** Columns of one push as the statement takes it, with the type each value is read as. */
const COLUMNS = {
  province_id: 'text',
  report_id: 'bigint',
  unit_id: 'text',
  template_id: 'text',
  period_id: 'text',
  scopes: 'text::text[]',
  no: 'int',
  base: 'int',
  mode: 'text',
  content: 'text::jsonb',
  reasons: 'text::jsonb',
  issues: 'text::jsonb',
  content_hash: 'text',
  person_id: 'text',
  at: 'timestamptz',
  spreadsheet_id: 'text',
  measure_cells: 'text::text[]',
  measure_buckets: 'text::text[]',
  measure_values: 'text::numeric[]',
  measure_states: 'text',
  state: 'text',
  submitted: 'int',
  accepted: 'int',
  late: 'boolean',
  missing: 'int',
  action: 'text',
  link: 'int',
  hash: 'text',
  previous: 'text',
  person: 'text',
  reasons_hash: 'text',
  revision_hash: 'text',
  rules: 'text',
  number: 'text',
  details: 'text::jsonb',
  key: 'text',
  fingerprint: 'text',
  status: 'int',
  reply: 'text',
  deltas: 'text::jsonb',
} as const;

type Value = string | number | boolean | Date | null;
type Row = Record<keyof typeof COLUMNS, Value>;

const NAMES = Object.keys(COLUMNS) as (keyof Row)[];

const rowOf = ({ at, report, revision, standing, entry, answered, deltas }: NewPush): Row => ({
  province_id: report.province_id,
  report_id: report.id,
  unit_id: at.unit,
  template_id: at.template,
  period_id: at.period,
  scopes: writeTexts(report.scopes),
  no: revision.no,
  base: revision.base,
  mode: revision.mode,
  content: revision.content,
  reasons: revision.reasons,
  issues: revision.issues,
  content_hash: revision.contentHash,
  person_id: revision.person,
  at: revision.at,
  spreadsheet_id: revision.spreadsheet,
  measure_cells: revision.measures && writeTexts(revision.measures.cells),
  measure_buckets: revision.measures && writeTexts(revision.measures.buckets),
  measure_values: revision.measures && writeTexts(revision.measures.values),
  measure_states: revision.measures?.states ?? null,
  state: standing.state,
  submitted: standing.submitted,
  accepted: standing.accepted,
  late: standing.late,
  missing: standing.missing,
  action: entry?.action ?? null,
  link: entry?.link ?? null,
  hash: entry?.hash ?? null,
  previous: entry?.previous ?? null,
  person: entry?.person ?? null,
  reasons_hash: entry?.reasons_hash ?? null,
  revision_hash: entry?.revision_hash ?? null,
  rules: entry?.rules ?? null,
  number: entry?.number ?? null,
  details: entry?.details == null ? null : JSON.stringify(entry.details),
  key: answered?.key ?? null,
  fingerprint: answered?.fingerprint ?? null,
  status: answered?.status ?? null,
  reply: answered?.reply ?? null,
  deltas: countedDeltas(at, report, deltas),
});

function statementFor(pushes: number): string {
  const row = (_: unknown, push: number) =>
    `(${NAMES.map((name, at) => `$${push * NAMES.length + at + 1}::${COLUMNS[name]}`).join(', ')})`;
  return `
    WITH push (${NAMES.join(', ')}) AS MATERIALIZED (
      VALUES ${Array.from({ length: pushes }, row).join(', ')}
    ), new_revision AS (
      INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at,
        spreadsheet_id, measure_cells, measure_buckets, measure_values, measure_states)
      SELECT province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at,
        spreadsheet_id, measure_cells, measure_buckets, measure_values, measure_states
      FROM push
    ), new_standing AS (
      UPDATE report r SET state = p.state, revision = p.no, submitted_revision = p.submitted,
        accepted_revision = p.accepted, late = p.late, missing = p.missing
      FROM push p WHERE r.province_id = p.province_id AND r.id = p.report_id
    ), new_entry AS (
      INSERT INTO audit_entry (province_id, chain, link, hash, previous, at, person_id, person, action, report_id,
        template_id, period_id, revision, state, submitted, accepted, late, content_hash, reasons_hash, revision_hash,
        rules, number, details)
      SELECT province_id, unit_id, link, hash, previous, at, person_id, person, action, report_id, template_id, period_id, no,
        state, submitted, accepted, late, content_hash, reasons_hash, revision_hash, rules, number, details
      FROM push WHERE number IS NOT NULL
    ), new_key AS (
      INSERT INTO push_key (province_id, unit_id, key, report_id, fingerprint, status, reply, at)
      SELECT province_id, unit_id, key, report_id, fingerprint, status, reply, at FROM push WHERE key IS NOT NULL
    )
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, revision, sign, counting, received,
      accepted, late, missing)
    SELECT p.province_id, p.template_id, p.period_id, p.scopes, p.report_id, d.revision, d.sign, d.counting,
      coalesce(d.received, 0), coalesce(d.accepted, 0), coalesce(d.late, 0), coalesce(d.missing, 0)
    FROM push p CROSS JOIN LATERAL jsonb_to_recordset(p.deltas)
      AS d (revision int, sign smallint, counting text, received smallint, accepted smallint, late smallint,
        missing int)`;
}

/** The statement by number of pushes: the database keeps each prepared, so it must be the same text every time. */
const STATEMENTS = new Map<number, string>();

/** All these pushes store, in one statement. */
export function insertPushes({ sql }: Flights, pushes: readonly NewPush[]) {
  let statement = STATEMENTS.get(pushes.length);
  if (statement === undefined) {
    statement = statementFor(pushes.length);
    STATEMENTS.set(pushes.length, statement);
  }
  const values = pushes.flatMap((push) => {
    const row = rowOf(push);
    return NAMES.map((name) => row[name]);
  });
  return sql.unsafe(statement, values, { prepare: true });
}
