/** State → what is on screen: the header that never scrolls away, one primary button, and the body of each screen. */
import type { Fix } from '../../shared/issue.ts';
import type { ReportSummary, RpcProblem } from '../core/rpc.ts';
import { type CardActions, problemList } from './cards.ts';
import { el } from './element.ts';
import { type Busy, type Screen, type State, screenOf } from './state.ts';
import { dayWords, instantWords, say, type WordKey } from './words.ts';

export interface Actions extends CardActions {
  retry(): void;
  choose(index: number): void;
  /** The report chosen by now: choosing draws nothing anew. */
  chosen(): ReportSummary['head'] | undefined;
  create(choice: { unit: string; template: string; period: string }): void;
  recreate(): void;
  check(): void;
  preview(): void;
  send(mode: 'draft' | 'submit'): void;
  pullTotals(): void;
  back(): void;
  copyReceipt(number: string): void;
}

const BUSY: Record<Busy, WordKey> = {
  starting: 'starting',
  creating: 'creating',
  checking: 'checking',
  fixing: 'fixing',
  previewing: 'previewing',
  sending: 'sending',
  totals: 'totalsBusy',
};

const STATES = {
  draft: 'stateDraft',
  submitted: 'stateSubmitted',
  returned: 'stateReturned',
  accepted: 'stateAccepted',
  locked: 'stateLocked',
} as const satisfies Record<ReportSummary['head']['state'], WordKey>;

/** Everything below the status line. */
export function body(state: State, actions: Actions): HTMLElement[] {
  const failure = state.failure ? [failureCard(state, state.failure, actions)] : [];
  return [...failure, ...SCREENS[screenOf(state)](state, actions)];
}

/** The words of the status line, "" when nothing runs. */
export function busyWords(state: State, seconds: number): string {
  if (!state.busy) return '';
  const elapsed = seconds >= 3 ? ` ${say(state.lang, 'elapsed', { seconds })}` : '';
  return `${say(state.lang, BUSY[state.busy])}${elapsed}`;
}

/** Office, form, period and due date. */
export function header(state: State): HTMLElement[] {
  const { report, lang } = state;
  if (!report) return [el('p', { class: 'office' }, say(lang, 'title'))];
  const { head } = report;
  return [
    el('p', { class: 'office' }, head.unitName),
    el('p', { class: 'form' }, `${head.templateName} · ${head.periodLabel}`),
    el(
      'p',
      { class: 'due' },
      el('span', { class: `state ${head.state}` }, say(lang, STATES[head.state])),
      ' · ',
      dueWords(state, report),
    ),
  ];
}

function dueWords({ lang }: State, { head, daysLeft }: ReportSummary): string {
  if (!head.due || daysLeft === null) return say(lang, 'noDue');
  const due = say(lang, 'due', { date: dayWords(head.due) });
  if (head.state === 'accepted' || head.state === 'locked') return due;
  if (daysLeft === 0) return `${due} · ${say(lang, 'dueToday')}`;
  const key = daysLeft > 0 ? 'dueLeft' : 'dueOver';
  return `${due} · ${say(lang, key, { days: Math.abs(daysLeft) })}`;
}

function failureCard(state: State, problem: RpcProblem, actions: Actions): HTMLElement {
  const vi = state.lang === 'vi';
  const url = problem.authorizationUrl;
  // Where the screen itself offers nothing to do, the way on is the one blue button.
  const alone = screenOf(state) === 'starting';
  return el(
    'section',
    { class: 'card error', role: 'alert' },
    el('h2', { id: 'failure', tabindex: '-1' }, vi ? problem.title : problem.title_en),
    el('p', {}, vi ? problem.detail : problem.detail_en),
    problem.requestId
      ? el('p', { class: 'muted' }, say(state.lang, 'requestId', { id: problem.requestId }))
      : null,
    el(
      'div',
      { class: 'buttons' },
      url
        ? el(
            'a',
            { href: url, target: '_blank', rel: 'noopener', class: alone ? 'button action' : 'button' },
            say(state.lang, 'grant'),
          )
        : null,
      el(
        'button',
        { type: 'button', class: alone && !url ? 'action' : '', onclick: () => actions.retry() },
        say(state.lang, 'retry'),
      ),
    ),
  );
}

const primary = (state: State, key: WordKey, run: () => void): HTMLElement =>
  el(
    'button',
    { type: 'button', class: 'action', onclick: run, disabled: state.busy !== null },
    say(state.lang, key),
  );

const secondary = (state: State, key: WordKey, run: () => void): HTMLElement =>
  el('button', { type: 'button', onclick: run, disabled: state.busy !== null }, say(state.lang, key));

const text = (state: State, key: WordKey, gaps: Record<string, string | number> = {}): HTMLElement =>
  el('p', {}, say(state.lang, key, gaps));

const SCREENS: Record<Screen, (state: State, actions: Actions) => HTMLElement[]> = {
  starting: () => [],
  otherAccount: (state, actions) => [
    el(
      'section',
      { class: 'card error', role: 'alert' },
      el('h2', { id: 'failure', tabindex: '-1' }, say(state.lang, 'otherTitle')),
      text(state, 'otherText', { ...state.otherAccount }),
    ),
    primary(state, 'retry', () => actions.retry()),
  ],
  choose,
  missing: (state, actions) => [
    text(state, 'missingText', { names: state.start?.missing.map((name) => `“${name}”`).join(', ') ?? '' }),
    primary(state, 'recreate', () => actions.recreate()),
  ],
  ready: (state, actions) => [
    ...pendingNote(state),
    ...remarks(state, actions),
    state.report?.pending
      ? primary(state, 'sendAgain', () => actions.send('submit'))
      : primary(state, 'check', () => actions.check()),
    lastSent(state),
  ],
  problems: (state, actions) => [
    primary(state, 'checkAgain', () => actions.check()),
    filled(state),
    ...(state.check ? [problemList(state, state.check, actions)] : []),
    secondary(state, 'saveDraft', () => actions.send('draft')),
  ],
  clean: (state, actions) => [
    el('p', { class: 'done', id: 'outcome', tabindex: '-1' }, say(state.lang, cleanKey(state))),
    primary(state, 'preview', () => actions.preview()),
    filled(state),
    secondary(state, 'checkAgain', () => actions.check()),
    ...(state.check && state.check.issues.length > 0 ? [problemList(state, state.check, actions)] : []),
  ],
  preview,
  sent,
  stale,
  finished: (state, actions) => [
    text(state, 'finishedText'),
    lastSent(state),
    primary(state, 'openTotals', () => actions.pullTotals()),
    ...totals(state),
  ],
};

const cleanKey = (state: State): WordKey =>
  (state.check?.counts.warnings ?? 0) > 0 ? 'cleanWarnings' : 'clean';

function choose(state: State, actions: Actions): HTMLElement[] {
  const choices = state.start?.choices ?? [];
  if (choices.length === 0) {
    return [
      text(state, 'chooseNone', { email: state.start?.email ?? '' }),
      primary(state, 'retry', () => actions.retry()),
    ];
  }
  const create = (): void => {
    const chosen = actions.chosen();
    if (chosen) actions.create({ unit: chosen.unit, template: chosen.template, period: chosen.period });
  };
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'chooseTitle')),
    text(state, 'chooseText'),
    el(
      'fieldset',
      { class: 'choices' },
      el('legend', {}, say(state.lang, 'chooseLegend')),
      ...choices.map((head, index) => choice(state, actions, head, index)),
    ),
    primary(state, 'create', create),
  ];
}

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

const pendingNote = (state: State): HTMLElement[] =>
  state.report?.pending ? [el('p', { class: 'card warning' }, say(state.lang, 'pending'))] : [];

function remarks(state: State, actions: Actions): HTMLElement[] {
  const list = state.report?.head.state === 'returned' ? state.report.remarks : [];
  if (list.length === 0) return [];
  return [
    el('h2', {}, say(state.lang, 'returnedTitle')),
    el(
      'ol',
      { class: 'cards' },
      ...list.map((remark) =>
        el(
          'li',
          { class: 'card warning' },
          el('h3', {}, remark.where[state.lang]),
          el('p', {}, remark.text),
          el(
            'div',
            { class: 'buttons' },
            el('button', { type: 'button', onclick: () => actions.goTo(remark.at) }, say(state.lang, 'goTo')),
          ),
        ),
      ),
    ),
  ];
}

function lastSent(state: State): HTMLElement {
  const receipt = state.report?.receipt;
  if (!receipt) return el('p', { class: 'muted' }, say(state.lang, 'neverSent'));
  const at = instantWords(receipt.at, state.lang);
  return el(
    'p',
    { class: 'muted' },
    `${say(state.lang, 'lastSent', { at })} · ${say(state.lang, 'receipt', { number: receipt.number })}`,
  );
}

function filled(state: State): HTMLElement {
  const { check } = state;
  if (!check) return el('p', {});
  const words =
    check.filled.required > 0
      ? say(state.lang, 'filled', check.filled)
      : say(state.lang, 'rows', { rows: check.rows });
  return el('p', { class: 'muted' }, words);
}

const TOTALS_SHOWN = 12;

function preview(state: State, actions: Actions): HTMLElement[] {
  const shown = state.preview;
  if (!shown) return [];
  const more = shown.totals.length - TOTALS_SHOWN;
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'previewTitle')),
    text(state, state.report?.head.revision === 0 ? 'previewFirst' : 'previewCells', {
      count: shown.changes.length,
    }),
    text(state, shown.totals.length > 0 ? 'previewTotals' : 'previewNoTotals'),
    el(
      'ul',
      { class: 'totals' },
      ...shown.totals.slice(0, TOTALS_SHOWN).map((words) => el('li', {}, words[state.lang])),
    ),
    more > 0 && text(state, 'previewMore', { count: more }),
    primary(state, 'send', () => actions.send('submit')),
    secondary(state, 'back', () => actions.back()),
  ].filter((child): child is HTMLElement => child instanceof HTMLElement);
}

function sent(state: State, actions: Actions): HTMLElement[] {
  const { sent: done, lang } = state;
  if (!done) return [];
  const { receipt } = done;
  if (!receipt) {
    return [
      el('h2', { class: 'done', id: 'outcome', tabindex: '-1' }, `✓ ${say(lang, 'draftTitle')}`),
      text(state, 'draftText'),
      primary(state, 'checkAgain', () => actions.check()),
    ];
  }
  return [
    el(
      'h2',
      { class: 'done', id: 'outcome', tabindex: '-1' },
      `✓ ${say(lang, 'sentTitle', { at: instantWords(receipt.at, lang) })}`,
    ),
    el(
      'p',
      { class: 'receipt' },
      `${say(lang, 'receipt', { number: '' })}`,
      el('span', { id: 'receipt' }, receipt.number),
      ' ',
      el(
        'button',
        {
          type: 'button',
          class: 'icon',
          'aria-label': say(lang, 'copyReceipt'),
          onclick: () => actions.copyReceipt(receipt.number),
        },
        say(lang, 'copy'),
      ),
    ),
    ...(receipt.late ? [el('p', { class: 'card warning' }, say(lang, 'late'))] : []),
    text(state, 'next'),
    primary(state, 'openTotals', () => actions.pullTotals()),
    ...totals(state),
    secondary(state, 'checkAgain', () => actions.check()),
  ];
}

function totals(state: State): HTMLElement[] {
  const { totals: shown, lang } = state;
  if (!shown) return [];
  return [
    el(
      'section',
      { class: 'card' },
      el('h3', {}, say(lang, 'coverage')),
      el('p', {}, shown.words[lang]),
      el('p', { class: 'muted' }, say(lang, 'totalsOpened', { rows: shown.rows, sheet: shown.sheetName })),
    ),
  ];
}

function stale(state: State, actions: Actions): HTMLElement[] {
  const found = state.stale;
  if (!found) return [];
  return [
    el(
      'section',
      { class: 'card warning', role: 'alert' },
      el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'staleTitle')),
      text(state, 'staleText', { count: found.changes.length }),
      el(
        'ul',
        { class: 'totals' },
        ...found.changes
          .slice(0, TOTALS_SHOWN)
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
      text(state, 'staleNext'),
    ),
    ...takeTheirs(state, found.takeTheirs, actions),
  ];
}

function takeTheirs(state: State, fix: Fix | null, actions: Actions): HTMLElement[] {
  if (fix === null) return [primary(state, 'checkAgain', () => actions.check())];
  return [
    primary(state, 'takeTheirs', () => actions.applyFix(fix)),
    secondary(state, 'checkAgain', () => actions.check()),
  ];
}
