/** What is told of a push that waits, of cells colleagues changed, and of cells edited since: parts of several screens. */
import type { Taken } from '../core/rpc-send.ts';
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { paragraph } from './parts.ts';
import type { State } from './state.ts';
import { say } from './words.ts';

/** The push that waits, whether the sheet may be edited meanwhile, and the box for trying it by the hour. */
export function waitingCard(state: State, actions: Actions): HTMLElement[] {
  const waiting = state.report?.waiting;
  if (!waiting) return [];
  const { lang, allowHourly } = state;
  const box = el('input', {
    type: 'checkbox',
    id: 'hourly',
    checked: waiting.hourly,
    disabled: state.busy !== null,
    onchange: () => actions.setHourly(box.checked),
  });
  return [
    el(
      'section',
      { class: 'card warning' },
      el('h2', { id: 'waiting', tabindex: '-1' }, say(lang, 'waitingTitle')),
      paragraph(state, waiting.mode === 'submit' ? 'waitingSubmit' : 'waitingDraft', {
        count: waiting.cells,
      }),
      paragraph(state, waiting.whole ? 'waitingKept' : 'waitingLarge'),
      el('p', { class: 'tick' }, box, el('label', { for: 'hourly' }, say(lang, 'waitingHourly'))),
      allowHourly === '' ? null : paragraph(state, 'hourlyAllow'),
      allowHourly === ''
        ? null
        : el(
            'a',
            { href: allowHourly, target: '_blank', rel: 'noopener', class: 'button' },
            say(lang, 'grant'),
          ),
    ),
  ];
}

/** Cells colleagues changed, each with a way to it. */
export function takenList(state: State, actions: Actions, taken: Taken | null | undefined): HTMLElement[] {
  if (!taken) return [];
  const more = taken.count - taken.cells.length;
  return [
    el(
      'section',
      { class: 'card' },
      paragraph(state, 'takenText', { count: taken.count }),
      el(
        'ul',
        { class: 'totals' },
        ...taken.cells.map(({ at, a1, words }) =>
          el(
            'li',
            {},
            words[state.lang],
            ' ',
            a1 ? el('button', { type: 'button', onclick: () => actions.goTo(at) }, a1) : null,
          ),
        ),
      ),
      more > 0 ? paragraph(state, 'cellsMore', { count: more }) : null,
    ),
  ];
}

/** What a draft was kept without: it stands on this sheet and nowhere else. */
export function unreadNote({ sent, lang }: State): HTMLElement[] {
  if (!sent || sent.unreadCount === 0) return [];
  const cells = sent.unread.join(', ') + (sent.unreadCount > sent.unread.length ? ' …' : '');
  return [el('p', { class: 'card warning' }, say(lang, 'unreadText', { count: sent.unreadCount, cells }))];
}

export const unsentNote = (state: State): HTMLElement[] =>
  state.sent && state.sent.unsent > 0
    ? [el('p', { class: 'card warning' }, say(state.lang, 'unsentText', { count: state.sent.unsent }))]
    : [];
