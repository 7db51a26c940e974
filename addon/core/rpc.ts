/** The types of what the sidebar asks and is told: plain JSON data both ways, nothing else; rpc-calls.ts names the calls. */
import type { Fix, IssueCode, Question, Severity } from '../../shared/issue.ts';
import type { IssueTold } from '../../shared/issue-words.ts';
import type { CellRef } from '../../shared/report.ts';
import type { Coverage, Receipt, Remark, ReportHead } from '../../shared/wire.ts';
import type { Mending, ShownChange } from './rpc-fixes.ts';

/** A push whose answer has not come. */
export interface Waiting {
  readonly mode: 'draft' | 'submit';
  /** How many cells it changes. */
  readonly cells: number;
  /** It is kept as it was sent; false: too large, so the sheet has to stay as it is until it is sent. */
  readonly whole: boolean;
  /** It is tried again every hour. */
  readonly hourly: boolean;
}

/** A request that could not be served, from the server's catalogue or the add-on's (problems.ts). */
export interface RpcProblem {
  readonly code: string;
  readonly title: string;
  readonly title_en: string;
  readonly detail: string;
  readonly detail_en: string;
  /** What the words of the add-on's own problems have gaps for. */
  readonly params?: Readonly<Record<string, string>>;
  /** Where to grant what is missing; only with code `identity_missing`. */
  readonly authorizationUrl?: string;
  /** Each that is missing, with where to grant it alone; only with code `identity_missing`. */
  readonly permissions?: readonly Permission[];
  /** Number to tell the administrator, when the server gave one. */
  readonly requestId?: string;
  /** The push this call left without an answer, or found so. */
  readonly waiting?: Waiting;
  /** Seconds the server asks to be left alone for. */
  readonly retryAfter?: number;
  /** true: the same call may be made again as it is. */
  readonly retry: boolean;
}

export interface Permission {
  /** As the manifest names it. */
  readonly scope: string;
  readonly url: string;
}

/** Every call answers with this; it never throws. */
export type RpcResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: RpcProblem };

/** The same sentence in both languages. */
export interface Words {
  readonly vi: string;
  readonly en: string;
}

/** An issue with what its sentences are made of, its address on this sheet and what can be done about it. */
export interface ShownIssue {
  /** Identity over time: reasons for warnings are kept under it. */
  readonly key: string;
  readonly severity: Severity;
  readonly code: IssueCode;
  readonly section: string;
  /** Name of the section's tab on the sheet, since "C14" alone may stand on several. */
  readonly sectionName: Words;
  readonly row: string;
  readonly column: string;
  /** "C14"; '' when the issue has no place on the sheet. */
  readonly a1: string;
  /** The cell takes a number, so words for "no figure" fit there. */
  readonly figure: boolean;
  /** The sidebar makes its sentences of this: the script has no room for them. */
  readonly told: IssueTold;
  readonly fixes: readonly {
    readonly fix: Fix;
    readonly label: Words;
    readonly cells: readonly ShownChange[];
  }[];
  /** What stands in the cell, to the letter. */
  readonly typed: string;
  readonly question: ShownQuestion | null;
  readonly related: readonly { readonly at: CellRef; readonly a1: string }[];
  /** The reason given for this warning before; ''. */
  readonly reason: string;
}

export interface ShownQuestion extends Pick<Question, 'id' | 'section' | 'column'> {
  readonly answers: readonly { readonly id: string; readonly label: Words }[];
}

export interface IssueCounts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** What the sidebar shows on top. */
export interface ReportSummary {
  readonly head: ReportHead;
  readonly title: Words;
  /** The sheets were drawn for another version of the form than the one that is asked for by now. */
  readonly outdated: boolean;
  /** Revision the sheet is based on; 0 = nothing sent from it yet. */
  readonly base: number;
  /** Days until due, negative = overdue; null without a due date. */
  readonly daysLeft: number | null;
  readonly receipt: Receipt | null;
  readonly remarks: readonly ShownRemark[];
  /** Cells that differ from what was sent though they may not; null when there is none, or nobody looked. */
  readonly departed: Departed | null;
  /** A push was tried and its answer never came: pressing Send again repeats exactly that push. */
  readonly pending: boolean;
  /** The sheets are not closed, or open, as the report stands: settleLocks does it. */
  readonly locksDue: boolean;
  /** That push; null when none waits. */
  readonly waiting: Waiting | null;
}

/** What is told of a report that came back, or that may no longer change. */
export type Held = Pick<ReportSummary, 'remarks' | 'departed'>;

/** A reviewer's remark with its place on this sheet; a row or column of '' means all of them. */
export interface ShownRemark extends Remark {
  /** Row and column in words. */
  readonly where: Words;
  /** '' while the sheet was not looked at, or has no such cell. */
  readonly a1: string;
  /** Whether the cell changed since the return; null while nobody looked. */
  readonly changed: boolean | null;
  /** "đã gửi 12, nay ghi 15"; null unless exactly one cell changed. */
  readonly now: Words | null;
  /** An answer is a reason given under this key, and goes with what is sent. */
  readonly key: string;
  /** The answer kept with a draft; ''. */
  readonly answer: string;
}

/** Cells changed where none may: besides the remarks of a return, or in a report already accepted. */
export interface Departed {
  readonly against: 'returned' | 'accepted';
  readonly count: number;
  /** At most DEPARTED_SHOWN_MAX; `words`: "đã gửi 12, nay ghi 15". */
  readonly cells: readonly {
    readonly at: CellRef;
    readonly a1: string;
    readonly where: Words;
    readonly words: Words;
  }[];
  /** Puts back what was sent; null where no cell has a place on the sheet. Applied by applyFix. */
  readonly putBack: Fix | null;
}

export const DEPARTED_SHOWN_MAX = 12;

export interface HelloResult {
  readonly email: string;
  readonly fileId: string;
}

export interface StartResult {
  readonly email: string;
  readonly fileId: string;
  readonly fileName: string;
  /** The report this spreadsheet belongs to; null when none. */
  readonly report: ReportSummary | null;
  /** Names of sheets that are missing from a connected spreadsheet; [] when all are there, or all are to be drawn anew. */
  readonly missing: readonly string[];
  /** Reports this person may make sheets for; [] when connected. */
  readonly choices: readonly ReportHead[];
}

export interface CreateArgs {
  readonly unit: string;
  readonly template: string;
  readonly period: string;
}
export interface CreateResult {
  readonly report: ReportSummary;
  readonly tabs: readonly { readonly section: string; readonly name: string }[];
}

export interface CheckResult {
  readonly report: ReportSummary;
  readonly counts: IssueCounts;
  /** Root causes first; at most ISSUES_SHOWN_MAX of them, `counts` has them all. */
  readonly issues: readonly ShownIssue[];
  /** Cells that must be filled: how many there are and how many are not blank. */
  readonly filled: { readonly done: number; readonly required: number };
  /** Rows with something in them, over all sheets. */
  readonly rows: number;
  /** Copies of the report's sheets in this file, and those a repair put aside: what is typed there is not sent. */
  readonly copies: readonly ShownCopy[];
  /** Tasks given to the office since the sheet was drawn, whose rows this call put on it; null when there were none. */
  readonly added: AddedRows | null;
  readonly mending: Mending;
}

export interface AddedRows {
  readonly count: number;
  /** Name of the sheet they are on. */
  readonly to: Words;
}

export interface ShownCopy {
  /** The sheet's name. */
  readonly name: string;
  /** Name of the sheet it is a copy of; null: it was put aside by a repair. */
  readonly of: Words | null;
}

export const ISSUES_SHOWN_MAX = 500;

export interface GoToArgs {
  readonly section: string;
  /** '' = the header of the column, or the sheet. */
  readonly row: string;
  readonly column: string;
  /** The person agreed to take the sheet's filter away. */
  readonly unfilter?: boolean | undefined;
}
export interface GoToResult {
  readonly a1: string;
  /** A filter still hides the row: the cell is the active one, and nothing of it can be seen. */
  readonly filtered: boolean;
}

export interface ApplyFixArgs {
  readonly fix: Fix;
  /** What was seen in each of its cells: one that shows something else by now is left, and so is a formula. */
  readonly from?: readonly string[] | undefined;
  /** The person saw what this one fix writes and pressed for it: a formula gives way, and can be put back. */
  readonly overFormula?: boolean | undefined;
}

export interface RememberArgs {
  readonly question: Question['id'];
  readonly section: string;
  readonly column: string;
  readonly answer: string;
}

export interface TotalsResult {
  readonly sheetName: string;
  readonly coverage: Coverage;
  /** "9/12 đơn vị đã gửi, 5 đã duyệt". */
  readonly words: Words;
  readonly rows: number;
  /** Why there is no figure; null when there is one. */
  readonly nothing: Words | null;
}

/** The sidebar's English words, by the numbers its page has for them; `stamp` tells those of one build from another's. */
export interface EnglishResult {
  readonly stamp: string;
  readonly texts: readonly string[];
}

/** Put into the sidebar's HTML when it is opened: the file and the person the menu click ran as. */
export interface SidebarBoot {
  readonly fileId: string;
  readonly email: string;
  /** Of the English words that belong to this page. */
  readonly english: string;
}
/** Id of the JSON script element that holds SidebarBoot in Sidebar.html. */
export const BOOT_ELEMENT_ID = 'boot';
/** The element as it stands in the built page, before the add-on fills it. */
export const BOOT_SLOT = `<script type="application/json" id="${BOOT_ELEMENT_ID}">{}</script>`;
