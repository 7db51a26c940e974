/** Who may do what where: what the database says of it, and the one rule over the roles it told. The rules stand in 0001_init.sql. */
import type { RoleName } from '../../shared/wire.ts';
import type { Role } from './people.ts';
import type { Flights } from './transaction.ts';

/** Whether one of these roles reaches a unit: it stands at it, or, with its subtree, above it. `scopes`: the unit and all above. */
export const covers = (
  roles: readonly Role[],
  wanted: readonly RoleName[],
  unit: string,
  scopes: readonly string[],
): boolean => {
  const mine = roles.filter(({ role }) => wanted.includes(role));
  return mine.some((role) => role.unit === unit) || answersForAll(mine, scopes);
};

/** Whether one of these roles, whatever it is, covers a unit with all below it. */
export const answersForAll = (roles: readonly Role[], scopes: readonly string[]): boolean =>
  roles.some(({ unit, subtree }) => subtree && scopes.includes(unit));

interface ScopeRow {
  unit: string;
  name: string;
  /** The unit and all above it on the day. */
  scopes: string[];
}

/** A unit as it stood on a day (ISO), or on its last where it had ended before; undefined: the highest where the person of this transaction has a role. No row: there is none. */
export const selectScope = ({ sql }: Flights, unit: string | undefined, day: string) => sql<ScopeRow[]>`
  SELECT u.id AS unit, scopes_of(my_province(), u.id, d.day) AS scopes, u.name
  FROM (SELECT ${unit ?? sql`highest_unit(my_province(), ${day}::date, my_units(), my_subtrees())`} AS id) AS asked
  CROSS JOIN LATERAL last_there(my_province(), asked.id, ${day}::date) AS d (day)
  CROSS JOIN LATERAL unit_on(my_province(), asked.id, d.day) AS u`;

/** The unit whose sums are meant where none is named. */
export const selectHighestScope = ({ sql }: Flights, day: string) => sql<{ unit: string | null }[]>`
  SELECT highest_scope(my_province(), ${day}::date, my_units(), my_subtrees()) AS unit`;

/** Says what day it is (ISO) to all that asks, in this transaction, who administers the province. */
export const tellToday = ({ sql }: Flights, day: string) =>
  sql`SELECT set_config('so_tinh.today', ${day}, true)`;

/** Whether the person of this transaction administers the whole province on the day told. */
export const selectAdministers = ({ sql }: Flights) => sql<{ administers: boolean }[]>`
  SELECT administers_province() AS administers`;
