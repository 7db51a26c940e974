/** What keeps more time from being asked for or decided, each a problem of its own. */
import { showDate } from '../../../shared/dates.ts';
import { addDays, dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ExtensionRow } from '../../store/extensions.ts';
import type { LockedReport } from '../../store/reports.ts';
import { refuseFuturePeriod } from '../period-states.ts';
import { stateDetails } from './allowed.ts';

const days = (named: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(named).flatMap(([name, day]) => [
      [name, showDate(day, 'vi')],
      [`${name}_en`, showDate(day, 'en')],
    ]),
  );

const OUTCOMES = {
  asked: { outcome: 'ghi nhận', outcome_en: 'noted' },
  granted: { outcome: 'đồng ý', outcome_en: 'granted' },
  refused: { outcome: 'từ chối', outcome_en: 'refused' },
} as const;

/** A leap year. */
const YEAR_DAYS = 366;

export const refuseExtension = {
  /** Nothing is asked of a report that was accepted, or whose period is still to come. */
  state(report: LockedReport): void {
    if (report.state === 'accepted' || report.state === 'locked') {
      const action = { action: 'gia hạn', action_en: 'given more time' };
      throw new Problem('wrong_state', { ...stateDetails(report.state), ...action });
    }
    refuseFuturePeriod(report);
  },

  /** The new day comes after today and after the present one, and within a year of both: a slip of the year is no wish. */
  day(until: string, { due }: LockedReport, today: string): void {
    const from = due === null || due < today ? today : due;
    if (until <= from) throw new Problem('extension_day', days({ until, today, due: due ?? today }));
    const latest = addDays(from, YEAR_DAYS);
    if (until > latest) throw new Problem('extension_too_far', days({ until, latest }));
  },

  /** One request is open at a time. */
  open(rows: readonly ExtensionRow[]): void {
    const found = rows.find(({ state }) => state === 'asked');
    if (found === undefined) return;
    const { no, asked_until, asked_name, asked_at } = found;
    throw new Problem('extension_open', {
      no,
      person: asked_name ?? '',
      ...days({ until: asked_until ?? '', day: dayInVietnam(asked_at ?? new Date(0)) }),
    });
  },

  /** A decision is made once. */
  decided({ no, state, decided_name, decided_at }: ExtensionRow): void {
    if (state === 'asked') return;
    throw new Problem('extension_decided', {
      no,
      ...OUTCOMES[state],
      person: decided_name ?? '',
      ...days({ day: dayInVietnam(decided_at ?? new Date(0)) }),
    });
  },
} as const;
