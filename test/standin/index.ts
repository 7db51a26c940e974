/** Owns the public face of Google on the desk: everything tests, the demo and the bench may use of the stand-in. */

export { type Body, complaints } from './api/contract.ts';
export { type Fault, Google, type GoogleOptions } from './api/google.ts';
export { Desk, type DeskOptions, USUAL_SCOPES } from './desk.ts';
export { type Claims, type Forgery, Issuer } from './issuer.ts';
export { Clerk, type PasteBlock } from './model/clerk.ts';
export { GoogleError, type Language } from './model/google-error.ts';
export type { Cell, SheetModel, Style } from './model/sheet.ts';
export type { CellError, CellValue, Locale } from './model/typed.ts';
export { Workbook, type WorkbookOptions } from './model/workbook.ts';
export type { Route, Routes, Trace } from './network.ts';
export { type LoadedBundle, loadBundle } from './runtime/bundle.ts';
export { toWire, type WireValue } from './runtime/codec.ts';
export { ScriptError } from './runtime/script-thread.ts';
export { type VirtualClock, virtualClock } from './script/clock.ts';
export {
  type AuthMode,
  Execution,
  isDocumentCall,
  type Person,
} from './script/execution.ts';
export { NotInStandIn } from './script/face.ts';
export { appsScript, type Globals } from './script/globals.ts';
export { type Host, newStores } from './script/host.ts';
export { newLocks } from './script/locks.ts';
export { DAILY, type DailyService } from './script/quota.ts';
export { scopesOf } from './script/scopes.ts';
export { TRIGGERS_MAX } from './script/triggers.ts';
export { type MenuItem, type ShownHtml, UiState } from './script/ui-state.ts';
