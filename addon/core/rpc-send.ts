/** The types of sending: a push, one that waits, what colleagues sent meanwhile and what is to become of it. */
import type { CellRef, CellValue } from '../../shared/report.ts';
import type { Receipt } from '../../shared/wire.ts';
import type { CheckResult, ReportSummary, RpcResult, Words } from './rpc.ts';

/** What was chosen in a cell two changed differently. null = blank. */
export interface Choice {
  readonly at: CellRef;
  readonly mine: CellValue | null;
  readonly theirs: CellValue | null;
  readonly chosen: CellValue | null;
}

export interface SendArgs {
  readonly mode: 'draft' | 'submit';
  /** Reasons for warnings, by issue key. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Made by the sidebar once per press of Send; 8 to 128 of [A-Za-z0-9_-]. */
  readonly key: string;
  /** For cells the call before asked about. */
  readonly choices?: readonly Choice[] | undefined;
  /** `seen` of the preview the person agreed to: what stands on the sheet by now must be the same. */
  readonly seen?: string | undefined;
}

/** A cell in words and where it stands; `a1` is '' where it has no place on the sheet. */
interface ShownCell {
  readonly at: CellRef;
  readonly a1: string;
  readonly words: Words;
}

/** Cells colleagues changed and this sheet had not, by now written onto it; `cells` are the first TAKEN_SHOWN_MAX. */
export interface Taken {
  readonly count: number;
  readonly cells: readonly ShownCell[];
}

export const TAKEN_SHOWN_MAX = 20;

/** The same cell, side by side. */
export interface ShownConflict extends Omit<Choice, 'chosen'> {
  readonly a1: string;
  readonly where: Words;
  /** Who sent the other value; '' where that could not be learned. */
  readonly by: string;
  readonly shown: { readonly mine: Words; readonly theirs: Words; readonly before: Words };
}

export const UNREAD_SHOWN_MAX = 30;

export const CONFLICTS_SHOWN_MAX = 50;

/** Nothing was sent or stored: colleagues sent other values for the same cells, and somebody has to choose. */
export interface Asking {
  readonly kind: 'stale';
  /** All of them; `conflicts` are the first CONFLICTS_SHOWN_MAX. */
  readonly count: number;
  readonly conflicts: readonly ShownConflict[];
  /** The server was restored from a copy and knows less than this sheet. */
  readonly ahead: boolean;
  readonly report: ReportSummary;
}

export type SendResult =
  | {
      readonly kind: 'sent';
      readonly mode: 'draft' | 'submit';
      readonly report: ReportSummary;
      readonly receipt: Receipt | null;
      readonly changes: number;
      readonly check: CheckResult;
      /** null where no colleague had sent anything. */
      readonly taken: Taken | null;
      /** Cells edited since what was sent: they are not yet sent. */
      readonly unsent: number;
      /** Cells whose text cannot be read, so that nothing of them was sent: the first UNREAD_SHOWN_MAX, and how many there are. */
      readonly unread: readonly string[];
      readonly unreadCount: number;
    }
  /** Nothing was sent or stored: errors are left, or warnings without a reason. */
  | { readonly kind: 'notYet'; readonly check: CheckResult; readonly taken: Taken | null }
  | Asking;

export interface HourlyResult {
  readonly on: boolean;
  /** Where to allow it; '' where nothing has to be allowed. */
  readonly authorizationUrl: string;
}

export interface RpcSend {
  send(args: SendArgs): RpcResult<SendResult>;
  /** Sends the push that waits, as it was. */
  sendAgain(): RpcResult<SendResult>;
  /** Has what waits tried every hour, or no longer. */
  hourly(args: { readonly on: boolean }): RpcResult<HourlyResult>;
}

export interface PreviewArgs {
  /** Reasons for warnings, by issue key; without them a submission would be refused. */
  readonly reasons: Readonly<Record<string, string>>;
  /** For cells the call before asked about. */
  readonly choices?: readonly Choice[] | undefined;
}

export interface PreviewResult {
  readonly check: CheckResult;
  /** Fingerprint of what would be sent. */
  readonly seen: string;
  /** Nothing was submitted before. */
  readonly first: boolean;
  /** How many cells differ from the last submission. */
  readonly count: number;
  /** Some of these cells, in words; [] for a first submission. */
  readonly cells: readonly { readonly at: CellRef; readonly a1: string; readonly words: Words }[];
  /** Whether totals change once this is accepted, or as soon as it is sent. */
  readonly counts: 'accepted' | 'submitted';
  /** Lines such as "Kim Thành 1.240 → 1.262", against the last submission. */
  readonly totals: readonly Words[];
  /** What colleagues sent meanwhile, by now on the sheet; null where there was nothing. */
  readonly taken: Taken | null;
  /** Cells that have to be decided first; null where there are none. */
  readonly asks: Asking | null;
}

export const PREVIEW_CELLS_MAX = 8;
