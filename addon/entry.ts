/** The public surface of the add-on: its exports become the script's global functions, one line each. */
import {
  ApplyFixArgs,
  AskExtensionArgs,
  CreateArgs,
  GoToArgs,
  HourlyArgs,
  PreviewArgs,
  parse,
  RememberArgs,
  RepairArgs,
  SendArgs,
} from './core/arguments.ts';
import { cellPast as pastOfCell } from './core/cell-history.ts';
import * as cells from './core/cells.ts';
import * as create from './core/create.ts';
import * as doctor from './core/doctor.ts';
import { englishWords } from './core/english.ts';
import * as extending from './core/extension.ts';
import * as fixes from './core/fixes.ts';
import * as waiting from './core/hourly.ts';
import { bringCode, InvitationArgs } from './core/invitation.ts';
import * as locking from './core/locks.ts';
import * as offering from './core/prefill.ts';
import * as previewing from './core/preview.ts';
import type { Rpc } from './core/rpc-calls.ts';
import * as pushing from './core/send.ts';
import * as totals from './core/totals.ts';
import { answer, answerAnybody } from './google/desk.ts';
import { unpack } from './google/outside.ts';
import { runSelfCheck } from './google/scratch.ts';
import { addMenu, openSidebar } from './google/ui.ts';

/** No function of Google's: the build has each of the others called through it. */
export { askedBy } from './google/desk.ts';

export const onOpen = (): void => addMenu();
export const onInstall = (): void => addMenu();
export const showSidebar = (): void => openSidebar();
export const selfCheck = (): void => {
  answer(runSelfCheck);
};
/** The hourly trigger. What goes wrong without anybody there is told by the next opening. */
export const sendQueued = (): void => void answer(waiting.sendQueued);

export const hello: Rpc['hello'] = () =>
  answer(({ identity, workbook }) => ({ email: identity.email(), fileId: workbook.fileId() }));
export const english: Rpc['english'] = () => answerAnybody(() => englishWords(unpack));
export const start: Rpc['start'] = () => answer(create.start);
export const acceptInvitation: Rpc['acceptInvitation'] = (args) =>
  answer((ports) => bringCode(ports, parse(InvitationArgs, args)));
export const createSheets: Rpc['createSheets'] = (args) =>
  answer((ports) => create.createSheets(ports, parse(CreateArgs, args)));
export const check: Rpc['check'] = () => answer(cells.check);
export const goTo: Rpc['goTo'] = (args) => answer((ports) => cells.goTo(ports, parse(GoToArgs, args)));
export const applyFix: Rpc['applyFix'] = (args) =>
  answer((ports) => fixes.applyFix(ports, parse(ApplyFixArgs, args)));
export const undoFix: Rpc['undoFix'] = () => answer(fixes.undoFix);
export const clearSentNotes: Rpc['clearSentNotes'] = () => answer(fixes.clearSentNotes);
export const remember: Rpc['remember'] = (args) =>
  answer((ports) => cells.remember(ports, parse(RememberArgs, args)));
export const preview: Rpc['preview'] = (args) =>
  answer((ports) => previewing.preview(ports, parse(PreviewArgs, args)));
export const send: Rpc['send'] = (args) => answer((ports) => pushing.send(ports, parse(SendArgs, args)));
export const sendAgain: Rpc['sendAgain'] = () => answer(pushing.sendAgain);
export const hourly: Rpc['hourly'] = (args) =>
  answer((ports) => waiting.hourly(ports, parse(HourlyArgs, args)));
export const pullTotals: Rpc['pullTotals'] = () => answer(totals.pullTotals);
export const examineStructure: Rpc['examineStructure'] = () => answer(doctor.examineStructure);
export const repair: Rpc['repair'] = (args) =>
  answer((ports) => doctor.repair(ports, parse(RepairArgs, args)?.rowsBy));
export const cellPast: Rpc['cellPast'] = () => answer(pastOfCell);
export const extensions: Rpc['extensions'] = () => answer(extending.extensions);
export const askExtension: Rpc['askExtension'] = (args) =>
  answer((ports) => extending.askTime(ports, parse(AskExtensionArgs, args)));
export const settleLocks: Rpc['settleLocks'] = () => answer(locking.settleLocks);
export const prefill: Rpc['prefill'] = () => answer(offering.prefill);
