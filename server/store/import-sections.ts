/** Reads and writes whom an import gives the sections of a unit's form to; the caller owns the transaction (system role). */

import type { SectionOwnerRow } from './province-data.ts';
import { rowsParameter } from './rows-parameter.ts';
import type { Transaction as Tx } from './sql.ts';

export const readSectionOwners = (sql: Tx, province: string): Promise<SectionOwnerRow[]> => sql<
  SectionOwnerRow[]
>`
  SELECT unit_id AS unit, template_id AS template, section_id AS section, person_id AS person
  FROM section_owner WHERE province_id = ${province}`;

export async function addSectionOwners(
  sql: Tx,
  province: string,
  rows: readonly SectionOwnerRow[],
): Promise<void> {
  await sql`
    INSERT INTO section_owner (province_id, unit_id, template_id, section_id, person_id)
    SELECT ${province}, r.unit, r.template, r.section, r.person
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, template text, section text, person text)`;
}

export async function removeSectionOwners(
  sql: Tx,
  province: string,
  rows: readonly SectionOwnerRow[],
): Promise<void> {
  await sql`
    DELETE FROM section_owner o
    USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, template text, section text, person text)
    WHERE o.province_id = ${province} AND o.unit_id = r.unit AND o.template_id = r.template AND o.section_id = r.section
      AND o.person_id = r.person`;
}
