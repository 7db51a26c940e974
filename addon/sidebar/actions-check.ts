/** Checking the sheet and mending what was found: cells, fixes, answers remembered, reasons typed. */
import type { Fix } from '../../shared/issue.ts';
import type { CheckResult, GoToArgs, ShownQuestion } from '../core/rpc.ts';
import type { Desk } from './desk.ts';
import { forgetCheck, type State } from './state.ts';
import { say } from './words.ts';

export interface CheckActions {
  check(): void;
  goTo(at: GoToArgs): void;
  /** `from`: what the person was shown in its cells; one that shows something else by now is left. */
  applyFix(fix: Fix, from?: readonly string[]): void;
  remember(question: ShownQuestion, answer: string): void;
  setReason(key: string, text: string): void;
}

/** What is known after each look at the sheet. */
export const afterCheck = (check: CheckResult): Partial<State> => ({
  ...forgetCheck,
  check,
  report: check.report,
});

export function checkActions(desk: Desk): CheckActions {
  const { state, run, call } = desk;
  return {
    check: () => run('checking', () => call('check'), afterCheck),
    goTo: goTo(desk),
    applyFix: (fix, from) =>
      run('fixing', () => call('applyFix', from ? { fix, from, overFormula: true } : { fix }), afterCheck),
    remember: ({ id, section, column }, answer) =>
      run('checking', () => call('remember', { question: id, section, column, answer }), afterCheck),
    setReason: (key, text) => {
      const before = desk.isClean();
      desk.keep({ reasons: { ...state().reasons, [key]: text } });
      keepDraft(desk);
      desk.drawWay();
      if (!before && desk.isClean()) desk.tell(say(state().lang, 'reasonsDone'));
    },
  };
}

/** Kept with each stroke: a sidebar is closed without a word. */
export function keepDraft({ state, kept }: Desk, scrolled?: number): void {
  const { start, reasons, taking, asking } = state();
  if (!start) return;
  const { fileId, email } = start;
  const before = kept.draft(fileId, email);
  kept.keepDraft(fileId, email, { reasons, taking, asking, scrolled: scrolled ?? before.scrolled });
}

/** Nothing is drawn anew when it succeeds: the person looks at the sheet, and finds the list as it was. */
const goTo =
  (desk: Desk) =>
  (at: GoToArgs): void =>
    desk.aside(
      () => desk.call('goTo', at),
      ({ a1, filtered }) => {
        const { lang, filtered: before } = desk.state();
        if (filtered) {
          desk.set({ filtered: { at, a1 } });
          desk.focus('#filtered');
          return;
        }
        if (before) desk.set({ filtered: null });
        desk.tell(say(lang, 'wentTo', { a1 }));
      },
    );
