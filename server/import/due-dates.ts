/** What periods become: their state as it stands, and due dates told in working days worked out, also of stored ones where the calendar changed. Pure. */
import type { Period } from '../../shared/period.ts';
import { PUBLIC_HOLIDAYS } from '../../shared/public-holidays.ts';
import {
  addWorkingDays,
  type Calendar,
  type CalendarDay,
  calendarOf,
  yearsNotCovered,
} from '../../shared/working-days.ts';
import type { PeriodRow, ProvinceData, Source } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';

/** The public holidays the program knows, with the province's own days over them. */
export const calendarWith = (own: readonly CalendarDay[]): Calendar =>
  calendarOf([...PUBLIC_HOLIDAYS, ...own]);

/** What is stored that due dates stand on. */
interface StoredTimes {
  readonly periods: readonly PeriodRow[];
  readonly holidays: readonly CalendarDay[];
  /** Ids of periods somebody moved from state to state since they were imported. */
  readonly moved: ReadonlySet<string>;
}

interface DueDates {
  /** The periods of the files with every due date, and the stored ones whose due dates the calendar moves; undefined: none. */
  readonly periods: readonly PeriodRow[] | undefined;
  readonly faults: readonly ImportFault[];
}

const isEnded = ({ state }: Period): boolean => state === 'closed' || state === 'locked';

/** One level's date worked out from its rule, or the fault that the calendar does not reach so far. */
function workedOut(
  calendar: Calendar,
  { id, to }: Period,
  level: string,
  days: number,
  at: Source | undefined,
): string | ImportFault {
  const due = addWorkingDays(calendar, to, days);
  const unknown = yearsNotCovered(calendar, to, due);
  if (unknown.length === 0) return due;
  const params = { column: `due_${level}`, rule: `+${days}`, id, years: unknown.join(', ') };
  return fault('calendar_missing', at, params);
}

interface Resolved {
  readonly row: PeriodRow;
  readonly faults: readonly ImportFault[];
}

/** Once an administrator has moved a period, the state in the file is an old one. */
function standing(row: PeriodRow, stored: PeriodRow | undefined, moved: boolean): Resolved {
  const state = stored?.period.state;
  if (!moved || state === undefined || state === row.period.state) return { row, faults: [] };
  const about = { id: row.period.id, found: row.period.state, state };
  return {
    row: { ...row, period: { ...row.period, state } },
    faults: [fault('state_moved', row.at, about)],
  };
}

/** A date worked out once for a period that has ended stays what offices were held to, whatever the calendar says today. */
function resolved(row: PeriodRow, stored: PeriodRow | undefined, calendar: Calendar): Resolved {
  const { period, dueRule = {}, at } = row;
  const held = stored !== undefined && isEnded(stored.period) && isEnded(period);
  const due = { ...period.due };
  const rule: Record<string, number> = {};
  const faults: ImportFault[] = [];
  for (const [level, days] of Object.entries(dueRule)) {
    const before = held ? stored.period.due[level] : undefined;
    const found = before === undefined ? workedOut(calendar, period, level, days, at) : undefined;
    rule[level] = days;
    if (typeof found === 'object') faults.push(found);
    else if (found !== undefined) due[level] = found;
    if (before === undefined) continue;
    due[level] = before;
    const wanted = addWorkingDays(calendar, period.to, days);
    const kept = stored?.dueRule?.[level];
    if (kept !== undefined) rule[level] = kept;
    if (wanted === before) continue;
    faults.push(fault('due_kept', at, { column: `due_${level}`, id: period.id, due: before, wanted }));
  }
  return { row: { period: { ...period, due }, dueRule: rule, ...(at ? { at } : {}) }, faults };
}

const spelled = ({ due }: Period): string => JSON.stringify(Object.entries(due).sort());

/** Stored periods the files do not name, whose dates a changed calendar moves. */
function movedByCalendar(data: ProvinceData, stored: StoredTimes, calendar: Calendar): Resolved[] {
  if (data.holidays === undefined) return [];
  const named = new Set((data.periods ?? []).map(({ period }) => period.id));
  return stored.periods
    .filter(({ period, dueRule = {} }) => !named.has(period.id) && Object.keys(dueRule).length > 0)
    .map((row) => ({ before: row.period, found: resolved(row, row, calendar) }))
    .filter(({ before, found }) => found.faults.length > 0 || spelled(found.row.period) !== spelled(before))
    .map(({ found }) => found);
}

/** Faults are errors and warnings, told apart by the catalogue. */
export function dueDates(data: ProvinceData, stored: StoredTimes): DueDates {
  const calendar = calendarWith(data.holidays ?? stored.holidays);
  const before = new Map(stored.periods.map((row) => [row.period.id, row]));
  const brought = data.periods?.map((given) => {
    const { id } = given.period;
    const { row, faults } = standing(given, before.get(id), stored.moved.has(id));
    const found = resolved(row, before.get(id), calendar);
    return { row: found.row, faults: [...faults, ...found.faults] };
  });
  const moved = movedByCalendar(data, stored, calendar);
  const faults = [...(brought ?? []), ...moved].flatMap((one) => one.faults);
  if (brought === undefined && moved.length === 0) return { periods: undefined, faults };
  return { periods: [...(brought ?? []), ...moved].map(({ row }) => row), faults };
}
