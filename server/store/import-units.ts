/** Reads and writes units over time: their names, codes, parents and successions; the caller owns the transaction (system role). */

import type {
  SuccessionRow,
  UnitAliasRow,
  UnitCodeRow,
  UnitEdgeRow,
  UnitKindRow,
  UnitNameRow,
  UnitRow,
} from './province-data.ts';
import { rowsParameter } from './rows-parameter.ts';
import type { Transaction as Tx } from './sql.ts';

export const readUnits = (sql: Tx, province: string): Promise<UnitRow[]> => sql<UnitRow[]>`
  SELECT id, kind, valid_from::text AS "validFrom", valid_to::text AS "validTo", legacy_area AS "legacyArea", basis,
    end_basis AS "endBasis"
  FROM unit WHERE province_id = ${province}`;

export async function writeUnits(sql: Tx, province: string, rows: readonly UnitRow[]): Promise<void> {
  await sql`
    INSERT INTO unit (province_id, id, kind, valid_from, valid_to, legacy_area, basis, end_basis)
    SELECT ${province}, r.id, r.kind, r."validFrom", r."validTo", r."legacyArea", r.basis, r."endBasis"
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (id text, kind text, "validFrom" date, "validTo" date, "legacyArea" text, basis text, "endBasis" text)
    ON CONFLICT (province_id, id)
    DO UPDATE SET kind = excluded.kind, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
      legacy_area = excluded.legacy_area, basis = excluded.basis, end_basis = excluded.end_basis`;
}

export const readNames = (sql: Tx, province: string): Promise<UnitNameRow[]> => sql<UnitNameRow[]>`
  SELECT unit_id AS unit, valid_from::text AS "validFrom", name, basis FROM unit_name WHERE province_id = ${province}`;

export async function writeNames(sql: Tx, province: string, rows: readonly UnitNameRow[]): Promise<void> {
  await sql`
    INSERT INTO unit_name (province_id, unit_id, valid_from, name, basis)
    SELECT ${province}, r.unit, r."validFrom", r.name, r.basis
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (unit text, "validFrom" date, name text, basis text)
    ON CONFLICT (province_id, unit_id, valid_from) DO UPDATE SET name = excluded.name, basis = excluded.basis`;
}

export async function removeNames(sql: Tx, province: string, rows: readonly UnitNameRow[]): Promise<void> {
  await sql`
    DELETE FROM unit_name n USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, "validFrom" date)
    WHERE n.province_id = ${province} AND n.unit_id = r.unit AND n.valid_from = r."validFrom"`;
}

export const readKinds = (sql: Tx, province: string): Promise<UnitKindRow[]> => sql<UnitKindRow[]>`
  SELECT unit_id AS unit, valid_from::text AS "validFrom", kind, basis FROM unit_kind WHERE province_id = ${province}`;

export async function writeKinds(sql: Tx, province: string, rows: readonly UnitKindRow[]): Promise<void> {
  await sql`
    INSERT INTO unit_kind (province_id, unit_id, valid_from, kind, basis)
    SELECT ${province}, r.unit, r."validFrom", r.kind, r.basis
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (unit text, "validFrom" date, kind text, basis text)
    ON CONFLICT (province_id, unit_id, valid_from) DO UPDATE SET kind = excluded.kind, basis = excluded.basis`;
}

export async function removeKinds(sql: Tx, province: string, rows: readonly UnitKindRow[]): Promise<void> {
  await sql`
    DELETE FROM unit_kind k USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, "validFrom" date)
    WHERE k.province_id = ${province} AND k.unit_id = r.unit AND k.valid_from = r."validFrom"`;
}

export const readAliases = (sql: Tx, province: string): Promise<UnitAliasRow[]> => sql<UnitAliasRow[]>`
  SELECT unit_id AS unit, alias FROM unit_alias WHERE province_id = ${province}`;

export async function writeAliases(sql: Tx, province: string, rows: readonly UnitAliasRow[]): Promise<void> {
  await sql`
    INSERT INTO unit_alias (province_id, unit_id, alias)
    SELECT ${province}, r.unit, r.alias
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, alias text)
    ON CONFLICT DO NOTHING`;
}

export async function removeAliases(sql: Tx, province: string, rows: readonly UnitAliasRow[]): Promise<void> {
  await sql`
    DELETE FROM unit_alias a USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, alias text)
    WHERE a.province_id = ${province} AND a.unit_id = r.unit AND a.alias = r.alias`;
}

export const readCodes = (sql: Tx, province: string): Promise<UnitCodeRow[]> => sql<UnitCodeRow[]>`
  SELECT unit_id AS unit, valid_from::text AS "validFrom", code, basis FROM unit_code WHERE province_id = ${province}`;

export async function writeCodes(sql: Tx, province: string, rows: readonly UnitCodeRow[]): Promise<void> {
  await sql`
    INSERT INTO unit_code (province_id, unit_id, valid_from, code, basis)
    SELECT ${province}, r.unit, r."validFrom", r.code, r.basis
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (unit text, "validFrom" date, code text, basis text)
    ON CONFLICT (province_id, unit_id, valid_from) DO UPDATE SET code = excluded.code, basis = excluded.basis`;
}

export async function removeCodes(sql: Tx, province: string, rows: readonly UnitCodeRow[]): Promise<void> {
  await sql`
    DELETE FROM unit_code c USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (unit text, "validFrom" date)
    WHERE c.province_id = ${province} AND c.unit_id = r.unit AND c.valid_from = r."validFrom"`;
}

export const readEdges = (sql: Tx, province: string): Promise<UnitEdgeRow[]> => sql<UnitEdgeRow[]>`
  SELECT tree, parent_id AS parent, child_id AS child, valid_from::text AS "validFrom", valid_to::text AS "validTo",
    basis
  FROM unit_edge WHERE province_id = ${province}`;

export async function writeEdges(sql: Tx, province: string, rows: readonly UnitEdgeRow[]): Promise<void> {
  await sql`
    INSERT INTO unit_edge (province_id, tree, parent_id, child_id, valid_from, valid_to, basis)
    SELECT ${province}, r.tree, r.parent, r.child, r."validFrom", r."validTo", r.basis
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (tree text, parent text, child text, "validFrom" date, "validTo" date, basis text)
    ON CONFLICT (province_id, tree, child_id, valid_from)
    DO UPDATE SET parent_id = excluded.parent_id, valid_to = excluded.valid_to, basis = excluded.basis`;
}

export async function removeEdges(sql: Tx, province: string, rows: readonly UnitEdgeRow[]): Promise<void> {
  await sql`
    DELETE FROM unit_edge e
    USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (tree text, child text, "validFrom" date)
    WHERE e.province_id = ${province} AND e.tree = r.tree AND e.child_id = r.child AND e.valid_from = r."validFrom"`;
}

/** What processes keep of the units of this province is out of date from now on. */
export async function changeMap(sql: Tx, province: string): Promise<void> {
  await sql`UPDATE province SET map_version = map_version + 1 WHERE id = ${province}`;
}

export const readSuccessions = (sql: Tx, province: string): Promise<SuccessionRow[]> => sql<SuccessionRow[]>`
  SELECT old_id AS old, new_id AS new, day::text AS day, trim_scale(share)::text AS share, basis
  FROM succession WHERE province_id = ${province}`;

export async function writeSuccessions(
  sql: Tx,
  province: string,
  rows: readonly SuccessionRow[],
): Promise<void> {
  await sql`
    INSERT INTO succession (province_id, old_id, new_id, day, share, basis)
    SELECT ${province}, r.old, r.new, r.day, r.share, r.basis
    FROM jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb)
      AS r (old text, new text, day date, share numeric, basis text)
    ON CONFLICT (province_id, old_id, new_id, day) DO UPDATE SET share = excluded.share, basis = excluded.basis`;
}

export async function removeSuccessions(
  sql: Tx,
  province: string,
  rows: readonly SuccessionRow[],
): Promise<void> {
  await sql`
    DELETE FROM succession s
    USING jsonb_to_recordset(${rowsParameter(rows)}::text::jsonb) AS r (old text, new text, day date)
    WHERE s.province_id = ${province} AND s.old_id = r.old AND s.new_id = r.new AND s.day = r.day`;
}
