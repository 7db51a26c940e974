/** Owns what each person can take back: one step per hand-made change or per run of a script, undone for its own person only. */

import type { Cell, SheetModel, SheetState } from './sheet.ts';
import type { Workbook, WorkbookState } from './workbook.ts';

interface Step {
  readonly who: string;
  readonly before: WorkbookState;
  readonly after: WorkbookState;
}

interface OpenStep {
  readonly who: string;
  readonly run: object;
  readonly before: WorkbookState;
}

/** Guess M9: Google keeps more. */
const STEPS_MAX = 20;

/** A step somebody's later insertion, deletion or renaming stands on; Google untangles these, the stand-in does not. */
export class Entangled extends Error {
  constructor() {
    super(
      'not in the stand-in: undoing a step that moved lines or tabs after somebody else changed the file',
    );
    this.name = 'Entangled';
  }
}

const aside = (state: WorkbookState): unknown => [
  state.name,
  state.locale,
  state.timeZone,
  state.metadata,
  state.protections.map((each) => ({ ...each, editors: [...each.editors] })),
  state.namedRanges,
  state.sheets.map(({ sheet, state: { cells, ...rest } }) => [sheet.id, cells.length, rest]),
];

/** Everything but the cells: lines, tabs, areas, rights. */
const sameAside = (left: WorkbookState, right: WorkbookState): boolean =>
  JSON.stringify(aside(left)) === JSON.stringify(aside(right));

/** Cells are immutable, so another cell is another object. */
function changedCells(from: SheetState, to: SheetState): { row: number; column: number }[] {
  return from.cells.flatMap((line, row) => {
    const other = to.cells[row] ?? [];
    const columns = Array.from({ length: Math.max(line.length, other.length) }, (_, column) => column);
    return columns.filter((column) => line[column] !== other[column]).map((column) => ({ row, column }));
  });
}

const stateOf = (state: WorkbookState, sheet: SheetModel): SheetState | undefined =>
  state.sheets.find((each) => each.sheet === sheet)?.state;

const same = (left: WorkbookState, right: WorkbookState): boolean =>
  sameAside(left, right) &&
  left.sheets.every(({ sheet, state }) => changedCells(state, stateOf(right, sheet) ?? state).length === 0);

export class History {
  private readonly workbook: Workbook;
  private steps: Step[] = [];
  private open: OpenStep | undefined;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
  }

  /** A script is about to change the file: all it changes till somebody else does is one step of who runs it (guess M9). */
  begin(run: object, who: string): void {
    if (this.open?.run === run) return;
    this.close();
    this.open = { run, who, before: this.workbook.snapshot() };
  }

  /** The run is over, or somebody else changes the file. */
  close(run?: object): void {
    const { open } = this;
    if (!open || (run && open.run !== run)) return;
    this.open = undefined;
    this.keep({ who: open.who, before: open.before, after: this.workbook.snapshot() });
  }

  recorded<T>(who: string, change: () => T): T {
    this.close();
    const before = this.workbook.snapshot();
    const done = this.workbook.atomically(change);
    this.keep({ who, before, after: this.workbook.snapshot() });
    return done;
  }

  /** False when this person has nothing to take back. What others did since then stays, cell by cell (guess M9 where both wrote one cell). */
  undo(who: string): boolean {
    this.close();
    const at = this.steps.map((step) => step.who).lastIndexOf(who);
    const step = this.steps[at];
    if (!step) return false;
    const now = this.workbook.snapshot();
    if (same(now, step.after)) this.workbook.restore(step.before);
    else this.takeBackCells(step);
    this.steps.splice(at, 1);
    return true;
  }

  private takeBackCells(step: Step): void {
    if (!sameAside(step.before, step.after) || !sameAside(step.after, this.workbook.snapshot()))
      throw new Entangled();
    for (const { sheet, state } of step.before.sheets) {
      const after = stateOf(step.after, sheet) ?? state;
      for (const { row, column } of changedCells(state, after)) {
        const mine: Cell | undefined = after.cells[row]?.[column];
        const line = sheet.cells[row];
        if (line && line[column] === mine) line[column] = state.cells[row]?.[column];
      }
    }
  }

  private keep(step: Step): void {
    this.steps.push(step);
    if (this.steps.length > STEPS_MAX) this.steps.shift();
  }
}
