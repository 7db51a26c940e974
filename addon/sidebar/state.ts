/** What the sidebar knows and which screen follows from it; pure, so that every screen can be reached in a test. */
import type { Lang } from '../../shared/template.ts';
import type {
  CheckResult,
  GoToArgs,
  PreviewResult,
  ReportSummary,
  RpcProblem,
  SendResult,
  StartResult,
  TotalsResult,
} from '../core/rpc.ts';

export type Busy = 'starting' | 'creating' | 'checking' | 'fixing' | 'previewing' | 'sending' | 'totals';
export interface State {
  readonly lang: Lang;
  readonly busy: Busy | null;
  readonly failure: RpcProblem | null;
  /** The sidebar was opened by one account and is answered by another. */
  readonly otherAccount: { readonly opened: string; readonly answered: string } | null;
  readonly start: StartResult | null;
  readonly report: ReportSummary | null;
  readonly check: CheckResult | null;
  readonly preview: PreviewResult | null;
  readonly sent: Extract<SendResult, { kind: 'sent' }> | null;
  readonly stale: Extract<SendResult, { kind: 'stale' }> | null;
  readonly totals: TotalsResult | null;
  /** A cell somebody went to that a filter hides. */
  readonly filtered: { readonly at: GoToArgs; readonly a1: string } | null;
  /** Which of the offered reports is chosen, from 0. */
  readonly choice: number;
  /** Reasons typed for warnings, by issue key. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Key of the push being tried; kept until the server answers, so that a repeat is the same push. */
  readonly pushKey: string | null;
}

export const INITIAL: State = {
  lang: 'vi',
  busy: 'starting',
  failure: null,
  otherAccount: null,
  start: null,
  report: null,
  check: null,
  preview: null,
  sent: null,
  stale: null,
  totals: null,
  filtered: null,
  choice: 0,
  reasons: {},
  pushKey: null,
};

export type Screen =
  | 'starting'
  | 'otherAccount'
  | 'choose'
  | 'missing'
  | 'ready'
  | 'problems'
  | 'clean'
  | 'preview'
  | 'sent'
  | 'stale'
  | 'finished';

/** Warnings still without a reason. */
export function countUnreasoned(state: State): number {
  if (!state.check) return 0;
  return state.check.issues.filter(
    (issue) => issue.severity === 'warning' && !(state.reasons[issue.key] ?? issue.reason).trim(),
  ).length;
}

/** The one screen that fits what is known. */
export function screenOf(state: State): Screen {
  if (state.otherAccount) return 'otherAccount';
  if (!state.start) return 'starting';
  if (!state.report) return 'choose';
  if (state.start.missing.length > 0) return 'missing';
  if (state.sent) return 'sent';
  if (state.stale) return 'stale';
  if (state.preview) return 'preview';
  if (!state.report.head.mayPush) return 'finished';
  if (!state.check) return 'ready';
  const closed = state.report.departed?.against === 'returned';
  return closed || state.check.counts.errors > 0 || countUnreasoned(state) > 0 ? 'problems' : 'clean';
}

/** Everything found out about the sheet is void once the sheet changed. */
export const forgetCheck = {
  check: null,
  preview: null,
  sent: null,
  stale: null,
  totals: null,
  filtered: null,
} as const;
