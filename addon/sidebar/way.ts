/** The way on from what was found, always in reach. It is drawn anew by itself while a reason is being typed. */
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { type Screen, screenOf } from './machine.ts';
import { muted, primary, secondary } from './parts.ts';
import { countUnreasoned, type State } from './state.ts';

export function way(state: State, actions: Actions): HTMLElement {
  const screen = screenOf(state);
  const beside =
    screen === 'preview'
      ? [secondary(state, 'back', () => actions.back())]
      : screen === 'clean' || screen === 'stale'
        ? [secondary(state, 'checkAgain', () => actions.check())]
        : [];
  return el(
    'div',
    { class: 'way', id: 'way' },
    ...wayWords(state, screen),
    primary(state, actions),
    ...beside,
  );
}

function wayWords(state: State, screen: Screen): HTMLElement[] {
  const { report, check } = state;
  if (screen === 'clean' && report?.head.state === 'returned') {
    const count = report.remarks.filter(({ changed }) => changed === false).length;
    return count > 0 ? [muted(state, 'remarksLeft', { count })] : [];
  }
  if (screen !== 'problems' || !check) return [];
  if (check.counts.errors > 0 || report?.departed) return [muted(state, 'errorsLeft')];
  return [muted(state, 'reasonsLeft', { count: countUnreasoned(state) })];
}
