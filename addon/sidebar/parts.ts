/** The buttons, paragraphs and lines that several screens are made of. */
import { receiptCode } from '../../shared/receipt-code.ts';
import type { Receipt } from '../../shared/wire.ts';
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { MACHINE, screenOf } from './machine.ts';
import type { State } from './state.ts';
import { instantWords, say, type WordKey } from './words.ts';

/** The one blue button of the screen, as the table says. */
export function primary(state: State, actions: Actions): HTMLElement {
  const { word, act } = MACHINE[screenOf(state)].primary;
  return button(state, word, 'action', () => actions[act]());
}

export const secondary = (state: State, key: WordKey, run: () => void): HTMLElement =>
  button(state, key, '', run);

const button = (state: State, key: WordKey, kind: string, run: () => void): HTMLElement =>
  el(
    'button',
    { type: 'button', class: kind, onclick: run, disabled: state.busy !== null },
    say(state.lang, key),
  );

export const paragraph = (
  state: State,
  key: WordKey,
  gaps: Record<string, string | number> = {},
): HTMLElement => el('p', {}, say(state.lang, key, gaps));

export const muted = (state: State, key: WordKey, gaps: Record<string, string | number> = {}): HTMLElement =>
  el('p', { class: 'muted' }, say(state.lang, key, gaps));

/** Number and code: the page /bien-nhan asks for both. */
export const receiptWords = ({ lang }: State, receipt: Receipt): string =>
  say(lang, 'receipt', { number: receipt.number, code: receiptCode(receipt) });

export function lastSent(state: State): HTMLElement {
  const receipt = state.report?.receipt;
  if (!receipt) return muted(state, 'neverSent');
  const last = say(state.lang, 'lastSent', { at: instantWords(receipt.at, state.lang) });
  return el('p', { class: 'muted' }, `${last} · ${receiptWords(state, receipt)}`);
}

/** The province's totals once they were fetched: how many offices they cover, and where they were written. */
export function totals(state: State): HTMLElement[] {
  const { totals: shown, lang } = state;
  if (!shown) return [];
  return [
    el(
      'section',
      { class: 'card' },
      el('h3', {}, say(lang, 'coverage')),
      el('p', {}, shown.words[lang]),
      el(
        'p',
        { class: 'muted' },
        shown.nothing?.[lang] ?? say(lang, 'totalsOpened', { rows: shown.rows, sheet: shown.sheetName }),
      ),
    ),
  ];
}
