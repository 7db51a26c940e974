/** State → what is on screen: the header that never scrolls away, one primary button, and the body of each screen. */
import { receiptCode } from '../../shared/receipt-code.ts';
import type { Receipt } from '../../shared/wire.ts';
import type { CheckResult, GoToArgs, ReportSummary, RpcProblem } from '../core/rpc.ts';
import { type CardActions, problemList } from './cards.ts';
import { el } from './element.ts';
import { muted, paragraph, primary, secondary } from './parts.ts';
import { previewParts } from './preview.ts';
import { copyNotes, departedCard, type RemarkActions, remarkCards } from './remarks.ts';
import { stale } from './stale.ts';
import { type Busy, countUnreasoned, type Screen, type State, screenOf } from './state.ts';
import { dayWords, instantWords, say, stateWords, type WordKey } from './words.ts';

export interface Actions extends CardActions, RemarkActions {
  goTo(at: GoToArgs): void;
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
  copyReceipt(text: string): void;
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

/** Everything below the status line. */
export function body(state: State, actions: Actions): HTMLElement[] {
  const failure = state.failure ? [failureCard(state, state.failure, actions)] : [];
  return [...failure, ...filtered(state, actions), ...SCREENS[screenOf(state)](state, actions)];
}

/** A cell was gone to and cannot be seen: taking away a filter is asked about, since somebody set it. */
function filtered(state: State, actions: Actions): HTMLElement[] {
  if (!state.filtered) return [];
  const { at, a1 } = state.filtered;
  return [
    el(
      'section',
      { class: 'card warning', role: 'alert' },
      el('h2', { id: 'filtered', tabindex: '-1' }, say(state.lang, 'filteredTitle', { a1 })),
      paragraph(state, 'filteredText'),
      el(
        'div',
        { class: 'buttons' },
        el(
          'button',
          { type: 'button', onclick: () => actions.goTo({ ...at, unfilter: true }) },
          say(state.lang, 'unfilter', { a1 }),
        ),
      ),
    ),
  ];
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
      el('span', { class: `state ${head.state}` }, stateWords(lang, head.state)),
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

const SCREENS: Record<Screen, (state: State, actions: Actions) => HTMLElement[]> = {
  starting: () => [],
  otherAccount: (state, actions) => [
    el(
      'section',
      { class: 'card error', role: 'alert' },
      el('h2', { id: 'failure', tabindex: '-1' }, say(state.lang, 'otherTitle')),
      paragraph(state, 'otherText', { ...state.otherAccount }),
    ),
    primary(state, 'retry', () => actions.retry()),
  ],
  choose,
  missing: (state, actions) => [
    paragraph(state, 'missingText', {
      names: state.start?.missing.map((name) => `“${name}”`).join(', ') ?? '',
    }),
    primary(state, 'recreate', () => actions.recreate()),
  ],
  ready: (state, actions) => [
    ...pendingNote(state),
    ...departedCard(state, actions),
    ...remarkCards(state, actions),
    state.report?.pending
      ? primary(state, 'sendAgain', () => actions.send('submit'))
      : primary(state, 'check', () => actions.check()),
    lastSent(state),
  ],
  problems: (state, actions) => [
    ...departedCard(state, actions),
    ...remarkCards(state, actions),
    filled(state),
    ...found(state, actions),
    el(
      'div',
      { class: 'keep' },
      secondary(state, 'saveDraft', () => actions.send('draft')),
      muted(state, 'draftHint'),
    ),
    way(state, actions),
  ],
  clean: (state, actions) => [
    el('p', { class: 'done', id: 'outcome', tabindex: '-1' }, say(state.lang, cleanKey(state))),
    ...remarkCards(state, actions),
    filled(state),
    ...found(state, actions),
    way(state, actions),
  ],
  preview: (state, actions) => [...previewParts(state, actions), way(state, actions)],
  sent,
  stale,
  finished,
};

function finished(state: State, actions: Actions): HTMLElement[] {
  const compares = state.report?.head.state === 'accepted' || state.report?.head.state === 'locked';
  const same = compares && state.check !== null && state.report?.departed === null;
  return [
    paragraph(state, 'finishedText'),
    ...departedCard(state, actions),
    ...remarkCards(state, actions),
    ...(same ? [el('p', { class: 'done', id: 'outcome', tabindex: '-1' }, say(state.lang, 'noDrift'))] : []),
    lastSent(state),
    primary(state, 'openTotals', () => actions.pullTotals()),
    ...totals(state),
    ...(compares ? [secondary(state, 'compare', () => actions.check())] : []),
  ];
}

/** Rows put on the sheet, copies of the sheets, and problems that were found; without any, nothing. */
const found = (state: State, actions: Actions): HTMLElement[] =>
  state.check === null
    ? []
    : [
        ...added(state, state.check),
        ...copyNotes(state, state.check),
        ...(state.check.issues.length > 0 ? [problemList(state, state.check, actions)] : []),
      ];

const added = (state: State, { added: rows }: CheckResult): HTMLElement[] =>
  rows === null ? [] : [paragraph(state, 'addedText', { count: rows.count, tab: rows.to[state.lang] })];

/** The way on from what was found, always in reach. It is drawn anew by itself while a reason is being typed. */
export function way(state: State, actions: Actions): HTMLElement {
  const screen = screenOf(state);
  const buttons =
    screen === 'preview'
      ? [primary(state, 'send', () => actions.send('submit')), secondary(state, 'back', () => actions.back())]
      : screen === 'clean'
        ? [
            primary(state, 'preview', () => actions.preview()),
            secondary(state, 'checkAgain', () => actions.check()),
          ]
        : [primary(state, 'checkAgain', () => actions.check())];
  return el('div', { class: 'way', id: 'way' }, ...wayWords(state, screen), ...buttons);
}

function wayWords(state: State, screen: Screen): HTMLElement[] {
  const { report, check } = state;
  if (screen === 'clean' && report?.head.state === 'returned') {
    const count = report.remarks.filter(({ changed }) => changed === false).length;
    return count > 0 ? [muted(state, 'remarksLeft', { count })] : [];
  }
  if (screen !== 'problems' || !check) return [];
  if (check.counts.errors > 0 || report?.departed) return [muted(state, 'errorsLeft')];
  return [muted(state, 'reasonsLeft', { count: countUnreasoned(state) })];
}

const cleanKey = (state: State): WordKey =>
  (state.check?.counts.warnings ?? 0) > 0 ? 'cleanWarnings' : 'clean';

function choose(state: State, actions: Actions): HTMLElement[] {
  const choices = state.start?.choices ?? [];
  if (choices.length === 0) {
    return [
      paragraph(state, 'chooseNone', { email: state.start?.email ?? '' }),
      primary(state, 'retry', () => actions.retry()),
    ];
  }
  const create = (): void => {
    const chosen = actions.chosen();
    if (chosen) actions.create({ unit: chosen.unit, template: chosen.template, period: chosen.period });
  };
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'chooseTitle')),
    paragraph(state, 'chooseText'),
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

function lastSent(state: State): HTMLElement {
  const receipt = state.report?.receipt;
  if (!receipt) return el('p', { class: 'muted' }, say(state.lang, 'neverSent'));
  const at = instantWords(receipt.at, state.lang);
  const last = say(state.lang, 'lastSent', { at });
  return el('p', { class: 'muted' }, `${last} · ${receiptWords(state, receipt)}`);
}

/** Number and code: the page /bien-nhan asks for both. */
const receiptWords = ({ lang }: State, receipt: Receipt): string =>
  say(lang, 'receipt', { number: receipt.number, code: receiptCode(receipt) });

function filled(state: State): HTMLElement {
  const { check } = state;
  if (!check) return el('p', {});
  const words =
    check.filled.required > 0
      ? say(state.lang, 'filled', check.filled)
      : say(state.lang, 'rows', { rows: check.rows });
  return el('p', { class: 'muted' }, words);
}

function sent(state: State, actions: Actions): HTMLElement[] {
  const { sent: done, lang } = state;
  if (!done) return [];
  const { receipt } = done;
  if (!receipt) {
    return [
      el('h2', { class: 'done', id: 'outcome', tabindex: '-1' }, `✓ ${say(lang, 'draftTitle')}`),
      paragraph(state, 'draftText'),
      primary(state, 'checkAgain', () => actions.check()),
      ...remarkCards(state, actions),
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
      el('span', { id: 'receipt' }, receiptWords(state, receipt)),
      ' ',
      el(
        'button',
        {
          type: 'button',
          class: 'icon',
          'aria-label': say(lang, 'copyReceipt'),
          onclick: () => actions.copyReceipt(receiptWords(state, receipt)),
        },
        say(lang, 'copy'),
      ),
    ),
    ...(receipt.late ? [el('p', { class: 'card warning' }, say(lang, 'late'))] : []),
    paragraph(state, 'next'),
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
      el(
        'p',
        { class: 'muted' },
        shown.nothing?.[lang] ?? say(lang, 'totalsOpened', { rows: shown.rows, sheet: shown.sheetName }),
      ),
    ),
  ];
}
