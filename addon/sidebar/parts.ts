/** The buttons and paragraphs every screen is made of. */
import { el } from './element.ts';
import type { State } from './state.ts';
import { say, type WordKey } from './words.ts';

/** The one blue button of a screen. */
export const primary = (state: State, key: WordKey, run: () => void): HTMLElement =>
  el(
    'button',
    { type: 'button', class: 'action', onclick: run, disabled: state.busy !== null },
    say(state.lang, key),
  );

export const secondary = (state: State, key: WordKey, run: () => void): HTMLElement =>
  el('button', { type: 'button', onclick: run, disabled: state.busy !== null }, say(state.lang, key));

export const paragraph = (
  state: State,
  key: WordKey,
  gaps: Record<string, string | number> = {},
): HTMLElement => el('p', {}, say(state.lang, key, gaps));

export const muted = (state: State, key: WordKey, gaps: Record<string, string | number> = {}): HTMLElement =>
  el('p', { class: 'muted' }, say(state.lang, key, gaps));
