/** Every call of the sidebar by its name; each subject has the types of its own calls. */

import type {
  ApplyFixArgs,
  CheckResult,
  CreateArgs,
  CreateResult,
  EnglishResult,
  GoToArgs,
  GoToResult,
  HelloResult,
  RememberArgs,
  RpcResult,
  StartResult,
  TotalsResult,
} from './rpc.ts';
import type { DoctorRpc } from './rpc-doctor.ts';
import type { InvitationRpc } from './rpc-invitation.ts';
import type { OfficeRpc } from './rpc-office.ts';
import type { PreviewArgs, PreviewResult, RpcSend } from './rpc-send.ts';

/** Name → arguments and answer of each call; entry.ts exports exactly these besides the menu functions. */
export interface Rpc extends DoctorRpc, InvitationRpc, OfficeRpc, RpcSend {
  hello(): RpcResult<HelloResult>;
  english(): RpcResult<EnglishResult>;
  start(): RpcResult<StartResult>;
  createSheets(args: CreateArgs): RpcResult<CreateResult>;
  check(): RpcResult<CheckResult>;
  goTo(args: GoToArgs): RpcResult<GoToResult>;
  applyFix(args: ApplyFixArgs): RpcResult<CheckResult>;
  undoFix(): RpcResult<CheckResult>;
  clearSentNotes(): RpcResult<null>;
  remember(args: RememberArgs): RpcResult<CheckResult>;
  preview(args: PreviewArgs): RpcResult<PreviewResult>;
  pullTotals(): RpcResult<TotalsResult>;
}
