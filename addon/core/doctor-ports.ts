/** What the sheet doctor needs of the open file beside the workbook port; addon/google/doctor.ts implements it. */
import type { RawCell } from '../../shared/raw-sheet.ts';
import type { SheetPlan, TabPlan } from '../../shared/sheet-plan.ts';
import type { DamageKind, LeftValue } from './rpc-doctor.ts';

/** Something that is not as it was drawn, on a sheet whose cells all stand where they were drawn. */
export interface LookFault {
  readonly kind: DamageKind;
  /** 0-based cells, as many as there are. */
  readonly cells: readonly (readonly [row: number, column: number])[];
}

/** Where each cell of a drawn table is copied from; −1: from nowhere, what the plan prints stays. */
export interface Copying {
  /** The sheet. */
  readonly from: number;
  /** Standing column of each planned one, then of the columns added on the right. */
  readonly columns: readonly number[];
  readonly added: readonly number[];
  readonly rows: readonly number[];
  readonly headerRow: number;
  /** "planned row|planned column" of cells that are not copied. */
  readonly except: ReadonlySet<string>;
  /** Names of the report's sheets: formulas may not point to them. */
  readonly sheets: readonly string[];
}

/** Something of a cell that could not go along; 0-based, where it stands on the old sheet. */
export interface Stayed {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly why: LeftValue['why'];
}

/** What a sheet is drawn for: the version of the form, the sheet it takes the place of (−1: none), and its name then. */
export interface Purport {
  readonly section: string;
  readonly version: number;
  readonly from: number;
  readonly name: string;
}

/** A sheet drawn by a repair that was not finished. */
export interface Unfinished extends Purport {
  readonly sheetId: number;
}

export interface DoctorPort {
  /** Whether this person may write anywhere in the file. */
  mayEdit(): boolean;
  /** `marked`: the file bears the report's mark, once and as it is. */
  file(plan: SheetPlan): { readonly locale: string; readonly timeZone: string; readonly marked: boolean };
  setFile(locale: string, timeZone: string): void;
  /** Whether the tab of long option lists is there with all it should say. */
  hasLists(plan: SheetPlan): boolean;
  /** Writes the report's mark and the tab of long option lists anew; the tab only if it lacks something and is open. */
  mark(plan: SheetPlan): void;
  unfinished(): readonly Unfinished[];
  /** Whether a person who may edit the file is kept off this sheet as a whole, or off some of the first rows of the tab. */
  closed(sheetId: number, tab?: TabPlan): 'open' | 'partly' | 'whole';
  looks(sheetId: number, tab: TabPlan): readonly LookFault[];
  /** The tab of long option lists; −1: there is none. */
  listsSheet(): number;
  /**
   * Puts heads, printed cells, looks, rules, protections and marks back where they stand; no cell a person fills is written.
   * `changed` where the sheet no longer says `before`: then nothing is printed. `no_rules` where somebody made a Google table of it,
   * whose typed columns take no entry rule: then nothing but its rules is touched.
   */
  mend(
    sheetId: number,
    tab: TabPlan,
    before: readonly (readonly RawCell[])[],
  ): 'done' | 'changed' | 'no_rules';
  /**
   * Puts back, of these, what takes no write to a cell: name, marks, tints, what is hidden, frozen or filtered. False where even
   * that is closed to this person.
   */
  tidy(sheetId: number, tab: TabPlan, kinds: readonly DamageKind[]): boolean;
  /** Draws the tab on a hidden sheet of its own, bearing the mark of an unfinished repair, and copies onto it. */
  rebuild(
    tab: TabPlan,
    purport: Purport,
    copying: Copying | undefined,
  ): { readonly sheetId: number; readonly stayed: readonly Stayed[] };
  /** Gives an unfinished sheet its section's mark; two may have it until the other is put aside. */
  claim(sheetId: number, section: string): void;
  show(sheetId: number): void;
  /** Gives an unfinished sheet its name and takes its mark away. */
  finish(begun: Unfinished): void;
  /** Takes the section's mark off a copy of a sheet; nothing else of it changes. */
  disown(sheetId: number): void;
  remove(sheetId: number): void;
}
