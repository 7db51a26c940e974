/** Compares what an import brings with what is stored, list by list. Pure. */
import { canonicalJson } from '../../../shared/canonical.ts';
import type { ProvinceData, Source } from '../../store/province-data.ts';

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

interface Difference<T> {
  readonly added: readonly T[];
  readonly changed: readonly { readonly before: T; readonly after: T }[];
  /** Stored but not wanted. */
  readonly gone: readonly T[];
  readonly same: number;
}

type Row = { readonly at?: Source };

/** The row's members without its source, as one spelling; what is null is not given. */
const spelled = (row: Row): string =>
  canonicalJson(
    Object.fromEntries(Object.entries(row).filter(([name, value]) => name !== 'at' && value !== null)),
  );

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

const VALUE_MAX = 80;
const PARTS_MAX = 8;
const EMPTY = '(trống · empty)';
/** Stands for a row of a list, whose columns follow it. */
const ROW = '\u0001';

/** A value as the files have it. */
function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return EMPTY;
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  const text = typeof value === 'string' ? value : canonicalJson(value);
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX - 1)}…` : text;
}

/** Members that only hold others, and those the files call otherwise. */
const HOLDERS = new Set(['period', 'values']);
const columnName = (member: string): string =>
  member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row as the columns a person filled: `due_district`, or `thu: plan` for what is in a list of rows. */
function columnsOf(row: object, prefix = '', into = new Map<string, string>()): Map<string, string> {
  for (const [member, value] of Object.entries(row)) {
    if ((member === 'at' && prefix === '') || value === null) continue;
    const name = `${prefix}${columnName(member)}`;
    if (isObject(value)) columnsOf(value, HOLDERS.has(member) ? prefix : `${name}_`, into);
    else if (!Array.isArray(value)) into.set(name, shown(value));
    else if (value.every((item) => isObject(item) && typeof item.key === 'string')) {
      for (const { key, ...rest } of value as { key: string }[]) {
        into.set(key, ROW);
        columnsOf(rest, `${key}: `, into);
      }
    } else into.set(name, shown(value.map((item) => shown(item)).join(' | ')));
  }
  return into;
}

/** "name: Tứ Kì → Tứ Kỳ; kind: huyen → thanh-pho" */
function changedMembers(before: object, after: object): string {
  const [old, now] = [columnsOf(before), columnsOf(after)];
  const parts: string[] = [];
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)];
    const [row = ''] = name.split(': ');
    const inOne = (old.get(row) === ROW) !== (now.get(row) === ROW);
    if (was === is || (inOne && row !== name)) continue;
    if (is === ROW) parts.push(`thêm dòng · added row ${row}`);
    else if (was === ROW) parts.push(`bỏ dòng · removed row ${row}`);
    else parts.push(`${name}: ${was ?? EMPTY} → ${is ?? EMPTY}`);
  }
  if (parts.length === 0) return 'thứ tự dòng · order of rows';
  const more = parts.length - PARTS_MAX;
  const rest = more > 0 ? [`… và ${more} chỗ nữa · and ${more} more`] : [];
  return [...parts.slice(0, PARTS_MAX), ...rest].join('; ');
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
