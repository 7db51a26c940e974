/** Puts issues into an order and into groups that can be read: what is wrong first, then what is blank, then warnings, then notes. */
import type { Issue } from './issue.ts';
import { structureErrors } from './told-once.ts';

/** As much of an issue as puts it into a group. */
type Grouped = Pick<Issue, 'section' | 'code' | 'severity'>;

export type Group<One> =
  | { readonly kind: 'one'; readonly issue: One }
  /** Required cells of one section that are still blank: one card for all of them. */
  | { readonly kind: 'blanks'; readonly first: One; readonly issues: readonly One[] }
  /** The same thing again in many places, behind the first few cards. */
  | { readonly kind: 'more'; readonly first: One; readonly issues: readonly One[] }
  | { readonly kind: 'notes'; readonly first: One; readonly issues: readonly One[] };

/** Cards of one kind and section before the rest is folded away. */
export const ALIKE_SHOWN = 3;
/** From so many on, blank cells of a section share a card. */
const BLANKS_TOGETHER = 3;

const isBlank = (issue: Grouped): boolean => issue.code === 'required' && issue.severity === 'error';

export const blanksIn = (issues: readonly Grouped[]): number => issues.filter(isBlank).length;

const some = <One>(list: readonly One[]): [One, readonly One[]] | undefined =>
  list[0] === undefined ? undefined : [list[0], list];

function byKind<One extends Grouped>(issues: readonly One[], kind: (issue: One) => string): One[][] {
  const kinds = new Map<string, One[]>();
  for (const issue of issues) kinds.set(kind(issue), [...(kinds.get(kind(issue)) ?? []), issue]);
  return [...kinds.values()];
}

/** Issues keep their order, root causes first; those alike beyond the third are folded behind them. */
function alike<One extends Grouped>(issues: readonly One[]): Group<One>[] {
  return byKind(issues, ({ section, code }) => `${section}|${code}`).flatMap((same) => {
    const shown = same.length > ALIKE_SHOWN + 1 ? same.slice(0, ALIKE_SHOWN) : same;
    const rest = some(same.slice(shown.length));
    const cards = shown.map((issue): Group<One> => ({ kind: 'one', issue }));
    return rest ? [...cards, { kind: 'more', first: rest[0], issues: rest[1] }] : cards;
  });
}

function blanks<One extends Grouped>(issues: readonly One[]): Group<One>[] {
  return byKind(issues, ({ section }) => section).flatMap((same) => {
    const found = some(same);
    if (found === undefined || same.length < BLANKS_TOGETHER) return alike(same);
    return [{ kind: 'blanks', first: found[0], issues: found[1] }];
  });
}

/** Everything to be shown, in reading order; no issue is lost. */
export function groupIssues<One extends Grouped>(issues: readonly One[]): Group<One>[] {
  const errors = issues.filter((issue) => issue.severity === 'error');
  const notes = some(issues.filter((issue) => issue.severity === 'note'));
  return [
    ...alike(errors.filter((issue) => !isBlank(issue))),
    ...blanks(errors.filter(isBlank)),
    ...alike(issues.filter((issue) => issue.severity === 'warning')),
    ...(notes ? [{ kind: 'notes', first: notes[0], issues: notes[1] } as const] : []),
  ];
}

/** By section; those with something wrong at the root come first, else as they first occur. */
export function bySection<One extends Grouped>(issues: readonly One[]): One[][] {
  const sections = byKind(issues, ({ section }) => section);
  const isBroken = (same: readonly One[]): boolean => structureErrors(same).length > 0;
  return [...sections.filter(isBroken), ...sections.filter((same) => !isBroken(same))];
}

const RANGES_SHOWN = 8;

/** "E7–E11, E13" for E7, E8, E9, E10, E11 and E13; long lists end in "…". */
export function addressWords(addresses: readonly string[]): string {
  const ranges: { column: string; from: number; to: number }[] = [];
  for (const address of addresses) {
    const [, column = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    if (column === '') continue;
    const last = ranges[ranges.length - 1];
    if (last && last.column === column && last.to + 1 === Number(row)) last.to += 1;
    else ranges.push({ column, from: Number(row), to: Number(row) });
  }
  const words = ranges.map(({ column, from, to }) =>
    from === to ? `${column}${from}` : `${column}${from}–${column}${to}`,
  );
  return words.length > RANGES_SHOWN ? `${words.slice(0, RANGES_SHOWN).join(', ')}…` : words.join(', ');
}
