/** Ten years of sent reports in a province that was joined with another and reorganised in the middle of them. */
import { connect } from '../../server/store/db.ts';
import type { ProvinceData, SuccessionRow, UnitEdgeRow, UnitRow } from '../../server/store/province-data.ts';
import type { Sql } from '../../server/store/sql.ts';
import { importProvince } from '../../server/usecases/import/import-province.ts';
import { measureColumns } from '../../server/usecases/push/measure-columns.ts';
import { foldAll } from '../../server/usecases/totals/fold-totals.ts';
import { measuresOf } from '../../shared/aggregate.ts';
import type { Period } from '../../shared/period.ts';
import { sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { type BenchDatabase, PROVINCE, withDatabase } from './host.ts';
import { FILLED_WITH, READER, SENDER } from './many-offices.ts';

const FIRST_YEAR = 2012;
export const YEARS = 10;
export const LAST_YEAR = String(FIRST_YEAR + YEARS - 1);
const DAY = '2017-07-01';
const LAST_DAY = '2017-06-30';
const FIRST_DAY = '2000-01-01';

const DISTRICTS = 20;
const PER_DISTRICT = 26;
/** Old communes that became one. */
const TOGETHER = 3;
export const OLD = DISTRICTS * PER_DISTRICT;
export const NEW = Math.ceil(OLD / TOGETHER);

const years = Array.from({ length: YEARS }, (_, at): Period => {
  const year = FIRST_YEAR + at;
  return { ...YEAR, id: String(year), year, from: `${year}-01-01`, to: `${year}-12-31` };
});
/** Offices that report a year: the communes there are at its end. */
export const reporters = (year: string): number => (`${year}-12-31` < DAY ? OLD : NEW);

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** Provinces p and q with districts of communes; from the day on p alone, with merged communes directly below it. */
function country(): ProvinceData {
  const unit = (id: string, kind: string, isNew: boolean, isOld: boolean): UnitRow => ({
    id,
    kind,
    validFrom: isNew ? DAY : FIRST_DAY,
    validTo: isOld ? LAST_DAY : null,
  });
  const edge = (child: string, parent: string, isNew: boolean): UnitEdgeRow => ({
    tree: 'party',
    parent,
    child,
    validFrom: isNew ? DAY : FIRST_DAY,
    validTo: isNew ? null : LAST_DAY,
  });
  const passing = (old: string, heir: string): SuccessionRow => ({ old, new: heir, day: DAY, share: null });
  const units = [
    unit('p', 'tinh', false, false),
    unit('q', 'tinh', false, true),
    ...range(DISTRICTS).map((n) => unit(`d${n}`, 'huyen', false, true)),
    ...range(OLD).map((n) => unit(`x${n}`, 'xa', false, true)),
    ...range(NEW).map((n) => unit(`m${n}`, 'xa', true, false)),
  ];
  const person = (id: string) => ({ id, name: id, email: `${id}@${PROVINCE}.gov.vn`, revoked: false });
  return {
    province: { id: PROVINCE, name: PROVINCE },
    units,
    names: units.map(({ id, validFrom }) => ({ unit: id, validFrom, name: `Đơn vị ${id}` })),
    edges: [
      ...range(DISTRICTS).map((n) => edge(`d${n}`, n % 2 === 0 ? 'p' : 'q', false)),
      ...range(OLD).map((n) => edge(`x${n}`, `d${n % DISTRICTS}`, false)),
      ...range(NEW).map((n) => edge(`m${n}`, 'p', true)),
    ],
    successions: [
      passing('q', 'p'),
      ...range(OLD).map((n) => passing(`x${n}`, `m${Math.floor(n / TOGETHER)}`)),
    ],
    people: [person(SENDER), person(READER)],
    roles: [
      { person: SENDER, role: 'clerk', unit: 'p', subtree: true },
      { person: READER, role: 'writer', unit: 'p', subtree: true },
    ],
    templates: [{ template: TEMPLATE }],
    periods: years.map((period) => ({ period })),
  };
}

/** A submitted first revision of every commune there is at the end of every year, as pushes leave them. */
async function addReports(sql: Sql): Promise<void> {
  const content = sixtyCells(FILLED_WITH);
  const { cells, buckets, values, states } = measureColumns(measuresOf(TEMPLATE, [], content, 'year'));
  await sql`
    INSERT INTO report (province_id, unit_id, template_id, template_version, period_id, scopes, state, revision,
      submitted_revision, late)
    SELECT u.province_id, u.id, ${TEMPLATE.id}, ${TEMPLATE.version}, d.id, scopes_of(u.province_id, u.id, d.last_day),
      'submitted', 1, 1, false
    FROM unit u JOIN period d USING (province_id)
    WHERE u.kind = 'xa' AND u.valid_from <= d.last_day AND (u.valid_to IS NULL OR u.valid_to >= d.last_day)`;
  await sql`
    INSERT INTO revision (province_id, report_id, no, base, mode, content, reasons, issues, content_hash, person_id, at,
      measure_cells, measure_buckets, measure_values, measure_states)
    SELECT province_id, id, 1, 0, 'submit', ${JSON.stringify(content)}::text::jsonb, '{}', '[]', repeat('0', 64), ${SENDER},
      '2022-01-10', ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(cells)}::text::jsonb)),
      ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(buckets)}::text::jsonb)),
      ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(values)}::text::jsonb)::numeric), ${states}
    FROM report`;
  await sql`
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, revision, sign, counting, expected,
      received)
    SELECT province_id, template_id, period_id, scopes, id, 1, 1, 'submitted', 1, 1 FROM report`;
}

export async function fillYears(database: BenchDatabase): Promise<void> {
  await withDatabase(database, async (db) => {
    const plan = await importProvince({ db, clock: () => new Date() }, country(), { dryRun: false });
    if (!plan.stored) throw new Error(JSON.stringify(plan.faults.slice(0, 3)));
    const sql = connect(database.superuserUrl, { max: 1 });
    try {
      await addReports(sql);
      await foldAll(db);
      await sql`VACUUM (ANALYZE)`;
    } finally {
      await sql.end();
    }
  });
}
