/** Who a verified account is, looked up in the database on every request; entering makes the person the transaction's context. */
import { z } from 'zod';
import { RoleName } from '../../shared/wire.ts';
import type { Flights } from './transaction.ts';

const Role = z.object({ role: RoleName, unit: z.string(), subtree: z.boolean() });
export type Role = z.infer<typeof Role>;

export interface Entered {
  readonly province: { readonly id: string; readonly name: string };
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly roles: readonly Role[];
}

export interface Account {
  readonly iss: string;
  readonly sub: string;
}

export interface EnteredRow {
  province_id: string;
  province_name: string;
  person_id: string;
  person_name: string;
  email: string;
  roles: Role[];
}

/** No row: the account is unknown or the person's access was withdrawn. */
export const enterPerson = ({ sql }: Flights, account: Account) => sql<EnteredRow[]>`
  SELECT * FROM enter_person(${account.iss}, ${account.sub})`;

export function enteredFrom(row: EnteredRow | undefined): Entered | undefined {
  if (row === undefined) return undefined;
  return {
    province: { id: row.province_id, name: row.province_name },
    person: { id: row.person_id, name: row.person_name, email: row.email },
    roles: row.roles,
  };
}

/** Ties the account to the person known by this address, once. Only for addresses the account's issuer vouches for. */
export const bindPerson = ({ sql }: Flights, account: Account, email: string, at: Date) => sql<
  { bound: boolean }[]
>`
  SELECT bind_person(${account.iss}, ${account.sub}, ${email}, ${at}) AS bound`;

/** Names of units on a day, for showing roles. */
export const unitNames = ({ sql }: Flights, units: readonly string[], day: string) => sql<
  { id: string; name: string }[]
>`
  SELECT u.id, u.name
  FROM unnest(${[...units]}::text[]) AS asked (id)
  CROSS JOIN LATERAL unit_on(my_province(), asked.id, ${day}::date) AS u`;
