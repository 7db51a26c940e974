/** import-units: 15,000 units and 12,000 successions imported, checked and told ÷ the very rows that stores by bare COPY. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { connect, type Sql } from '../../server/store/db.ts';
import type { ProvinceData, UnitEdgeRow, UnitRow } from '../../server/store/province-data.ts';
import { importProvince } from '../../server/usecases/import-province.ts';
import { type Figure, inTurn, pairWords } from './figure.ts';
import { type Host, PROVINCE, withDatabase } from './host.ts';

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

/** Each table's rows as COPY reads them, made from what an import stored. */
async function stored(sql: Sql): Promise<Record<Table, string>> {
  const texts = {} as Record<Table, string>;
  for (const table of Object.keys(TABLES) as Table[]) {
    const chunks: Buffer[] = [];
    const rows = await sql.unsafe(`COPY ${table} (${TABLES[table]}) TO STDOUT`).readable();
    for await (const chunk of rows) chunks.push(chunk as Buffer);
    texts[table] = Buffer.concat(chunks).toString();
  }
  return texts;
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

async function emptied(sql: Sql): Promise<void> {
  await sql`TRUNCATE province CASCADE`;
  await sql`CHECKPOINT`;
}

/** One transaction, as the import is. */
async function copied(sql: Sql, texts: Readonly<Record<Table, string>>): Promise<number> {
  const started = performance.now();
  await sql.begin(async (tx) => {
    await tx`INSERT INTO province (id, name) VALUES (${PROVINCE}, 'Việt Nam')`;
    for (const table of Object.keys(TABLES) as Table[]) {
      const into = await tx.unsafe(`COPY ${table} (${TABLES[table]}) FROM STDIN`).writable();
      await pipeline(Readable.from([texts[table]]), into);
    }
  });
  return performance.now() - started;
}

export async function benchImportUnits(host: Host): Promise<Figure[]> {
  const database = await host.database('import_units');
  const data = country();
  const sql = connect(database.superuserUrl, { max: 1 });
  try {
    return await withDatabase(database, async (db) => {
      const imported = async (): Promise<number> => {
        const started = performance.now();
        const plan = await importProvince({ db, clock: () => new Date() }, data, { dryRun: false });
        const ms = performance.now() - started;
        if (!plan.stored) throw new Error(JSON.stringify(plan.faults.slice(0, 3)));
        return ms;
      };
      await imported();
      const texts = await stored(sql);
      const wanted = await counted(sql);
      if (!wanted.includes(`unit ${COUNTS.unit},`) || !wanted.includes(`succession ${COUNTS.succession}`))
        throw new Error(wanted);
      const checked = (run: () => Promise<number>) => async (): Promise<number> => {
        await emptied(sql);
        const ms = await run();
        const found = await counted(sql);
        if (found !== wanted) throw new Error(`${found}, not ${wanted}`);
        return ms;
      };
      const [ours, theirs] = [checked(imported), checked(() => copied(sql, texts))];
      for (const warmUp of [theirs, ours, theirs]) await warmUp();
      const paired = await inTurn(PAIRS, ours, theirs);
      const note = `${pairWords(paired, 'ms', 'ms by COPY')}; ${wanted}`;
      return [{ id: 'import-units', value: paired.ratio, unit: 'ratio', bar: 8, want: 'atMost', note }];
    });
  } finally {
    await sql.end();
  }
}
