/** Asks the table of review whether an action may begin in a state, and says in words where it may not. */
import { Problem } from '../../../shared/problem.ts';
import { nextState, REPORT_STATE_WORDS, REVIEW, type ReviewAction } from '../../../shared/review.ts';
import type { ReportState } from '../../../shared/wire.ts';

/** Details `state` and `state_en` of a problem. */
export const stateDetails = (state: ReportState): { state: string; state_en: string } => ({
  state: REPORT_STATE_WORDS[state].vi,
  state_en: REPORT_STATE_WORDS[state].en,
});

/** The state the action leads to. Throws `wrong_state` where the table of review does not allow it. */
export function allowed(action: ReviewAction, state: ReportState): ReportState {
  const next = nextState(action, state);
  if (next === undefined) throw wrongState(action, state);
  return next;
}

export function wrongState(action: ReviewAction, state: ReportState): Problem {
  const { vi, en } = REVIEW[action].words;
  return new Problem('wrong_state', { ...stateDetails(state), action: vi, action_en: en });
}
