/** What is known of the sheet after one look at it. */
import type { Issue } from '../../shared/issue.ts';
import type { Memory, RawWorkbook } from '../../shared/raw-sheet.ts';
import type { SheetReading } from '../../shared/sheet-reader.ts';
import type { ReportForm } from '../../shared/wire.ts';
import type { AddedRows, Held, ShownCopy } from './rpc.ts';

export interface SheetState {
  readonly form: ReportForm;
  readonly reading: SheetReading;
  readonly raw: RawWorkbook;
  /** Answers given for this sheet, which it was read with. */
  readonly answers: Memory;
  /** Root causes first; addresses filled in. */
  readonly issues: readonly Issue[];
  readonly filled: { readonly done: number; readonly required: number };
  readonly rows: number;
  /** What a returned or accepted report differs in from the version sent last. */
  readonly held: Held;
  readonly copies: readonly ShownCopy[];
  readonly added: AddedRows | null;
}
