/** What a check found: the problems, or that there is none left. */
import { structureErrors } from '../../../shared/told-once.ts';
import type { CheckResult } from '../../core/rpc.ts';
import type { Actions } from '../actions.ts';
import { problemList } from '../cards.ts';
import { doctorCard } from '../doctor.ts';
import { el } from '../element.ts';
import { answersCard, mendingCards } from '../fixes.ts';
import { muted, paragraph, secondary } from '../parts.ts';
import { copyNotes, departedCard, remarkCards } from '../remarks.ts';
import type { State } from '../state.ts';
import { takenList } from '../unsent.ts';
import { way } from '../way.ts';
import { say } from '../words.ts';

export const problemsScreen = (state: State, actions: Actions): HTMLElement[] => [
  ...departedCard(state, actions),
  ...remarkCards(state, actions),
  filled(state),
  ...found(state, actions),
  ...keepDraft(state, actions),
  way(state, actions),
];

export const cleanScreen = (state: State, actions: Actions): HTMLElement[] => [
  el(
    'p',
    { class: 'done', id: 'outcome', tabindex: '-1' },
    say(state.lang, (state.check?.counts.warnings ?? 0) > 0 ? 'cleanWarnings' : 'clean'),
  ),
  ...remarkCards(state, actions),
  filled(state),
  ...found(state, actions),
  way(state, actions),
];

/** Rows put on the sheet, copies of the sheets, and problems that were found; without any, nothing. */
const found = (state: State, actions: Actions): HTMLElement[] =>
  state.check === null
    ? []
    : [
        ...takenList(state, actions, state.taken),
        ...added(state, state.check),
        ...copyNotes(state, state.check),
        ...mendingCards(state, state.check, actions),
        ...doctorCard(state, state.check, actions),
        ...(state.check.issues.length > 0 ? [problemList(state, state.check, actions)] : []),
        ...answersCard(state, state.check.mending, actions),
      ];

/** What could go into the wrong cells, or changed where none may, is not kept on the server either. */
const keepDraft = (state: State, actions: Actions): HTMLElement[] =>
  structureErrors(state.check?.issues ?? []).length > 0 ||
  state.report?.outdated ||
  state.report?.departed?.against === 'returned'
    ? []
    : [
        el(
          'div',
          { class: 'keep' },
          secondary(state, 'saveDraft', () => actions.saveDraft()),
          muted(state, 'draftHint'),
        ),
      ];

const added = (state: State, { added: rows }: CheckResult): HTMLElement[] =>
  rows === null ? [] : [paragraph(state, 'addedText', { count: rows.count, tab: rows.to[state.lang] })];

function filled(state: State): HTMLElement {
  const { check } = state;
  if (!check) return el('p', {});
  return check.filled.required > 0
    ? muted(state, 'filled', check.filled)
    : muted(state, 'rows', { rows: check.rows });
}
