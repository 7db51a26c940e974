/** Parts of contents that are on their way: their sender's only, one push of a report at a time, gone after a day. */
import type { Part } from '../../shared/wire-parts.ts';
import type { Database } from './db.ts';
import type { Flights } from './transaction.ts';

/** Whose parts, of which push of which report. */
export interface PartsOf {
  readonly province: string;
  readonly report: string;
  readonly person: string;
  readonly key: string;
}

/** Of every province, as the system; those at hand are dropped with each part somebody sends as well. How many went. */
export async function sweepParts({ system }: Database, now: Date): Promise<number> {
  const dropped = await system`DELETE FROM push_part WHERE at < ${now}::timestamptz - interval '1 day'`;
  return dropped.count;
}

export const dropOldParts = ({ sql }: Flights, now: Date) => sql`SELECT drop_old_parts(${now})`;

/** Another push of the same report by the same person is given up: nobody keeps more than one push's parts there. */
export const dropOtherParts = ({ sql }: Flights, of: PartsOf) => sql`
  DELETE FROM push_part
  WHERE province_id = ${of.province} AND report_id = ${of.report} AND person_id = ${of.person} AND key <> ${of.key}`;

/** A part that is there stays as it is. */
export const insertPart = ({ sql }: Flights, of: PartsOf, { no, text }: Part, at: Date) => sql`
  INSERT INTO push_part (province_id, report_id, person_id, key, no, text, at)
  VALUES (${of.province}, ${of.report}, ${of.person}, ${of.key}, ${no}, ${text}, ${at})
  ON CONFLICT DO NOTHING`;

export const selectPart = ({ sql }: Flights, of: PartsOf, no: number) => sql<{ text: string }[]>`
  SELECT text FROM push_part
  WHERE province_id = ${of.province} AND report_id = ${of.report} AND person_id = ${of.person} AND key = ${of.key}
    AND no = ${no}`;

export const selectParts = ({ sql }: Flights, of: PartsOf) => sql<{ no: number; text: string }[]>`
  SELECT no, text FROM push_part
  WHERE province_id = ${of.province} AND report_id = ${of.report} AND person_id = ${of.person} AND key = ${of.key}
  ORDER BY no`;
