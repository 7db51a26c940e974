/** One import under way, and how it notes what each list of it changes. */
import type { ImportFault } from '../../import/faults.ts';
import type { LedgerEvent } from '../../store/audit.ts';
import type { AssignmentRow, ProvinceData, Source } from '../../store/province-data.ts';
import type { Transaction } from '../../store/sql.ts';
import { changesOf, difference, type ItemChange, type ListName } from './import-differences.ts';

/** One import under way. */
export interface ImportWork {
  readonly sql: Transaction;
  readonly province: string;
  readonly data: ProvinceData;
  /** The periods are the whole truth; otherwise only those whose due dates the calendar moves. */
  readonly wholePeriods: boolean;
  /** Moment of the import. */
  readonly at: Date;
  readonly changes: ItemChange[];
  readonly faults: ImportFault[];
  /** Told, and stored all the same. */
  readonly warnings: ImportFault[];
  /** What the ledger is to be told once nothing else is left to store. */
  readonly events: LedgerEvent[];
  readonly same: Partial<Record<ListName, number>>;
  /** What the rules of assignment come to. */
  readonly ruled: readonly AssignmentRow[];
}

interface Noted<T> {
  /** Rows to write: added and changed. */
  readonly put: readonly T[];
  readonly drop: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
}

/** Notes the difference of one list. `mayGo`: which stored rows the files no longer have are removed; the rest is kept. */
export function note<T extends { readonly at?: Source }>(
  work: ImportWork,
  list: ListName,
  lists: { readonly wanted: readonly T[]; readonly stored: readonly T[] },
  keyOf: (row: T) => string,
  mayGo?: (row: T) => boolean,
): Noted<T> {
  const found = difference(lists.wanted, lists.stored, keyOf);
  const drop = mayGo ? found.gone.filter(mayGo) : [];
  const gone = mayGo ? drop : found.gone;
  work.changes.push(...changesOf(list, { ...found, gone }, keyOf, mayGo ? 'removed' : 'kept'));
  work.same[list] = found.same;
  const put = [...found.added, ...found.changed.map(({ after }) => after)];
  return { put, drop, changed: found.changed };
}
