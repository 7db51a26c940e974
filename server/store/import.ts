/** Reads and writes what an import brings but for units; the caller owns the transaction (system role) and decides what may change. */

import type { ReportContent } from '../../shared/report.ts';
import type { TemplateState } from '../../shared/template-state.ts';
import type { ReportState } from '../../shared/wire.ts';
import type {
  AssignmentRow,
  PeriodRow,
  PersonRow,
  ProvinceRow,
  RoleRow,
  Sourced,
  TemplateRow,
} from './province-data.ts';
import { rowsParameter } from './rows-parameter.ts';
import type { Transaction as Tx } from './sql.ts';

/** One import of a province at a time; held until the transaction ends. */
export async function lockImport(sql: Tx, province: string): Promise<void> {
  await sql`SELECT set_config('statement_timeout', '600000', true)`;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('so_tinh.import/' || ${province}, 0))`;
}

export async function readProvince(sql: Tx, province: string): Promise<ProvinceRow | undefined> {
  const [row] = await sql<
    { id: string; name: string }[]
  >`SELECT id, name FROM province WHERE id = ${province}`;
  return row;
}

export async function writeProvince(sql: Tx, province: string, name: string): Promise<void> {
  await sql`
    INSERT INTO province (id, name) VALUES (${province}, ${name})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name`;
}

export const readPeople = (sql: Tx, province: string): Promise<PersonRow[]> => sql<PersonRow[]>`
  SELECT id, name, email, revoked_at IS NOT NULL AS revoked FROM person WHERE province_id = ${province}`;

/** `at`: the moment a newly revoked person is revoked. */
export async function writePeople(
  sql: Tx,
  province: string,
  rows: readonly PersonRow[],
  at: Date,
): Promise<void> {
  await sql`
    INSERT INTO person (province_id, id, name, email, revoked_at)
    SELECT ${province}, r.id, r.name, r.email, CASE WHEN r.revoked THEN ${at}::timestamptz END
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (id text, name text, email text, revoked boolean)
    ON CONFLICT (province_id, id) DO UPDATE SET name = excluded.name, email = excluded.email,
      revoked_at = CASE WHEN excluded.revoked_at IS NULL THEN NULL ELSE coalesce(person.revoked_at, excluded.revoked_at) END`;
}

/** Accounts bound to these people are let go, so that a changed address is bound anew at the next sign-in. */
export async function unbindPeople(sql: Tx, province: string, people: readonly string[]): Promise<void> {
  await sql`DELETE FROM identity WHERE province_id = ${province} AND person_id = ANY (${[...people]})`;
}

export const readRoles = (sql: Tx, province: string): Promise<RoleRow[]> => sql<RoleRow[]>`
  SELECT person_id AS person, role, unit_id AS unit, subtree FROM person_role WHERE province_id = ${province}`;

export async function writeRoles(sql: Tx, province: string, rows: readonly RoleRow[]): Promise<void> {
  await sql`
    INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    SELECT ${province}, r.person, r.role, r.unit, r.subtree
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (person text, role text, unit text, subtree boolean)
    ON CONFLICT (province_id, person_id, role, unit_id) DO UPDATE SET subtree = excluded.subtree`;
}

export async function removeRoles(sql: Tx, province: string, rows: readonly RoleRow[]): Promise<void> {
  await sql`
    DELETE FROM person_role p
    USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (person text, role text, unit text)
    WHERE p.province_id = ${province} AND p.person_id = r.person AND p.role = r.role AND p.unit_id = r.unit`;
}

export interface StoredTemplate extends Sourced {
  readonly id: string;
  readonly version: number;
  readonly state: TemplateState;
  /** SHA-256 (hex) of the canonical JSON of the body. */
  readonly hash: string;
}

export const readTemplates = (sql: Tx, province: string): Promise<StoredTemplate[]> => sql<StoredTemplate[]>`
  SELECT id, version, hash, state FROM template WHERE province_id = ${province}`;

export async function writeTemplates(
  sql: Tx,
  province: string,
  rows: readonly (TemplateRow & { hash: string; state: TemplateState })[],
): Promise<void> {
  const values = rows.map(({ template, hash, state }) => ({
    state,
    id: template.id,
    version: template.version,
    body: template,
    hash,
  }));
  await sql`
    INSERT INTO template (province_id, id, version, body, hash, state)
    SELECT ${province}, r.id, r.version, r.body, r.hash, r.state
    FROM jsonb_to_recordset(${rowsParameter(values)}::text::jsonb) AS r (id text, version int, body jsonb, hash text, state text)
    ON CONFLICT (province_id, id, version) DO UPDATE SET body = excluded.body, hash = excluded.hash`;
}

/** Moves one form on. */
export async function moveTemplate(
  sql: Tx,
  province: string,
  { id, version, state }: { readonly id: string; readonly version: number; readonly state: TemplateState },
): Promise<void> {
  await sql`
    UPDATE template SET state = ${state} WHERE province_id = ${province} AND id = ${id} AND version = ${version}`;
}

/** Ends the trial of a form just published. @returns how many reports were submitted meanwhile and stay trial reports */
export async function endTrial(sql: Tx, province: string, id: string, version: number): Promise<number> {
  const [row] = await sql<{ kept: number }[]>`SELECT end_trial(${province}, ${id}, ${version}) AS kept`;
  return row?.kept ?? 0;
}

/** How many reports on a form were sent, their rows held until the transaction ends. */
export async function countSent(sql: Tx, province: string, id: string, version: number): Promise<number> {
  const rows = await sql<{ revision: number }[]>`
    SELECT revision FROM report WHERE province_id = ${province} AND template_id = ${id} AND template_version = ${version}
    ORDER BY id FOR NO KEY UPDATE`;
  return rows.filter(({ revision }) => revision > 0).length;
}

export async function readPeriods(sql: Tx, province: string): Promise<PeriodRow[]> {
  const rows = await sql<(PeriodRow['period'] & { dueRule: Record<string, number> })[]>`
    SELECT id, kind, jsonb_build_object('vi', label_vi, 'en', label_en) AS label, year,
      first_day::text AS "from", last_day::text AS "to", due, state, due_rule AS "dueRule"
    FROM period WHERE province_id = ${province}`;
  return rows.map(({ dueRule, ...period }) => ({ period, dueRule }));
}

/** Ids of periods an administrator has moved from state to state. */
export async function readMovedPeriods(sql: Tx, province: string): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`
    SELECT id FROM period WHERE province_id = ${province} AND moved`;
  return new Set(rows.map(({ id }) => id));
}

export async function writePeriods(sql: Tx, province: string, rows: readonly PeriodRow[]): Promise<void> {
  await sql`
    INSERT INTO period (province_id, id, kind, label_vi, label_en, year, first_day, last_day, due, state, due_rule)
    SELECT ${province}, r.id, r.kind, r.label->>'vi', r.label->>'en', r.year, r."from", r."to", r.due, r.state, r."dueRule"
    FROM jsonb_to_recordset(${rowsParameter(rows.map(({ period, dueRule = {} }) => ({ ...period, dueRule })))}::text::jsonb)
      AS r (id text, kind text, label jsonb, year int, "from" date, "to" date, due jsonb, state text, "dueRule" jsonb)
    ON CONFLICT (province_id, id) DO UPDATE SET kind = excluded.kind, label_vi = excluded.label_vi,
      label_en = excluded.label_en, year = excluded.year, first_day = excluded.first_day,
      last_day = excluded.last_day, due = excluded.due, state = excluded.state, due_rule = excluded.due_rule`;
}

/** An assignment as stored: the report it became, with what limits a change. */
export interface StoredAssignment extends AssignmentRow {
  readonly state: ReportState;
  /** 0 before the office sent anything. */
  readonly revision: number;
  /** Required cells nobody has answered. */
  readonly missing: number;
  readonly trial: boolean;
  /** Versions it was on before it was carried to the one it is on. */
  readonly carriedFrom: readonly number[];
}

/** What a report becomes. `from`: the version it was on. */
export type ChangedAssignment = Omit<StoredAssignment, 'carriedFrom'> & { readonly from: number };

/** A report owed, with how many required cells it asks for as it is. */
export type NewAssignment = AssignmentRow & { readonly missing: number };

export const readAssignments = (sql: Tx, province: string): Promise<StoredAssignment[]> => sql<
  StoredAssignment[]
>`
  SELECT unit_id AS unit, template_id AS template, template_version AS version, period_id AS period, assigned, profile,
    nullif(by_rule, false) AS "byRule", state, revision, missing, trial, carried_from AS "carriedFrom"
  FROM report WHERE province_id = ${province}`;

export const readOwed = (
  sql: Tx,
  province: string,
): Promise<Pick<AssignmentRow, 'unit' | 'template' | 'period'>[]> => sql<
  Pick<AssignmentRow, 'unit' | 'template' | 'period'>[]
>`
  SELECT unit_id AS unit, template_id AS template, period_id AS period FROM report WHERE province_id = ${province}`;

/** Makes the reports owed and expects them in the totals of their unit and all above it. Their forms move nowhere meanwhile. */
export async function addAssignments(
  sql: Tx,
  province: string,
  rows: readonly NewAssignment[],
): Promise<void> {
  await sql`
    WITH added AS (
      INSERT INTO report (province_id, unit_id, template_id, template_version, period_id, assigned, profile, by_rule,
        missing, scopes, trial)
      SELECT p.province_id, r.unit, r.template, r.version, r.period, r.assigned, r.profile, coalesce(r."byRule", false),
        r.missing, scopes_of(p.province_id, r.unit, p.last_day), t.state = 'trial'
      FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
        AS r (unit text, template text, version int, period text, assigned jsonb, profile text, "byRule" boolean,
          missing int)
      JOIN period p ON p.province_id = ${province} AND p.id = r.period
      JOIN template t ON t.province_id = ${province} AND t.id = r.template AND t.version = r.version
      FOR SHARE OF t
      RETURNING province_id, id, template_id, period_id, scopes, missing, trial
    )
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, sign, counting, expected, missing)
    SELECT province_id, template_id, period_id, scopes, id, 1, 'submitted', 1, missing FROM added WHERE NOT trial`;
}

/**
 * Changes what reports are asked for. A report somebody sent, decided or carried meanwhile is left alone. One of a trial that gets a
 * published version before it was submitted is expected in totals from now on.
 * @returns how many were changed
 */
export async function changeAssignments(
  sql: Tx,
  province: string,
  rows: readonly ChangedAssignment[],
): Promise<number> {
  const [row] = await sql<{ changed: number }[]>`
    WITH asked AS (
      SELECT p.id, p.missing AS missed, p.trial AS tried, p.trial AND (t.state <> 'published' OR p.late IS NOT NULL) AS trial, r.*
      FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
        AS r (unit text, template text, version int, period text, assigned jsonb, profile text, "byRule" boolean,
          missing int, state text, revision int, "from" int)
      JOIN template t ON t.province_id = ${province} AND t.id = r.template AND t.version = r.version
      JOIN report p ON p.province_id = ${province} AND p.unit_id = r.unit AND p.template_id = r.template
        AND p.period_id = r.period AND p.state = r.state AND p.revision = r.revision
        AND p.template_version = r."from"
      FOR NO KEY UPDATE OF p FOR SHARE OF t
    ), changed AS (
      UPDATE report p SET template_version = a.version, assigned = a.assigned, profile = a.profile,
        by_rule = coalesce(a."byRule", false), missing = a.missing, trial = a.trial
      FROM asked a WHERE p.province_id = ${province} AND p.id = a.id
      RETURNING p.template_id, p.period_id, p.scopes, p.id, p.trial, a.tried AND NOT p.trial AS freed, p.missing,
        p.missing - a.missed AS more
    ), noted AS (
      INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, sign, counting, expected, missing)
      SELECT ${province}, template_id, period_id, scopes, id, 1, 'submitted', freed::int,
        CASE WHEN freed THEN missing ELSE more END
      FROM changed WHERE NOT trial AND (freed OR more <> 0)
    )
    SELECT count(*)::int AS changed FROM changed`;
  return row?.changed ?? 0;
}

/** Last contents of reports that have one, by place in `rows`. */
export async function readContents(
  sql: Tx,
  province: string,
  rows: readonly Pick<AssignmentRow, 'unit' | 'template' | 'period'>[],
): Promise<ReadonlyMap<number, ReportContent>> {
  const asked = rows.map(({ unit, template, period }, place) => ({ unit, template, period, place }));
  const found = await sql<{ place: number; content: ReportContent }[]>`
    SELECT a.place, v.content
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) AS a (unit text, template text, period text, place int)
    JOIN report r ON r.province_id = ${province} AND r.unit_id = a.unit AND r.template_id = a.template AND r.period_id = a.period
    JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.no = r.revision`;
  return new Map(found.map(({ place, content }) => [place, content]));
}

/**
 * Reports whose unit has, at the end of their period, other units above it than when the report was made:
 * their place is corrected, and what they contributed to totals is taken from the former and added to the new.
 * @returns how many reports moved
 */
export async function moveReports(sql: Tx, province: string): Promise<number> {
  const [row] = await sql<{ moved: number }[]>`
    WITH stale AS (
      SELECT r.*, scopes_of(r.province_id, r.unit_id, p.last_day) AS fresh
      FROM report r JOIN period p ON p.province_id = r.province_id AND p.id = r.period_id
      WHERE r.province_id = ${province} AND r.scopes <> scopes_of(r.province_id, r.unit_id, p.last_day)
      FOR NO KEY UPDATE OF r
    ), moved AS (
      UPDATE report r SET scopes = s.fresh FROM stale s
      WHERE r.province_id = s.province_id AND r.id = s.id
      RETURNING s.*
    ), shifted AS (
      SELECT m.*, side.sign, ARRAY(SELECT unnest(side.plus) EXCEPT SELECT unnest(side.minus)) AS touched
      FROM moved m
      CROSS JOIN LATERAL (VALUES (-1, m.scopes, m.fresh), (1, m.fresh, m.scopes)) AS side (sign, plus, minus)
      WHERE NOT m.trial
    ), noted AS (
      INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, revision, sign, counting,
        expected, received, accepted, late, missing)
      SELECT province_id, template_id, period_id, touched, id,
        CASE WHEN template_id NOT LIKE '%.consolidated' THEN submitted_revision END, sign, 'submitted',
        sign, sign * (submitted_revision IS NOT NULL)::int, sign * (accepted_revision IS NOT NULL)::int,
        sign * (submitted_revision IS NOT NULL AND late)::int, sign * missing
      FROM shifted WHERE cardinality(touched) > 0
      UNION ALL
      SELECT province_id, template_id, period_id, touched, id, accepted_revision, sign, 'accepted', 0, 0, 0, 0, 0
      FROM shifted WHERE cardinality(touched) > 0 AND accepted_revision IS NOT NULL
        AND template_id NOT LIKE '%.consolidated'
    )
    SELECT count(*)::int AS moved FROM moved`;
  return row?.moved ?? 0;
}
