/** The past of one cell on a card: who wrote it when, from what to what, and what of it was accepted or published. */
import type { ShownPast } from '../core/rpc-office.ts';
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { muted, paragraph, secondary } from './parts.ts';
import type { State } from './state.ts';
import { instantWords, say } from './words.ts';

export function pastCard(state: State, actions: Actions): HTMLElement[] {
  const { past, lang } = state;
  if (!past) return [];
  return [
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'past' },
      el('h2', { id: 'past', tabindex: '-1' }, say(lang, 'pastTitle', { a1: past.a1 })),
      el('p', { class: 'muted' }, past.where[lang]),
      paragraph(state, 'pastNow', { value: past.now[lang] }),
      past.entries.length === 0
        ? muted(state, 'pastNone')
        : el('ol', { class: 'totals' }, ...past.entries.map((entry) => pastLine(state, entry))),
      past.older > 0 && muted(state, 'pastOlder', { count: past.older }),
      el(
        'div',
        { class: 'buttons' },
        secondary(state, 'close', () => actions.closePast()),
      ),
    ),
  ];
}

function pastLine(state: State, entry: ShownPast): HTMLElement {
  const { lang } = state;
  const kind =
    entry.mode === 'draft' ? say(lang, 'pastDraft') : say(lang, 'pastSent', { no: entry.revision });
  return el(
    'li',
    {},
    el('p', {}, el('strong', {}, entry.words[lang])),
    el('p', { class: 'muted' }, `${entry.person} · ${instantWords(entry.at, lang)} · ${kind}`),
    ...entry.chosen.map((words) => muted(state, 'pastChosen', { words: words[lang] })),
    ...entry.accepted.map((no) => paragraph(state, 'pastAccepted', { no })),
    ...entry.published.map(({ number, scope }) => paragraph(state, 'pastPublished', { number, scope })),
  );
}
