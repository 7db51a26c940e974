/** The screen of a push that met other values in the same cells: side by side, one of the two is chosen. */
import type { ShownConflict } from '../../core/rpc-send.ts';
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import type { Which } from '../kept.ts';
import { paragraph, primary, secondary } from '../parts.ts';
import { conflictName, type State } from '../state.ts';
import { way } from '../way.ts';
import { say } from '../words.ts';

export function mergeScreen(state: State, actions: Actions): HTMLElement[] {
  const found = state.stale;
  if (!found) return [];
  const { count, conflicts } = found;
  const several =
    conflicts.length > 1
      ? [
          secondary(state, 'keepAllMine', () => actions.takeAll('mine')),
          secondary(state, 'takeAllTheirs', () => actions.takeAll('theirs')),
        ]
      : [];
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'staleTitle')),
    paragraph(state, 'staleText', { count }),
    ...several,
    ...conflicts.map((conflict) => sideBySide(state, actions, conflict)),
    way(state, actions),
  ];
}

const SIDES = [
  ['mine', 'keepMine'],
  ['theirs', 'takeTheirs'],
] as const;

function sideBySide(state: State, actions: Actions, conflict: ShownConflict): HTMLElement {
  const { lang, taking } = state;
  const { at, a1, where, shown, by } = conflict;
  const chosen = taking[conflictName(conflict)];
  const card = el('section', { class: 'card', role: 'group', 'aria-label': `${where[lang]} ${a1}` });
  const buttons = SIDES.map(([which, word]) =>
    el(
      'button',
      {
        type: 'button',
        'aria-pressed': String(chosen === which),
        ...(chosen === undefined && which === 'mine' ? { 'data-open': 'true' } : {}),
        onclick: () => {
          actions.take(conflict, which);
          press(buttons, which);
        },
      },
      say(lang, word),
    ),
  );
  card.append(
    el(
      'h3',
      {},
      where[lang],
      ' ',
      a1 ? el('button', { type: 'button', onclick: () => actions.goTo(at) }, a1) : null,
    ),
    el(
      'div',
      { class: 'sides' },
      ...SIDES.map(([which], index) =>
        el(
          'div',
          {},
          el('p', { class: 'muted' }, which === 'theirs' && by ? by : say(lang, which)),
          el('p', {}, shown[which][lang]),
          buttons[index],
        ),
      ),
    ),
    el('p', { class: 'muted' }, `${say(lang, 'before')}: ${shown.before[lang]}`),
  );
  return card;
}

function press(buttons: readonly HTMLElement[], which: Which): void {
  for (const [index, button] of buttons.entries()) {
    button.setAttribute('aria-pressed', String(SIDES[index]?.[0] === which));
    button.removeAttribute('data-open');
  }
}

export const restoredScreen = (state: State, actions: Actions): HTMLElement[] => [
  el(
    'section',
    { class: 'card warning', role: 'alert' },
    el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'restoredTitle')),
    paragraph(state, 'restoredText'),
  ),
  primary(state, actions),
];
