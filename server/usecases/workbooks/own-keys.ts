/** Owns by which keys rows of a list are known that stand in a file without one, or under one that somebody else's row took meanwhile. */
import { canonicalJson } from '../../../shared/canonical.ts';
import type { Issue } from '../../../shared/issue.ts';
import type { Cells, ReportContent } from '../../../shared/report.ts';
import { freeKeys, namingColumn } from '../../../shared/sheet-layout.ts';
import type { Section, Template } from '../../../shared/template.ts';
import { fold } from '../../../shared/text.ts';
import type { ReadReport } from '../../excel/read-report.ts';

type Rows = Readonly<Record<string, Cells>>;
/** Section → key a row was read under → key it is known by. */
type Keys = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What stood in the report when the file was made, and by now. */
interface Contents {
  readonly was: ReportContent;
  readonly now: ReportContent;
  /** All that was sent in between came from others: a row of theirs under the same prepared key is not this one renamed. */
  readonly isOthers: boolean;
}

const textIn = (cells: Cells | undefined, column: string): string => {
  const value = cells?.[column];
  return typeof value === 'string' ? fold(value) : '';
};

/** Keys of these rows by what is said of each. */
function keysBy(rows: Rows, those: readonly string[], say: (cells: Cells) => string): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const key of those) {
    const said = say(rows[key] ?? {});
    const keys = by.get(said) ?? [];
    keys.push(key);
    by.set(said, keys);
  }
  return by;
}

/** Rows of one list that are to be known by another key than they were read under. */
function keysOf(
  section: Section,
  read: ReadReport,
  { was, now, isOthers }: Contents,
): ReadonlyMap<string, string> {
  const naming = namingColumn(section)?.id ?? '';
  const mine: Rows = read.content[section.id] ?? {};
  const theirs: Rows = now[section.id] ?? {};
  const before: Rows = was[section.id] ?? {};
  const sent: Rows = { ...before, ...theirs };
  const keyless = new Set(read.fresh.filter((one) => one.section === section.id).map(({ key }) => key));
  const named = (key: string): string => textIn(mine[key], naming);
  const isTaken = (key: string): boolean =>
    !keyless.has(key) &&
    before[key] === undefined &&
    theirs[key] !== undefined &&
    named(key) !== textIn(theirs[key], naming);
  const keylessNames = new Set([...keyless].map(named));
  const gone = new Set(
    Object.keys(sent).flatMap((key) => (mine[key] === undefined ? [textIn(sent[key], naming)] : [])),
  );
  // A copy made with its hidden key and called otherwise: what it was made of, or what it was sent as since, is another row.
  const isCopy = (key: string): boolean => {
    const name = textIn(sent[key], naming);
    const isRenamed = !keyless.has(key) && name !== '' && name !== named(key);
    return isRenamed && (keylessNames.has(name) || gone.has(named(key)));
  };
  const left = Object.keys(mine).filter((key) => keyless.has(key) || isTaken(key) || isCopy(key));
  const lookedFor = new Set(left);
  const known = new Set(Object.keys(mine).filter((key) => !lookedFor.has(key)));
  const free = Object.keys(sent).filter((key) => !known.has(key));
  const found = new Map<string, string>();
  // First the row that is just as it was sent: of two of one name it is the one.
  const alike = keysBy(sent, free, canonicalJson);
  for (const key of left) {
    const same = alike.get(canonicalJson(mine[key] ?? {}))?.shift();
    if (same !== undefined) found.set(key, same);
  }
  const unmatched = left.filter((key) => !found.has(key));
  const taken = new Set(found.values());
  const theirNames = keysBy(
    sent,
    free.filter((key) => !taken.has(key)),
    (cells) => textIn(cells, naming),
  );
  const myNames = keysBy(mine, unmatched, (cells) => textIn(cells, naming));
  for (const key of unmatched) {
    const [[only, other], mineSo] = [theirNames.get(named(key)) ?? [], myNames.get(named(key)) ?? []];
    if (named(key) !== '' && mineSo.length === 1 && only !== undefined && other === undefined)
      found.set(key, only);
  }
  const rest = unmatched.filter((key) => !found.has(key));
  const lost = rest.filter((key) => keyless.has(key) || isCopy(key) || isOthers);
  const places = Object.keys(read.positions[section.id]?.rows ?? {});
  const spare = Object.keys(read.positions[section.id]?.spare ?? {});
  const fresh = freeKeys([...Object.keys(mine), ...Object.keys(sent), ...places, ...spare], lost.length);
  lost.forEach((key, index) => {
    if (sent[key] !== undefined) found.set(key, fresh[index] ?? key);
  });
  return new Map([...found].filter(([from, to]) => from !== to));
}

/** The file as read, each row of a list under the key it is known by. */
export function withOwnKeys(template: Template, read: ReadReport, contents: Contents): ReadReport {
  const keys: Keys = new Map(
    template.sections
      .filter(({ kind }) => kind === 'list')
      .map((section) => [section.id, keysOf(section, read, contents)] as const)
      .filter(([, found]) => found.size > 0),
  );
  if (keys.size === 0) return read;
  const keyIn = (section: string, row: string): string => keys.get(section)?.get(row) ?? row;
  const renamed = <T>(section: string, rows: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(rows).map(([row, value]) => [keyIn(section, row), value]));
  const atOwn = <T extends { readonly section: string; readonly row: string }>(at: T): T => ({
    ...at,
    row: keyIn(at.section, at.row),
  });
  const issueOf = (issue: Issue): Issue => ({
    ...issue,
    ...(issue.row === undefined ? {} : { row: keyIn(issue.section, issue.row) }),
    related: issue.related.map((at) =>
      at.row === undefined ? at : { ...at, row: keyIn(at.section, at.row) },
    ),
    fixes: issue.fixes.map((fix) => ({ ...fix, cells: fix.cells.map(atOwn) })),
  });
  return {
    ...read,
    content: Object.fromEntries(
      Object.entries(read.content).map(([section, rows]) => [section, renamed(section, rows)]),
    ),
    positions: Object.fromEntries(
      Object.entries(read.positions).map(([section, position]) => [
        section,
        { ...position, rows: renamed(section, position.rows) },
      ]),
    ),
    issues: read.issues.map(issueOf),
    typed: read.typed.map(({ at, cell }) => ({ at: atOwn(at), cell })),
    fresh: read.fresh.map((one) => ({ ...one, key: keyIn(one.section, one.key) })),
  };
}
