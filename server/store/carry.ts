/** Reads which reports of a period stand on a version of a form, and puts one of them on another. */
import type { Period } from '../../shared/period.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { Flights } from './transaction.ts';

export interface CarryRow {
  unit: string;
  state: ReportState;
  trial: boolean;
  profile: string | null;
  period_state: Period['state'];
  /** ISO; null = no more time was granted. */
  extended_to: string | null;
  extended_locked: boolean;
}

export const selectReportsOn = (
  { sql }: Flights,
  of: { readonly template: string; readonly version: number; readonly period: string },
) => sql<CarryRow[]>`
  SELECT r.unit_id AS unit, r.state, r.trial, r.profile, p.state AS period_state, r.extended_to::text, r.extended_locked
  FROM report r JOIN period p ON p.province_id = r.province_id AND p.id = r.period_id
  WHERE r.province_id = (SELECT my_province()) AND r.template_id = ${of.template} AND r.template_version = ${of.version}
    AND r.period_id = ${of.period}
  ORDER BY r.unit_id`;

/** False: the report opened by this transaction may not be put on the version, or no longer. */
export const carryReport = ({ sql }: Flights, report: string, from: number, to: number) => sql<
  { done: boolean }[]
>`
  SELECT carry_report(${report}::bigint, ${from}, ${to}) AS done`;
