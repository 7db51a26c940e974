/** What can be mended for the clerk: shown cell by cell before anything is written, told afterwards, and undone at a press. */

import { addressWords } from '../../shared/issue-groups.ts';
import type { CheckResult, ShownIssue } from '../core/rpc.ts';
import type { GivenAnswer, Mended, Mending, ShownChange } from '../core/rpc-fixes.ts';
import { el } from './element.ts';
import { muted, secondary } from './parts.ts';
import { bySource, withheldWords } from './sources.ts';
import type { State } from './state.ts';
import { say, type WordKey } from './words.ts';

interface FixActions {
  planFixes(changes: readonly ShownChange[]): void;
  applyPlan(): void;
  dropPlan(): void;
  undoFix(): void;
  askAgain(answer: GivenAnswer): void;
}

/** What the mending of an issue may be done for many at once: no number changes its meaning by it, and nothing is guessed. */
const CERTAIN: ReadonlySet<string> = new Set([
  'not_an_option|set',
  'not_a_date|set',
  'date_in_number|set',
  'not_a_date|moveToColumn',
]);

const nameOf = ({ at }: ShownChange): string => `${at.section}|${at.row}|${at.column}`;

/** Of each issue the first certain way to mend it, and every cell that is not written as it was read; each cell once. */
function certainChanges({ issues, mending }: CheckResult): ShownChange[] {
  const ofIssues = issues.flatMap(
    ({ code, fixes }: ShownIssue) =>
      fixes.find(({ fix }) => CERTAIN.has(`${code}|${fix.label}`))?.cells ?? [],
  );
  const found = new Map<string, ShownChange>();
  for (const change of [...ofIssues, ...mending.tidy]) {
    if (!found.has(nameOf(change))) found.set(nameOf(change), change);
  }
  return [...found.values()];
}

/** Above the list of problems: what was just done, or what will be, or what could be. */
export function mendingCards(state: State, check: CheckResult, actions: FixActions): HTMLElement[] {
  const plan = state.fixPlan;
  return [
    ...doneCard(state, check.mending, actions),
    ...(plan === null ? offerCard(state, check, actions) : [planCard(state, plan, actions)]),
  ];
}

function offerCard(state: State, check: CheckResult, actions: FixActions): HTMLElement[] {
  const changes = certainChanges(check);
  const { tidy, tidyCount } = check.mending;
  if (changes.length === 0) return [];
  const count = changes.length;
  return [
    el(
      'section',
      { class: 'card mend' },
      el('h3', {}, say(state.lang, 'fixTitle', { count: count + tidyCount - tidy.length })),
      tidyCount > 0 && muted(state, 'fixTidy', { count: tidyCount }),
      el(
        'div',
        { class: 'buttons' },
        el(
          'button',
          {
            type: 'button',
            class: 'fix',
            id: 'fix-all',
            onclick: () => actions.planFixes(changes),
            disabled: state.busy !== null,
          },
          say(state.lang, 'fixAll', { count }),
        ),
      ),
      tidyCount > tidy.length && muted(state, 'fixMore', { count: tidyCount - tidy.length }),
    ),
  ];
}

function planCard(state: State, plan: readonly ShownChange[], actions: FixActions): HTMLElement {
  const tabs = new Set(plan.map(({ tab }) => tab));
  const { length: count } = plan;
  return el(
    'section',
    { class: 'card mend', 'aria-labelledby': 'plan' },
    el('h3', { id: 'plan', tabindex: '-1' }, say(state.lang, 'planTitle', { count })),
    muted(state, 'planText'),
    ...bySource(state.lang, plan).flatMap(([source, changes]) => [
      source && el('h4', {}, source),
      changeList(state, changes, tabs.size > 1, source),
    ]),
    ...withheldWords(state.lang, state.withheld).map((words) => el('p', { class: 'muted' }, words)),
    el(
      'div',
      { class: 'buttons' },
      el(
        'button',
        { type: 'button', class: 'fix', onclick: () => actions.applyPlan(), disabled: state.busy !== null },
        say(state.lang, 'planApply', { count }),
      ),
      secondary(state, 'planDrop', () => actions.dropPlan()),
    ),
  );
}

/** "C14: 12 người thành 12", one line a cell. `source`: where all of them come from, if they were offered. */
export function changeList(
  state: State,
  changes: readonly ShownChange[],
  manyTabs: boolean,
  source = '',
): HTMLElement {
  const { lang } = state;
  const shown = (text: string): string => text || say(lang, 'blankCell');
  return el(
    'ul',
    {
      class: 'changes',
      tabindex: '0',
      'aria-label': source || say(lang, 'planTitle', { count: changes.length }),
    },
    ...changes.map((change) => {
      const why = reasonOf(change);
      return el(
        'li',
        {},
        el('span', { class: 'a1' }, manyTabs ? `${change.tab} · ${change.a1}` : change.a1),
        el('del', {}, shown(change.from)),
        el('span', { class: 'muted' }, ` ${say(lang, 'becomes')} `),
        el('ins', {}, shown(change.to)),
        why !== undefined && el('span', { class: 'muted' }, ` · ${say(lang, why)}`),
      );
    }),
  );
}

const NUMBER = /^-?[\d.]+(?:,\d+)?$/;
const DAY = /^\d\d\/\d\d\/\d{4}$/;
const digits = (text: string): string => text.replace(/\D/g, '');
const bare = (text: string): string => text.replace(/[\s\u00a0\u200b-\u200f\u2060\ufeff]/g, '');

/** What is the matter with the text, where it cannot be seen by comparing. */
function reasonOf({ from, to }: ShownChange): WordKey | undefined {
  if (from === '' || to === '') return undefined;
  if (/[\uff05-\uff19]/.test(from)) return 'whyFullWidth';
  if (/[ÐƉðɖƢƣ]/.test(from)) return 'whyLetters';
  if (from.normalize('NFC') !== from) return 'whyComposed';
  if (DAY.test(to)) return 'whyDate';
  // Of two numbers the signs are what differs, and both are seen.
  if (NUMBER.test(to) && digits(from) === digits(to) && (from === to || !NUMBER.test(from)))
    return /\p{L}|%/u.test(from) ? 'whyUnit' : 'whyNumber';
  return bare(from) === bare(to) ? 'whySpaces' : undefined;
}

/** What the last press changed, the cells it left and why, and the way back. */
function doneCard(state: State, { done, undo }: Mending, actions: FixActions): HTMLElement[] {
  if (done === null && undo === 0) return [];
  const lost = done !== null && !done.undone && done.changed > 0 && undo === 0;
  return [
    el(
      'section',
      { class: 'mended' },
      ...(done === null ? [] : doneWords(state, done)),
      lost && muted(state, 'noUndo'),
      undo > 0 &&
        el(
          'div',
          { class: 'buttons' },
          el(
            'button',
            { type: 'button', onclick: () => actions.undoFix(), disabled: state.busy !== null },
            say(state.lang, 'undo', { count: undo }),
          ),
        ),
    ),
  ];
}

const LEFT = {
  changed: 'leftChanged',
  formula: 'leftFormula',
  closed: 'leftClosed',
  gone: 'leftGone',
} as const;

function doneWords(state: State, { changed, undone, left }: Mended): HTMLElement[] {
  const key = undone ? 'undoneDone' : 'fixedDone';
  const reasons = [...new Set(left.map(({ why }) => why))];
  return [
    el('p', { class: 'done', id: 'mended', tabindex: '-1' }, say(state.lang, key, { count: changed })),
    ...reasons.map((why) => {
      const those = left.filter((cell) => cell.why === why);
      const cells = addressWords(those.map(({ a1 }) => a1));
      return el('p', { class: 'left' }, say(state.lang, LEFT[why], { cells, count: those.length }));
    }),
  ];
}

/** What was answered once for a column of this sheet, to be taken back. */
export function answersCard(state: State, { answers }: Mending, actions: FixActions): HTMLElement[] {
  const { lang } = state;
  if (answers.length === 0) return [];
  return [
    el(
      'details',
      { class: 'folded' },
      el('summary', {}, say(lang, 'answersTitle', { count: answers.length })),
      el(
        'ul',
        { class: 'totals' },
        ...answers.map((answer) =>
          el(
            'li',
            {},
            el('p', {}, `${answer.where[lang]} · ${answer.words[lang]}`),
            el(
              'button',
              {
                type: 'button',
                'aria-label': say(lang, 'answerAgainOf', { column: answer.where[lang] }),
                onclick: () => actions.askAgain(answer),
                disabled: state.busy !== null,
              },
              say(lang, 'answerAgain'),
            ),
          ),
        ),
      ),
    ),
  ];
}
