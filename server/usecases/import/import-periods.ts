/** Decides which moves of periods the files ask for, as the table of moves has them, and refuses the others. Pure. */
import type { Period } from '../../../shared/period.ts';
import { fault, type ImportFault } from '../../import/faults.ts';
import type { LedgerEvent } from '../../store/audit.ts';
import type { PeriodRow } from '../../store/province-data.ts';
import { PERIOD_MOVES, PERIOD_WORDS } from '../period-states.ts';

interface PeriodChange {
  readonly before: PeriodRow;
  readonly after: PeriodRow;
}

/** Periods the province does not have yet begin in their state and move nowhere. The import is the reason of every move. */
export function periodMoves(
  changed: readonly PeriodChange[],
  by: Pick<LedgerEvent, 'province' | 'person' | 'at'>,
): { readonly events: readonly LedgerEvent[]; readonly faults: readonly ImportFault[] } {
  const events: LedgerEvent[] = [];
  const faults: ImportFault[] = [];
  for (const { before, after } of changed) {
    const [from, state] = [before.period.state, after.period.state];
    if (from === state) continue;
    if (!PERIOD_MOVES[from].some(({ to }) => to === state)) faults.push(refused(after, from));
    else
      events.push({
        ...by,
        action: 'period_moved',
        subject: `period/${after.period.id}`,
        details: { before: from, state, reason: 'tệp nhập' },
      });
  }
  return { events, faults };
}

function refused({ period: { id, state }, at }: PeriodRow, from: Period['state']): ImportFault {
  const words = (lang: 'vi' | 'en') => PERIOD_MOVES[from].map(({ to }) => PERIOD_WORDS[to][lang]).join(', ');
  return fault('period_moved', at, {
    id,
    state: PERIOD_WORDS[from].vi,
    state_en: PERIOD_WORDS[from].en,
    wanted: PERIOD_WORDS[state].vi,
    wanted_en: PERIOD_WORDS[state].en,
    allowed: words('vi'),
    allowed_en: words('en'),
  });
}
