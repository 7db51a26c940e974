/** A sheet nobody looked at yet: connected, come back with remarks, or with a push that was not answered. */
import type { Actions } from '../actions.ts';
import { lastSent, primary } from '../parts.ts';
import { departedCard, remarkCards } from '../remarks.ts';
import type { State } from '../state.ts';
import { waitingCard } from '../unsent.ts';

export const connectedScreen = (state: State, actions: Actions): HTMLElement[] => [
  ...waitingCard(state, actions),
  ...departedCard(state, actions),
  ...remarkCards(state, actions),
  primary(state, actions),
  lastSent(state),
];
