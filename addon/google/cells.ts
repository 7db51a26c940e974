/** Owns turning a spreadsheet's values into raw cells and back; dates are told in the spreadsheet's own time zone only. */
import type { RawCell } from '../../shared/raw-sheet.ts';
import type { PlanCell } from '../../shared/sheet-plan.ts';

const MIDNIGHT = '00:00:00';

/** A Date may come from another realm, so it is known by its tag. */
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

/** Reads what getValues gave; `zone` is the spreadsheet's, asked for only if there is a date. */
export function rawCells(values: readonly (readonly unknown[])[], zone: () => string): RawCell[][] {
  const told = new Map<number, RawCell>();
  const tell = (date: Date): RawCell => {
    const time = date.getTime();
    const known = told.get(time);
    if (known !== undefined) return known;
    const [day = '', hour = ''] = Utilities.formatDate(date, zone(), 'yyyy-MM-dd HH:mm:ss').split(' ');
    const cell = hour === MIDNIGHT ? { date: day } : { date: day, time: hour };
    told.set(time, cell);
    return cell;
  };
  return values.map((row) =>
    row.map((value): RawCell => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
      return isDate(value) ? tell(value) : String(value ?? '');
    }),
  );
}

/** What setValue takes for a planned cell. */
export function sheetValue(cell: PlanCell, zone: string): string | number | Date {
  if (cell === null) return '';
  if (typeof cell !== 'object') return cell;
  return Utilities.parseDate(`${cell.date} ${cell.time ?? MIDNIGHT}`, zone, 'yyyy-MM-dd HH:mm:ss');
}
