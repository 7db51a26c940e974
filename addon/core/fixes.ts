/** Owns changing cells of the sheet in one step, and putting back what the last step changed. */
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { memoryKey } from '../../shared/given-answers.ts';
import type { RawCell } from '../../shared/raw-sheet.ts';
import type { CellRef } from '../../shared/report.ts';
import { addressOf, type Positions, placeOf } from '../../shared/sheet-places.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { clearNotes, entryKey, keepSteps, keptSteps, rememberStep, type Step, same } from './fix-steps.ts';
import { isRowToPut } from './held.ts';
import { cellFor, officeColumn, rawAt, shownCell } from './mending.ts';
import { putRows } from './new-rows.ts';
import { BEFORE_MARK } from './notes.ts';
import type { CellLook, CellRewrite, Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { ApplyFixArgs, CheckResult } from './rpc.ts';
import type { Left, Mended } from './rpc-fixes.ts';
import { fetchForm } from './server.ts';
import { memory, needReport, rememberAnswer } from './session.ts';
import { examine, readSheet } from './sheet.ts';
import { checkResult } from './show.ts';

const NOTE_MAX = 200;

/** One line for the note; nothing is said of a cell that was blank. */
function words(cell: RawCell): string | undefined {
  const words = shownCell(cell).replace(/\n/g, ' ').slice(0, NOTE_MAX);
  return words === '' ? undefined : words;
}

/** Writes the fix into the sheet as a person would have typed it, in one step, and checks again. */
export function applyFix(ports: Ports, args: ApplyFixArgs): CheckResult {
  return changing(ports, (form) => mend(ports, form, args));
}

/** Puts back what the last step changed, where it still stands. */
export function undoFix(ports: Ports): CheckResult {
  return changing(ports, (form) => putBack(ports, form));
}

function changing(ports: Ports, change: (form: ReportForm) => Mended): CheckResult {
  const form = fetchForm(ports, needReport(ports));
  const mended = ports.exclusive(() => change(form));
  if (mended === undefined) throw addonProblem('document_busy');
  return checkResult(ports, examine(ports, form, 'check'), mended);
}

interface Planned {
  readonly at: CellRef;
  readonly was: RawCell;
  readonly rewrite: CellRewrite;
  /** Why it stays as it is. */
  why?: Left | undefined;
}

/** The sheet, with the rows of lists drawn again that these cells are of and it lost. */
function withRows(ports: Ports, form: ReportForm, cells: readonly CellRef[]): ReturnType<typeof readSheet> {
  const found = readSheet(ports, form);
  const gone = cells.filter((at) => isRowToPut(form, found.reading.positions, at));
  if (gone.length === 0) return found;
  putRows(ports, form, found, new Set(gone.map(({ row }) => row)));
  ports.workbook.forget();
  return readSheet(ports, form);
}

function mend(ports: Ports, form: ReportForm, { fix, from, overFormula }: ApplyFixArgs): Mended {
  const { reading, raw } = withRows(ports, form, fix.cells);
  const answers = memory(ports);
  const cells = fix.cells.map(({ value, ...at }, index): Planned => {
    const place = placeOf(at, reading.positions);
    const column = officeColumn(form.template, at.section, at.column);
    if (place === undefined || column === undefined) throw addonProblem('place_not_found');
    const was = rawAt(raw, place);
    const numberFormat = FIELD_TYPES[column.type].numberFormat(column);
    const plan = cellFor({ form, raw, answers }, at, column, value);
    const why = from !== undefined && shownCell(was) !== from[index] ? 'changed' : undefined;
    return {
      at,
      was,
      why,
      rewrite: { ...place, value: plan, formula: '', numberFormat, before: words(was) },
    };
  });
  return write(ports, reading.positions, cells, false, (looks) => {
    const step = cells.flatMap((cell, index): Step => {
      const { formula = '', numberFormat = '' } = looks[index] ?? {};
      if (from !== undefined && overFormula !== true && formula !== '') cell.why ??= 'formula';
      const { at, was, rewrite } = cell;
      return cell.why === undefined ? [{ at, was, formula, format: numberFormat, is: rewrite.value }] : [];
    });
    if (step.length > 0) rememberStep(ports, step);
  });
}

/** By the question about what the file made of a number or a day: the answer that leaves it so. */
const LEAVES: Readonly<Record<string, string>> = { number_kept: 'decimal', date_kept: 'mdy' };

/**
 * Writes as meant what was answered while the file had another sign or order, and is asked about again now that it has not:
 * from then on nothing has to be turned in these columns.
 */
export function settleKept(ports: Ports, form: ReportForm): void {
  const answers = memory(ports);
  const turned = (key: string): boolean => (LEAVES[key.split('|')[0] ?? ''] ?? answers[key]) !== answers[key];
  if (!Object.keys(answers).some(turned)) return;
  // The sign of the file may just have been set.
  ports.workbook.forget();
  const { reading, raw } = readSheet(ports, form);
  const asked = reading.issues.flatMap(({ question, row = '' }) => {
    if (question === undefined) return [];
    const { id, section, column } = question;
    const key = memoryKey(id, section, column);
    const said = question.answers.find((answer) => answer.id === answers[key]);
    return said === undefined ? [] : [{ key, at: { section, row, column }, value: said.value }];
  });
  if (asked.length === 0) return;
  for (const { key } of asked) rememberAnswer(ports, key, LEAVES[key.split('|')[0] ?? ''] ?? '');
  const from = asked.map(({ at }) => {
    const place = placeOf(at, reading.positions);
    return place === undefined ? '' : shownCell(rawAt(raw, place));
  });
  const cells = asked.map(({ at, value }) => ({ ...at, value }));
  mend(ports, form, { fix: { label: 'set', params: {}, cells }, from });
}

/** Where something else stands by now, it stays; where what stood there stands again, nothing is to be done. */
function putBack(ports: Ports, form: ReportForm): Mended {
  const steps = keptSteps(ports);
  const step = steps.pop() ?? [];
  const earlier = new Set(steps.flat().map(({ at }) => entryKey(at)));
  const { reading, raw } = readSheet(ports, form);
  const cells = step.flatMap(({ at, was, formula, format, is }): Planned[] => {
    const place = placeOf(at, reading.positions);
    if (place === undefined) return [];
    const now = rawAt(raw, place);
    if (!same(now, is) && same(now, was)) return [];
    const before = earlier.has(entryKey(at)) ? undefined : null;
    const why = same(now, is) ? undefined : 'changed';
    return [{ at, was, why, rewrite: { ...place, value: was, formula, numberFormat: format, before } }];
  });
  const mended = write(ports, reading.positions, cells, true, () => undefined);
  keepSteps(ports, steps);
  const gone = step.flatMap(({ at }) =>
    placeOf(at, reading.positions) === undefined ? [{ at, a1: '', why: 'gone' as const }] : [],
  );
  return { ...mended, left: [...mended.left, ...gone] };
}

function write(
  ports: Ports,
  positions: Positions,
  cells: readonly Planned[],
  undone: boolean,
  look: (looks: readonly CellLook[]) => void,
): Mended {
  const done = ports.workbook.rewrite(
    cells.map(({ rewrite }) => rewrite),
    BEFORE_MARK,
    (looks) => {
      look(looks);
      return cells.map(({ why }) => why === undefined);
    },
  );
  const left = cells.flatMap(({ at, why = 'closed' }, index) =>
    done[index] === true ? [] : [{ at, a1: addressOf(at, positions) ?? '', why }],
  );
  return { changed: cells.length - left.length, undone, left };
}

/** Asked for by the sidebar right after sending, whose own calls to the document are few. */
export function clearSentNotes(ports: Ports): null {
  const form = fetchForm(ports, needReport(ports));
  clearNotes(ports, readSheet(ports, form).reading.positions, Number.POSITIVE_INFINITY);
  return null;
}
