/** Owns what could be mended on a sheet: cells as they would be changed, those not written as they are read, answers given. */
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { answersIn } from '../../shared/given-answers.ts';
import { Question } from '../../shared/issue.ts';
import { answerName } from '../../shared/issue-words.ts';
import { a1, type RawCell, type RawWorkbook } from '../../shared/raw-sheet.ts';
import { type CellRef, type CellValue, cellAt } from '../../shared/report.ts';
import { planCell } from '../../shared/sheet-layout.ts';
import { type Positions, placeOf } from '../../shared/sheet-places.ts';
import type { PlanCell } from '../../shared/sheet-plan.ts';
import { shownText } from '../../shared/sheet-structure.ts';
import { type Column, rowsOf, type Template } from '../../shared/template.ts';
import { vietnameseLetters } from '../../shared/text.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { hasNotes, keptSteps, type Step, same } from './fix-steps.ts';
import type { Ports } from './ports.ts';
import {
  type GivenAnswer,
  type Mended,
  type Mending,
  type ShownChange,
  TIDY_SHOWN_MAX,
} from './rpc-fixes.ts';
import { memory } from './session.ts';
import type { SheetState } from './sheet-state.ts';

/** What a person sees in the cell, near enough to know it again; text is told to the letter. */
export function shownCell(cell: RawCell): string {
  return typeof cell === 'string' ? cell : shownText(cell);
}

/** The raw cell at a place; '' beyond what the sheet holds. */
export const rawAt = (
  { tabs }: RawWorkbook,
  { sheetId, row, column }: { readonly sheetId: number; readonly row: number; readonly column: number },
): RawCell => tabs.find((tab) => tab.sheetId === sheetId)?.values[row]?.[column] ?? '';

export const officeColumn = (template: Template, sectionId: string, columnId: string): Column | undefined =>
  template.sections
    .find((section) => section.id === sectionId)
    ?.columns.find((column) => column.id === columnId && column.source === 'office');

/** A tab is called as it stands on the sheet, whoever reads. */
export const sheetNameOf = ({ template }: ReportForm, id: string, positions: Positions): string =>
  positions[id]?.sheetName || template.sections.find((section) => section.id === id)?.label.vi || id;

/** What was read, by which form, and the answers it was read with. */
type Read = Pick<SheetState, 'form' | 'raw' | 'answers'>;

/**
 * What to write for a value, so that it is read as this value again: in a file whose decimal sign is the dot, 12.5 may stand
 * for what a clerk typed as 12.500, and is written as the text "12,5".
 */
export function cellFor(
  { form, raw, answers }: Read,
  at: CellRef,
  column: Column,
  value: CellValue | null,
): Exclude<PlanCell, null> {
  const cell = value === null ? '' : (planCell(value, column) ?? '');
  if ((typeof cell !== 'number' && column.type !== 'date') || typeof value !== 'string') return cell;
  const options = {
    ...answersIn(answers, at.section, column.id),
    isSent: cellAt(form.content, at) === value,
    ...unitAt(form, at),
    get locale() {
      return raw.locale;
    },
  };
  const reading = FIELD_TYPES[column.type].read(cell, column, options);
  const isSame = reading.kind === 'value' && reading.value === value;
  return isSame ? cell : FIELD_TYPES[column.type].show(value, column, 'vi');
}

/** What is typed in a row of a grid is counted in the unit printed in that row. */
function unitAt({ template, assigned }: ReportForm, { section, row }: CellRef): { readonly unit?: string } {
  const found = template.sections.find(({ id }) => id === section);
  const unit = found && rowsOf(found, assigned).find(({ key }) => key === row)?.unit;
  return unit === undefined ? {} : { unit };
}

type Wanted = CellRef & { readonly value: CellValue | null };

/** These cells of the sheet as they would be changed; those without a place are left out. */
export function shownChanges(state: SheetState, cells: readonly Wanted[]): ShownChange[] {
  const { form, reading, raw } = state;
  return cells.flatMap(({ value, ...at }) => {
    const place = placeOf(at, reading.positions);
    const column = officeColumn(form.template, at.section, at.column);
    if (place === undefined || column === undefined) return [];
    const to = shownCell(cellFor(state, at, column, value));
    const tab = sheetNameOf(form, at.section, reading.positions);
    return [{ at, tab, a1: a1(place.row, place.column), from: shownCell(rawAt(raw, place)), to, value }];
  });
}

/** What can be mended besides the issues, and put back, on the sheet as it stands. */
export function mendingOf(ports: Ports, state: SheetState, done: Mended | null): Mending {
  const tidy = untidyCells(state);
  return {
    tidy: shownChanges(state, tidy.slice(0, TIDY_SHOWN_MAX)),
    tidyCount: tidy.length,
    undo: standing(state, keptSteps(ports)),
    answers: answersOf(ports, state.form.template),
    notes: hasNotes(ports),
    done,
  };
}

/** Cells that still stand as the last step wrote them: what Ctrl+Z took back already is offered no more. */
function standing({ raw, reading }: SheetState, steps: readonly Step[]): number {
  const last = steps[steps.length - 1] ?? [];
  return last.filter(({ at, is }) => {
    const place = placeOf(at, reading.positions);
    return place !== undefined && same(rawAt(raw, place), is);
  }).length;
}

/** Cells read for certain that are written otherwise: numbers and days as text, odd spaces, letters that only look right. */
function untidyCells(state: SheetState): Wanted[] {
  const { form, reading, raw } = state;
  return form.template.sections.flatMap(({ id, columns }) => {
    const position = reading.positions[id];
    const tab = raw.tabs.find(({ sheetId }) => sheetId === position?.sheetId);
    if (position === undefined || tab === undefined) return [];
    const office = columns.filter(({ source }) => source === 'office');
    return Object.entries(position.rows).flatMap(([row, place]) => {
      const [cells, typed] = [reading.content[id]?.[row] ?? {}, tab.values[place] ?? []];
      return office.flatMap((column): Wanted[] => {
        const [value, text] = [cells[column.id], typed[position.columns[column.id] ?? -1]];
        if (typeof text !== 'string' || typeof value !== 'string') return [];
        const better = isFreeText(column) ? vietnameseLetters(value) : value;
        const at = { section: id, row, column: column.id };
        const isWritten = planCell(better, column) === text || cellFor(state, at, column, better) === text;
        return isWritten ? [] : [{ ...at, value: better }];
      });
    });
  });
}

const isFreeText = ({ type }: Column): boolean => type === 'text' || type === 'person';

function answersOf(ports: Ports, template: Template): GivenAnswer[] {
  return Object.entries(memory(ports)).flatMap(([key, answer]) => {
    const [name = '', section = '', column = ''] = key.split('|');
    const question = Question.shape.id.safeParse(name);
    const label = officeColumn(template, section, column)?.label;
    if (!question.success || label === undefined) return [];
    return [
      {
        question: question.data,
        section,
        column,
        answer,
        where: label,
        words: answerName(name, answer) ?? { vi: answer, en: answer },
      },
    ];
  });
}
