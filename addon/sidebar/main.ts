/** Starts the sidebar: holds the state, runs the calls, keeps focus and the elapsed time where people expect them. */
import {
  BOOT_ELEMENT_ID,
  type GoToArgs,
  type RpcResult,
  type SidebarBoot,
  type StartResult,
} from '../core/rpc.ts';
import { call } from './call.ts';
import { type Busy, forgetCheck, INITIAL, type State, screenOf } from './state.ts';
import { type Actions, body, busyWords, header, way } from './view.ts';
import { say } from './words.ts';

const need = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page lacks #${id}`);
  return element;
};

let state: State = INITIAL;
let since = 0;
let again: () => void = () => start();
/** The element with the focus was drawn anew, so the focus has to be given back once the call has ended. */
let focusLost = false;

function set(change: Partial<State>): void {
  const before = screenOf(state);
  const failedBefore = state.failure;
  focusLost ||= need('body').contains(document.activeElement);
  // Opening must not take the focus from the sheet.
  const fallback = focusLost ? ['#body .action'] : [];
  state = { ...state, ...change };
  render();
  if (state.failure && state.failure !== failedBefore) focus('#failure');
  else if (state.busy) return;
  else if (screenOf(state) !== before || focusLost)
    focus('#filtered', '#departed', '#problems', '#outcome', '#failure', ...fallback);
  focusLost = false;
}

/** Gives the focus to the first of these that is there. */
function focus(...selectors: readonly string[]): void {
  for (const selector of selectors) {
    const element = document.querySelector(selector);
    if (element instanceof HTMLElement) {
      element.focus();
      return;
    }
  }
}

function render(): void {
  document.documentElement.lang = state.lang;
  need('header').replaceChildren(...header(state));
  need('body').replaceChildren(...body(state, actions));
  need('language').textContent = say(state.lang, 'language');
  need('who').textContent = say(state.lang, 'whoAmI');
  need('totals').textContent = say(state.lang, 'openTotals');
  need('totals').toggleAttribute('hidden', state.report === null);
  need('menu').setAttribute('aria-label', say(state.lang, 'menu'));
  tick();
}

function tick(): void {
  const seconds = Math.floor((Date.now() - since) / 1000);
  const words = busyWords(state, seconds);
  const status = need('status');
  if (status.textContent !== words) status.textContent = words;
  need('body').setAttribute('aria-busy', String(state.busy !== null));
}

/** Runs one call: shows that it runs, and turns a problem into the failure card with its retry. */
async function run<T>(
  busy: Busy,
  request: () => Promise<RpcResult<T>>,
  done: (value: T) => Partial<State>,
  failed: Partial<State> = {},
): Promise<void> {
  // Only the very first call may start while the page still says that it is starting.
  if (state.busy && busy !== 'starting') return;
  since = Date.now();
  again = () => void run(busy, request, done, failed);
  set({ busy, failure: null });
  const result = await request();
  if (result.ok) set({ busy: null, ...done(result.value) });
  else set({ busy: null, failure: result.problem, ...failed });
}

const boot = JSON.parse(need(BOOT_ELEMENT_ID).textContent || '{}') as Partial<SidebarBoot>;

type Started = { start: StartResult } | { otherAccount: NonNullable<State['otherAccount']> };

/** Who answers is asked before anything goes to the server: with several Google accounts it may be another person. */
async function startAsOpened(): Promise<RpcResult<Started>> {
  const who = await call('hello');
  if (!who.ok) return who;
  const { email } = who.value;
  if (boot.email && email && boot.email !== email) {
    return { ok: true, value: { otherAccount: { opened: boot.email, answered: email } } };
  }
  const started = await call('start');
  return started.ok ? { ok: true, value: { start: started.value } } : started;
}

function start(): void {
  void run('starting', startAsOpened, (value) =>
    'start' in value
      ? { start: value.start, report: value.start.report, otherAccount: null }
      : { otherAccount: value.otherAccount },
  );
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Reasons with something in them, by issue key. */
const typedReasons = (): Record<string, string> =>
  Object.fromEntries(Object.entries(state.reasons).filter(([, text]) => text.trim()));

function send(mode: 'draft' | 'submit'): void {
  const key = state.pushKey ?? newKey();
  const reasons = typedReasons();
  state = { ...state, pushKey: key };
  void run(
    'sending',
    () => call('send', { mode, reasons, key }),
    (value) => {
      if (value.kind === 'notYet') return { ...checked(value.check), pushKey: null };
      if (value.kind === 'stale')
        return { ...forgetCheck, stale: value, report: value.report, pushKey: null };
      return { ...forgetCheck, sent: value, report: value.report, pushKey: null };
    },
  );
}

const maySend = ({ counts, report }: NonNullable<State['check']>): boolean =>
  counts.errors === 0 && report.departed?.against !== 'returned';

const checked = (check: NonNullable<State['check']>): Partial<State> => ({
  ...forgetCheck,
  check,
  report: check.report,
});

function create(choice: { unit: string; template: string; period: string }): void {
  void run(
    'creating',
    () => call('createSheets', choice),
    (value) => ({
      report: value.report,
      start: state.start && { ...state.start, missing: [] },
    }),
  );
}

/** Nothing is drawn anew when it succeeds: the person looks at the sheet, and finds the list as it was. */
function goTo(at: GoToArgs): void {
  void call('goTo', at).then((result) => {
    if (result.ok) {
      const { a1, filtered } = result.value;
      if (filtered) return showFiltered(at, a1);
      if (state.filtered) set({ filtered: null });
      need('status').textContent = say(state.lang, 'wentTo', { a1 });
      return;
    }
    again = () => {
      set({ failure: null });
      goTo(at);
    };
    set({ failure: result.problem });
  });
}

function showFiltered(at: GoToArgs, a1: string): void {
  set({ filtered: { at, a1 } });
  focus('#filtered');
}

/** The frame may not be allowed to write to the clipboard; then what is shown is selected for Ctrl+C. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    need('status').textContent = say(state.lang, 'copied');
  } catch {
    const element = document.getElementById('receipt');
    if (element) getSelection()?.selectAllChildren(element);
    need('status').textContent = say(state.lang, 'copyByHand');
  }
}

const actions: Actions = {
  retry: () => again(),
  create,
  recreate: () => {
    const head = state.report?.head;
    if (head) create({ unit: head.unit, template: head.template, period: head.period });
  },
  check: () => void run('checking', () => call('check'), checked),
  preview: () =>
    void run(
      'previewing',
      () => call('preview', { reasons: typedReasons() }),
      (value) => ({
        ...checked(value.check),
        preview: maySend(value.check) ? value : null,
      }),
    ),
  send,
  pullTotals: () =>
    void run(
      'totals',
      () => call('pullTotals'),
      (value) => ({ totals: value }),
    ),
  back: () => set({ preview: null }),
  chosen: () => state.start?.choices[state.choice],
  choose: (index) => {
    state = { ...state, choice: index };
  },
  copyReceipt: (text) => void copy(text),
  goTo,
  applyFix: (fix) => void run('fixing', () => call('applyFix', { fix }), checked),
  remember: (question, answer) =>
    void run(
      'checking',
      () =>
        call('remember', {
          question: question.id,
          section: question.section,
          column: question.column,
          answer,
        }),
      checked,
    ),
  // Kept without drawing anew: the field being typed in must not be replaced under the person's hands.
  setReason: (key, text) => {
    const before = screenOf(state);
    state = { ...state, reasons: { ...state.reasons, [key]: text } };
    document.getElementById('way')?.replaceWith(way(state, actions));
    if (before !== 'clean' && screenOf(state) === 'clean') {
      need('status').textContent = say(state.lang, 'reasonsDone');
    }
  },
};

/** The menu closes when something is chosen, on Escape, and when the person goes on elsewhere. */
const more = need('more');
function closeMenu(): void {
  if (!more.hasAttribute('open')) return;
  more.removeAttribute('open');
  need('menu').focus();
}
function onMenu(id: string, chosen: () => void): void {
  need(id).addEventListener('click', () => {
    closeMenu();
    chosen();
  });
}
onMenu('language', () => set({ lang: state.lang === 'vi' ? 'en' : 'vi' }));
onMenu('totals', () => actions.pullTotals());
onMenu('who', () => {
  need('status').textContent = say(state.lang, 'whoAmIText', {
    email: state.start?.email ?? boot.email ?? '',
  });
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeMenu();
});
document.addEventListener('click', (event) => {
  if (event.target instanceof Node && !more.contains(event.target)) more.removeAttribute('open');
});
setInterval(() => {
  if (state.busy) tick();
}, 1000);
render();
start();
