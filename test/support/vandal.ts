/** Changes what is stored behind the service's back, as the owner of the database, and takes it back. */
import type { Sql } from '../../server/store/sql.ts';

/** Runs `look` while one statement of the owner holds, triggers and constraints of others left aside; then takes it back. */
export async function changed(owner: Sql, statement: string, look: () => Promise<void>): Promise<void> {
  const [table = ''] = /(?<=UPDATE |DELETE FROM |INSERT INTO )\w+/.exec(statement) ?? [];
  await owner.unsafe(`CREATE TABLE kept AS SELECT * FROM ${table}`);
  const quietly = (work: string) =>
    owner.begin(async (tx) => {
      await tx`SET LOCAL session_replication_role = replica`;
      await tx.unsafe(work);
    });
  try {
    await quietly(statement);
    await look();
  } finally {
    await quietly(`DELETE FROM ${table}`);
    await quietly(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept`);
    await owner`DROP TABLE kept`;
  }
}

/** What to make of a value of this type, unlike what is there. */
const OTHER: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  int4: (column) => `coalesce(${column}, 0) + 7`,
  int8: (column) => `coalesce(${column}, 0) + 7000`,
  numeric: (column) => `${column} + 1`,
  bool: (column) => `NOT coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, '2022-01-01') + 1`,
  timestamptz: (column) => `${column} + interval '1 microsecond'`,
  jsonb: (column) => `jsonb_build_object('x', ${column})`,
  _text: (column) => `array_append(${column}, 'x')`,
  _numeric: (column) => `ARRAY[${column}[1] + 1] || ${column}[2:]`,
};

/** The columns of a table with another value for each; its own checks are dropped, so that any value goes in. */
export async function otherValues(
  owner: Sql,
  table: string,
  special: Readonly<Record<string, string>>,
): Promise<readonly { readonly column: string; readonly value: string }[]> {
  const columns = await owner<{ name: string; type: string }[]>`
    SELECT a.attname AS name, t.typname AS type FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = ${`public.${table}`}::regclass AND a.attnum > 0 AND NOT a.attisdropped`;
  const checks = await owner<{ name: string }[]>`
    SELECT conname AS name FROM pg_constraint WHERE conrelid = ${`public.${table}`}::regclass AND contype = 'c'`;
  for (const { name } of checks) await owner.unsafe(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return columns.map(({ name, type }) => ({
    column: name,
    value: special[`${table}.${name}`] ?? OTHER[type]?.(name) ?? `no value for ${type}`,
  }));
}
