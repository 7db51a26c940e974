/** The states of a report in words, for problems. */
import type { ReportState } from '../../shared/wire.ts';

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
