/** Asks the table of review whether an action may begin in a state, says in words where it may not, and whose a level is. */
import { Problem } from '../../../shared/problem.ts';
import { nextState, REVIEW, type ReviewAction } from '../../../shared/review.ts';
import type { ReportState } from '../../../shared/wire.ts';
import type { Entered } from '../../store/people.ts';

const WORDS: Readonly<Record<ReportState, { readonly vi: string; readonly en: string }>> = {
  draft: { vi: 'nháp', en: 'a draft' },
  submitted: { vi: 'đã gửi', en: 'submitted' },
  returned: { vi: 'bị trả lại', en: 'returned' },
  accepted: { vi: 'đã duyệt', en: 'accepted' },
  locked: { vi: 'đã khóa', en: 'locked' },
};

/** Details `state` and `state_en` of a problem. */
export const stateWords = (state: ReportState): { state: string; state_en: string } => ({
  state: WORDS[state].vi,
  state_en: WORDS[state].en,
});

/** The state the action leads to. Throws `wrong_state` where the table of review does not allow it. */
export function allowed(action: ReviewAction, state: ReportState): ReportState {
  const next = nextState(action, state);
  if (next === undefined) throw wrongState(action, state);
  return next;
}

/** Whether the level of review at this office is theirs: they review all below it, or it is the report's own (`home`). */
export const reviewsAt = ({ roles }: Pick<Entered, 'roles'>, level: string, home: string): boolean =>
  roles.some(
    ({ role, unit, subtree }) => role === 'reviewer' && unit === level && (subtree || unit === home),
  );

export function wrongState(action: ReviewAction, state: ReportState): Problem {
  const { vi, en } = REVIEW[action].words;
  return new Problem('wrong_state', { ...stateWords(state), action: vi, action_en: en });
}
