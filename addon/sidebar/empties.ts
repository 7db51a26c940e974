/** The menu of what to write where there is no figure: the four kinds of empty, for one cell, a row or a whole sheet. */
import { addDays } from '../../shared/days.ts';
import type { Empty } from '../../shared/report.ts';
import type { ShownIssue } from '../core/rpc.ts';
import { el } from './element.ts';
import type { State } from './state.ts';
import { say, type WordKey } from './words.ts';

interface EmptyActions {
  writeEmpty(cells: readonly ShownIssue[], value: Empty): void;
}

type Kind = 'blank' | Empty['empty'];

const KINDS: readonly (readonly [Kind, WordKey])[] = [
  ['blank', 'emptyBlank'],
  ['none', 'emptyNone'],
  ['notApplicable', 'emptyNot'],
  ['notYetKnown', 'emptyYet'],
];

/** Issues of a cell of figures that one of the kinds settles. */
const SETTLED: ReadonlySet<string> = new Set([
  'required',
  'not_yet_known_reason',
  'promise_past',
  'promise_unread',
]);

export const maySayEmpty = (issue: ShownIssue): boolean =>
  issue.figure && issue.a1 !== '' && SETTLED.has(issue.code);

interface Scope {
  readonly words: string;
  readonly cells: readonly ShownIssue[];
}

/** Row of the form, as the place of the issue tells it: "C14 · Row · Column". */
function rowWords(issue: ShownIssue, state: State): string {
  const parts = issue.told.where[state.lang].split(' · ').filter((part) => part !== issue.a1);
  return parts.slice(0, Math.max(1, parts.length - 1)).join(' · ');
}

/** The whole sheet, each row of several cells, and each cell alone; of one cell nothing is to be chosen. */
function scopesOf(state: State, cells: readonly ShownIssue[]): Scope[] {
  const { lang } = state;
  if (cells.length === 1) return [{ words: '', cells }];
  const rows = new Map<string, ShownIssue[]>();
  for (const cell of cells) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell]);
  const ofRow = (row: readonly ShownIssue[]): Scope[] => {
    const [first] = row;
    const words = first === undefined ? '' : rowWords(first, state);
    return row.length > 1
      ? [{ words: say(lang, 'emptyRow', { row: words, count: row.length }), cells: row }]
      : [];
  };
  const alone = cells.map((cell): Scope => ({ words: cell.told.where[lang], cells: [cell] }));
  return [
    { words: say(lang, 'emptyAll', { count: cells.length }), cells },
    ...[...rows.values()].flatMap(ofRow),
    ...alone,
  ];
}

/** Closed at first; what is chosen in it is its own until it is written, however often the page is drawn meanwhile (fields.ts). */
export function emptyMenu(
  state: State,
  cells: readonly ShownIssue[],
  actions: EmptyActions,
): HTMLElement | null {
  const [first] = cells;
  if (first === undefined) return null;
  const { lang } = state;
  const id = `empty-${cells.length}-${encodeURIComponent(first.key)}`;
  const scopes = scopesOf(state, cells);
  const kind = select(
    `${id}-kind`,
    KINDS.map(([, key]) => say(lang, key)),
  );
  const scope = select(
    `${id}-scope`,
    scopes.map(({ words }) => words),
  );
  const reason = el('input', { id: `${id}-reason`, type: 'text', maxlength: '400', 'data-own': '' });
  const day = el('input', { id: `${id}-day`, type: 'date', ...notBefore(state), 'data-own': '' });
  const later = el(
    'div',
    { class: 'reason', hidden: true },
    el('label', { for: reason.id }, say(lang, 'emptyReason')),
    reason,
    el('label', { for: day.id }, say(lang, 'emptyDay')),
    day,
  );
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const write = el('button', { type: 'button', class: 'fix', disabled: true });
  const chosen = (): { kind: Kind; cells: readonly ShownIssue[] } => ({
    kind: KINDS[kind.selectedIndex]?.[0] ?? 'blank',
    cells: scopes[Math.max(0, scope.selectedIndex)]?.cells ?? [],
  });
  const draw = (): void => {
    const now = chosen();
    later.hidden = now.kind !== 'notYetKnown';
    write.disabled = now.kind === 'blank' || state.busy !== null;
    write.textContent = say(lang, 'emptyWrite', { count: now.cells.length });
  };
  for (const field of [kind, scope]) field.addEventListener('change', draw);
  write.addEventListener('click', () => {
    const now = chosen();
    const value = emptyOf(now.kind, reason.value.trim(), day.value);
    // Half a day typed, or one that is over.
    const isBadDay = now.kind === 'notYetKnown' && !day.checkValidity();
    wrong.textContent =
      value === undefined ? say(lang, 'emptyUnreasoned') : isBadDay ? say(lang, 'emptyDayOver') : '';
    if (value === undefined) reason.focus();
    else if (isBadDay) day.focus();
    else actions.writeEmpty(now.cells, value);
  });
  draw();
  return el(
    'details',
    { class: 'folded empties', id, 'data-own': '' },
    el('summary', {}, say(lang, 'emptyMenu')),
    el(
      'div',
      { class: 'reason' },
      scopes.length > 1 && el('label', { for: scope.id }, say(lang, 'emptyScope')),
      scopes.length > 1 && scope,
      el('label', { for: kind.id }, say(lang, 'emptyKind')),
      kind,
      later,
      wrong,
      el('div', { class: 'buttons' }, write),
    ),
  );
}

/** undefined: a figure not yet known needs its reason. */
function emptyOf(kind: Kind, reason: string, day: string): Empty | undefined {
  if (kind === 'blank') return undefined;
  if (kind !== 'notYetKnown') return { empty: kind };
  if (reason === '') return undefined;
  return { empty: kind, reason, ...(day === '' ? {} : { promised: day }) };
}

/** A promise is kept from the server's day on, which the days left until the report is due tell. */
const notBefore = ({ report }: State): { min?: string } =>
  report?.head.due && report.daysLeft !== null ? { min: addDays(report.head.due, -report.daysLeft) } : {};

const select = (id: string, options: readonly string[]): HTMLSelectElement =>
  el('select', { id, 'data-own': '' }, ...options.map((words) => el('option', {}, words)));
