/** Owns what a person does in the grid by hand: typing, pasting, dragging, sorting, filtering, tabs, rights, settings, undoing. */

import { type Axis, overlaps, parseA1, type Rect, rectA1 } from './address.ts';
import { isDateFormat } from './display.ts';
import { GoogleError } from './google-error.ts';
import { dragCells, fillDown, mergeCells, type SortKey, sortCells, unmergeCells } from './rearrange.ts';
import type { Cell, SheetModel, Style } from './sheet.ts';
import { type Locale, readTyped } from './typed.ts';
import type { ValidationRule } from './validation.ts';
import type { Workbook } from './workbook.ts';

/** Cells copied from elsewhere: plain text as another program gives it, or cells with their looks. */
export type PasteBlock =
  | { readonly kind: 'text'; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'cells'; readonly rows: readonly (readonly Cell[])[] };

export class Clerk {
  private readonly workbook: Workbook;
  private readonly who: string;

  constructor(workbook: Workbook, who: string) {
    this.workbook = workbook;
    this.who = who;
  }

  sheet(name: string): SheetModel {
    const found = this.workbook.sheetByName(name);
    if (!found) throw new Error(`no sheet named ${name}`);
    return found;
  }

  /** "Tab!C14" or "'Tên tab'!C14:D20". */
  find(address: string): { sheet: SheetModel; rect: Rect } {
    const name = parseA1(address, { rows: 1, columns: 1 })?.sheet;
    const sheet = name === undefined ? this.workbook.sheets[0] : this.workbook.sheetByName(name);
    const parsed = sheet && parseA1(address, { rows: sheet.rowCount, columns: sheet.columnCount });
    if (!sheet || !parsed) throw new Error(`no cells at ${address}`);
    return { sheet, rect: parsed.rect };
  }

  /** What the cell shows. */
  see(address: string): string {
    const { sheet, rect } = this.find(address);
    return this.workbook.display(sheet.at(rect.row, rect.column));
  }

  /** Typing and Enter. A rule that refuses invalid input stops the entry; other rules only mark the cell. */
  type(address: string, text: string): void {
    const { sheet, rect } = this.find(address);
    // Nobody can type where the sheet has no cell: a silent drop here would hide a lost row.
    if (rect.row >= sheet.rowCount || rect.column >= sheet.columnCount)
      throw new Error(`no cell at ${address}`);
    this.edit(sheet, rect, () => {
      const cell = sheet.at(rect.row, rect.column);
      const typed = this.workbook.read(text, sheet, rect.row, rect.column);
      const isDate = typed.kind === 'date' || (typed.kind === 'number' && isDateFormat(cell.style.format));
      if (
        cell.rule &&
        !cell.rule.allowInvalid &&
        !this.workbook.satisfies(cell, { value: typed.value, isDate })
      ) {
        throw new GoogleError('refusedByRule', { cell: rectA1({ ...rect, rows: 1, columns: 1 }) });
      }
      this.workbook.enter(sheet, rect.row, rect.column, typed);
    });
  }

  /** Delete key: values go, looks and rules stay. */
  clear(address: string): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () =>
      sheet.each(rect, (row, column) =>
        this.workbook.enter(sheet, row, column, { value: null, kind: 'blank' }),
      ),
    );
  }

  copy(address: string): PasteBlock {
    const { sheet, rect } = this.find(address);
    return { kind: 'cells', rows: sheet.table(rect, (cell) => cell) };
  }

  /**
   * Pasting is not stopped by rules. Cells bring their own rules, notes and looks, so those of the target are gone
   * (public reports: "copy/paste destroys validations"); text from another program brings automatic formats and no rule (guess M3).
   */
  paste(address: string, block: PasteBlock): void {
    const { sheet, rect: start } = this.find(address);
    const rows = block.rows.length;
    const columns = Math.max(...block.rows.map((row) => row.length));
    const rect = { row: start.row, column: start.column, rows, columns };
    this.edit(sheet, rect, () => {
      this.growTo(sheet, rect);
      block.rows.forEach((row, dy) => {
        row.forEach((each, dx) => {
          sheet.put(rect.row + dy, rect.column + dx, typeof each === 'string' ? this.pasted(each) : each);
        });
      });
    });
  }

  /** Ctrl+Shift+V: only values arrive; formats and rules of the target stay, and are not asked. */
  pasteValues(address: string, rows: readonly (readonly string[])[]): void {
    const { sheet, rect: start } = this.find(address);
    const rect = { ...start, rows: rows.length, columns: Math.max(...rows.map((row) => row.length)) };
    this.edit(sheet, rect, () => {
      this.growTo(sheet, rect);
      rows.forEach((row, dy) => {
        row.forEach((text, dx) => {
          const [r, c] = [rect.row + dy, rect.column + dx];
          this.workbook.enter(sheet, r, c, this.workbook.read(text, sheet, r, c));
        });
      });
    });
  }

  sort(address: string, keys: readonly SortKey[]): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () => sortCells(sheet, rect, keys));
  }

  /** "Sort sheet A to Z": every row under the frozen ones, whole; `column` is 1-based. */
  sortSheet(tab: string, column: number, ascending = true): void {
    const sheet = this.sheet(tab);
    const rect = { ...sheet.all, row: sheet.frozenRows, rows: sheet.rowCount - sheet.frozenRows };
    this.edit(sheet, rect, () => sortCells(sheet, rect, [{ column: column - 1, ascending }]));
  }

  /** Dragging cells (or cut and paste) within a sheet: values, looks, notes and rules go along, blank cells stay behind. */
  drag(address: string, to: string): void {
    const { sheet, rect } = this.find(address);
    const target = { ...this.find(to).rect, rows: rect.rows, columns: rect.columns };
    this.workbook.requireEdit(this.who, sheet, target);
    this.edit(sheet, rect, () => {
      this.growTo(sheet, target);
      dragCells(sheet, rect, target);
    });
  }

  /** Ctrl+D: the first row of the area over the others, with looks, notes and rules. */
  fillDown(address: string): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () => fillDown(sheet, rect));
  }

  /** Pasting the format only: looks arrive, values, notes and rules stay (guess M3 for rules). */
  pasteFormat(address: string, from: string): void {
    const { sheet, rect } = this.find(address);
    const source = this.find(from);
    this.edit(sheet, rect, () =>
      sheet.each(rect, (row, column) => {
        const [dy, dx] = [(row - rect.row) % source.rect.rows, (column - rect.column) % source.rect.columns];
        const { style } = source.sheet.at(source.rect.row + dy, source.rect.column + dx);
        sheet.change(row, column, { style });
      }),
    );
  }

  /** Find and replace in every cell that shows the text; what results is read as if typed. */
  replaceAll(tab: string, find: string, replacement: string): void {
    const sheet = this.sheet(tab);
    const { row, column } = sheet.lastUsed();
    const rect = { row: 0, column: 0, rows: row, columns: column };
    this.edit(sheet, rect, () =>
      sheet.each(rect, (r, c) => {
        const shown = this.workbook.display(sheet.at(r, c));
        if (!shown.includes(find)) return;
        const text = shown.split(find).join(replacement);
        this.workbook.enter(sheet, r, c, this.workbook.read(text, sheet, r, c));
      }),
    );
  }

  /** 1-based position of the first new line. */
  insert(tab: string, axis: Axis, position: number, count = 1): void {
    const sheet = this.sheet(tab);
    const beside = this.lineRect(sheet, axis, Math.max(0, position - 2), 1);
    this.edit(sheet, beside, () => this.workbook.insertLines(sheet, axis, position - 1, count));
  }

  remove(tab: string, axis: Axis, position: number, count = 1): void {
    const sheet = this.sheet(tab);
    const rect = this.lineRect(sheet, axis, position - 1, count);
    this.edit(sheet, rect, () => this.workbook.removeLines(sheet, axis, position - 1, count));
  }

  /** Dragging lines in front of the line that stands at `before` (1-based, counted before the move). */
  move(tab: string, axis: Axis, position: number, before: number, count = 1): void {
    const sheet = this.sheet(tab);
    const rect = this.lineRect(sheet, axis, position - 1, count);
    this.edit(sheet, rect, () => this.workbook.moveLines(sheet, axis, position - 1, count, before - 1));
  }

  hide(tab: string, axis: Axis, position: number, count = 1): void {
    this.setHidden(tab, axis, position, count, true);
  }

  unhide(tab: string, axis: Axis, position: number, count = 1): void {
    this.setHidden(tab, axis, position, count, false);
  }

  /** A filter over the area that shows only rows whose cell in its `column` (1-based) shows one of these texts; the first row is the header. */
  filter(address: string, column: number, shown: readonly string[]): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, undefined, () => {
      sheet.filter = rect;
      for (let row = rect.row + 1; row < rect.row + rect.rows; row++) {
        const line = sheet.rowLines[row];
        if (line)
          line.hiddenByFilter = !shown.includes(
            this.workbook.display(sheet.at(row, rect.column + column - 1)),
          );
      }
    });
  }

  /** Taking the filter away shows its rows again. */
  unfilter(tab: string): void {
    const sheet = this.sheet(tab);
    this.edit(sheet, undefined, () => {
      sheet.filter = undefined;
      for (const line of sheet.rowLines) line.hiddenByFilter = false;
    });
  }

  /** A filter view is for its viewer's eyes: no row counts as hidden, no script finds a filter. */
  filterView(address: string, column: number, shown: readonly string[], name = 'Bộ lọc 1'): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, undefined, () => {
      sheet.filterViews = [...sheet.filterViews, { name, rect, column: rect.column + column - 1, shown }];
    });
  }

  addSheet(name?: string): SheetModel {
    this.workbook.requireEdit(this.who);
    return this.recorded(() => this.workbook.addSheet(name, this.workbook.sheets.length));
  }

  /** Dragging a tab to another place, 1-based, counted after the move. */
  moveSheet(tab: string, position: number): void {
    const sheet = this.sheet(tab);
    this.edit(sheet, undefined, () => {
      const others = this.workbook.sheets.filter((each) => each !== sheet);
      this.workbook.sheets = [...others.slice(0, position - 1), sheet, ...others.slice(position - 1)];
    });
  }

  /** The last tab in view cannot be hidden (help page "Hide a sheet"). */
  hideSheet(tab: string, hidden = true): void {
    const sheet = this.sheet(tab);
    const others = this.workbook.sheets.filter((each) => each !== sheet && !each.hidden);
    if (hidden && others.length === 0) throw new GoogleError('lastSheet');
    this.edit(sheet, undefined, () => {
      sheet.hidden = hidden;
    });
  }

  freeze(tab: string, rows: number, columns: number): void {
    const sheet = this.sheet(tab);
    this.edit(sheet, undefined, () => Object.assign(sheet, { frozenRows: rows, frozenColumns: columns }));
  }

  renameSheet(tab: string, name: string): void {
    const sheet = this.sheet(tab);
    this.edit(sheet, undefined, () => {
      if (this.workbook.sheetByName(name)) throw new GoogleError('sheetExists', { name });
      sheet.name = name;
    });
  }

  /** The copy stands right after the original. */
  copySheet(tab: string): SheetModel {
    const sheet = this.sheet(tab);
    this.workbook.requireEdit(this.who);
    const name = this.workbook.locale === 'vi_VN' ? `Bản sao của ${tab}` : `Copy of ${tab}`;
    return this.recorded(() => this.workbook.copySheet(sheet, name, this.workbook.sheets.indexOf(sheet) + 1));
  }

  removeSheet(tab: string): void {
    const sheet = this.sheet(tab);
    this.edit(sheet, sheet.all, () => this.workbook.removeSheet(sheet));
  }

  merge(address: string): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () => mergeCells(sheet, rect));
  }

  style(address: string, change: Partial<Style>): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () => sheet.style(rect, () => change));
  }

  unmerge(address: string): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () => unmergeCells(sheet, rect));
  }

  note(address: string, text: string): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () =>
      sheet.each(rect, (row, column) => {
        const { note: _old, ...cell } = sheet.at(row, column);
        sheet.put(row, column, text === '' ? cell : { ...cell, note: text });
      }),
    );
  }

  /** Data → Data validation; without a rule the area's rules go. */
  setRule(address: string, rule?: ValidationRule): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () =>
      sheet.each(rect, (row, column) => {
        const { rule: _old, ...cell } = sheet.at(row, column);
        sheet.put(row, column, rule === undefined ? cell : { ...cell, rule });
      }),
    );
  }

  /** Makes the columns of the area those of a Google "table", whose types are fixed; `typed` false turns it back. */
  table(address: string, typed = true): void {
    const { sheet, rect } = this.find(address);
    this.edit(sheet, rect, () => {
      for (const line of sheet.columnLines.slice(rect.column, rect.column + rect.columns)) line.typed = typed;
    });
  }

  /** Takes every protection off the sheet; one this person is not listed in stays theirs to lift. */
  unprotect(tab: string): void {
    const sheet = this.sheet(tab);
    this.workbook.requireEdit(this.who);
    const mine = ({ editors }: { editors: ReadonlySet<string> }): boolean =>
      this.who === this.workbook.owner || editors.has(this.who);
    const [first] = this.workbook.protections.filter((each) => each.sheetId === sheet.id && !mine(each));
    if (first) throw new GoogleError('protectedCell');
    this.recorded(() => {
      this.workbook.protections = this.workbook.protections.filter((each) => each.sheetId !== sheet.id);
    });
  }

  /** File → Settings. Cells keep their values and formats; only what is read and shown from now on differs (guess M11). */
  settings(change: { locale?: Locale; timeZone?: string }): void {
    this.workbook.requireEdit(this.who);
    this.recorded(() => Object.assign(this.workbook, change));
  }

  /** Ctrl+Z: this person's own last step, a run of a script they started among them; false when there is none. */
  undo(): boolean {
    return this.workbook.history.undo(this.who);
  }

  private setHidden(tab: string, axis: Axis, position: number, count: number, hidden: boolean): void {
    const sheet = this.sheet(tab);
    this.edit(sheet, undefined, () => {
      for (const line of sheet.lines(axis).slice(position - 1, position - 1 + count)) line.hidden = hidden;
    });
  }

  private edit(sheet: SheetModel, rect: Rect | undefined, change: () => void): void {
    this.workbook.requireEdit(this.who, sheet, rect);
    this.recorded(change);
  }

  private recorded<T>(change: () => T): T {
    return this.workbook.history.recorded(this.who, change);
  }

  private lineRect(sheet: SheetModel, axis: Axis, at: number, count: number): Rect {
    return axis === 'row'
      ? { row: at, column: 0, rows: count, columns: sheet.columnCount }
      : { row: 0, column: at, rows: sheet.rowCount, columns: count };
  }

  private growTo(sheet: SheetModel, rect: Rect): void {
    const [rows, columns] = [
      rect.row + rect.rows - sheet.rowCount,
      rect.column + rect.columns - sheet.columnCount,
    ];
    if (rows > 0) this.workbook.insertLines(sheet, 'row', sheet.rowCount, rows);
    if (columns > 0) this.workbook.insertLines(sheet, 'column', sheet.columnCount, columns);
    if (sheet.merges.some((merge) => overlaps(merge, rect))) {
      sheet.merges = sheet.merges.filter((merge) => !overlaps(merge, rect));
    }
  }

  private pasted(text: string): Cell {
    const typed = readTyped(text, this.workbook.locale, undefined, this.workbook.thisYear);
    return {
      value: typed.value,
      style: typed.format === undefined ? {} : { format: typed.format },
      ...(typed.formula === undefined ? {} : { formula: typed.formula }),
    };
  }
}
