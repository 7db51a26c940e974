/** What is offered while a call takes long: to wait no longer, and after a minute to try again without doing it twice. */
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { screenOf } from './machine.ts';
import type { State } from './state.ts';
import { say } from './words.ts';

/** Seconds until a person may leave the call alone. */
const PATIENCE_S = 10;
/** Google ends a request of the add-on after 60 s; what has not answered by now will hardly do so. */
const UNANSWERED_S = 65;

type Stage = 'short' | 'long' | 'unanswered';

export function stageOf(state: State, seconds: number): Stage {
  if (!state.busy || seconds < PATIENCE_S) return 'short';
  return seconds < UNANSWERED_S ? 'long' : 'unanswered';
}

/** Each call may be made twice: a send has its key, the others say again what already is. */
export function waiting(state: State, stage: Stage, actions: Actions): HTMLElement[] {
  if (stage === 'short') return [];
  const button = (key: 'retry' | 'stopWaiting', run: () => void): HTMLElement =>
    el('button', { type: 'button', onclick: run }, say(state.lang, key));
  // Before the sheet is known there is nothing to go back to.
  const leave = screenOf(state) === 'starting' ? [] : [button('stopWaiting', () => actions.stopWaiting())];
  if (stage === 'long') return leave.length > 0 ? [el('div', { class: 'buttons' }, ...leave)] : [];
  return [
    el(
      'section',
      { class: 'card warning', role: 'alert' },
      el('h2', { id: 'unanswered', tabindex: '-1' }, say(state.lang, 'unansweredTitle')),
      el('p', {}, say(state.lang, state.busy === 'sending' ? 'unansweredSend' : 'unansweredText')),
      el(
        'div',
        { class: 'buttons' },
        button('retry', () => actions.retry()),
        ...leave,
      ),
    ),
  ];
}
