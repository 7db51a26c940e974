/** Periods as they are listed, and one locked to be moved to another state. Row-level security decides who may move it. */
import type { Period } from '../../shared/period.ts';
import type { Flights } from './transaction.ts';

/** Dates are ISO. `dueRule`: level → working days after the last day of data. */
type PeriodLine = Period & { dueRule: Record<string, number> };

/** Those of the province of this transaction's person, newest first. */
export const selectPeriods = ({ sql }: Flights) => sql<PeriodLine[]>`
  SELECT id, kind, jsonb_build_object('vi', label_vi, 'en', label_en) AS label, year, first_day::text AS "from",
    last_day::text AS "to", due, state, due_rule AS "dueRule"
  FROM period WHERE province_id = (SELECT my_province()) ORDER BY last_day DESC, first_day DESC, id`;

interface LockedPeriod {
  readonly id: string;
  readonly label: string;
  readonly state: Period['state'];
}

/** Held until the transaction ends; who else moves it waits here. No row: there is none, or the person may not move it. */
export const lockPeriod = ({ sql }: Flights, period: string) => sql<LockedPeriod[]>`
  SELECT id, label_vi AS label, state FROM period
  WHERE province_id = (SELECT my_province()) AND id = ${period} FOR NO KEY UPDATE`;

export const moveLockedPeriod = (
  { sql }: Flights,
  of: { readonly province: string; readonly period: string },
  state: Period['state'],
) => sql`
  UPDATE period SET state = ${state}, moved = true WHERE province_id = ${of.province} AND id = ${of.period}`;
