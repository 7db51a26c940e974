/** Walks through what counted in a scope by the end of a day, a batch at a time; and the days this is reckoned by. */
import { endOfDay } from '../../../shared/days.ts';
import type { Calendar } from '../../../shared/working-days.ts';
import { calendarWith } from '../../import/due-dates.ts';
import { selectHolidays } from '../../store/calendar.ts';
import {
  type CountedQuestion,
  type CountedRow,
  selectCounted,
  selectCountedUnits,
} from '../../store/counted.ts';
import type { Flights } from '../../store/transaction.ts';
import type { UsecaseDeps } from '../enter.ts';

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
