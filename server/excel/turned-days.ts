/** Owns noticing that the days of a column were typed day first into a program that puts the month first. */
import type { RawCell } from '../../shared/raw-sheet.ts';

const DAY_FIRST = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\s*$/;

const isLeftAsText = (cell: RawCell): boolean => {
  const [, first = '', second = ''] = (typeof cell === 'string' && DAY_FIRST.exec(cell)) || [];
  return Number(first) > 12 && Number(second) >= 1 && Number(second) <= 12;
};

/**
 * Such a program leaves 30/6/2022 as text and makes 6 May of 5/6/2022: text where only the day can be over 12, and real days none
 * of which is.
 */
export function daysTurned(cells: readonly (RawCell | undefined)[]): boolean {
  const days = cells.flatMap((cell) => (typeof cell === 'object' ? [cell.date] : []));
  return (
    days.length > 0 &&
    days.every((day) => Number(day.slice(8)) <= 12) &&
    cells.some((cell) => cell !== undefined && isLeftAsText(cell))
  );
}
