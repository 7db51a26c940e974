/** One problem as a card: where, what was found, what was expected, why, and what can be done about it. */

import type { Fix, Question } from '../../shared/issue.ts';
import type { CheckResult, ShownIssue } from '../core/rpc.ts';
import { el } from './element.ts';
import type { State } from './state.ts';
import { say } from './words.ts';

export interface CardActions {
  goTo(at: { section: string; row: string; column: string }): void;
  applyFix(fix: Fix): void;
  remember(question: Question, answer: string): void;
  setReason(key: string, text: string): void;
}

/** Summary of counts and the list of problems, root causes first. */
export function problemList(state: State, check: CheckResult, actions: CardActions): HTMLElement {
  const { errors, warnings, notes } = check.counts;
  const counts = [
    errors ? say(state.lang, 'errors', { count: errors }) : '',
    warnings ? say(state.lang, 'warnings', { count: warnings }) : '',
    notes ? say(state.lang, 'notes', { count: notes }) : '',
  ].filter(Boolean);
  const hidden = errors + warnings + notes - check.issues.length;
  return el(
    'section',
    { 'aria-labelledby': 'problems' },
    el('h2', { id: 'problems', tabindex: '-1' }, counts.join(' · ')),
    el('ol', { class: 'cards' }, ...check.issues.map((issue) => el('li', {}, card(state, issue, actions)))),
    hidden > 0 && el('p', { class: 'muted' }, say(state.lang, 'more', { count: hidden })),
  );
}

function card(state: State, issue: ShownIssue, actions: CardActions): HTMLElement {
  const { lang } = state;
  const at = { section: issue.section, row: issue.row, column: issue.column };
  return el(
    'article',
    { class: `card ${issue.severity}` },
    el(
      'h3',
      {},
      el('span', { class: 'sign' }, say(lang, issue.severity)),
      issue.a1 ? el('span', { class: 'a1' }, issue.a1) : null,
      issue.where[lang],
    ),
    el('p', { class: 'what' }, issue.title[lang]),
    el(
      'dl',
      {},
      ...fact(say(lang, 'found'), issue.found[lang]),
      ...fact(say(lang, 'expected'), issue.expected[lang]),
      ...fact(say(lang, 'why'), issue.why[lang]),
    ),
    issue.severity === 'warning' ? reasonField(state, issue, actions) : null,
    el(
      'div',
      { class: 'buttons' },
      el('button', { type: 'button', onclick: () => actions.goTo(at) }, say(lang, 'goTo')),
      ...issue.related
        .filter((cell) => cell.a1 && cell.a1 !== issue.a1)
        .slice(0, 2)
        .map((cell) =>
          el(
            'button',
            { type: 'button', onclick: () => actions.goTo(cell.at) },
            `${say(lang, 'goTo')} ${cell.a1}`,
          ),
        ),
      ...issue.fixes.map(({ fix, label }) =>
        el('button', { type: 'button', class: 'fix', onclick: () => actions.applyFix(fix) }, label[lang]),
      ),
      ...answers(issue, actions),
    ),
  );
}

function fact(name: string, value: string): HTMLElement[] {
  return value ? [el('dt', {}, name), el('dd', {}, value)] : [];
}

function answers(issue: ShownIssue, actions: CardActions): HTMLElement[] {
  const { question } = issue;
  if (!question) return [];
  return question.answers.map((answer) =>
    el(
      'button',
      { type: 'button', class: 'fix', onclick: () => actions.remember(question, answer.id) },
      answer.value,
    ),
  );
}

function reasonField(state: State, issue: ShownIssue, actions: CardActions): HTMLElement {
  const id = `reason-${issue.key}`;
  const input = el('textarea', {
    id,
    rows: '2',
    maxlength: '1000',
    oninput: (event) => {
      if (event.target instanceof HTMLTextAreaElement) actions.setReason(issue.key, event.target.value);
    },
  });
  input.value = state.reasons[issue.key] ?? issue.reason;
  return el(
    'div',
    { class: 'reason' },
    el('label', { for: id }, say(state.lang, 'reason')),
    input,
    el('p', { class: 'muted' }, say(state.lang, 'reasonHint')),
  );
}
