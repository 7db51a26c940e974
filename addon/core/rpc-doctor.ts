/** The types of the sheet doctor's calls: what is wrong with the structure of the sheets, and what a repair did. */
import type { RpcResult } from './rpc.ts';

/** What may be wrong. The sidebar has the words. */
export type DamageKind =
  /** Of the file: its locale, time zone, the mark of its report, the hidden tab of option lists, an older form. */
  | 'locale'
  | 'zone'
  | 'file_mark'
  | 'lists'
  | 'older_version'
  /** Of a sheet. */
  | 'tab_missing'
  | 'tab_renamed'
  | 'tab_copied'
  | 'tab_hidden'
  | 'tab_mark'
  | 'tab_closed'
  /** Of its columns; `own`: the office's own between those of the form. */
  | 'column_missing'
  | 'column_moved'
  | 'column_own'
  | 'column_twice'
  | 'column_disputed'
  | 'column_unknown'
  | 'column_mark'
  /** Of its rows; `key`: of a list, without a key of its own. */
  | 'row_missing'
  | 'row_moved'
  /** A part of the table was sorted and its hidden keys were not: rows are taken by their names. */
  | 'row_sorted'
  | 'row_own'
  | 'row_twice'
  | 'row_disputed'
  | 'row_unknown'
  | 'row_key'
  /** Blank lines between, or the table elsewhere than it was drawn. */
  | 'lines_inserted'
  /** Headers, hidden ids, or printed words retyped. */
  | 'head_words'
  | 'row_words'
  /** How it looks and what it takes. */
  | 'merged'
  | 'filter'
  | 'hidden'
  | 'frozen'
  | 'validation'
  | 'format'
  | 'protection'
  | 'tint'
  /** A repair that was begun and broken off. */
  | 'unfinished'
  /** Of a repair: somebody typed meanwhile, or the new sheet did not read as the old one. */
  | 'changed_meanwhile'
  | 'not_exact';

/**
 * `mend`: put right where it stands. `redraw`: drawn anew beside, every value copied and read back, the old sheet kept
 * under another name. `refuse`: nothing is done to this sheet until a person decides.
 */
export type Remedy = 'mend' | 'redraw' | 'refuse';

export interface Damage {
  readonly kind: DamageKind;
  /** '' for the file. */
  readonly section: string;
  /** The sheet as it is called now, or would be. */
  readonly sheet: string;
  /** Cells such as "C5"; at most PLACES_MAX. */
  readonly places: readonly string[];
  /** Columns, rows or sheets in words; at most PLACES_MAX. */
  readonly names: readonly string[];
  /** How many there are. */
  readonly count: number;
  /** Of what was deleted: cells of the sheet that come back with what was sent last; 0: it comes back blank. */
  readonly back: number;
  readonly remedy: Remedy;
}

/** What is no longer there: it comes back with what was sent last, or blank. */
export const isDeleted = ({ kind }: { readonly kind: DamageKind }): boolean =>
  kind === 'tab_missing' || kind === 'column_missing' || kind === 'row_missing';

export const PLACES_MAX = 5;

export interface StructureResult {
  readonly damages: readonly Damage[];
}

/** What could not go along to the new sheet: it stays on the sheet that was put aside. */
export interface LeftValue {
  /** Name of the sheet it stays on. */
  readonly sheet: string;
  readonly a1: string;
  /** What it says, at most 60 characters. */
  readonly text: string;
  /** Of an older form why it has no cell in the new one; or what it is: a formula, a note, typed while the sheet was drawn. */
  readonly why:
    | 'noSection'
    | 'noRow'
    | 'noColumn'
    | 'otherMeaning'
    | 'notReadable'
    | 'outside'
    | 'formula'
    | 'note'
    | 'meanwhile';
}

export const LEFT_MAX = 100;

export interface RepairResult {
  /** What was put right. */
  readonly done: readonly Damage[];
  /** What still stands, and why. */
  readonly refused: readonly Damage[];
  /** At most LEFT_MAX; `leftCount` has them all. */
  readonly left: readonly LeftValue[];
  readonly leftCount: number;
  /** Sheets put aside, by the name they have now. */
  readonly aside: readonly string[];
  /** Cells of lost columns, rows and sheets filled again with what was sent last. */
  readonly restored: number;
}

/** Where a part was sorted without its keys: its figures are those of the names beside them, or of the places they stand in. */
export type RowsBy = 'names' | 'places';
/** By section: of each sheet somebody has to say it anew. */
export type SortedRows = Readonly<Record<string, RowsBy>>;

export interface DoctorRpc {
  examineStructure(): RpcResult<StructureResult>;
  /** A sheet sorted in part of which nothing is said is left as it is. */
  repair(args?: { readonly rowsBy: SortedRows }): RpcResult<RepairResult>;
}
