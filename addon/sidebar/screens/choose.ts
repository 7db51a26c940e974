/** Before there is a sheet: another account, no report, which report, or sheets that are gone. */
import type { ReportSummary } from '../../core/rpc.ts';
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import { paragraph, primary, secondary } from '../parts.ts';
import { missingSheets, type State } from '../state.ts';
import { dayWords, say } from '../words.ts';

export const otherAccountScreen = (state: State, actions: Actions): HTMLElement[] => [
  el(
    'section',
    { class: 'card error', role: 'alert' },
    el('h2', { id: 'failure', tabindex: '-1' }, say(state.lang, 'otherTitle')),
    paragraph(state, 'otherText', { ...state.otherAccount }),
  ),
  primary(state, actions),
];

export const unassignedScreen = (state: State, actions: Actions): HTMLElement[] => [
  paragraph(state, 'chooseNone', { email: state.start?.email ?? '' }),
  primary(state, actions),
];

export const missingScreen = (state: State, actions: Actions): HTMLElement[] => [
  paragraph(state, 'missingText', {
    names: missingSheets(state)
      .map((name) => `“${name}”`)
      .join(', '),
  }),
  el(
    'div',
    { class: 'way', id: 'way' },
    primary(state, actions),
    secondary(state, 'checkAgain', () => actions.check()),
  ),
];

export const chooseScreen = (state: State, actions: Actions): HTMLElement[] => [
  el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'chooseTitle')),
  paragraph(state, 'chooseText'),
  el(
    'fieldset',
    { class: 'choices' },
    el('legend', {}, say(state.lang, 'chooseLegend')),
    ...(state.start?.choices ?? []).map((head, index) => choice(state, actions, head, index)),
  ),
  primary(state, actions),
];

function choice(state: State, actions: Actions, head: ReportSummary['head'], index: number): HTMLElement {
  return el(
    'label',
    { class: 'card choice' },
    el('input', {
      type: 'radio',
      name: 'report',
      checked: index === state.choice,
      disabled: state.busy !== null,
      onchange: () => actions.choose(index),
    }),
    el(
      'span',
      {},
      el('b', {}, head.templateName),
      el('span', {}, `${head.unitName} · ${head.periodLabel}`),
      el(
        'span',
        { class: 'muted' },
        head.due ? say(state.lang, 'due', { date: dayWords(head.due) }) : say(state.lang, 'noDue'),
      ),
    ),
  );
}
