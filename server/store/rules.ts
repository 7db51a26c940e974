/** Reads and writes what rules join a form and what their rehearsals said. Administrators of the province alone write. */
import type { Rule } from '../../shared/rule.ts';
import type { RuleSwitch } from '../../shared/switched-rules.ts';
import type { Rehearsal, SwitchedRule } from '../../shared/wire-rules.ts';
import { writeTexts } from './arrays.ts';
import { rowsParameter } from './rows-parameter.ts';
import type { Flights } from './transaction.ts';

/** A switch of any form of the province. */
interface StoredSwitch extends RuleSwitch {
  readonly template: string;
  readonly version: number;
}

/** All switches of the province of this transaction's person, and how often they have changed, at one moment. */
export const selectSwitches = ({ sql }: Flights) => sql<{ version: string; switches: StoredSwitch[] }[]>`
  SELECT p.rules_version::text AS version, coalesce((
    SELECT jsonb_agg(jsonb_build_object('template', s.template_id, 'version', s.version, 'no', s.no, 'ruleId', s.rule_id,
      'state', s.state, 'from', s.from_day, 'rule', s.rule, 'keptPeriods', s.kept_periods) ORDER BY s.no)
    FROM rule_switch s WHERE s.province_id = p.id), '[]') AS switches
  FROM province p WHERE p.id = my_province()`;

export type SwitchRow = Omit<SwitchedRule, 'at'> & { at: Date; hash: string | null; body: Rule | null };

/** The switches of a form, of one rule of it where one is named, in the order they were made. */
export const selectSwitchesOf = ({ sql }: Flights, template: string, rule: string | null) => sql<SwitchRow[]>`
  SELECT no, version, rule_id AS rule, state, from_day AS "from", to_jsonb(kept_periods) AS "keptPeriods", at, reason,
    rule_hash AS hash, rule AS body
  FROM rule_switch
  WHERE province_id = (SELECT my_province()) AND template_id = ${template}
    AND (${rule}::text IS NULL OR rule_id = ${rule})
  ORDER BY version, no`;

/** Reports on this version in periods that end on this day or later, held until the transaction ends. */
export const lockReportsFrom = ({ sql }: Flights, id: string, version: number, day: string) => sql`
  SELECT r.id FROM report r
  WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${id} AND r.template_version = ${version}
    AND r.period_id IN (SELECT d.id FROM period d WHERE d.province_id = r.province_id AND d.last_day >= ${day}::date)
  ORDER BY r.id FOR NO KEY UPDATE`;

/** Those of these periods in which somebody has submitted on this version. */
export const selectBegunPeriods = ({ sql }: Flights, id: string, version: number, day: string) => sql<
  { id: string }[]
>`
  SELECT d.id FROM period d
  WHERE d.province_id = (SELECT my_province()) AND d.last_day >= ${day}::date AND EXISTS (
    SELECT FROM report r
    JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.mode = 'submit'
    WHERE r.province_id = d.province_id AND r.period_id = d.id AND r.template_id = ${id} AND r.template_version = ${version})
  ORDER BY d.last_day, d.id`;

export interface NewSwitch extends RuleSwitch {
  readonly template: string;
  readonly version: number;
  readonly hash: string | null;
  readonly at: Date;
  readonly person: string;
  readonly reason: string;
}

export const insertSwitch = ({ sql }: Flights, one: NewSwitch) => sql`
  INSERT INTO rule_switch (province_id, template_id, version, no, rule_id, state, from_day, rule, rule_hash, kept_periods, at,
    person_id, reason)
  VALUES (my_province(), ${one.template}, ${one.version}, ${one.no}, ${one.ruleId}, ${one.state}, ${one.from}::date,
    ${one.rule === null ? null : JSON.stringify(one.rule)}::text::jsonb, ${one.hash},
    ${writeTexts(one.keptPeriods)}::text::text[], ${one.at}, ${one.person}, ${one.reason})`;

/** Tells every process that what it keeps of switches is old. */
export const changeRules = ({ sql }: Flights) => sql`
  UPDATE province SET rules_version = rules_version + 1 WHERE id = my_province()`;

interface FlaggedRow {
  submissions: number;
  flagged_submissions: number;
  flagged_reports: number;
  flagged_units: number;
  flagged_cells: number;
}

/** What a rule said, under this name, about submissions on a version since a moment. */
export const selectFlagged = (
  { sql }: Flights,
  of: { readonly template: string; readonly version: number; readonly name: string; readonly since: Date },
) => sql<FlaggedRow[]>`
  SELECT count(*)::int AS submissions, count(*) FILTER (WHERE cells > 0)::int AS flagged_submissions,
    count(DISTINCT report_id) FILTER (WHERE cells > 0)::int AS flagged_reports,
    count(DISTINCT unit_id) FILTER (WHERE cells > 0)::int AS flagged_units, coalesce(sum(cells), 0)::int AS flagged_cells
  FROM (
    SELECT r.id AS report_id, r.unit_id, (
      SELECT count(*) FROM jsonb_array_elements(v.issues) AS i (issue) WHERE i.issue ->> 'rule' = ${of.name}) AS cells
    FROM report r
    JOIN revision v ON v.province_id = r.province_id AND v.report_id = r.id AND v.mode = 'submit' AND v.at >= ${of.since}
    WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${of.template} AND r.template_version = ${of.version}
  ) AS sent`;

/** Whether exactly this rule was rehearsed on the form: over some report, where any has been counted yet. */
export const selectRehearsed = ({ sql }: Flights, template: string, hash: string) => sql<{ id: string }[]>`
  SELECT h.id FROM rule_rehearsal h
  WHERE h.province_id = (SELECT my_province()) AND h.template_id = ${template} AND ${hash} = ANY (h.rule_hashes)
    AND (
      EXISTS (SELECT FROM jsonb_array_elements(
          h.summary #> ARRAY['rules', (array_position(h.rule_hashes, ${hash}) - 1)::text, 'periods']) AS p (period)
        WHERE (p.period ->> 'reports')::int > 0)
      OR NOT EXISTS (SELECT FROM report r
        WHERE r.province_id = h.province_id AND r.template_id = h.template_id AND r.submitted_revision IS NOT NULL)
    )
  LIMIT 1`;

export const insertRehearsal = (
  { sql }: Flights,
  rehearsal: {
    readonly template: string;
    readonly hashes: readonly string[];
    readonly summary: Omit<Rehearsal, 'id' | 'at'>;
    readonly at: Date;
    readonly person: string;
  },
) => sql<{ id: string }[]>`
  INSERT INTO rule_rehearsal (province_id, template_id, rule_hashes, summary, at, person_id)
  VALUES (my_province(), ${rehearsal.template}, ${writeTexts(rehearsal.hashes)}::text::text[],
    ${rowsParameter([rehearsal.summary])}::text::jsonb -> 0, ${rehearsal.at}, ${rehearsal.person})
  RETURNING id::text`;

/** Rules that are on or on trial for an earlier version of a form and not with this one: their last switch, in order. */
export const selectRulesLeft = ({ sql }: Flights, template: string, version: number) => sql<
  { rule: string; version: number; state: 'on' | 'trial' }[]
>`
  SELECT * FROM (
    SELECT DISTINCT ON (s.rule_id) s.rule_id AS rule, s.version, s.state
    FROM rule_switch s
    WHERE s.province_id = (SELECT my_province()) AND s.template_id = ${template} AND s.version < ${version}
    ORDER BY s.rule_id, s.version DESC, s.no DESC
  ) AS last
  WHERE last.state <> 'off'
    AND NOT EXISTS (SELECT FROM template t, jsonb_array_elements(t.body -> 'rules') AS r (rule)
      WHERE t.province_id = (SELECT my_province()) AND t.id = ${template} AND t.version = ${version}
        AND r.rule ->> 'id' = last.rule)
    AND NOT EXISTS (SELECT FROM rule_switch s
      WHERE s.province_id = (SELECT my_province()) AND s.template_id = ${template} AND s.version = ${version}
        AND s.rule_id = last.rule)
  ORDER BY last.rule`;
