/** Mending cells for the clerk: the plan that is shown, the one step that does it, the way back, and answers taken back. */
import type { Empty } from '../../shared/report.ts';
import type { ShownIssue } from '../core/rpc.ts';
import type { GivenAnswer, ShownChange } from '../core/rpc-fixes.ts';
import { afterCheck } from './actions-check.ts';
import type { Desk } from './desk.ts';
import { NO_PANEL } from './panels.ts';

export interface FixActions {
  planFixes(changes: readonly ShownChange[]): void;
  applyPlan(): void;
  dropPlan(): void;
  undoFix(): void;
  writeEmpty(cells: readonly ShownIssue[], value: Empty): void;
  askAgain(answer: GivenAnswer): void;
}

export function fixActions(desk: Desk): FixActions {
  const { state, run, call } = desk;
  const write = (changes: readonly Pick<ShownChange, 'at' | 'value' | 'from'>[]): void => {
    const cells = changes.map(({ at, value }) => ({ ...at, value }));
    const from = changes.map((change) => change.from);
    run('fixing', () => call('applyFix', { fix: { label: 'set', params: {}, cells }, from }), afterCheck);
  };
  return {
    planFixes: (changes) => {
      desk.set({ ...NO_PANEL, fixPlan: changes, withheld: [] });
      desk.focus('#plan');
    },
    applyPlan: () => {
      const plan = state().fixPlan;
      if (plan) write(plan);
    },
    dropPlan: () => desk.set({ fixPlan: null }),
    undoFix: () => run('fixing', () => call('undoFix'), afterCheck),
    writeEmpty: (cells, value) =>
      write(
        cells.map(({ section, row, column, typed }) => ({
          at: { section, row, column },
          value,
          from: typed,
        })),
      ),
    askAgain: ({ question, section, column }) =>
      run('checking', () => call('remember', { question, section, column, answer: '' }), afterCheck),
  };
}
