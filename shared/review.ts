/** The life of a report as one table of data: which action leads from which state to which, and whose it is; and the words of its states. */
import type { Bilingual } from './template.ts';
import type { ReportState, RoleName } from './wire.ts';

export const REVIEW_ACTIONS = [
  'save',
  'send',
  'sign',
  'accept',
  'return',
  'lock',
  'unlock',
  'revert',
] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

interface Transition {
  readonly who: readonly RoleName[];
  /** State it begins in → state it leads to. An action is not allowed in a state that is not here. */
  readonly leads: Partial<Readonly<Record<ReportState, ReportState>>>;
  /** Reviewers only: at any level of theirs, or at the highest there is. */
  readonly level?: 'any' | 'highest';
  /** Completes "không thể …" and "it cannot be …". */
  readonly words: { readonly vi: string; readonly en: string };
}

export const REVIEW: Readonly<Record<ReviewAction, Transition>> = {
  save: {
    who: ['clerk'],
    leads: { draft: 'draft', submitted: 'submitted', returned: 'returned' },
    words: { vi: 'lưu nháp', en: 'saved as a draft' },
  },
  send: {
    who: ['clerk'],
    leads: { draft: 'submitted', submitted: 'submitted', returned: 'submitted' },
    words: { vi: 'gửi lại', en: 'pushed again' },
  },
  sign: {
    who: ['signer'],
    leads: { submitted: 'submitted', accepted: 'accepted' },
    words: { vi: 'ký', en: 'signed' },
  },
  accept: {
    who: ['reviewer'],
    leads: { submitted: 'accepted', accepted: 'accepted' },
    level: 'any',
    words: { vi: 'duyệt', en: 'accepted' },
  },
  return: {
    who: ['reviewer'],
    // What came back already may need one cell more: any level names it, since all of them see the answer.
    leads: { submitted: 'returned', returned: 'returned', accepted: 'returned' },
    level: 'any',
    words: { vi: 'trả lại', en: 'returned' },
  },
  lock: {
    who: ['reviewer'],
    leads: { accepted: 'locked' },
    level: 'highest',
    words: { vi: 'khóa', en: 'locked' },
  },
  unlock: {
    who: ['reviewer'],
    leads: { locked: 'accepted' },
    level: 'highest',
    words: { vi: 'mở khóa', en: 'unlocked' },
  },
  revert: {
    who: ['clerk', 'signer'],
    leads: { submitted: 'submitted', returned: 'submitted' },
    words: { vi: 'khôi phục về lần đã ký', en: 'taken back to what was signed' },
  },
};

export const REPORT_STATE_WORDS: Readonly<Record<ReportState, Bilingual>> = {
  draft: { vi: 'nháp', en: 'draft' },
  submitted: { vi: 'đã gửi', en: 'submitted' },
  returned: { vi: 'bị trả lại', en: 'returned' },
  accepted: { vi: 'đã duyệt', en: 'accepted' },
  locked: { vi: 'đã khóa', en: 'locked' },
};

/** What of a report counts in totals in each state: a submission, and that it is accepted. The database holds rows to it. */
export const COUNTED: Readonly<
  Record<ReportState, { readonly submitted: boolean; readonly accepted: boolean }>
> = {
  draft: { submitted: false, accepted: false },
  submitted: { submitted: true, accepted: false },
  returned: { submitted: false, accepted: false },
  accepted: { submitted: true, accepted: true },
  locked: { submitted: true, accepted: true },
};

export const nextState = (action: ReviewAction, state: ReportState): ReportState | undefined =>
  REVIEW[action].leads[state];

/** An office at or above the report's where somebody may review it. Levels come nearest first. */
interface Level {
  readonly unit: string;
  /** It has accepted the revision that counts. */
  readonly accepted: boolean;
}

/** The level whose turn it is: the nearest that has not accepted. */
export const levelInTurn = <L extends Level>(levels: readonly L[]): L | undefined =>
  levels.find(({ accepted }) => !accepted);

/** The level a reviewer accepts for unless told another: the lowest of theirs that has not accepted. */
export const lowestOf = <L extends Level>(
  levels: readonly L[],
  isTheirs: (level: L) => boolean,
): L | undefined => levels.find((level) => isTheirs(level) && !level.accepted);
