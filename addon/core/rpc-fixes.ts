/** The types of what can be mended on a sheet: shown before it is done, done in one step, and put back. */
import type { Question } from '../../shared/issue.ts';
import type { CellRef, CellValue } from '../../shared/report.ts';
import type { Bilingual } from '../../shared/template.ts';

/** One cell as it would be changed. */
export interface ShownChange {
  readonly at: CellRef;
  /** Name of its sheet. */
  readonly tab: string;
  readonly a1: string;
  /** What stands in the cell, to the letter; it is changed only if that still stands there. */
  readonly from: string;
  /** What the cell will show. */
  readonly to: string;
  /** null = cleared. */
  readonly value: CellValue | null;
  /** Where the value comes from, if it was offered for a blank cell. */
  readonly source?: OfferSource;
}

export interface OfferSource {
  readonly from: 'lastPeriod' | 'lastYear' | 'plan';
  /** Name of the period; of a plan its year. */
  readonly label: Bilingual;
}

/** An answer given once for a column of this sheet, which can be taken back. */
export interface GivenAnswer {
  readonly question: Question['id'];
  readonly section: string;
  readonly column: string;
  readonly answer: string;
  /** Name of the column. */
  readonly where: Bilingual;
  /** What was answered. */
  readonly words: Bilingual;
}

export interface Mending {
  /** Cells read for certain though they are not written so; at most TIDY_SHOWN_MAX of `tidyCount`. */
  readonly tidy: readonly ShownChange[];
  readonly tidyCount: number;
  /** Cells the last step changed, which can be put back; 0 = none. */
  readonly undo: number;
  readonly answers: readonly GivenAnswer[];
  /** Cells have notes of what stood in them before; once the report is sent, clearSentNotes takes them away. */
  readonly notes: boolean;
  /** What this call changed; null when it changed nothing on purpose. */
  readonly done: Mended | null;
}

/** Why a cell was left as it stands. */
export type Left = 'changed' | 'formula' | 'closed' | 'gone';

export interface Mended {
  readonly changed: number;
  /** They were put back, not mended. */
  readonly undone: boolean;
  readonly left: readonly { readonly at: CellRef; readonly a1: string; readonly why: Left }[];
}

export const TIDY_SHOWN_MAX = 200;
