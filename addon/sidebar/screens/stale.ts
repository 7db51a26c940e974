/** The screen of a push that met a newer version: which cells differ, and what can be taken from it. */
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import { paragraph, primary, secondary } from '../parts.ts';
import type { State } from '../state.ts';
import { say } from '../words.ts';

const CHANGES_SHOWN = 12;

export function staleScreen(state: State, actions: Actions): HTMLElement[] {
  const found = state.stale;
  if (!found) return [];
  return [
    el(
      'section',
      { class: 'card warning', role: 'alert' },
      el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'staleTitle')),
      paragraph(state, 'staleText', { count: found.changes.length }),
      el(
        'ul',
        { class: 'totals' },
        ...found.changes
          .slice(0, CHANGES_SHOWN)
          .map((change) =>
            el(
              'li',
              {},
              change.words[state.lang],
              ' ',
              change.a1
                ? el('button', { type: 'button', onclick: () => actions.goTo(change.at) }, change.a1)
                : null,
            ),
          ),
      ),
      paragraph(state, 'staleNext'),
    ),
    primary(state, actions),
    ...(found.takeTheirs ? [secondary(state, 'checkAgain', () => actions.check())] : []),
  ];
}
