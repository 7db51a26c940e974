/** Enters a person at a scope, and walks through what counted there by the end of a day, a batch at a time. */

import { endOfDay } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Calendar } from '../../../shared/working-days.ts';
import { calendarWith } from '../../import/due-dates.ts';
import { selectHolidays } from '../../store/calendar.ts';
import {
  type CountedQuestion,
  type CountedRow,
  type ScopeRow,
  selectCounted,
  selectCountedUnits,
  selectNamedScopes,
} from '../../store/counted.ts';
import { type Entered, enterPerson } from '../../store/people.ts';
import type { Flights } from '../../store/transaction.ts';
import { entered, type Identity, type UsecaseDeps } from '../enter.ts';

export interface EnteredScope {
  readonly who: Entered;
  readonly unit: string;
  readonly name: string;
  /** The person may read the unit's own reports only, not those below it. */
  readonly own: boolean;
}

/**
 * The scope asked for, or the person's highest unit. Throws Problem `not_found` where it is not theirs to read.
 * @param day ISO date whose tree decides who stands above whom
 */
export async function enterScope(
  flights: Flights,
  identity: Identity,
  scope: string | undefined,
  day: string,
): Promise<EnteredScope> {
  const [people] = await flights.send(enterPerson(flights, identity));
  const who = entered(people[0]);
  const asked = scope === undefined ? who.roles.map(({ unit }) => unit) : [scope];
  const [rows] = await flights.send(selectNamedScopes(flights, asked, day));
  for (const row of [...rows].sort(highestFirst)) {
    const whole = who.roles.some((role) => role.subtree && row.scopes.includes(role.unit));
    if (whole || who.roles.some(({ unit }) => unit === row.unit)) {
      return { who, unit: row.unit, name: row.name, own: !whole };
    }
  }
  throw new Problem('not_found');
}

const highestFirst = (a: ScopeRow, b: ScopeRow): number =>
  a.scopes.length - b.scopes.length || (a.unit < b.unit ? -1 : 1);

/** The end of a day that is over; null for today and later, when what counts is what counts now. */
export const endIfOver = (deps: Pick<UsecaseDeps, 'clock'>, day: string): Date | null => {
  const end = endOfDay(day);
  return end.getTime() <= deps.clock().getTime() ? end : null;
};

/** Offices whose contents are held at a time: memory grows by no more than the ids of the others. */
const BATCH = 25;

/** Everything that counted, office by office behind `after`, periods of an office in order; whole offices in a batch. */
export async function* countedIn(
  flights: Flights,
  of: CountedQuestion,
  after?: string,
): AsyncGenerator<CountedRow[]> {
  const [found] = await flights.send(selectCountedUnits(flights, of, after));
  const units = found.map(({ unit }) => unit);
  for (let at = 0; at < units.length; at += BATCH) {
    const [rows] = await flights.send(selectCounted(flights, of, units.slice(at, at + BATCH)));
    if (rows.length > 0) yield rows;
  }
}

/** The days off of the person's province. */
export async function calendarIn(flights: Flights): Promise<Calendar> {
  const [own] = await flights.send(selectHolidays(flights));
  return calendarWith(own);
}

/** What counted of one office. */
export interface Office {
  readonly unit: string;
  readonly name: string;
  readonly reports: readonly CountedRow[];
}

/** The same office by office: only the reports of one batch are held. */
export async function* officesIn(
  flights: Flights,
  of: CountedQuestion,
  after?: string,
): AsyncGenerator<Office> {
  for await (const rows of countedIn(flights, of, after)) {
    let reports: CountedRow[] = [];
    for (const row of rows) {
      if (reports[0] !== undefined && reports[0].unit_id !== row.unit_id) {
        yield officeOf(reports);
        reports = [];
      }
      reports.push(row);
    }
    yield officeOf(reports);
  }
}

const officeOf = (reports: readonly CountedRow[]): Office => {
  const last = reports.at(-1);
  return { unit: last?.unit_id ?? '', name: last?.unit_name ?? '', reports };
};
