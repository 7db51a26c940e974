/** Owns telling that rows of a list were sorted without their hidden keys: what was sent says which key each was known by. Pure. */
import type { Issue } from './issue.ts';
import type { ReportContent } from './report.ts';
import { namingColumn } from './sheet-layout.ts';
import { type Positions, placeOf } from './sheet-places.ts';
import { rowsSorted } from './sheet-rows.ts';
import type { Template } from './template.ts';
import { fold } from './text.ts';

/**
 * Key of the row as it was sent → key it stands under by now, of rows whose names changed places. Empty where fewer than two did:
 * one name typed anew is an edit. `now`: key → name as it stands; a name two rows have tells nothing.
 */
export function sortedList(
  sent: ReportContent[string],
  now: ReadonlyMap<string, string>,
  naming: string,
): ReadonlyMap<string, string> {
  const keyOf = onlyKeys(
    Object.entries(sent).flatMap(([key, { [naming]: name }]) =>
      typeof name === 'string' ? [[key, name]] : [],
    ),
  );
  const standing = onlyKeys([...now]);
  const moved = new Map<string, string>();
  for (const [name, key] of standing) {
    const own = keyOf.get(name);
    if (own !== undefined && own !== key && now.has(own) && sent[key] !== undefined) moved.set(own, key);
  }
  return moved.size < 2 ? new Map() : moved;
}

/** Folded name → its one key. */
function onlyKeys(named: readonly (readonly string[])[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string | undefined>();
  for (const [key = '', name = ''] of named) {
    const word = fold(name);
    if (word !== '') keys.set(word, keys.has(word) ? undefined : key);
  }
  return new Map([...keys].flatMap(([name, key]) => (key === undefined ? [] : [[name, key]])));
}

/** Of each list that was sorted so: sent as it stands, others' changes would come into other rows. */
export function sortedListIssues(
  { sections }: Template,
  sent: ReportContent,
  { content, positions }: { readonly content: ReportContent; readonly positions: Positions },
): Issue[] {
  return sections.flatMap((section) => {
    const naming = section.kind === 'list' ? namingColumn(section)?.id : undefined;
    if (naming === undefined) return [];
    const rows = Object.entries(content[section.id] ?? {});
    const now = new Map(
      rows.flatMap(([key, { [naming]: name }]) => (typeof name === 'string' ? [[key, name]] : [])),
    );
    const moved = sortedList(sent[section.id] ?? {}, now, naming);
    const places = [...moved.values()].flatMap((row) => {
      const place = placeOf({ section: section.id, row, column: naming }, positions);
      return place === undefined ? [] : [place];
    });
    return places.length === 0 ? [] : [rowsSorted(section.id, places)];
  });
}
