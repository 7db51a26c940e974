/** Previewing and sending, what to do when somebody was faster, and the receipt. */
import type { CheckResult } from '../core/rpc.ts';
import { afterCheck } from './actions-check.ts';
import type { Desk } from './desk.ts';
import { forgetCheck, typedReasons } from './state.ts';
import { say } from './words.ts';

export interface SendActions {
  preview(): void;
  back(): void;
  submit(): void;
  saveDraft(): void;
  takeTheirs(): void;
  copyReceipt(text: string): void;
}

const maySend = ({ counts, report }: CheckResult): boolean =>
  counts.errors === 0 && report.departed?.against !== 'returned';

/** Reasons that were sent stand in the report from then on. */
function forgetDraft({ state, kept }: Desk): void {
  const { start } = state();
  if (start) kept.keepDraft(start.fileId, start.email, { reasons: {}, scrolled: 0 });
}

export function sendActions(desk: Desk): SendActions {
  const { state, run, call } = desk;
  const send = (mode: 'draft' | 'submit'): void => {
    const key = state().pushKey ?? desk.newKey();
    const reasons = typedReasons(state());
    desk.keep({ pushKey: key });
    run(
      'sending',
      () => call('send', { mode, reasons, key }),
      (value) => {
        if (value.kind === 'sent' && value.receipt) forgetDraft(desk);
        if (value.kind === 'notYet') return { ...afterCheck(value.check), pushKey: null };
        const known = { ...forgetCheck, report: value.report, pushKey: null };
        // Nobody waits for it: what is left of the notes goes with the next check.
        if (value.kind === 'sent' && mode === 'submit' && value.check.mending.notes)
          void call('clearSentNotes');
        return value.kind === 'stale' ? { ...known, stale: value } : { ...known, sent: value };
      },
    );
  };
  return {
    preview: () =>
      run(
        'previewing',
        () => call('preview', { reasons: typedReasons(state()) }),
        (value) => ({ ...afterCheck(value.check), preview: maySend(value.check) ? value : null }),
      ),
    back: () => desk.set({ preview: null }),
    submit: () => send('submit'),
    saveDraft: () => send('draft'),
    takeTheirs: () => {
      const fix = state().stale?.takeTheirs;
      if (fix) run('fixing', () => call('applyFix', { fix }), afterCheck);
    },
    copyReceipt: (text) =>
      void desk
        .copy(text, 'receipt')
        .then((copied) => desk.tell(say(state().lang, copied ? 'copied' : 'copyByHand'))),
  };
}
