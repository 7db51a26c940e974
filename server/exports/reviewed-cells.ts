/** Owns what a review does to the file of a report, as to its sheet: remarks become notes, and only their cells stay open. */
import type { Worksheet } from 'exceljs';
import { REMARK_MARK } from '../../shared/remark-answer.ts';
import { namedBy, type RemarkScope, remarkPlaces, remarkScope } from '../../shared/remark-places.ts';
import type { CellRef } from '../../shared/report.ts';
import { nextState } from '../../shared/review.ts';
import type { SheetPlan } from '../../shared/sheet-plan.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { xlsxText } from './safe-text.ts';

/** A report as its review left it. `mend`: cells found wrong, which have to be open too. */
export interface Reviewed {
  readonly form: Pick<ReportForm, 'head' | 'remarks'>;
  readonly mend?: readonly CellRef[];
}

/** Whether a review leaves a cell open to the office. */
export type IsLeftOpen = (section: string, row: string, column: string) => boolean;

/** All, until something is decided; then what was remarked, or nothing while it cannot be sent again. */
export function leftOpen({ form: { head, remarks }, mend = [] }: Reviewed): IsLeftOpen {
  if (head.state === 'returned') return namedBy([...remarks.map(({ at }) => at), ...mend]);
  const isOpen = nextState('send', head.state) !== undefined;
  return () => isOpen;
}

const SCOPE_WORDS: Readonly<Record<RemarkScope, string>> = {
  cell: '',
  row: ' (cả dòng)',
  column: ' (cả cột)',
  sheet: ' (cả trang)',
};

const GONE_WORDS = ' (ở một dòng nay không còn trong biểu)';

/** Puts each remark at its cell, before the help that stands there. */
export function noteRemarks(
  workbook: { getWorksheet(name: string): Worksheet | undefined },
  plan: SheetPlan,
  { form: { head, remarks } }: Reviewed,
): void {
  if (head.state !== 'returned') return;
  const placeOf = remarkPlaces(plan);
  const told = new Map<string, { sheet: Worksheet; row: number; column: number; texts: string[] }>();
  for (const { at, text } of remarks) {
    // A row the office took out still was remarked: told above its column, where somebody sees it.
    const isGone = placeOf(at) === undefined;
    const place = placeOf(isGone ? { ...at, row: '*' } : at);
    const sheet = place && workbook.getWorksheet(place.tab.name);
    if (place === undefined || sheet === undefined) continue;
    const { row, column } = place;
    const name = `${row}|${column}|${place.tab.name}`;
    const here = told.get(name) ?? { sheet, row, column, texts: [] };
    here.texts.push(`${text}${isGone ? GONE_WORDS : SCOPE_WORDS[remarkScope(at)]}`);
    told.set(name, here);
  }
  for (const { sheet, row, column, texts } of told.values()) {
    const cell = sheet.getCell(row, column);
    const help = typeof cell.note === 'string' && cell.note !== '' ? `\n\n${cell.note}` : '';
    cell.note = `${xlsxText(`${REMARK_MARK}${texts.join('\n')}`)}${help}`;
  }
}
