/** Who is asking: turns a verified account into a person of ours, tying it to its person the first time it comes. */
import { Problem } from '../../shared/problem.ts';
import type { Database } from '../store/db.ts';
import { type Account, bindPerson, type Entered, type EnteredRow, enteredFrom } from '../store/people.ts';
import type { TemplateShelf } from '../store/templates.ts';
import { type Flights, type RetryOptions, transaction } from '../store/transaction.ts';
import type { RuleShelf } from './forms/rule-shelf.ts';
import type { TerritoryShelf } from './totals/territory-shelf.ts';

/** What a verified token says. `authoritative`: the issuer vouches that the address is this account's own. */
export interface Identity extends Account {
  readonly email: string;
  readonly authoritative: boolean;
}

/** What every use-case works with; clock and chance come from outside. */
export interface UsecaseDeps {
  readonly db: Database;
  readonly clock: () => Date;
  readonly shelf: TemplateShelf;
  readonly rules: RuleShelf;
  readonly territories: TerritoryShelf;
  readonly retry: RetryOptions;
  /** Milliseconds of a clock nobody sets. */
  readonly monotonic: () => number;
  /** Transactions of this process that may have written, counted before their caller learns of their end. */
  readonly writes: { count: number };
}

/** Runs `work` in a transaction that reads one snapshot. */
export const readTransaction = <T>(deps: UsecaseDeps, work: (flights: Flights) => Promise<T>): Promise<T> =>
  transaction(deps.db.app, 'read', deps.retry, work);

/** Runs `work` in a transaction that locks what a write would lock, and stores nothing. */
export const dryTransaction = <T>(deps: UsecaseDeps, work: (flights: Flights) => Promise<T>): Promise<T> =>
  transaction(deps.db.app, 'write', deps.retry, work);

/** Runs `work` in a transaction that may write. */
export const writeTransaction = <T>(deps: UsecaseDeps, work: (flights: Flights) => Promise<T>): Promise<T> =>
  transaction(deps.db.app, 'write', deps.retry, work).finally(() => {
    deps.writes.count += 1;
  });

class UnknownAccount extends Error {}

/** The person of this transaction. An account nobody is tied to yet is tied and the transaction begun again. */
export function entered(row: EnteredRow | undefined): Entered {
  const found = enteredFrom(row);
  if (found === undefined) throw new UnknownAccount();
  return found;
}

/** Runs `work` for a person we know. Throws Problem `account_unknown` for an account we do not. */
export async function asPerson<T>(deps: UsecaseDeps, identity: Identity, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UnknownAccount)) throw error;
  }
  const unknown = (): Problem => new Problem('account_unknown', { account: identity.email });
  if (!identity.authoritative || !(await bind(deps, identity))) throw unknown();
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnknownAccount) throw unknown();
    throw error;
  }
}

/** Runs `work` in a transaction that reads one snapshot, for a person we know. Throws Problem `not_allowed` for others. */
export const readAsPerson = <T>(
  deps: UsecaseDeps,
  identity: Identity,
  work: (flights: Flights) => Promise<T>,
): Promise<T> => asPerson(deps, identity, () => readTransaction(deps, work));

function bind(deps: UsecaseDeps, identity: Identity): Promise<boolean> {
  return writeTransaction(deps, async (flights) => {
    const [[row]] = await flights.commit(bindPerson(flights, identity, identity.email, deps.clock()));
    return row?.bound ?? false;
  });
}
