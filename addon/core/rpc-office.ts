/** The types of calls about what an office asks of its own report: the past of a cell, more time. */

import type { CellRef } from '../../shared/report.ts';
import type { OfferedFrom } from '../../shared/wire.ts';
import type { Extension } from '../../shared/wire-extensions.ts';
import type { CheckResult, RpcResult, Words } from './rpc.ts';
import type { ShownChange } from './rpc-fixes.ts';

/** One revision that changed the cell. */
export interface ShownPast {
  readonly revision: number;
  readonly mode: 'draft' | 'submit';
  /** ISO instant in UTC. */
  readonly at: string;
  readonly person: string;
  /** "12 → 15". */
  readonly words: Words;
  /** Values that two wrote differently, and which was chosen. */
  readonly chosen: readonly Words[];
  /** Revisions accepted while the value stood. */
  readonly accepted: readonly number[];
  /** Publications that counted it. */
  readonly published: readonly { readonly number: number; readonly scope: string }[];
}

export interface CellPastResult {
  readonly at: CellRef;
  readonly a1: string;
  readonly where: Words;
  /** What stands on the sheet now, in words. */
  readonly now: Words;
  /** Newest first, at most PAST_SHOWN_MAX. */
  readonly entries: readonly ShownPast[];
  /** How many older ones are not shown. */
  readonly older: number;
}

export const PAST_SHOWN_MAX = 30;

export interface ExtensionResult {
  /** Oldest first. */
  readonly items: readonly Pick<Extension, 'no' | 'state' | 'due' | 'asked' | 'decided'>[];
  /** Last day to send as it is now (ISO); null = none. */
  readonly due: string | null;
  /** Days are ISO; the day the server reads today. */
  readonly today: string;
}

export interface TimeRequest {
  /** The last day asked for (ISO). */
  readonly until: string;
  readonly reason: string;
  /** Made once for a request, however often it is tried; 8 to 128 of [A-Za-z0-9_-]. */
  readonly key: string;
}

export interface LocksResult {
  /** What may be changed: all, only what was remarked, or nothing. */
  readonly locking: 'open' | 'returned' | 'closed';
  /** false: the sheets are held by somebody else's lock, or closed to this person. */
  readonly done: boolean;
}

export interface PrefillResult {
  readonly check: CheckResult;
  /** Blank cells with what the form offers for them. */
  readonly changes: readonly ShownChange[];
  /** Earlier periods of which nothing is offered, and why. */
  readonly withheld: readonly OfferedFrom[];
}

export interface OfficeRpc {
  prefill(): RpcResult<PrefillResult>;
  /** Closes or opens the sheets as the report stands. */
  settleLocks(): RpcResult<LocksResult>;
  /** Of the cell that is chosen on the sheet. */
  cellPast(): RpcResult<CellPastResult>;
  extensions(): RpcResult<ExtensionResult>;
  askExtension(args: TimeRequest): RpcResult<ExtensionResult>;
}
