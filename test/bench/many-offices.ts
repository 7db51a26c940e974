/** Fills a province of any size with sent reports: the head of it through the import use-case, the offices by sets in the database. */
import { connect } from '../../server/store/db.ts';
import type { Sql } from '../../server/store/sql.ts';
import { measureColumns } from '../../server/usecases/push/measure-columns.ts';
import { foldAll } from '../../server/usecases/totals/fold-totals.ts';
import { measuresOf } from '../../shared/aggregate.ts';
import { makeProvince } from '../support/make.ts';
import { sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { type BenchDatabase, type Host, PROVINCE, withDatabase } from './host.ts';

/** A clerk for all offices, so that any of them can send, and a reader of the province's totals. */
export const SENDER = 'clerk.all';
export const READER = 'writer';
/** Figure of the free indicator in every report filled in. */
export const FILLED_WITH = 7;

export const officeName = (office: number): string => `x${office}`;

/** Offices 1 to `offices`, `perDistrict` below each district, units of two levels below the province. */
async function addOffices(sql: Sql, offices: number, perDistrict: number): Promise<void> {
  await sql`
    INSERT INTO unit (province_id, id, kind, valid_from)
    SELECT ${PROVINCE}, 'x' || n, 'xa', '2000-01-01' FROM generate_series(1, ${offices}::int) AS n`;
  await sql`
    INSERT INTO unit_name (province_id, unit_id, valid_from, name)
    SELECT ${PROVINCE}, 'x' || n, '2000-01-01', 'Xã ' || n FROM generate_series(1, ${offices}::int) AS n`;
  await sql`
    INSERT INTO unit_edge (province_id, tree, parent_id, child_id, valid_from)
    SELECT ${PROVINCE}, 'party', 'd' || (n - 1) / ${perDistrict}::int, 'x' || n, '2000-01-01'
    FROM generate_series(1, ${offices}::int) AS n`;
}

/** A clerk of each office's own, known under the account its tokens name. */
async function addClerks(sql: Sql, offices: number, issuer: string): Promise<void> {
  await sql`
    INSERT INTO person (province_id, id, name, email)
    SELECT ${PROVINCE}, 'clerk.x' || n, 'Cán bộ ' || n, 'clerk.x' || n || '@' || ${PROVINCE} || '.gov.vn'
    FROM generate_series(1, ${offices}::int) AS n`;
  await sql`
    INSERT INTO person_role (province_id, person_id, role, unit_id, subtree)
    SELECT ${PROVINCE}, 'clerk.x' || n, 'clerk', 'x' || n, false FROM generate_series(1, ${offices}::int) AS n`;
  await sql`
    INSERT INTO identity (province_id, iss, sub, person_id, bound_at)
    SELECT ${PROVINCE}, ${issuer}, 'sub-clerk.x' || n, 'clerk.x' || n, '2022-01-01'
    FROM generate_series(1, ${offices}::int) AS n`;
}

/** What every office owes, nothing sent yet, as an import leaves it. */
async function addAssignments(sql: Sql, offices: number, perDistrict: number): Promise<void> {
  await sql`
    INSERT INTO report (province_id, unit_id, template_id, template_version, period_id, scopes)
    SELECT ${PROVINCE}, 'x' || n, ${TEMPLATE.id}, ${TEMPLATE.version}, ${YEAR.id},
      ARRAY['x' || n, 'd' || (n - 1) / ${perDistrict}::int, 'p']
    FROM generate_series(1, ${offices}::int) AS n`;
  await sql`
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, sign, counting, expected)
    SELECT province_id, template_id, period_id, scopes, id, 1, 'submitted', 1 FROM report WHERE unit_id LIKE 'x%'`;
}

/** A submitted first revision of every office, and what it adds to the totals, as pushes leave them. */
async function addReports(sql: Sql, offices: number, perDistrict: number): Promise<void> {
  const content = sixtyCells(FILLED_WITH);
  const { cells, buckets, values, states } = measureColumns(measuresOf(TEMPLATE, [], content, 'year'));
  await sql`
    INSERT INTO report (province_id, unit_id, template_id, template_version, period_id, scopes, state, revision,
      submitted_revision, late)
    SELECT ${PROVINCE}, 'x' || n, ${TEMPLATE.id}, ${TEMPLATE.version}, ${YEAR.id},
      ARRAY['x' || n, 'd' || (n - 1) / ${perDistrict}::int, 'p'], 'submitted', 1, 1, false
    FROM generate_series(1, ${offices}::int) AS n`;
  await sql`
    INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at,
      measure_cells, measure_buckets, measure_values, measure_states)
    SELECT province_id, id, 1, 0, 'submit', ${JSON.stringify(content)}::text::jsonb, '{}', '[]', repeat('0', 64), ${SENDER},
      '2022-01-10', ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(cells)}::text::jsonb)),
      ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(buckets)}::text::jsonb)),
      ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb)::numeric), ${states}
    FROM report WHERE submitted_revision = 1`;
  await sql`
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, revision, sign, counting, expected,
      received)
    SELECT province_id, template_id, period_id, scopes, id, 1, 1, 'submitted', 1, 1 FROM report WHERE submitted_revision = 1`;
}

export interface Size {
  readonly districts: number;
  readonly perDistrict: number;
}

/** Makes the head of the province, has the offices added, folds everything, and lets PostgreSQL look at it as its housekeeping would. */
async function fill(
  database: BenchDatabase,
  size: Size,
  add: (sql: Sql, offices: number) => Promise<void>,
): Promise<void> {
  const offices = size.districts * size.perDistrict;
  await withDatabase(database, async (db) => {
    await makeProvince(db, () => new Date(), {
      offices: Object.fromEntries(Array.from({ length: size.districts }, (_, d) => [`d${d}`, 'p'])),
      templates: [TEMPLATE],
      periods: [YEAR],
      roles: [
        [SENDER, 'clerk', 'p', true],
        [READER, 'writer', 'p', true],
      ],
    });
    const sql = connect(database.superuserUrl, { max: 1 });
    try {
      await addOffices(sql, offices, size.perDistrict);
      await add(sql, offices);
      await foldAll(db);
      await sql`VACUUM (ANALYZE)`;
    } finally {
      await sql.end();
    }
  });
}

/** A province whose offices have all sent. */
export const fillProvince = (database: BenchDatabase, size: Size): Promise<void> =>
  fill(database, size, (sql, offices) => addReports(sql, offices, size.perDistrict));

/** A province whose offices have yet to send, each with a clerk who signs in by `issuer`. */
export const awaitReports = (database: BenchDatabase, size: Size, issuer: string): Promise<void> =>
  fill(database, size, async (sql, offices) => {
    await addClerks(sql, offices, issuer);
    await addAssignments(sql, offices, size.perDistrict);
  });

/** Sizes a read is compared at: 520 offices, and a hundred times as many. */
export const SMALL: Size = { districts: 20, perDistrict: 26 };
export const LARGE: Size = { districts: 200, perDistrict: 260 };

/** A database of its own with a province of this size. */
export async function filledProvince(host: Host, name: string, size: Size): Promise<BenchDatabase> {
  const database = await host.database(name);
  await fillProvince(database, size);
  return database;
}
