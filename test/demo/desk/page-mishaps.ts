/** The list of what somebody may try to break: choosing does it once. */
import { MISHAPS, type Mishap } from './contract.ts';

export function offerMishaps(select: HTMLSelectElement, chosen: (what: Mishap) => void): void {
  const names = Object.keys(MISHAPS) as Mishap[];
  select.append(...names.map((what) => new Option(MISHAPS[what], what)));
  select.addEventListener('change', () => {
    const what = names[select.selectedIndex - 1];
    select.selectedIndex = 0;
    if (what !== undefined) chosen(what);
  });
}
