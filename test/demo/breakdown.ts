/** Whether a total of the province and the same figure broken down by level or actor say one thing. */
import { add, compare } from '../../shared/decimal.ts';
import { showNumber } from '../../shared/number.ts';
import { builtIn } from '../../shared/templates/index.ts';
import type { Totals } from '../../shared/wire.ts';

/** "" where the total of a row equals the sum of each breakdown somebody filled; otherwise what each says. */
export function breakdownFault({ template, totals }: Totals, section: string, row: string): string {
  const form = builtIn(template);
  const columns = form?.sections.find(({ id }) => id === section)?.columns ?? [];
  const totalAt = (id: string): string | null =>
    totals.find((total) => total.section === section && total.row === row && total.column === id)?.value ??
    null;
  const whole = totalAt('total');
  if (whole === null) return '';
  const faults = (form?.dimensions ?? []).flatMap((dimension) => {
    const parts = columns
      .filter(({ member }) => member?.dimension === dimension.id)
      .flatMap(({ id }) => totalAt(id) ?? []);
    if (parts.length === 0) return [];
    const sum = parts.reduce(add, '0');
    return compare(sum, whole) === 0 ? [] : [`${dimension.label.vi}: ${showNumber(sum, 'vi')}`];
  });
  return faults.length === 0 ? '' : `Tổng số: ${showNumber(whole, 'vi')}; ${faults.join('; ')}`;
}
