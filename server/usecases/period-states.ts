/** The states of a period: where each may go, what is taken in it, and their words. */
import { showDate } from '../../shared/dates.ts';
import type { Period } from '../../shared/period.ts';
import { Problem } from '../../shared/problem.ts';
import { wrongField } from '../wrong-field.ts';

type State = Period['state'];

/** From a state to those it may go to; `reason`: only with a reason, because it undoes what offices were told. */
export const PERIOD_MOVES: Readonly<
  Record<State, readonly { readonly to: State; readonly reason?: true }[]>
> = {
  future: [{ to: 'open' }],
  open: [{ to: 'closed' }],
  closed: [{ to: 'locked' }, { to: 'open', reason: true }],
  locked: [{ to: 'closed', reason: true }],
};

export const PERIOD_WORDS: Readonly<Record<State, { readonly vi: string; readonly en: string }>> = {
  future: { vi: 'chưa mở', en: 'not open yet' },
  open: { vi: 'đang mở', en: 'open' },
  closed: { vi: 'đã đóng', en: 'closed' },
  locked: { vi: 'đã khóa', en: 'locked' },
};

/** Throws `period_move_refused` where a period does not go from one state to the other, `invalid_request` where the reason is missing. */
export function refusePeriodMove(label: string, from: State, to: State, reason: string | undefined): void {
  const move = PERIOD_MOVES[from].find((one) => one.to === to);
  if (move === undefined) {
    const words = (lang: 'vi' | 'en') => PERIOD_MOVES[from].map((one) => PERIOD_WORDS[one.to][lang]);
    throw new Problem('period_move_refused', {
      period: label,
      state: PERIOD_WORDS[from].vi,
      state_en: PERIOD_WORDS[from].en,
      wanted: PERIOD_WORDS[to].vi,
      wanted_en: PERIOD_WORDS[to].en,
      allowed: words('vi').join(', '),
      allowed_en: words('en').join(', '),
    });
  }
  if (move.reason !== true || reason !== undefined) return;
  throw wrongField('/reason', 'cần ghi lý do', 'must be given');
}

/** What says whether a report is taken on a day. Days are ISO. */
interface Taking {
  readonly period_state: State;
  /** The day more time was granted until; null = none was. */
  readonly extended_to: string | null;
  /** Whether it was granted for a locked period too. */
  readonly extended_locked: boolean;
}

/** Whether a report is taken: while its period is open, and to the end of the day more time was granted until. */
export function isTaken({ period_state, extended_to, extended_locked }: Taking, today: string): boolean {
  if (period_state === 'open') return true;
  if (period_state === 'future' || extended_to === null || today > extended_to) return false;
  return period_state === 'closed' || extended_locked;
}

/** Whether review of a report stands still: its period is locked and it was given no more time over that. */
export const isFrozen = ({
  period_state,
  extended_locked,
}: Pick<Taking, 'period_state' | 'extended_locked'>): boolean =>
  period_state === 'locked' && !extended_locked;

interface OfPeriod {
  readonly period_state: State;
  readonly period_label: string;
  readonly period: Pick<Period, 'to'>;
}

/** Throws `period_not_open` where the period is still to come. */
export function refuseFuturePeriod({ period_state, period_label, period }: OfPeriod): void {
  if (period_state !== 'future') return;
  throw new Problem('period_not_open', {
    period: period_label,
    day: showDate(period.to, 'vi'),
    day_en: showDate(period.to, 'en'),
  });
}

/** Throws `period_not_open` or `period_closed` where the report is not taken. */
export function refuseClosedPeriod(report: OfPeriod & Taking, today: string): void {
  refuseFuturePeriod(report);
  if (!isTaken(report, today)) throw new Problem('period_closed', { period: report.period_label });
}
