/** Choosing between two values of a cell, sending again what waits, and having that done by the hour. */
import type { ShownConflict } from '../core/rpc-send.ts';
import { afterSend, type SendActions } from './actions-send.ts';
import type { Desk } from './desk.ts';
import { choicesOf, conflictName, type State, type Which } from './state.ts';
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
    take: ({ at }, which) => {
      desk.keep({ taking: { ...state().taking, [conflictName(at)]: which } });
      tellLeft();
    },
    takeAll: (which) => {
      const all = (state().stale?.conflicts ?? []).map(({ at }) => [conflictName(at), which] as const);
      desk.set({ taking: Object.fromEntries(all) });
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
