/** Lists the periods of the person's province. */
import type { PeriodList } from '../../shared/wire-periods.ts';
import { enterPerson } from '../store/people.ts';
import { selectPeriods } from '../store/periods.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';

export function readPeriods(deps: UsecaseDeps, identity: Identity): Promise<PeriodList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, items] = await flights.commit(enterPerson(flights, identity), selectPeriods(flights));
    entered(people[0]);
    return { items };
  });
}
