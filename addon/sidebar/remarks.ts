/** What a report that came back, or is accepted, asks of the clerk: remarks with their cells, cells changed out of turn, copies. */
import type { Fix } from '../../shared/issue.ts';
import type { CheckResult, Departed, GoToArgs, ShownRemark } from '../core/rpc.ts';
import { el } from './element.ts';
import { muted, paragraph } from './parts.ts';
import type { State } from './state.ts';
import { say, type WordKey } from './words.ts';

interface RemarkActions {
  setReason(key: string, text: string): void;
  goTo(at: GoToArgs): void;
  applyFix(fix: Fix): void;
}

const goToButton = (state: State, at: GoToArgs, a1: string, actions: RemarkActions): HTMLElement =>
  el(
    'button',
    { type: 'button', onclick: () => actions.goTo(at) },
    a1 ? `${say(state.lang, 'goTo')} ${a1}` : say(state.lang, 'goTo'),
  );

/** The remarks of a return, until it is answered: what was said of which cell, and whether the cell changed since. */
export function remarkCards(state: State, actions: RemarkActions): HTMLElement[] {
  const list = state.report?.head.state === 'returned' ? state.report.remarks : [];
  if (list.length === 0) return [];
  return [
    el(
      'section',
      { 'aria-labelledby': 'remarks' },
      el('h2', { id: 'remarks' }, `${say(state.lang, 'returnedTitle')}${answeredWords(state, list)}`),
      ...(state.locks?.locking === 'returned' && state.locks.done ? [muted(state, 'lockedReturned')] : []),
      el('ol', { class: 'cards' }, ...list.map((remark) => remarkCard(state, remark, actions))),
    ),
  ];
}

/** " · đã sửa 1/2", once the sheet was looked at. */
function answeredWords({ lang }: State, list: readonly ShownRemark[]): string {
  if (list.every(({ changed }) => changed === null)) return '';
  const done = list.filter(({ changed }) => changed === true).length;
  return ` · ${say(lang, 'remarksDone', { done, all: list.length })}`;
}

function remarkCard(state: State, remark: ShownRemark, actions: RemarkActions): HTMLElement {
  const { lang } = state;
  const { a1, changed, now } = remark;
  const standing = changed === true ? 'remarkChanged' : 'remarkUnchanged';
  return el(
    'li',
    { class: `card ${changed === true ? 'note answered' : 'warning'}` },
    changed === null
      ? null
      : el('p', { class: 'kind' }, `${say(lang, standing)}${now ? `: ${now[lang]}` : ''}`),
    el('h3', {}, a1 ? el('span', { class: 'a1' }, a1) : null, remark.where[lang]),
    el('p', {}, remark.text),
    answerField(state, remark, actions),
    el('div', { class: 'buttons' }, goToButton(state, remark.at, a1, actions)),
  );
}

/** Goes with the report when it is sent, and stays with that revision. */
function answerField(
  { lang, reasons }: State,
  { key, answer }: ShownRemark,
  actions: RemarkActions,
): HTMLElement {
  const field = el('textarea', {
    rows: '1',
    maxlength: '1000',
    oninput: ({ target }) => {
      if (target instanceof HTMLTextAreaElement) actions.setReason(key, target.value);
    },
  });
  field.value = reasons[key] ?? answer;
  return el('label', { class: 'reason' }, say(lang, 'remarkAnswer'), field);
}

const TITLES = { returned: 'closedTitle', accepted: 'driftTitle' } as const;
const TEXTS = { returned: 'closedText', accepted: 'driftText' } as const;
const PUT_BACK = { returned: 'putBackSent', accepted: 'putBackAccepted' } as const;

/** Cells that changed where none may, by name, with the way back to what was sent. */
export function departedCard(state: State, actions: RemarkActions): HTMLElement[] {
  const departed = state.report?.departed;
  if (!departed) return [];
  const { lang } = state;
  const { against, count, cells, putBack } = departed;
  return [
    el(
      'section',
      { class: `card ${against === 'returned' ? 'error' : 'warning'}`, role: 'group' },
      el('h2', { id: 'departed', tabindex: '-1' }, say(lang, TITLES[against], { count })),
      el('p', {}, say(lang, TEXTS[against], { cells: openCells(state) })),
      el('ul', { class: 'totals' }, ...cells.map((cell) => departedCell(state, cell, actions))),
      count > cells.length &&
        el('p', { class: 'muted' }, say(lang, 'cellsMore', { count: count - cells.length })),
      putBack &&
        el(
          'div',
          { class: 'buttons' },
          el(
            'button',
            {
              type: 'button',
              class: 'fix',
              disabled: state.busy !== null,
              onclick: () => actions.applyFix(putBack),
            },
            say(lang, PUT_BACK[against], { count: putBack.cells.length }),
          ),
        ),
    ),
  ];
}

/** "E8, E12" of the cells that may change; names where they have no place on the sheet. */
const openCells = ({ report, lang }: State): string =>
  (report?.remarks ?? []).map(({ a1, where }) => a1 || where[lang]).join(', ');

function departedCell(state: State, cell: Departed['cells'][number], actions: RemarkActions): HTMLElement {
  const { lang } = state;
  const where = cell.where[lang];
  return el(
    'li',
    {},
    el('p', {}, cell.a1 ? el('span', { class: 'a1' }, cell.a1) : null, `${where}: ${cell.words[lang]}`),
    cell.a1 ? goToButton(state, cell.at, cell.a1, actions) : null,
  );
}

/** Copies of our sheets: figures typed there would stay behind without a word. */
export function copyNotes(state: State, { copies }: CheckResult): HTMLElement[] {
  const card = (kind: WordKey, title: string, words: HTMLElement): HTMLElement =>
    el(
      'section',
      { class: 'card warning' },
      el('p', { class: 'kind' }, `${say(state.lang, 'warning')} · ${say(state.lang, kind)}`),
      el('h3', {}, `“${title}”`),
      words,
    );
  const aside = copies.flatMap(({ name, of }) => (of === null ? [name] : []));
  return [
    // Each repair leaves one: what is to be said of all of them is said once.
    ...(aside.length > 0 ? [card('asideKind', aside.join('”, “'), paragraph(state, 'asideText'))] : []),
    ...copies.flatMap(({ name, of }) =>
      of === null ? [] : [card('copyKind', name, paragraph(state, 'copyText', { name, of: of[state.lang] }))],
    ),
  ];
}
