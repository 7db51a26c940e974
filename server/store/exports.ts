/** What an export needs beside the figures: the period's words and the rows that offices were assigned. */
import type { AssignedTo } from '../../shared/assigned-rows.ts';
import type { Sql } from './sql.ts';
import type { Flights } from './transaction.ts';

export const selectPeriodWords = ({ sql }: Flights, province: string, period: string) => sql<
  { label: { vi: string; en: string }; to: string }[]
>`
  SELECT jsonb_build_object('vi', label_vi, 'en', label_en) AS label, last_day AS "to"
  FROM period WHERE province_id = ${province} AND id = ${period}`;

/**
 * The rows offices were assigned under any of `scopes`, without their plans: one per key, with the first office that has it
 * and how many others do, in the order of that office. The units of the scopes go before those below them, in their own words.
 * For the system role, once the right to the totals of the scope is known: a sum is read with its words, also where the
 * reports behind it may not be opened.
 */
export const selectAssignedRows = (
  system: Sql,
  of: {
    readonly province: string;
    readonly template: string;
    readonly period: string;
    readonly scopes: readonly string[];
  },
) => system<AssignedTo[]>`
  SELECT f.row - 'values' AS row, f.others, u.name AS office
  FROM (
    SELECT DISTINCT ON (a.row ->> 'key') a.row, r.unit_id, a.place, d.last_day,
      (count(*) OVER (PARTITION BY a.row ->> 'key') - 1)::int AS others
    FROM report r
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id,
      jsonb_array_elements(r.assigned) WITH ORDINALITY AS a (row, place)
    WHERE r.province_id = ${of.province} AND r.template_id = ${of.template} AND r.period_id = ${of.period}
      AND r.scopes && ${[...of.scopes]}::text[]
    ORDER BY a.row ->> 'key', r.unit_id <> ALL (${[...of.scopes]}::text[]), r.unit_id
  ) AS f
  CROSS JOIN LATERAL unit_on(${of.province}, f.unit_id, f.last_day) AS u
  ORDER BY f.unit_id <> ALL (${[...of.scopes]}::text[]), f.unit_id, f.others, f.place`;
