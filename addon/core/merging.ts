/** Owns bringing onto the sheet what colleagues sent meanwhile, cell by cell; the same cell is asked about. */
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { listsOf, type MergeConflict, type Merged, merge } from '../../shared/merge.ts';
import { type CellRef, cellAt, type ReportContent } from '../../shared/report.ts';
import { addressOf, placeOf } from '../../shared/sheet-places.ts';
import type { CellChange, ReportForm } from '../../shared/wire.ts';
import { choiceName, keptChoices, sameChoice } from './choices.ts';
import { isUnreadAt, plainHeld } from './held.ts';
import { cellFor, officeColumn, rawAt, shownCell } from './mending.ts';
import { examineWhole, putRows } from './new-rows.ts';
import type { CellRewrite, Ports } from './ports.ts';
import { AddonProblem, addonProblem } from './problems.ts';
import { contentAt, withOwnRows } from './row-keys.ts';
import {
  type Asking,
  CONFLICTS_SHOWN_MAX,
  type ShownConflict,
  TAKEN_SHOWN_MAX,
  type Taken,
} from './rpc-send.ts';
import { fetchCellPast } from './server-office.ts';
import { baseRevision, rememberBase, summaryOf } from './session.ts';
import { readSheet } from './sheet.ts';
import type { SheetState } from './sheet-state.ts';
import { bothWays, cellWords, changedWords, showValue } from './show.ts';
import { rememberTaken, takenBack } from './taken.ts';

/** The sheet with what others sent, or what has to be asked first. */
export type MergedSheet =
  | { readonly kind: 'merged'; readonly state: SheetState; readonly taken: Taken | null }
  | { readonly kind: 'asks'; readonly result: Asking };

/**
 * Merges the sheet with the newest revision over the one it is based on: what only others changed is written onto it, and
 * from then on it is based on the newest. Nothing is written while anything has to be asked.
 */
export function mergeSheet(ports: Ports, read: SheetState): MergedSheet {
  const { form } = read;
  const current = form.head.revision;
  const base = baseRevision(ports);
  const ahead = base > current;
  const was = ahead ? {} : contentAt(ports, form, base);
  const { state, found } = base === current ? { state: read, found: NOTHING_NEW } : compare(ports, read, was);
  const chosen = new Map(keptChoices(ports).map((one) => [choiceName(one.at), one]));
  const isDecided = ({ at, mine, theirs }: MergeConflict): boolean => {
    const choice = chosen.get(choiceName(at));
    return choice !== undefined && sameChoice(choice.mine, mine) && sameChoice(choice.theirs, theirs);
  };
  const { theirs, conflicts } = parted(
    found,
    takenBack(ports, state.reading.content, contentAt(ports, form, current), was),
    isDecided,
  );
  if (base === current && conflicts.length === 0) return { kind: 'merged', state: read, taken: null };
  const ask = (asked: readonly MergeConflict[], of: SheetState): MergedSheet => ({
    kind: 'asks',
    result: asking(ports, of, asked, ahead),
  });
  const asked = conflicts.filter((conflict) => !isDecided(conflict));
  if (asked.length > 0) return ask(asked, state);
  const settled = conflicts.flatMap((conflict): CellChange[] => {
    const after = chosen.get(choiceName(conflict.at))?.chosen ?? null;
    return sameChoice(after, conflict.mine) ? [] : [{ at: conflict.at, before: conflict.mine, after }];
  });
  const { state: merged, formulas } = written(ports, state, theirs, settled);
  if (formulas.length > 0) return ask(formulas.map(asConflict), state);
  rememberTaken(ports, theirs);
  rememberBase(ports, current);
  // Told once: what is sent next goes onto a server that has forgotten something.
  if (ahead && found.conflicts.length === 0) return ask([], merged);
  return { kind: 'merged', state: merged, taken: theirs.length === 0 ? null : takenShown(merged, theirs) };
}

/** A cell only the other changed, where this sheet's is somebody's too. */
const asConflict = ({ at, before, after }: CellChange): MergeConflict => ({
  at,
  before,
  mine: before,
  theirs: after,
});

/** What comes onto the sheet unasked, and what was, or has to be, decided. */
function parted(
  { conflicts, taken }: Found,
  back: readonly MergeConflict[],
  isDecided: (conflict: MergeConflict) => boolean,
): { theirs: CellChange[]; conflicts: MergeConflict[] } {
  const decided = taken.theirs.map(asConflict).filter(isDecided);
  const all = new Map([...back, ...decided, ...conflicts].map((one) => [choiceName(one.at), one]));
  return {
    theirs: taken.theirs.filter(({ at }) => !all.has(choiceName(at))),
    conflicts: [...all.values()],
  };
}

type Found = Pick<Merged, 'conflicts' | 'taken'>;

const NOTHING_NEW: Found = { conflicts: [], taken: { mine: [], theirs: [] } };

/** The sheet against what others sent meanwhile. A base the server does not know says nothing: then all that differs is asked about. */
function compare(ports: Ports, read: SheetState, was: ReportContent): { state: SheetState; found: Found } {
  const { form } = read;
  const theirs = contentAt(ports, form, form.head.revision);
  const state = withOwnRows(ports, read, was, theirs);
  const lists = listsOf(form.template.sections);
  return { state, found: unreadAsked(state, merge(was, state.reading.content, theirs, lists)) };
}

/** What stands in a cell and cannot be read yet is somebody's too: a colleague's value takes its place only when chosen. */
function unreadAsked({ reading }: SheetState, { conflicts, taken }: Merged): Found {
  const isUnread = ({ at }: CellChange): boolean => isUnreadAt(reading, at);
  const asked = taken.theirs
    .filter(isUnread)
    .map(({ at, before, after }) => ({ at, before, mine: null, theirs: after }));
  return {
    conflicts: [...conflicts, ...asked],
    taken: { ...taken, theirs: taken.theirs.filter((change) => !isUnread(change)) },
  };
}

/**
 * The sheet after the cells were written and read again; untouched where `formulas` of a person stand in cells of `unasked`.
 * Throws not_written where one of them did not take its value.
 */
function written(
  ports: Ports,
  state: SheetState,
  unasked: readonly CellChange[],
  settled: readonly CellChange[],
): { state: SheetState; formulas: readonly CellChange[] } {
  const cells = [...unasked, ...settled];
  if (cells.length === 0) return { state, formulas: [] };
  const { form } = state;
  let formulas: readonly CellChange[] = [];
  putRows(ports, form, state, new Set(cells.map(({ at }) => at.row)));
  ports.workbook.rewrite(cellWrites(ports, state, cells), '', (looks) => {
    formulas = unasked.filter((_, index) => (looks[index]?.formula ?? '') !== '');
    return looks.map(() => formulas.length === 0);
  });
  if (formulas.length > 0) return { state, formulas };
  const after = examineWhole(ports, form, 'send', (work) => work());
  const lost = cells.find((cell) => !sameChoice(cellAt(after.reading.content, cell.at), cell.after));
  if (lost !== undefined) throw addonProblem('not_written', { cell: placeOnSheet(after, lost.at) });
  return { state: after, formulas };
}

/** Values as they are written where the cells stand now. Throws not_written for a cell that has no place. */
function cellWrites(
  ports: Ports,
  { form, answers }: SheetState,
  cells: readonly CellChange[],
): CellRewrite[] {
  const { reading, raw } = readSheet(ports, form);
  return cells.map(({ at, after }) => {
    const place = placeOf(at, reading.positions);
    const column = officeColumn(form.template, at.section, at.column);
    if (place === undefined || column === undefined) throw addonProblem('not_written', { cell: at.row });
    const numberFormat = FIELD_TYPES[column.type].numberFormat(column);
    const value = cellFor({ form, raw, answers }, at, column, after);
    return { ...place, value, formula: '', numberFormat, before: undefined };
  });
}

const placeOnSheet = ({ reading }: SheetState, at: CellRef): string => addressOf(at, reading.positions) ?? '';

const takenShown = (state: SheetState, cells: readonly CellChange[]): Taken => ({
  count: cells.length,
  cells: cells.slice(0, TAKEN_SHOWN_MAX).map((change) => ({
    at: change.at,
    a1: placeOnSheet(state, change.at),
    words: changedWords(state.form, change),
  })),
});

function asking(
  ports: Ports,
  state: SheetState,
  conflicts: readonly MergeConflict[],
  ahead: boolean,
): Asking {
  return {
    kind: 'stale',
    count: conflicts.length,
    conflicts: conflicts.slice(0, CONFLICTS_SHOWN_MAX).map((conflict, index) => ({
      ...sideBySide(state, conflict),
      by: index < NAMED_MAX ? senderOf(ports, state.form, conflict.at) : '',
    })),
    ahead,
    report: summaryOf(ports, state.form, plainHeld(state.form)),
  };
}

/** Cells whose sender is asked for, a request each: who has more to choose from asks the history of a cell. */
const NAMED_MAX = 5;

/** Who wrote a cell last; '' where nobody tells: then it is a colleague's all the same. */
function senderOf(ports: Ports, { head }: ReportForm, at: CellRef): string {
  try {
    const past = fetchCellPast(ports, head, at);
    return past[past.length - 1]?.person ?? '';
  } catch (error) {
    if (error instanceof AddonProblem) return '';
    throw error;
  }
}

function sideBySide(
  state: SheetState,
  { at, before, mine, theirs }: MergeConflict,
): Omit<ShownConflict, 'by'> {
  const { form, reading, raw } = state;
  const shown = (value: typeof mine) => bothWays((lang) => showValue(form, at, value, lang));
  const place = isUnreadAt(reading, at) ? placeOf(at, reading.positions) : undefined;
  const typed = place === undefined ? undefined : shownCell(rawAt(raw, place));
  return {
    at,
    mine,
    theirs,
    a1: placeOnSheet(state, at),
    where: bothWays((lang) => cellWords(form, at, lang)),
    shown: {
      mine: typed === undefined ? shown(mine) : { vi: typed, en: typed },
      theirs: shown(theirs),
      before: shown(before),
    },
  };
}
