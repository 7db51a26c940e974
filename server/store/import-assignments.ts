/** Reads and writes groups of units and rules of assignment, and the forms as published; the caller owns the transaction (system role). */
import { PublishedTemplate } from '../../shared/profile.ts';
import type { AssignmentRuleRow, UnitGroupRow } from './province-data.ts';
import { rowsParameter } from './rows-parameter.ts';
import type { Transaction as Tx } from './sql.ts';

export const readGroups = (sql: Tx, province: string): Promise<UnitGroupRow[]> => sql<UnitGroupRow[]>`
  SELECT unit_id AS unit, group_id AS "group", valid_from::text AS "validFrom", valid_to::text AS "validTo"
  FROM unit_group WHERE province_id = ${province}`;

export async function writeGroups(sql: Tx, province: string, rows: readonly UnitGroupRow[]): Promise<void> {
  await sql`
    INSERT INTO unit_group (province_id, unit_id, group_id, valid_from, valid_to)
    SELECT ${province}, r.unit, r."group", r."validFrom", r."validTo"
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (unit text, "group" text, "validFrom" date, "validTo" date)
    ON CONFLICT (province_id, unit_id, group_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to`;
}

export async function removeGroups(sql: Tx, province: string, rows: readonly UnitGroupRow[]): Promise<void> {
  await sql`
    DELETE FROM unit_group g
    USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, "group" text, "validFrom" date)
    WHERE g.province_id = ${province} AND g.unit_id = r.unit AND g.group_id = r."group" AND g.valid_from = r."validFrom"`;
}

export const readRules = (sql: Tx, province: string): Promise<AssignmentRuleRow[]> => sql<
  AssignmentRuleRow[]
>`
  SELECT template_id AS template, template_version AS version, period_id AS period, nullif(kind, '') AS kind,
    nullif(group_id, '') AS "group", nullif(under_unit, '') AS under, profile
  FROM assignment_rule WHERE province_id = ${province}
  ORDER BY template_id, template_version, period_id, assignment_rule.kind, group_id, under_unit`;

export async function writeRules(
  sql: Tx,
  province: string,
  rows: readonly AssignmentRuleRow[],
): Promise<void> {
  await sql`
    INSERT INTO assignment_rule (province_id, template_id, template_version, period_id, kind, group_id, under_unit, profile)
    SELECT ${province}, r.template, r.version, r.period, coalesce(r.kind, ''), coalesce(r."group", ''),
      coalesce(r.under, ''), r.profile
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (template text, version int, period text, kind text, "group" text, under text, profile text)
    ON CONFLICT (province_id, template_id, template_version, period_id, kind, group_id, under_unit)
    DO UPDATE SET profile = excluded.profile`;
}

export async function removeRules(
  sql: Tx,
  province: string,
  rows: readonly AssignmentRuleRow[],
): Promise<void> {
  await sql`
    DELETE FROM assignment_rule a
    USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (template text, version int, period text, kind text, "group" text, under text)
    WHERE a.province_id = ${province} AND a.template_id = r.template AND a.template_version = r.version
      AND a.period_id = r.period AND a.kind = coalesce(r.kind, '') AND a.group_id = coalesce(r."group", '')
      AND a.under_unit = coalesce(r.under, '')`;
}

/** Ids of the shorter forms of each published form that has some. */
export const readProfiles = (
  sql: Tx,
  province: string,
): Promise<{ form: string; profiles: string[] }[]> => sql<{ form: string; profiles: string[] }[]>`
  SELECT id || '@' || version AS form,
    ARRAY(SELECT p ->> 'id' FROM jsonb_array_elements(coalesce(body -> 'profiles', '[]')) AS p) AS profiles
  FROM template WHERE province_id = ${province}`;

/** Shorter forms that reports on these forms ("id@version") are asked for and the forms do not have, each with its first report. */
export const readLostProfiles = (
  sql: Tx,
  province: string,
  forms: readonly string[],
): Promise<LostProfile[]> => sql<LostProfile[]>`
  SELECT t.id || '@' || t.version AS form, r.profile, count(*)::int AS count,
    (array_agg(r.unit_id ORDER BY r.unit_id, r.period_id))[1] AS unit,
    (array_agg(r.period_id ORDER BY r.unit_id, r.period_id))[1] AS period
  FROM template t
  JOIN report r ON r.province_id = t.province_id AND r.template_id = t.id AND r.template_version = t.version
  WHERE t.province_id = ${province} AND t.id || '@' || t.version = ANY (${[...forms]}) AND r.profile IS NOT NULL
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(coalesce(t.body -> 'profiles', '[]')) AS p WHERE p ->> 'id' = r.profile)
  GROUP BY t.id, t.version, r.profile ORDER BY t.id, t.version, r.profile`;

interface LostProfile {
  form: string;
  profile: string;
  /** Reports. */
  count: number;
  unit: string;
  period: string;
}

/** The published forms of these names ("id@version"). */
export async function readForms(
  sql: Tx,
  province: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, PublishedTemplate>> {
  const rows = await sql<{ form: string; body: unknown }[]>`
    SELECT id || '@' || version AS form, body FROM template
    WHERE province_id = ${province} AND id || '@' || version = ANY (${[...names]})`;
  return new Map(rows.map(({ form, body }) => [form, PublishedTemplate.parse(body)]));
}
