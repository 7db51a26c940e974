/** Previewing and sending, what to do when somebody was faster, and the receipt. */
import type { CheckResult, RpcProblem } from '../core/rpc.ts';
import type { Choice, SendResult } from '../core/rpc-send.ts';
import { afterCheck } from './actions-check.ts';
import type { Desk } from './desk.ts';
import { choicesOf, forgetCheck, type State, typedReasons } from './state.ts';
import { say } from './words.ts';

export interface SendActions {
  preview(): void;
  back(): void;
  submit(): void;
  saveDraft(): void;
  copyReceipt(text: string): void;
}

const maySend = ({ counts, report }: CheckResult): boolean =>
  counts.errors === 0 && report.departed?.against !== 'returned';

/** Reasons that were sent stand in the report from then on. */
function forgetDraft({ state, kept }: Desk): void {
  const { start } = state();
  if (start)
    kept.keepDraft(start.fileId, start.email, {
      ...kept.draft(start.fileId, start.email),
      reasons: {},
      taking: {},
      scrolled: 0,
    });
}

const chosen = (state: State): { choices?: Choice[] } => {
  const choices = choicesOf(state);
  return choices.length > 0 ? { choices } : {};
};

/** What is known after a push of that mode, or one sent again. */
export const afterSend =
  (mode: State['mode']) =>
  (value: SendResult): Partial<State> => {
    if (value.kind === 'notYet')
      return { ...afterCheck(value.check), taken: value.taken, mode, pushKey: null };
    const known = { ...forgetCheck, report: value.report, mode, pushKey: null };
    return value.kind === 'stale'
      ? { ...known, stale: value }
      : // Reasons that were sent stand in the report, choices in its cells; a colleague may change them there.
        { ...known, sent: value, taken: value.taken, ...(value.receipt ? { reasons: {}, taking: {} } : {}) };
  };

/** Without an answer it may have arrived: from now on it waits. */
const nowWaiting = ({ report }: State, { waiting }: RpcProblem): Partial<State> =>
  report && waiting ? { report: { ...report, pending: true, waiting } } : {};

export function sendActions(desk: Desk): SendActions {
  const { state, run, call } = desk;
  const send = (mode: 'draft' | 'submit'): void => {
    const key = state().pushKey ?? desk.newKey();
    const reasons = typedReasons(state());
    const choices = chosen(state());
    const { preview } = state();
    const seen = mode === 'submit' && preview ? { seen: preview.seen } : {};
    desk.keep({ pushKey: key });
    run(
      'sending',
      () => call('send', { mode, reasons, key, ...choices, ...seen }),
      (value) => {
        if (value.kind === 'sent' && value.receipt) forgetDraft(desk);
        // Nobody waits for it: what is left of the notes goes with the next check.
        if (value.kind === 'sent' && mode === 'submit' && value.check.mending.notes)
          void call('clearSentNotes');
        return afterSend(mode)(value);
      },
      (problem) => nowWaiting(state(), problem),
    );
  };
  return {
    preview: () =>
      run(
        'previewing',
        () => call('preview', { reasons: typedReasons(state()), ...chosen(state()) }),
        (value) => ({
          ...afterCheck(value.check),
          mode: 'submit',
          taken: value.taken,
          stale: value.asks,
          preview: value.asks === null && maySend(value.check) ? value : null,
        }),
      ),
    back: () => desk.set({ preview: null }),
    submit: () => send('submit'),
    saveDraft: () => send('draft'),
    copyReceipt: (text) =>
      void desk
        .copy(text, 'receipt')
        .then((copied) => desk.tell(say(state().lang, copied ? 'copied' : 'copyByHand'))),
  };
}
