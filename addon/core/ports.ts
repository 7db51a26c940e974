/** What the add-on's logic needs from the outside; addon/google implements it, tests may too. */
import type { RawWorkbook } from '../../shared/raw-sheet.ts';
import type { PlanCell, SheetPlan, TabPlan } from '../../shared/sheet-plan.ts';
import type { DoctorPort } from './doctor-ports.ts';

/** Which report a spreadsheet belongs to: the value of its `sotinh.report` metadata. */
export interface ReportRef {
  readonly unit: string;
  readonly template: string;
  readonly version: number;
  readonly period: string;
}

/** A cell to change; row and column are 0-based. */
export interface CellRewrite {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly value: Exclude<PlanCell, null> | boolean;
  /** Written in place of the value, unless ''. */
  readonly formula: string;
  readonly numberFormat: string;
  /** What its note shall say stood there before; null takes that away, undefined leaves the note. */
  readonly before: string | null | undefined;
}

/** What is not told by the value of a cell. */
export interface CellLook {
  readonly formula: string;
  readonly numberFormat: string;
}

/** A stretch of one column to write at once; `values[0]` goes to `row` (0-based). */
export interface ColumnWrite {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly values: readonly string[];
}

/** A block of computed cells to write at once; its first cell stands at `row`, `column` (0-based). */
export interface BlockWrite {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly values: readonly (readonly PlanCell[])[];
}

/** Notes wanted on a stretch of one column, by row counted from its first (0-based); all other notes of ours go. */
export interface NoteColumn {
  readonly sheetId: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly notes: Readonly<Record<number, string>>;
}

/** A sheet to be closed, and the stretches of its columns that stay open; 0-based. */
export interface SheetLock {
  readonly sheetId: number;
  readonly open: readonly { readonly row: number; readonly column: number; readonly rows: number }[];
}

/** A tab drawn for reading only (province totals): plain cells under a header, replaced as a whole. */
export interface PlainTab {
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly PlanCell[])[];
  /** Number format of every cell of `rows`. */
  readonly numberFormats: readonly (readonly string[])[];
  /** For every row whether it only says what the rows under it are. */
  readonly headings: readonly boolean[];
  /** Columns kept in view when the tab is scrolled sideways. */
  readonly frozenColumns: number;
  readonly widths: readonly number[];
}

/** section id → Google's sheet id. */
export type Bound = Readonly<Record<string, number>>;

export interface ReadWish {
  /** Read column metadata too (asked for only when key row and headers do not settle it). */
  readonly witnesses: boolean;
  /** Merged areas are looked up while fewer calls to the document than this were made. */
  readonly callsMax: number;
}

export interface WorkbookPort {
  fileId(): string;
  fileName(): string;
  /** From the spreadsheet's metadata; undefined when it belongs to no report. */
  report(): ReportRef | undefined;
  /** Sheets found by their `sotinh.section` metadata; several sheets may claim one section (a copied tab). */
  boundSheets(): readonly { readonly section: string; readonly sheetId: number }[];
  /** The named sheets if all still exist (the cheap way), else every sheet of the file with its metadata. */
  read(bound: Bound, wish: ReadWish): RawWorkbook;
  /** Draws every tab of the plan not listed in `keep`; returns the sheets of all drawn tabs. */
  draw(plan: SheetPlan, keep: readonly string[]): Bound;
  /** What was read no longer stands: the next reading asks the file again. */
  forget(): void;
  /**
   * Draws the rows of the tab on that sheet, from its first row on, and longer if need be; cells that are not printed stay
   * as they are. On a sheet closed to this person nothing is written.
   */
  addRows(sheetId: number, tab: TabPlan): void;
  /** Takes a sheet out of the report: its name gets the suffix, its section's mark goes and that of a sheet put aside comes; the cells stay. */
  retire(sheetId: number, suffix: string): void;
  /**
   * Hands over what each cell looks like; of those `keep` answers true for, the value, the format and, after `mark`, what
   * the note says of before are written. Cells of a column that is closed to this person stay: false.
   */
  rewrite(
    cells: readonly CellRewrite[],
    mark: string,
    keep: (looks: readonly CellLook[]) => readonly boolean[],
  ): boolean[];
  writeColumns(columns: readonly ColumnWrite[]): void;
  /** Writes what it may while fewer calls than `callsMax` were made; a block closed to this person stays as it was. */
  refresh(blocks: readonly BlockWrite[], callsMax: number): void;
  /** The part of a note after `mark` is ours, all else stays. How many columns were done, from the first, within the calls. */
  annotate(columns: readonly NoteColumn[], mark: string, callsMax: number): number;
  /** Sheets that are not among `known`, with the section their metadata claims; as many as the calls last for. */
  otherSheets(
    known: readonly number[],
    callsMax: number,
  ): readonly { readonly sheetId: number; readonly section: string | undefined; readonly name: string }[];
  /** Those of the sheets that are still in the file. */
  standing(sheets: readonly number[]): readonly number[];
  /** What they are called; as many, from the first, as the calls last for. */
  names(sheets: readonly number[], callsMax: number): ReadonlyMap<number, string>;
  /** Shows the cell and makes it the active one. A filter that hides it is taken away only if `unfilter` says so. */
  activate(sheetId: number, row: number, column: number, unfilter: boolean): 'shown' | 'filtered' | 'gone';
  /** Takes our locks of whole sheets away; false where one is held by somebody else. */
  unlock(): boolean;
  /** Closes sheets but for the named places; `warns`: a person is asked and may go on. False where this person may not. */
  lock(sheets: readonly SheetLock[], warns: boolean): boolean;
  /** The cell that is chosen, the first of several; 0-based. Undefined when none is. */
  active(): { readonly sheetId: number; readonly row: number; readonly column: number } | undefined;
  /** The name the tab got. */
  drawPlain(tab: PlainTab): string;
}

export interface HttpRequest {
  readonly method: 'get' | 'post';
  /** Path and query, e.g. "/api/me". */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

type HttpReply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly body: string;
      /** Seconds the server asks to be left alone for. */
      readonly retryAfter?: number;
    }
  /** Google takes no more requests of this person today. */
  | { readonly kind: 'quota' }
  /** No answer at all: nobody knows whether the server acted. */
  | { readonly kind: 'unreachable' };

export interface HttpPort {
  fetch(request: HttpRequest): HttpReply;
}

/** Text kept with the document. Each value at most 9 kB; a store that is missing answers undefined and forgets. */
export interface PropertiesPort {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  /** All in one call; false where the store takes no more. */
  setAll(values: Readonly<Record<string, string>>): boolean;
  delete(name: string): void;
}

/** The server's last answers, for when it cannot be reached: kept for some hours at most, and missing at any time. */
export interface AnswersPort {
  keep(path: string, body: string): void;
  kept(path: string): string | undefined;
}

type IdentityToken =
  | { readonly kind: 'token'; readonly token: string }
  /** The person has not granted what is needed; `url` is where to grant it, '' when unknown. */
  | { readonly kind: 'missing'; readonly url: string };

export interface IdentityPort {
  token(): IdentityToken;
  /** Address of the person the script runs as; '' when Google does not tell. */
  email(): string;
}

/** The hourly trigger of the person the script runs as, in this document. */
export interface TriggersPort {
  /** Where to allow triggers; '' when they are allowed. */
  consentUrl(): string;
  /** At most one; false where Google gives no more. */
  start(): boolean;
  stop(): void;
}

/** A new key: 8 to 128 of [A-Za-z0-9_-]. */
type Ids = () => string;
/** Runs the work while no other copy of the add-on works on this document; undefined when it stayed busy. */
export type Exclusive = <T>(work: () => T) => T | undefined;

export interface Ports {
  readonly workbook: WorkbookPort;
  readonly doctor: DoctorPort;
  readonly http: HttpPort;
  readonly properties: PropertiesPort;
  readonly answers: AnswersPort;
  readonly identity: IdentityPort;
  readonly triggers: TriggersPort;
  readonly newId: Ids;
  readonly exclusive: Exclusive;
}
