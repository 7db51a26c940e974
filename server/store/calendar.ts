/** Reads and writes the days off and days worked instead that a province has of its own. */

import type { HolidayRow } from './province-data.ts';
import { rowsParameter } from './rows-parameter.ts';
import type { Transaction as Tx } from './sql.ts';
import type { Flights } from './transaction.ts';

/** For an import (system role). */
export const readHolidays = (sql: Tx, province: string): Promise<HolidayRow[]> => sql<HolidayRow[]>`
  SELECT day::text AS day, kind, name_vi AS name, basis FROM calendar_day WHERE province_id = ${province}`;

export async function writeHolidays(sql: Tx, province: string, rows: readonly HolidayRow[]): Promise<void> {
  await sql`
    INSERT INTO calendar_day (province_id, day, kind, name_vi, basis)
    SELECT ${province}, r.day, r.kind, r.name, r.basis
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (day date, kind text, name text, basis text)
    ON CONFLICT (province_id, day) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, basis = excluded.basis`;
}

export async function removeHolidays(sql: Tx, province: string, rows: readonly HolidayRow[]): Promise<void> {
  await sql`
    DELETE FROM calendar_day c USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (day date)
    WHERE c.province_id = ${province} AND c.day = r.day`;
}

/** Those of the province of this transaction's person. */
export const selectHolidays = ({ sql }: Flights) => sql<HolidayRow[]>`
  SELECT day::text AS day, kind, name_vi AS name, basis FROM calendar_day WHERE province_id = (SELECT my_province())`;
