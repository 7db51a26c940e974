/** Choosing between two values of a cell, sending again what waits, and having that done by the hour. */
import type { ShownConflict } from '../core/rpc-send.ts';
import { keepDraft } from './actions-check.ts';
import { afterSend, type SendActions } from './actions-send.ts';
import type { Desk } from './desk.ts';
import type { Which } from './kept.ts';
import { choicesOf, conflictName, type State } from './state.ts';
import { say } from './words.ts';

export interface MergeActions {
  take(conflict: ShownConflict, which: Which): void;
  takeAll(which: Which): void;
  goOn(): void;
  sendAgain(): void;
  setHourly(on: boolean): void;
}

const left = (state: State): number => (state.stale?.conflicts.length ?? 0) - choicesOf(state).length;

export function mergeActions(desk: Desk, sending: SendActions): MergeActions {
  const { state, run, call } = desk;
  const tellLeft = (): void =>
    desk.tell(say(state().lang, left(state()) > 0 ? 'choicesLeft' : 'choicesDone', { count: left(state()) }));
  return {
    // Without drawing: the button just pressed keeps the focus.
    take: (conflict, which) => {
      desk.keep({ taking: { ...state().taking, [conflictName(conflict)]: which } });
      keepDraft(desk);
      tellLeft();
    },
    takeAll: (which) => {
      const all = (state().stale?.conflicts ?? []).map(
        (conflict) => [conflictName(conflict), which] as const,
      );
      desk.set({ taking: Object.fromEntries(all) });
      keepDraft(desk);
    },
    goOn: () => {
      if (left(state()) > 0) {
        tellLeft();
        desk.focus('[data-open]');
      } else if (state().mode === 'submit') sending.preview();
      else sending.saveDraft();
    },
    sendAgain: () =>
      run('sending', () => call('sendAgain'), afterSend(state().report?.waiting?.mode ?? 'submit')),
    setHourly: (on) =>
      run(
        'hourly',
        () => call('hourly', { on }),
        ({ on: isOn, authorizationUrl }) => {
          const { report } = state();
          const waiting = report?.waiting;
          return {
            allowHourly: authorizationUrl,
            ...(report && waiting ? { report: { ...report, waiting: { ...waiting, hourly: isOn } } } : {}),
          };
        },
      ),
  };
}
