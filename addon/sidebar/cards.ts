/** Cards of problems: where, what was found, what is expected, why, and what can be done about it. */

import type { Fix } from '../../shared/issue.ts';
import { addressWords, blanksIn, bySection, type Group, groupIssues } from '../../shared/issue-groups.ts';
import { sentencesOf } from '../../shared/issue-sentences.ts';
import type { Empty } from '../../shared/report.ts';
import type { Lang } from '../../shared/template.ts';
import type { CheckResult, IssueCounts, ShownIssue, ShownQuestion } from '../core/rpc.ts';
import { el } from './element.ts';
import { emptyMenu, maySayEmpty } from './empties.ts';
import { changeList } from './fixes.ts';
import type { State } from './state.ts';
import { say } from './words.ts';

interface CardActions {
  goTo(at: { section: string; row: string; column: string }): void;
  applyFix(fix: Fix, from?: readonly string[]): void;
  remember(question: ShownQuestion, answer: string): void;
  setReason(key: string, text: string): void;
  writeEmpty(cells: readonly ShownIssue[], value: Empty): void;
}

/** Summary of counts and the list of problems, root causes first. */
export function problemList(state: State, check: CheckResult, actions: CardActions): HTMLElement {
  const { errors, warnings, notes } = check.counts;
  const hidden = errors + warnings + notes - check.issues.length;
  const manySections = new Set(check.issues.map(({ section }) => section)).size > 1;
  return el(
    'section',
    { 'aria-labelledby': 'problems' },
    el('h2', { id: 'problems', tabindex: '-1' }, countWords(state.lang, check, hidden)),
    ...bySection(check.issues).flatMap((issues) => [
      ...(manySections ? [sectionHead(state.lang, issues)] : []),
      el(
        'ol',
        { class: 'cards' },
        ...groupIssues(issues).map((group) =>
          el('li', {}, groupCard({ state, actions, manySections }, group)),
        ),
      ),
    ]),
    hidden > 0 && el('p', { class: 'muted' }, say(state.lang, 'more', { count: hidden })),
  );
}

/** "Thống kê: 2 lỗi · 1 cảnh báo". */
function sectionHead(lang: Lang, issues: readonly ShownIssue[]): HTMLElement {
  const count = (severity: ShownIssue['severity']): number =>
    issues.filter((issue) => issue.severity === severity).length;
  const counts = { errors: count('error'), warnings: count('warning'), notes: count('note') };
  const words = severityWords(lang, counts, blanksIn(issues));
  return el('h3', { class: 'section' }, `${issues[0]?.sectionName[lang] ?? ''}: ${words}`);
}

/** "12 ô chưa điền · 2 lỗi · 1 cảnh báo"; blank cells are told apart from mistakes while all of them are known. */
const countWords = (lang: Lang, check: CheckResult, hidden: number): string =>
  severityWords(lang, check.counts, hidden > 0 ? 0 : blanksIn(check.issues));

function severityWords(lang: Lang, { errors, warnings, notes }: IssueCounts, blank: number): string {
  const parts = [
    errors - blank > 0 ? say(lang, 'errors', { count: errors - blank }) : '',
    blank ? say(lang, 'blanks', { count: blank }) : '',
    warnings ? say(lang, 'warnings', { count: warnings }) : '',
    notes ? say(lang, 'notes', { count: notes }) : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

interface Drawing {
  readonly state: State;
  readonly actions: CardActions;
  /** More than one sheet has problems, so an address alone would not tell the place. */
  readonly manySections: boolean;
}

function groupCard(drawing: Drawing, group: Group<ShownIssue>): HTMLElement {
  const { lang } = drawing.state;
  switch (group.kind) {
    case 'one':
      return card(drawing, group.issue);
    case 'blanks':
      return blanksCard(drawing, group.first, group.issues);
    case 'more':
      return folded(drawing, group, sayAlike(lang, group));
    case 'notes':
      return folded(drawing, group, say(lang, 'notesFolded', { count: group.issues.length }));
  }
}

const sayAlike = (lang: Lang, { first, issues }: Folded): string =>
  say(lang, 'alike', { count: issues.length, title: sentencesOf(first.code, first.told, lang).title });

type Folded = Extract<Group<ShownIssue>, { kind: 'more' | 'notes' }>;

/** Its cards are made when it is first opened: hundreds of them would hold up the few that are read now. */
function folded(drawing: Drawing, { kind, first, issues }: Folded, summary: string): HTMLElement {
  const cards = el('ol', { class: 'cards' });
  const fill = (): void => {
    if (details.open && !cards.hasChildNodes())
      cards.append(...issues.map((issue) => el('li', {}, card(drawing, issue))));
  };
  const details = el(
    'details',
    {
      class: 'folded',
      id: `${kind}-${first.section}-${kind === 'more' ? `${first.severity}-${first.code}` : ''}`,
      'data-own': '',
      ontoggle: fill,
      onchange: fill,
    },
    el('summary', {}, summary),
    cards,
  );
  return details;
}

const placeOf = (issue: ShownIssue) => ({ section: issue.section, row: issue.row, column: issue.column });

/** Row and column in words, without the address the card already shows. */
function whereWords(issue: ShownIssue, lang: Lang): string {
  const where = issue.told.where[lang];
  const prefix = `${issue.a1} · `;
  return issue.a1 && where.startsWith(prefix) ? where.slice(prefix.length) : where;
}

/** All blank required cells of a sheet: said once, listed on request. */
function blanksCard(drawing: Drawing, first: ShownIssue, issues: readonly ShownIssue[]): HTMLElement {
  const { state, actions } = drawing;
  const { lang } = state;
  const figures = issues.filter(({ figure }) => figure);
  const why = figures[0] ?? first;
  return el(
    'article',
    { class: 'card blank' },
    el('p', { class: 'kind' }, say(lang, 'blankKind')),
    el('h3', {}, say(lang, 'blanksTitle', { count: issues.length, section: first.sectionName[lang] })),
    el('p', { class: 'a1s' }, addressWords(issues.map(({ a1 }) => a1))),
    el('p', { class: 'muted' }, sentence(sentencesOf(why.code, why.told, lang).why)),
    figures.length > 0 &&
      el(
        'p',
        { class: 'muted' },
        say(lang, figures.length < issues.length ? 'blanksHowFigures' : 'blanksHow'),
      ),
    el('div', { class: 'buttons' }, goToButton(drawing, first)),
    emptyMenu(state, issues.filter(maySayEmpty), actions),
    el(
      'details',
      { class: 'folded' },
      el('summary', {}, say(lang, 'blanksList', { count: issues.length })),
      el(
        'ul',
        { class: 'places' },
        ...issues.map((issue) =>
          el(
            'li',
            {},
            el(
              'button',
              { type: 'button', class: 'link', onclick: () => actions.goTo(placeOf(issue)) },
              issue.a1 ? `${issue.a1} · ${whereWords(issue, lang)}` : whereWords(issue, lang),
            ),
          ),
        ),
      ),
    ),
  );
}

function card(drawing: Drawing, issue: ShownIssue): HTMLElement {
  const { state, actions } = drawing;
  const { lang } = state;
  const where = whereWords(issue, lang);
  const { title, found, expected, why } = sentencesOf(issue.code, issue.told, lang);
  const section = issue.sectionName[lang];
  const place = drawing.manySections && issue.a1 && where !== section ? `${section} · ${issue.a1}` : issue.a1;
  return el(
    'article',
    { class: `card ${issue.severity}` },
    el('p', { class: 'kind' }, `${say(lang, issue.severity)} · ${title}`),
    el('h3', {}, place ? el('span', { class: 'a1' }, place) : null, where),
    el('p', {}, sentence(found)),
    expected ? el('p', {}, sentence(expectedWords(expected, lang))) : null,
    why ? el('p', { class: 'muted' }, sentence(why)) : null,
    issue.severity === 'warning' ? reasonField(state, issue, actions) : null,
    ...issue.fixes.map(({ cells }) => changeList(state, cells, false)),
    el(
      'div',
      { class: 'buttons' },
      goToButton(drawing, issue),
      ...relatedButtons(drawing, issue),
      ...issue.fixes.map(({ fix, label, cells }) => {
        const from = cells.map((cell) => cell.from);
        // A cell without a place on the sheet is not shown; the add-on then says which one it lacks.
        const press = () => actions.applyFix(fix, from.length === fix.cells.length ? from : undefined);
        return el('button', { type: 'button', class: 'fix', onclick: press }, label[lang]);
      }),
      ...answers(issue, lang, actions),
    ),
    maySayEmpty(issue) ? emptyMenu(state, [issue], actions) : null,
  );
}

/** The first letter is small after a colon, unless the word is all capitals. */
function expectedWords(expected: string, lang: Lang): string {
  const [first = '', second = ''] = expected;
  const name = second === second.toUpperCase() && second !== ' ';
  return `${say(lang, 'expected')}: ${name ? first : first.toLowerCase()}${expected.slice(first.length)}`;
}

const sentence = (text: string): string => (text === '' || /[.!?…:)”]$/.test(text) ? text : `${text}.`);

function goToButton({ state, actions }: Drawing, issue: ShownIssue): HTMLElement {
  return el(
    'button',
    { type: 'button', onclick: () => actions.goTo(placeOf(issue)) },
    issue.a1 ? `${say(state.lang, 'goTo')} ${issue.a1}` : say(state.lang, 'goTo'),
  );
}

/** Cells beside the one of the card: all parts of a sum are there, and of longer lists how many more there are. */
const RELATED_SHOWN = 12;

function relatedButtons({ state, actions }: Drawing, issue: ShownIssue): HTMLElement[] {
  const { lang } = state;
  const cells = issue.related.filter((cell) => cell.a1 && cell.a1 !== issue.a1);
  const more = cells.length - RELATED_SHOWN;
  return [
    ...cells
      .slice(0, RELATED_SHOWN)
      .map(({ at, a1 }) =>
        el(
          'button',
          { type: 'button', 'aria-label': `${say(lang, 'goTo')} ${a1}`, onclick: () => actions.goTo(at) },
          cells.length > 2 ? a1 : `${say(lang, 'goTo')} ${a1}`,
        ),
      ),
    ...(more > 0 ? [el('span', { class: 'muted' }, say(lang, 'cellsMore', { count: more }))] : []),
  ];
}

function answers(issue: ShownIssue, lang: Lang, actions: CardActions): HTMLElement[] {
  const { question } = issue;
  if (!question) return [];
  return question.answers.map((answer) =>
    el(
      'button',
      { type: 'button', class: 'fix', onclick: () => actions.remember(question, answer.id) },
      answer.label[lang],
    ),
  );
}

function reasonField(state: State, issue: ShownIssue, actions: CardActions): HTMLElement {
  const id = `reason-${issue.key}`;
  const input = el('textarea', {
    id,
    rows: '2',
    maxlength: '1000',
    'aria-describedby': `${id}-hint`,
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
    el(
      'p',
      { class: 'muted', id: `${id}-hint` },
      say(state.lang, issue.reason ? 'reasonBefore' : 'reasonHint'),
      state.keeps ? '' : ` ${say(state.lang, 'notKept')}`,
    ),
    issue.code === 'no_rows' ? nothingButton(state, issue, input, actions) : null,
  );
}

/** For a list nobody filled: the reason most offices have, at a press, and still theirs to change. */
function nothingButton(
  state: State,
  issue: ShownIssue,
  input: HTMLTextAreaElement,
  actions: CardActions,
): HTMLElement {
  const press = (): void => {
    input.value = say('vi', 'nothingArose');
    actions.setReason(issue.key, input.value);
    input.focus();
    offer();
  };
  const button = el(
    'button',
    { type: 'button', class: 'fix', onclick: press },
    say(state.lang, 'sayNothing'),
  );
  // Over words of their own it would leave no way back to them.
  const offer = (): void => {
    button.hidden = input.value.trim() !== '';
  };
  input.addEventListener('input', offer);
  offer();
  return button;
}
