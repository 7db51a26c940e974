/** Who may change what holds for the whole province: its administrators, and nobody who administers a part of it. */
import { dayInVietnam } from '../../shared/days.ts';
import { Problem } from '../../shared/problem.ts';
import { type Entered, enterPerson } from '../store/people.ts';
import { selectAdministers, tellToday } from '../store/rights.ts';
import type { Flights } from '../store/transaction.ts';
import { entered, type Identity, type UsecaseDeps } from './enter.ts';

/** Enters the person. Throws Problem `not_allowed` for anybody but an administrator of the whole province. */
export async function enterAdministrator(
  { clock }: Pick<UsecaseDeps, 'clock'>,
  flights: Flights,
  identity: Identity,
): Promise<Entered> {
  const [people, , [right]] = await flights.send(
    enterPerson(flights, identity),
    tellToday(flights, dayInVietnam(clock())),
    selectAdministers(flights),
  );
  const who = entered(people[0]);
  if (right?.administers !== true) throw new Problem('not_allowed');
  return who;
}
