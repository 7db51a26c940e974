/** Starts the sidebar: holds the state, runs the calls, keeps focus and the elapsed time where people expect them. */
import { BOOT_ELEMENT_ID, type RpcResult, type SidebarBoot, type StartResult } from '../core/rpc.ts';
import { call } from './call.ts';
import { type Busy, forgetCheck, INITIAL, type State, screenOf } from './state.ts';
import { type Actions, body, busyWords, header } from './view.ts';
import { say } from './words.ts';

const need = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page lacks #${id}`);
  return element;
};

let state: State = INITIAL;
let since = 0;
let again: () => void = () => start();

function set(change: Partial<State>): void {
  const before = screenOf(state);
  const failedBefore = state.failure;
  state = { ...state, ...change };
  render();
  if (state.failure && state.failure !== failedBefore) focus('failure');
  else if (screenOf(state) !== before) focus('problems', 'outcome', 'failure');
}

function focus(...ids: readonly string[]): void {
  for (const id of ids) {
    const element = document.getElementById(id);
    if (element) {
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

function send(mode: 'draft' | 'submit'): void {
  const key = state.pushKey ?? newKey();
  const reasons = Object.fromEntries(Object.entries(state.reasons).filter(([, text]) => text.trim()));
  state = { ...state, pushKey: key };
  void run(
    'sending',
    () => call('send', { mode, reasons, key }),
    (value) => {
      if (value.kind === 'notYet') return { ...forgetCheck, check: value.check, pushKey: null };
      if (value.kind === 'stale')
        return { ...forgetCheck, stale: value, report: value.report, pushKey: null };
      return { ...forgetCheck, sent: value, report: value.report, pushKey: null };
    },
  );
}

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
      () => call('preview'),
      (value) => ({
        check: value.check,
        preview: value.check.counts.errors === 0 ? value : null,
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
  copyReceipt: (number) => {
    void navigator.clipboard?.writeText(number).then(() => {
      need('status').textContent = say(state.lang, 'copied');
    });
  },
  goTo: (at) =>
    void call('goTo', at).then((result) => (result.ok ? undefined : set({ failure: result.problem }))),
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
    state = { ...state, reasons: { ...state.reasons, [key]: text } };
  },
};

need('language').addEventListener('click', () => set({ lang: state.lang === 'vi' ? 'en' : 'vi' }));
need('totals').addEventListener('click', () => actions.pullTotals());
need('who').addEventListener('click', () => {
  need('status').textContent = say(state.lang, 'whoAmIText', {
    email: state.start?.email ?? boot.email ?? '',
  });
});
setInterval(() => {
  if (state.busy) tick();
}, 1000);
render();
start();
