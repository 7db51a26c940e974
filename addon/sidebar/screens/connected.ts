/** A sheet nobody looked at yet: connected, come back with remarks, or with a push that was not answered. */
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import { lastSent, primary } from '../parts.ts';
import { departedCard, remarkCards } from '../remarks.ts';
import type { State } from '../state.ts';
import { say } from '../words.ts';

export const connectedScreen = (state: State, actions: Actions): HTMLElement[] => [
  ...pendingNote(state),
  ...departedCard(state, actions),
  ...remarkCards(state, actions),
  primary(state, actions),
  lastSent(state),
];

const pendingNote = (state: State): HTMLElement[] =>
  state.report?.pending ? [el('p', { class: 'card warning' }, say(state.lang, 'pending'))] : [];
