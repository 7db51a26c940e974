/** A report that cannot be changed any more: what was accepted, and whether the sheet still says so. */
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import { lastSent, paragraph, primary, secondary, totals } from '../parts.ts';
import { departedCard, remarkCards } from '../remarks.ts';
import type { State } from '../state.ts';
import { say } from '../words.ts';

export function finishedScreen(state: State, actions: Actions): HTMLElement[] {
  const compares = state.report?.head.state === 'accepted' || state.report?.head.state === 'locked';
  const same = compares && state.check !== null && state.report?.departed === null;
  return [
    paragraph(state, 'finishedText'),
    ...departedCard(state, actions),
    ...remarkCards(state, actions),
    ...(same ? [el('p', { class: 'done', id: 'outcome', tabindex: '-1' }, say(state.lang, 'noDrift'))] : []),
    lastSent(state),
    primary(state, actions),
    ...totals(state),
    ...(compares ? [secondary(state, 'compare', () => actions.check())] : []),
  ];
}
