/** Reads which reports of a period stand on a version of a form, and puts one of them on another. */
import type { ReportState } from '../../shared/wire.ts';
import type { Flights } from './transaction.ts';

export interface CarryRow {
  unit: string;
  state: ReportState;
  trial: boolean;
  profile: string | null;
}

export const selectReportsOn = (
  { sql }: Flights,
  of: { readonly template: string; readonly version: number; readonly period: string },
) => sql<CarryRow[]>`
  SELECT unit_id AS unit, state, trial, profile FROM report
  WHERE province_id = (SELECT my_province()) AND template_id = ${of.template} AND template_version = ${of.version}
    AND period_id = ${of.period}
  ORDER BY unit_id`;

/** False: the report opened by this transaction may not be put on the version, or no longer. */
export const carryReport = ({ sql }: Flights, report: string, from: number, to: number) => sql<
  { done: boolean }[]
>`
  SELECT carry_report(${report}::bigint, ${from}, ${to}) AS done`;
