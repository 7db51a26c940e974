/** What the sidebar knows; which screen follows from it stands in machine.ts. */
import type { Lang } from '../../shared/template.ts';
import type {
  CheckResult,
  GoToArgs,
  ReportSummary,
  RpcProblem,
  StartResult,
  TotalsResult,
} from '../core/rpc.ts';
import type { Damage, RepairResult, StructureResult } from '../core/rpc-doctor.ts';
import type { ShownChange } from '../core/rpc-fixes.ts';
import type { CellPastResult, ExtensionResult, LocksResult, PrefillResult } from '../core/rpc-office.ts';
import type { Asking, Choice, PreviewResult, SendResult, ShownConflict, Taken } from '../core/rpc-send.ts';
import { NOT_ASKING, type TimeAsked, type Which } from './kept.ts';
import type { WordKey } from './words.ts';

/** What runs, and what the status line says meanwhile. */
export const BUSY_WORDS = {
  starting: 'starting',
  creating: 'creating',
  checking: 'checking',
  fixing: 'fixing',
  previewing: 'previewing',
  sending: 'sending',
  examining: 'doctorBusy',
  repairing: 'repairBusy',
  totals: 'totalsBusy',
  past: 'pastBusy',
  extension: 'extensionBusy',
  asking: 'askingBusy',
  inviting: 'inviting',
  hourly: 'hourlyBusy',
} as const satisfies Record<string, WordKey>;
export type Busy = keyof typeof BUSY_WORDS;

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
  readonly stale: Asking | null;
  /** Which of the two values of a cell was chosen, by the conflict: other values are asked anew. */
  readonly taking: Readonly<Record<string, Which>>;
  /** What was being sent when colleagues were met, and what of theirs came onto the sheet. */
  readonly mode: 'draft' | 'submit';
  readonly taken: Taken | null;
  /** Where to allow the hourly trigger; '' when nobody asked, or it is allowed. */
  readonly allowHourly: string;
  readonly totals: TotalsResult | null;
  readonly doctor: StructureResult | null;
  readonly repaired: RepairResult | null;
  /** A cell somebody went to that a filter hides. */
  readonly filtered: { readonly at: GoToArgs; readonly a1: string } | null;
  /** The past of a cell, and more time, while they are being looked at. */
  readonly past: CellPastResult | null;
  readonly extension: ExtensionResult | null;
  /** How the sheets were closed or opened last; null before that. */
  readonly locks: LocksResult | null;
  /** The request for more time as typed; its key stays until the server answers. */
  readonly asking: TimeAsked;
  /** Which of the offered reports is chosen, from 0. */
  readonly choice: number;
  /** Cells that will change if the person says so. */
  readonly fixPlan: readonly ShownChange[] | null;
  /** Beside a plan of what is offered: the periods of which nothing is, and why. */
  readonly withheld: PrefillResult['withheld'];
  /** An invitation code being typed. */
  readonly code: string;
  /** Reasons typed for warnings, by issue key. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Key of the push being tried; kept until the server answers, so that a repeat is the same push. */
  readonly pushKey: string | null;
  /** What is typed here is still there when the sidebar is opened again. */
  readonly keeps: boolean;
}

export const conflictName = ({ at, mine, theirs }: ShownConflict): string =>
  JSON.stringify([at.section, at.row, at.column, mine, theirs]);

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
  taking: {},
  mode: 'submit',
  taken: null,
  allowHourly: '',
  totals: null,
  doctor: null,
  repaired: null,
  filtered: null,
  past: null,
  extension: null,
  locks: null,
  asking: NOT_ASKING,
  choice: 0,
  fixPlan: null,
  withheld: [],
  code: '',
  reasons: {},
  pushKey: null,
  keeps: true,
};

/** Everything found out about the sheet is void once the sheet changed. */
export const forgetCheck = {
  check: null,
  preview: null,
  sent: null,
  stale: null,
  taken: null,
  totals: null,
  doctor: null,
  repaired: null,
  filtered: null,
  fixPlan: null,
  withheld: [],
} as const;

/** Sheets of the report that are gone: as the last check saw, or as told on opening. */
export const missingSheets = ({ start, check }: State): readonly string[] =>
  check === null
    ? (start?.missing ?? [])
    : check.report.outdated
      ? []
      : check.issues.flatMap(({ code, sectionName }) => (code === 'missing_section' ? [sectionName.vi] : []));

/** Of a sheet nothing is done while one of its damages waits for a person. */
export const mayRepair = (damages: readonly Damage[]): boolean => {
  const waits = new Set(damages.flatMap(({ section, remedy }) => (remedy === 'refuse' ? [section] : [])));
  return damages.some(
    ({ section, remedy }) => remedy !== 'refuse' && (section === '' || !waits.has(section)),
  );
};

/** Warnings still without a reason. */
export function countUnreasoned(state: State): number {
  if (!state.check) return 0;
  return state.check.issues.filter(
    (issue) => issue.severity === 'warning' && !(state.reasons[issue.key] ?? issue.reason).trim(),
  ).length;
}

/** What was chosen, of the cells that are shown. */
export const choicesOf = ({ stale, taking }: State): Choice[] =>
  (stale?.conflicts ?? []).flatMap((conflict) => {
    const { at, mine, theirs } = conflict;
    const which = taking[conflictName(conflict)];
    return which === undefined ? [] : [{ at, mine, theirs, chosen: which === 'mine' ? mine : theirs }];
  });

/** By issue key; '' takes back one that was given before. */
export const typedReasons = ({ reasons }: State): Record<string, string> =>
  Object.fromEntries(Object.entries(reasons).map(([key, text]) => [key, text.trim() && text]));
