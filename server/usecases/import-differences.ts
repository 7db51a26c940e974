/** Compares what an import brings with what is stored, list by list. Pure. */
import { canonicalJson } from '../../shared/canonical.ts';
import type { ProvinceData, Source } from '../store/province-data.ts';

export type ListName = Exclude<keyof ProvinceData, 'province'> | 'province';

/** `kept`: stored, not in the files, and left alone because reports may depend on it. */
export type ChangeKind = 'added' | 'changed' | 'removed' | 'kept';

export interface ItemChange {
  readonly list: ListName;
  readonly kind: ChangeKind;
  /** What the row is called, e.g. "hd.tu-ky, 2015-01-01". */
  readonly key: string;
  readonly at?: Source;
  /** changed: "name: Tứ Kì → Tứ Kỳ" */
  readonly detail?: string;
}

export interface Difference<T> {
  readonly added: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
  /** Stored but not wanted. */
  readonly gone: readonly T[];
  readonly same: number;
}

type Row = { readonly at?: Source };

/** The row's members without its source, as one spelling. */
const spelled = (row: Row): string => canonicalJson({ ...row, at: undefined });

export function difference<T extends Row>(
  wanted: readonly T[],
  stored: readonly T[],
  keyOf: (row: T) => string,
): Difference<T> {
  const before = new Map(stored.map((row) => [keyOf(row), row]));
  const added: T[] = [];
  const changed: { before: T; after: T }[] = [];
  let same = 0;
  for (const row of wanted) {
    const key = keyOf(row);
    const old = before.get(key);
    before.delete(key);
    if (old === undefined) added.push(row);
    else if (spelled(old) === spelled(row)) same += 1;
    else changed.push({ before: old, after: row });
  }
  return { added, changed, gone: [...before.values()], same };
}

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : value === undefined ? '∅' : canonicalJson(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** "name: Tứ Kì → Tứ Kỳ; kind: huyen → thanh-pho" */
function changedMembers(before: object, after: object): string {
  const old = new Map<string, unknown>(Object.entries(before));
  const parts: string[] = [];
  for (const [member, value] of Object.entries(after)) {
    if (member === 'at' || spelled({ value: old.get(member) } as Row) === spelled({ value } as Row)) continue;
    parts.push(`${member}: ${short(old.get(member))} → ${short(value)}`);
  }
  return parts.join('; ');
}

/** The difference as lines for a person. `goneAs`: what becomes of rows the files no longer have. */
export function changesOf<T extends Row>(
  list: ListName,
  found: Difference<T>,
  keyOf: (row: T) => string,
  goneAs: 'removed' | 'kept',
): ItemChange[] {
  const line = (kind: ChangeKind, row: T, detail?: string): ItemChange => ({
    list,
    kind,
    key: keyOf(row),
    ...(row.at ? { at: row.at } : {}),
    ...(detail ? { detail } : {}),
  });
  return [
    ...found.added.map((row) => line('added', row)),
    ...found.changed.map(({ before, after }) => line('changed', after, changedMembers(before, after))),
    ...found.gone.map((row) => line(goneAs, row)),
  ];
}
