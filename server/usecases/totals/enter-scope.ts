/** Whose scope it is: the unit asked for or, where none is named, the reader's highest, for reports and for sums. */
import { Problem } from '../../../shared/problem.ts';
import { type Entered, enterPerson } from '../../store/people.ts';
import { answersForAll, selectHighestScope, selectScope } from '../../store/rights.ts';
import type { Flights } from '../../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';

export interface EnteredScope {
  readonly who: Entered;
  readonly unit: string;
  readonly name: string;
  /** The person may read the unit's own reports only, not those below it. */
  readonly own: boolean;
}

/**
 * Enters a person at a scope whose reports are theirs to read. Throws Problem `not_found` where it is not.
 * @param day ISO date whose tree decides who stands above whom
 */
export async function enterScope(
  flights: Flights,
  identity: Identity,
  scope: string | undefined,
  day: string,
): Promise<EnteredScope> {
  const [people, [found]] = await flights.send(
    enterPerson(flights, identity),
    selectScope(flights, scope, day),
  );
  const who = entered(people[0]);
  if (found === undefined) throw new Problem('not_found');
  const own = !answersForAll(who.roles, found.scopes);
  if (own && !who.roles.some(({ unit }) => unit === found.unit)) throw new Problem('not_found');
  return { who, unit: found.unit, name: found.name, own };
}

/** The scope whose sums are asked for on a day's map. Whether they may be read is asked with the sums. Throws `not_found` without any role. */
export async function summedScope(flights: Flights, scope: string | undefined, day: string): Promise<string> {
  if (scope !== undefined) return scope;
  const [[found]] = await flights.send(selectHighestScope(flights, day));
  if (found?.unit == null) throw new Problem('not_found');
  return found.unit;
}

/** Whether the person reads the reports of a scope and of all units below it on a day's map, and not its sums alone. */
export function seesBelow(
  deps: UsecaseDeps,
  identity: Identity,
  scope: string,
  day: string,
): Promise<boolean> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [found]] = await flights.commit(
      enterPerson(flights, identity),
      selectScope(flights, scope, day),
    );
    return found !== undefined && answersForAll(entered(people[0]).roles, found.scopes);
  });
}
