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

/** The answer given to a key. */
export const selectMove = ({ sql }: Flights, key: string) => sql<
  { fingerprint: string; status: number; reply: string }[]
>`
  SELECT fingerprint, 200 AS status, reply FROM period_move
  WHERE province_id = (SELECT my_province()) AND key = ${key}`;

export const updatePeriodState = (
  { sql }: Flights,
  of: { readonly province: string; readonly period: string },
  state: Period['state'],
) => sql`UPDATE period SET state = ${state} WHERE province_id = ${of.province} AND id = ${of.period}`;

/** Keeps the answer under its key. */
export const insertMove = (
  { sql }: Flights,
  of: { readonly province: string; readonly period: string },
  answered: {
    readonly key: string;
    readonly fingerprint: string;
    readonly reply: string;
    readonly at: Date;
  },
) => sql`
  INSERT INTO period_move (province_id, key, period_id, fingerprint, reply, at)
  VALUES (${of.province}, ${answered.key}, ${of.period}, ${answered.fingerprint}, ${answered.reply}, ${answered.at})`;
