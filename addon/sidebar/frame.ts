/** What stands on every screen: the header that never scrolls away, the status line, the failure, and the cell a filter hides. */
import { spokenId } from '../../shared/request-id.ts';
import type { ReportSummary, RpcProblem } from '../core/rpc.ts';
import type { Actions } from './actions.ts';
import { pastCard } from './cell-past.ts';
import { el } from './element.ts';
import { extensionCard } from './extension.ts';
import { screenOf } from './machine.ts';
import { paragraph, secondary } from './parts.ts';
import { permissionList } from './permissions.ts';
import { SCREENS } from './screens/index.ts';
import { invitationForm, mayBeInvited } from './screens/invitation.ts';
import { BUSY_WORDS, type State } from './state.ts';
import { waitingCard } from './unsent.ts';
import { dayWords, say, stateWords } from './words.ts';
import { toldProblem } from './words-problems.ts';

/** Everything below the status line. */
export function body(state: State, actions: Actions): HTMLElement[] {
  const { failure } = state;
  const failed = failure ? [failureCard(state, failure, actions)] : [];
  const invitation = failure && mayBeInvited(state, failure) ? [invitationForm(state, actions)] : [];
  return [
    ...failed,
    ...invitation,
    ...filtered(state, actions),
    ...lockNote(state),
    ...pastCard(state, actions),
    ...extensionCard(state, actions),
    ...SCREENS[screenOf(state)](state, actions),
  ];
}

/** The words of the status line, "" when nothing runs. */
export function busyWords(state: State, seconds: number): string {
  if (!state.busy) return '';
  const elapsed = seconds >= 3 ? ` ${say(state.lang, 'elapsed', { seconds })}` : '';
  return `${say(state.lang, BUSY_WORDS[state.busy])}${elapsed}`;
}

/** Office, form, period and due date, and whose account is at work, which a refusal may be about. */
export function header(state: State, account: string): HTMLElement[] {
  const { report, lang } = state;
  const who = el('p', { class: 'who' }, state.start?.email ?? account);
  if (!report) return [el('p', { class: 'office' }, say(lang, 'title')), who];
  const { head } = report;
  return [
    el('p', { class: 'office' }, head.unitName),
    who,
    el('p', { class: 'form' }, `${report.title[lang]} · ${head.periodLabel}`),
    el(
      'p',
      { class: 'due' },
      el('span', { class: `state ${head.state}` }, stateWords(lang, head)),
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

/** Sheets that could not be closed or opened by this person. */
const lockNote = ({ locks, lang }: State): HTMLElement[] =>
  locks?.done === false && locks.locking !== 'closed'
    ? [el('p', { class: 'card warning' }, say(lang, 'lockHeld'))]
    : [];

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

/** The sheet is not what it was: the same again can only fail again. */
const LOOK_AGAIN: readonly string[] = ['place_not_found', 'structure_broken'];

function failureCard(state: State, found: RpcProblem, actions: Actions): HTMLElement {
  const problem = toldProblem(found);
  const vi = state.lang === 'vi';
  const url = problem.authorizationUrl;
  // Where the screen itself offers nothing to do, the way on is the one blue button.
  const alone = screenOf(state) === 'starting' && !mayBeInvited(state, problem);
  return el(
    'section',
    { class: 'card error', role: 'alert' },
    el('h2', { id: 'failure', tabindex: '-1' }, vi ? problem.title : problem.title_en),
    el('p', {}, vi ? problem.detail : problem.detail_en),
    // What says itself how long to wait needs no seconds beside it.
    problem.retryAfter === undefined || problem.code === 'invitation_tries'
      ? null
      : el('p', {}, say(state.lang, 'retryAfter', { seconds: problem.retryAfter })),
    ...(problem.waiting ? waitingCard(state, actions) : []),
    problem.requestId
      ? el('p', { class: 'muted' }, say(state.lang, 'requestId', { id: spokenId(problem.requestId) }))
      : null,
    ...permissionList(state, problem),
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
      LOOK_AGAIN.includes(problem.code)
        ? secondary(state, 'checkAgain', () => actions.check())
        : el(
            'button',
            { type: 'button', class: alone && !url ? 'action' : '', onclick: () => actions.retry() },
            say(state.lang, 'retry'),
          ),
      // Where the screen has a way of its own, the failure may be put away.
      alone
        ? null
        : el('button', { type: 'button', onclick: () => actions.dismiss() }, say(state.lang, 'dismiss')),
    ),
  );
}
