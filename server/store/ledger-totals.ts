/** Stored totals and forms held against what they are made of: the first that differs, of one form and period at a time. */
import type { Reader } from './ledger.ts';

export interface FormPeriod {
  readonly template: string;
  readonly period: string;
}

export const selectFormPeriods = ({ sql }: Reader, province: string) => sql<FormPeriod[]>`
  SELECT DISTINCT template_id AS template, period_id AS period FROM (
    SELECT template_id, period_id FROM report WHERE province_id = ${province}
    UNION ALL SELECT template_id, period_id FROM total WHERE province_id = ${province}
    UNION ALL SELECT template_id, period_id FROM total_head WHERE province_id = ${province}) AS known
  ORDER BY 1, 2`;

/** A stored sum (with what is not folded yet taken away) that is not Σ of the counted revisions of the reports below. */
export const selectWrongTotal = ({ sql }: Reader, province: string, { template, period }: FormPeriod) => sql<
  { scope: string; cell: string; counting: string }[]
>`
  WITH lines AS (
    SELECT 1 AS sign, r.id AS report_id, c.revision, array_remove(r.scopes, r.unit_id) AS above, c.counting
    FROM report r CROSS JOIN LATERAL (VALUES ('submitted', r.submitted_revision), ('accepted', r.accepted_revision))
      AS c (counting, revision)
    WHERE r.province_id = ${province} AND r.template_id = ${template} AND r.period_id = ${period} AND NOT r.trial
    UNION ALL
    SELECT -t.sign, t.report_id, t.revision, array_remove(t.scopes, r.unit_id), t.counting
    FROM pending_total t JOIN report r ON r.province_id = t.province_id AND r.id = t.report_id
    WHERE t.province_id = ${province} AND t.template_id = ${template} AND t.period_id = ${period}
  ), sums AS (
    SELECT l.above, l.counting, m.cell, m.bucket, sum(l.sign * m.value) AS sum,
      sum(l.sign * (m.state IN ('n', 'e'))::int) AS n, sum(l.sign * (m.state = '0')::int) AS none,
      sum(l.sign * (m.state = 'x')::int) AS na, sum(l.sign * (m.state = '?')::int) AS nyk,
      sum(l.sign * (m.state = 'e')::int) AS estimate
    FROM lines l
    JOIN revision v ON v.province_id = ${province} AND v.report_id = l.report_id AND v.no = l.revision
    CROSS JOIN LATERAL unnest(v.measure_cells, v.measure_buckets, v.measure_values,
      string_to_array(v.measure_states, NULL)) AS m (cell, bucket, value, state)
    GROUP BY l.above, l.counting, m.cell, m.bucket
  ), expected AS (
    SELECT u.scope, s.counting, s.cell, s.bucket, sum(s.sum) AS sum, sum(s.n) AS n, sum(s.none) AS none, sum(s.na) AS na,
      sum(s.nyk) AS nyk, sum(s.estimate) AS estimate
    FROM sums s CROSS JOIN LATERAL unnest(s.above) AS u (scope) GROUP BY u.scope, s.counting, s.cell, s.bucket
  ), stored AS (
    SELECT * FROM total WHERE province_id = ${province} AND template_id = ${template} AND period_id = ${period}
  )
  SELECT coalesce(e.scope, t.scope_unit) AS scope, coalesce(e.cell, t.cell) AS cell,
    coalesce(e.counting, t.counting) AS counting
  FROM expected e
  FULL JOIN stored t ON t.scope_unit = e.scope AND t.counting = e.counting AND t.cell = e.cell AND t.bucket = e.bucket
  WHERE (coalesce(e.sum, 0), coalesce(e.n, 0), coalesce(e.none, 0), coalesce(e.na, 0), coalesce(e.nyk, 0),
      coalesce(e.estimate, 0))
    IS DISTINCT FROM (coalesce(t.sum, 0), coalesce(t.n_number, 0), coalesce(t.n_none, 0), coalesce(t.n_na, 0),
      coalesce(t.n_nyk, 0), coalesce(t.n_estimate, 0))
  ORDER BY 1, 2, 3 LIMIT 1`;

/** A stored coverage that is not what the reports below say. */
export const selectWrongCoverage = (
  { sql }: Reader,
  province: string,
  { template, period }: FormPeriod,
) => sql<{ scope: string }[]>`
  WITH lines AS (
    SELECT array_remove(r.scopes, r.unit_id) AS above, 1 AS expected, (r.submitted_revision IS NOT NULL)::int AS received,
      (r.accepted_revision IS NOT NULL)::int AS accepted, (r.submitted_revision IS NOT NULL AND r.late)::int AS late, r.missing
    FROM report r WHERE r.province_id = ${province} AND r.template_id = ${template} AND r.period_id = ${period} AND NOT r.trial
    UNION ALL
    SELECT array_remove(t.scopes, r.unit_id), -t.expected, -t.received, -t.accepted, -t.late, -t.missing
    FROM pending_total t JOIN report r ON r.province_id = t.province_id AND r.id = t.report_id
    WHERE t.province_id = ${province} AND t.template_id = ${template} AND t.period_id = ${period}
  ), expected AS (
    SELECT u.scope, sum(l.expected) AS expected, sum(l.received) AS received, sum(l.accepted) AS accepted,
      sum(l.late) AS late, sum(l.missing) AS missing
    FROM lines l CROSS JOIN LATERAL unnest(l.above) AS u (scope) GROUP BY u.scope
  ), stored AS (
    SELECT * FROM total_head WHERE province_id = ${province} AND template_id = ${template} AND period_id = ${period}
  )
  SELECT coalesce(e.scope, h.scope_unit) AS scope FROM expected e FULL JOIN stored h ON h.scope_unit = e.scope
  WHERE (coalesce(e.expected, 0), coalesce(e.received, 0), coalesce(e.accepted, 0), coalesce(e.late, 0),
      coalesce(e.missing, 0))
    IS DISTINCT FROM (coalesce(h.expected, 0), coalesce(h.received, 0), coalesce(h.accepted, 0), coalesce(h.late, 0),
      coalesce(h.missing, 0))
  ORDER BY 1 LIMIT 1`;

export const selectForms = ({ sql }: Reader, province: string) =>
  sql<
    { id: string; version: number; body: unknown; hash: string }[]
  >`SELECT id, version, body, hash FROM template WHERE province_id = ${province} ORDER BY id, version`;
