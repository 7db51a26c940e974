/** Holds reports that were carried to another version there, though the files of an import still name the one before. Pure. */
import { grouped } from '../../../shared/grouped.ts';
import { reportKey } from '../../import/assignment-rules.ts';
import { fault, type ImportFault } from '../../import/faults.ts';
import type { StoredAssignment } from '../../store/import.ts';
import type { AssignmentRow } from '../../store/province-data.ts';

interface Kept {
  /** The rows with the version their reports are on. */
  readonly rows: readonly AssignmentRow[];
  /** One for each line and version. */
  readonly warnings: readonly ImportFault[];
  /** Shorter forms that the version carried to does not have. */
  readonly faults: readonly ImportFault[];
}

/** `profiles`: ids of the shorter forms by form ("id@version"). */
export function keptCarried(
  asked: readonly AssignmentRow[],
  stored: ReadonlyMap<string, StoredAssignment>,
  profiles: ReadonlyMap<string, readonly string[]>,
): Kept {
  const kept: { readonly row: AssignmentRow; readonly found: number }[] = [];
  const rows = asked.map((row) => {
    const before = stored.get(reportKey(row));
    if (before === undefined || before.version === row.version) return row;
    if (!before.carriedFrom.includes(row.version)) return row;
    const held = { ...row, version: before.version };
    kept.push({ row: held, found: row.version });
    return held;
  });
  const lines = grouped(kept, ({ row: { at, template, period, version }, found }) =>
    [at?.file, at?.line, template, period, version, found].join(' '),
  );
  const warnings = [...lines.values()].flatMap((line) => {
    const [first] = line;
    if (first === undefined) return [];
    const { unit, template, period, version, at } = first.row;
    const versions = { stored: String(version), found: String(first.found) };
    return [fault('carried_kept', at, { template, period, unit, count: String(line.length), ...versions })];
  });
  const faults = kept.flatMap(({ row: { template, version, profile, at } }) => {
    const form = `${template}@${version}`;
    const there = profiles.get(form) ?? [];
    if (typeof profile !== 'string' || there.includes(profile)) return [];
    return [fault('unknown_profile', at, { profile, template: form, known: there.join(', ') || '–' })];
  });
  return { rows, warnings, faults };
}
