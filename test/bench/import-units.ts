/** import-units: 15,000 units and 12,000 successions imported, checked and told ÷ the very rows that stores by bare COPY. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect } from '../../server/store/db.ts';
import type { ProvinceData, UnitEdgeRow, UnitRow } from '../../server/store/province-data.ts';
import type { Sql } from '../../server/store/sql.ts';
import { importProvince } from '../../server/usecases/import/import-province.ts';
import { type Figure, inTurn, pairWords } from './figure.ts';
import { type BenchDatabase, type Host, PROVINCE, withDatabase } from './host.ts';

const PAIRS = 7;
const DAY = '2025-07-01';
const LAST_DAY = '2025-06-30';
const FIRST_DAY = '2000-01-01';
const BASIS = 'NQ 202/2025/QH15';
const OLD = { provinces: 60, districts: 700, communes: 10_600 };
const NEW = { provinces: 34, communes: 3606 };
const SPLIT = 1340;
const COUNTS = { unit: 15_000, succession: 12_000 };

const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** A country of that size: communes in districts in provinces before, communes in provinces after; some communes split in two. */
function country(): Required<
  Pick<ProvinceData, 'province' | 'units' | 'names' | 'codes' | 'edges' | 'successions'>
> {
  const unit = (kind: string, id: string, isNew: boolean): UnitRow => ({
    id,
    kind,
    validFrom: isNew ? DAY : FIRST_DAY,
    validTo: isNew ? null : LAST_DAY,
    basis: isNew ? BASIS : null,
    endBasis: isNew ? null : BASIS,
  });
  const edge = (child: string, parent: string, isNew: boolean): UnitEdgeRow => ({
    tree: 'state',
    parent,
    child,
    validFrom: isNew ? DAY : FIRST_DAY,
    validTo: isNew ? null : LAST_DAY,
    basis: isNew ? BASIS : null,
  });
  const units = [
    ...range(OLD.provinces).map((n) => unit('province', `P${n}`, false)),
    ...range(OLD.districts).map((n) => unit('district', `D${n}`, false)),
    ...range(OLD.communes).map((n) => unit('commune', `C${n}`, false)),
    ...range(NEW.provinces).map((n) => unit('province', `p${n}`, true)),
    ...range(NEW.communes).map((n) => unit('commune', `c${n}`, true)),
  ];
  const passing = (old: string, heir: string) => ({ old, new: heir, day: DAY, share: null, basis: BASIS });
  return {
    province: { id: PROVINCE, name: 'Việt Nam' },
    units,
    names: units.map(({ id, validFrom }) => ({ unit: id, validFrom, name: `Đơn vị hành chính ${id}` })),
    codes: units.map(({ id, validFrom }) => ({
      unit: id,
      validFrom,
      code: `0${id.slice(1)}${id.slice(0, 1)}`,
    })),
    edges: [
      ...range(OLD.districts).map((n) => edge(`D${n}`, `P${n % OLD.provinces}`, false)),
      ...range(OLD.communes).map((n) => edge(`C${n}`, `D${n % OLD.districts}`, false)),
      ...range(NEW.communes).map((n) => edge(`c${n}`, `p${n % NEW.provinces}`, true)),
    ],
    successions: [
      ...range(OLD.provinces).map((n) => passing(`P${n}`, `p${n % NEW.provinces}`)),
      ...range(OLD.communes).map((n) => passing(`C${n}`, `c${n % NEW.communes}`)),
      ...range(SPLIT).map((n) => passing(`C${n}`, `c${(n + 1) % NEW.communes}`)),
    ],
  };
}

const TABLES = {
  unit: 'province_id, id, kind, valid_from, valid_to, legacy_area, basis, end_basis',
  unit_name: 'province_id, unit_id, valid_from, name, basis',
  unit_code: 'province_id, unit_id, valid_from, code, basis',
  unit_edge: 'province_id, tree, parent_id, child_id, valid_from, valid_to, basis',
  succession: 'province_id, old_id, new_id, day, share, basis',
} as const;
type Table = keyof typeof TABLES;

type Texts = Readonly<Record<Table, string>>;

/** Each table's rows as COPY reads them: what the import stores of this country. */
function texts({ units, names, codes, edges, successions }: ReturnType<typeof country>): Texts {
  const lines = (rows: readonly (readonly (string | null | undefined)[])[]): string =>
    rows.map((row) => `${[PROVINCE, ...row].map((cell) => cell ?? '\\N').join('\t')}\n`).join('');
  return {
    unit: lines(
      units.map((row) => [row.id, row.kind, row.validFrom, row.validTo, null, row.basis, row.endBasis]),
    ),
    unit_name: lines(names.map((row) => [row.unit, row.validFrom, row.name, row.basis])),
    unit_code: lines(codes.map((row) => [row.unit, row.validFrom, row.code, row.basis])),
    unit_edge: lines(
      edges.map((row) => [row.tree, row.parent, row.child, row.validFrom, row.validTo, row.basis]),
    ),
    succession: lines(successions.map((row) => [row.old, row.new, row.day, row.share, row.basis])),
  };
}

async function counted(sql: Sql): Promise<string> {
  const counts = await Promise.all(
    (Object.keys(TABLES) as Table[]).map(async (table) => {
      const [row] = await sql.unsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${table}`);
      return `${table} ${row?.n}`;
    }),
  );
  return counts.join(', ');
}

/** One transaction, as the import is. */
async function copied(sql: Sql, rows: Texts): Promise<number> {
  const started = performance.now();
  await sql.begin(async (tx) => {
    await tx`INSERT INTO province (id, name) VALUES (${PROVINCE}, 'Việt Nam')`;
    for (const table of Object.keys(TABLES) as Table[]) {
      const into = await tx.unsafe(`COPY ${table} (${TABLES[table]}) FROM STDIN`).writable();
      await pipeline(Readable.from([rows[table]]), into);
    }
  });
  return performance.now() - started;
}

/** Milliseconds of one import, by the use-case `npm run admin` runs. */
const imported =
  (data: ProvinceData) =>
  (database: BenchDatabase): Promise<number> =>
    withDatabase(database, async (db) => {
      await db.system`SELECT 1`;
      const started = performance.now();
      const plan = await importProvince({ db, clock: () => new Date() }, data, { dryRun: false });
      const ms = performance.now() - started;
      if (!plan.stored) throw new Error(JSON.stringify(plan.faults.slice(0, 3)));
      return ms;
    });

export async function benchImportUnits(host: Host): Promise<Figure[]> {
  const empty = await host.database('import_empty');
  const data = country();
  const rows = texts(data);
  const kept = { wanted: '', runs: 0 };
  /** Each run has an empty database of its own, and both sides leave the same numbers of rows. */
  const side = (run: (database: BenchDatabase, sql: Sql) => Promise<number>) => async (): Promise<number> => {
    const database = await host.copy(empty.name, `import_${++kept.runs}`);
    const sql = connect(database.superuserUrl, { max: 1 });
    try {
      await sql`CHECKPOINT`;
      const ms = await run(database, sql);
      const found = await counted(sql);
      kept.wanted ||= found;
      const sound =
        found.includes(`unit ${COUNTS.unit},`) && found.includes(`succession ${COUNTS.succession}`);
      if (found !== kept.wanted || !sound) throw new Error(`${found}, not ${kept.wanted}`);
      return ms;
    } finally {
      await sql.end();
    }
  };
  const [ours, theirs] = [side(imported(data)), side((_, sql) => copied(sql, rows))];
  for (const warmUp of [ours, theirs, ours]) await warmUp();
  const paired = await inTurn(PAIRS, ours, theirs);
  const note = `${pairWords(paired, 'ms', 'ms by COPY')}; ${kept.wanted}`;
  return [{ id: 'import-units', value: paired.ratio, unit: 'ratio', bar: 8, want: 'atMost', note }];
}
