/** After sending: the receipt and what happens next, or the draft that was kept. */
import type { Receipt } from '../../../shared/wire.ts';
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import { paragraph, primary, receiptWords, secondary, totals } from '../parts.ts';
import { remarkCards } from '../remarks.ts';
import type { State } from '../state.ts';
import { takenList, unreadNote, unsentNote } from '../unsent.ts';
import { instantWords, say } from '../words.ts';

export const keptScreen = (state: State, actions: Actions): HTMLElement[] => [
  el('h2', { class: 'done', id: 'outcome', tabindex: '-1' }, `✓ ${say(state.lang, 'draftTitle')}`),
  paragraph(state, 'draftText'),
  ...takenList(state, actions, state.taken),
  ...unreadNote(state),
  ...unsentNote(state),
  primary(state, actions),
  ...remarkCards(state, actions),
];

export function sentScreen(state: State, actions: Actions): HTMLElement[] {
  const { lang } = state;
  const receipt = state.sent?.receipt;
  if (!receipt) return [];
  const at = instantWords(receipt.at, lang);
  return [
    el('h2', { class: 'done', id: 'outcome', tabindex: '-1' }, `✓ ${say(lang, 'sentTitle', { at })}`),
    receiptLine(state, receipt, actions),
    ...(receipt.late ? [el('p', { class: 'card warning' }, say(lang, 'late'))] : []),
    ...takenList(state, actions, state.taken),
    ...unsentNote(state),
    paragraph(state, 'next'),
    primary(state, actions),
    ...totals(state),
    secondary(state, 'checkAgain', () => actions.check()),
  ];
}

function receiptLine(state: State, receipt: Receipt, actions: Actions): HTMLElement {
  const words = receiptWords(state, receipt);
  return el(
    'p',
    { class: 'receipt' },
    el('span', { id: 'receipt' }, words),
    ' ',
    el(
      'button',
      {
        type: 'button',
        class: 'icon',
        'aria-label': say(state.lang, 'copyReceipt'),
        onclick: () => actions.copyReceipt(words),
      },
      say(state.lang, 'copy'),
    ),
  );
}
