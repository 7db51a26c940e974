/** Whether successions can be: the old unit ends the day before, the new one exists, and the parts make one whole. Pure. */

import { dayBefore } from '../../shared/days.ts';
import { compare, sum } from '../../shared/decimal.ts';
import { grouped } from '../../shared/grouped.ts';
import type { ProvinceData, SuccessionRow, UnitRow } from '../store/province-data.ts';
import { fault, type ImportFault } from './faults.ts';

const existsOn = ({ validFrom, validTo }: UnitRow, day: string): boolean =>
  validFrom <= day && (validTo === null || validTo >= day);

/** What one unit became on one day; never empty. */
interface Passing {
  readonly old: string;
  readonly day: string;
  readonly rows: readonly [SuccessionRow, ...SuccessionRow[]];
}

function passings(rows: readonly SuccessionRow[]): Passing[] {
  const groups = grouped(rows, (row) => `${row.old} ${row.day}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    return first === undefined ? [] : [{ old: first.old, day: first.day, rows: [first, ...others] as const }];
  });
}

function dayFaults({ old, day, rows }: Passing, units: ReadonlyMap<string, UnitRow>): ImportFault[] {
  const [{ at }] = rows;
  const keeps = rows.some((row) => row.new === old);
  if (keeps && rows.length === 1) return [fault('succession_self', at, { unit: old, day })];
  const before = dayBefore(day);
  const unit = units.get(old);
  const found: ImportFault[] = [];
  if (unit !== undefined && !keeps && unit.validTo !== before)
    found.push(fault('succession_old_day', at, { unit: old, day, before, last: unit.validTo ?? '…' }));
  if (unit !== undefined && keeps && !existsOn(unit, before))
    found.push(fault('succession_new_day', at, { unit: old, day: before }));
  for (const row of rows) {
    const heir = units.get(row.new);
    if (heir !== undefined && !existsOn(heir, day))
      found.push(fault('succession_new_day', row.at, { unit: row.new, day }));
  }
  return found;
}

/** No shares at all is a split nobody published; some of them is a part forgotten. */
function shareFaults({ old, day, rows }: Passing): ImportFault[] {
  const shares = rows.flatMap(({ share }) => (share === null ? [] : [share]));
  if (shares.length === 0) return [];
  const total = sum(shares);
  const params = { unit: old, day, sum: total.replace('.', ',') };
  const last = rows.at(-1)?.at;
  if (compare(total, '1') > 0) return [fault('shares_exceed', last, params)];
  const whole = shares.length === rows.length && compare(total, '1') === 0;
  return whole ? [] : [fault('shares_missing', last, params)];
}

/** Successions as they will be, held against the units as they will be. */
export function successionFaults(
  rows: readonly SuccessionRow[],
  units: ReadonlyMap<string, UnitRow>,
): ImportFault[] {
  return passings(rows).flatMap((passing) => [...dayFaults(passing, units), ...shareFaults(passing)]);
}

/** Those of the files, or the stored ones where the files bring none. */
export const successionsAfter = (
  data: ProvinceData,
  stored: readonly SuccessionRow[],
): readonly SuccessionRow[] => data.successions ?? stored;
