/** What an office asks of its own report: the past of the chosen cell, more time. */
import { afterCheck, keepDraft } from './actions-check.ts';
import type { Desk } from './desk.ts';
import { NOT_ASKING, type TimeAsked } from './kept.ts';
import { NO_PANEL } from './panels.ts';
import { withheldWords } from './sources.ts';
import { say } from './words.ts';

export interface OfficeActions {
  /** Shows what may be filled in; applying and undoing are those of every mending. */
  prefill(): void;
  cellPast(): void;
  closePast(): void;
  openExtension(): void;
  closeExtension(): void;
  /** Typing draws nothing anew. */
  typeExtension(change: { until?: string; reason?: string }): void;
  askExtension(): void;
  /** Quietly, beside what the person does: nothing of theirs depends on it. */
  settleLocks(): void;
}

function keepAsking(desk: Desk, asking: TimeAsked): void {
  desk.keep({ asking });
  keepDraft(desk);
}

export function officeActions(desk: Desk): OfficeActions {
  const { state, run, call } = desk;
  /** Once what was found is drawn. */
  const focusOn = (id: string): void => queueMicrotask(() => desk.focus(id));
  return {
    cellPast: () =>
      run(
        'past',
        () => call('cellPast'),
        (past) => {
          focusOn('#past');
          return { ...NO_PANEL, past };
        },
      ),
    prefill: () =>
      run(
        'checking',
        () => call('prefill'),
        ({ check, changes, withheld }) => {
          const { lang } = state();
          const none = withheldWords(lang, withheld).join(' ') || say(lang, 'prefillNone');
          queueMicrotask(() => (changes.length > 0 ? desk.focus('#plan') : desk.tell(none)));
          return {
            ...afterCheck(check),
            ...(changes.length > 0 ? { ...NO_PANEL, fixPlan: changes, withheld } : {}),
          };
        },
      ),
    settleLocks: () =>
      void call('settleLocks').then((answer) => {
        if (answer.ok) (desk.isTyping() ? desk.keep : desk.set)({ locks: answer.value });
      }),
    closePast: () => desk.set({ past: null }),
    openExtension: () =>
      run(
        'extension',
        () => call('extensions'),
        (extension) => {
          focusOn('#extension');
          return { ...NO_PANEL, extension };
        },
      ),
    closeExtension: () => desk.set({ extension: null }),
    typeExtension: (change) => keepAsking(desk, { ...state().asking, ...change, key: null }),
    askExtension: () => {
      const { until, reason } = state().asking;
      if (until === '' || reason.trim() === '') {
        desk.focus(until === '' ? '#until' : '#why-time');
        return desk.tell(say(state().lang, 'timeMissing'));
      }
      const key = state().asking.key ?? desk.newKey();
      keepAsking(desk, { until, reason, key });
      run(
        'asking',
        () => call('askExtension', { until, reason: reason.trim(), key }),
        (extension) => {
          focusOn('#extension');
          keepAsking(desk, NOT_ASKING);
          return { extension };
        },
      );
    },
  };
}
