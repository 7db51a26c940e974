/** What a push comes to where several write one report: merged with what others pushed meanwhile, held to the sections that are its sender's. */
import { canonicalJson } from '../../../shared/canonical.ts';
import { changesBetween, sameValue } from '../../../shared/changes.ts';
import { listsOf, type MergeConflict, type Merged, merge } from '../../../shared/merge.ts';
import { Problem } from '../../../shared/problem.ts';
import { type CellRef, cellAt, type ReportContent } from '../../../shared/report.ts';
import type { Template } from '../../../shared/template.ts';
import type { MergeConflicts, MergedWith, MergingPush, Resolution } from '../../../shared/wire-merge.ts';
import { sha256 } from '../../store/hash.ts';
import type { LockedReport, ReportAddress } from '../../store/reports.ts';
import { type RevisionRow, selectRevision } from '../../store/revisions.ts';
import { selectOwners, selectPeople, selectWritten, type WrittenRow } from '../../store/shared-reports.ts';
import type { Flights } from '../../store/transaction.ts';
import { mergeConflictWords, type Writer } from './merge-words.ts';

/** What is to be checked and stored. */
export interface Settled {
  readonly content: ReportContent;
  readonly reasons: MergingPush['reasons'];
  /** undefined: nobody pushed meanwhile. */
  readonly merged: MergedWith | undefined;
}

/** The push, the locked report it goes to, and who sends it. */
interface Settling {
  readonly at: ReportAddress;
  readonly request: MergingPush;
  readonly report: LockedReport;
  readonly template: Template;
  /** undefined: the office itself, whose every section is. */
  readonly person: string | undefined;
}

/** Whether a push that is not based on the current revision is to be merged with it. */
export const asksToMerge = ({ onStale, baseRevision }: MergingPush, { revision }: LockedReport): boolean =>
  onStale === 'merge' && baseRevision < revision;

/** Sections that have owners, the sender not among them. */
function closedSections({ owners }: LockedReport, person: string | undefined): ReadonlySet<string> {
  if (person === undefined) return new Set();
  const closed = new Set(owners?.map(([section]) => section));
  for (const [section, owner] of owners ?? []) if (owner === person) closed.delete(section);
  return closed;
}

/**
 * Asks the database (`ask`) only where others pushed meanwhile, own sections, or something was chosen.
 * Throws Problem `resolution_unfit`, `section_not_yours` or `merge_conflict`.
 */
export async function settlePush(ask: () => Flights, settling: Settling): Promise<Settled> {
  const { at, request, report, template, person } = settling;
  const { content, reasons, baseRevision: base, resolved = [] } = request;
  const isStale = base < report.revision;
  const closed = closedSections(report, person);
  if (!isStale && closed.size === 0 && resolved.length === 0) return { content, reasons, merged: undefined };
  const flights = ask();
  const [[was], [is]] = await flights.send(
    selectRevision(flights, at, base),
    selectRevision(flights, at, report.revision),
  );
  const before = was?.content ?? {};
  refuseUnfit(resolved, content, before, base);
  const merged = merge(before, content, is?.content ?? {}, listsOf(template.sections));
  if (closed.size > 0) await refuseClosedSections(flights, settling, closed, merged);
  if (merged.conflicts.length > 0) throw await mergeConflict(flights, settling, merged.conflicts, before, is);
  if (!isStale) return { content, reasons, merged: undefined };
  return {
    content: merged.content,
    // The others gave theirs for warnings that may stand in the merge too.
    reasons: { ...is?.reasons, ...reasons },
    merged: { base, current: report.revision, cells: changesBetween(content, merged.content) },
  };
}

/** The call with the content of the merge in place of the one sent. */
export function asMerged<
  Call extends { readonly request: MergingPush; readonly sent: string; readonly contentHash: string },
>(call: Call, { content, merged }: Settled): Call {
  if (merged === undefined) return call;
  const sent = canonicalJson(content);
  return { ...call, request: { ...call.request, content }, sent, contentHash: sha256(sent) };
}

const nameOf = ({ section, row, column }: CellRef): string => JSON.stringify([section, row, column]);
const same = (a: Resolution['mine'], b: Resolution['mine']): boolean =>
  sameValue(a ?? undefined, b ?? undefined);

/** What is kept as chosen is what is sent, and what is kept as the other's is what was there to be seen. */
function refuseUnfit(
  resolved: readonly Resolution[],
  content: ReportContent,
  before: ReportContent,
  base: number,
): void {
  const last = new Map(resolved.map((one) => [nameOf(one.at), one]));
  const previous = new Map<string, Resolution>();
  const unfit = new Map<string, CellRef>();
  for (const one of resolved) {
    const name = nameOf(one.at);
    const earlier = previous.get(name);
    previous.set(name, one);
    if (earlier !== undefined && !same(earlier.chosen, one.mine)) unfit.set(name, one.at);
    if (last.get(name) !== one) continue;
    const fits =
      same(one.chosen, cellAt(content, one.at) ?? null) && same(one.theirs, cellAt(before, one.at) ?? null);
    if (!fits) unfit.set(name, one.at);
  }
  if (unfit.size === 0) return;
  throw new Problem('resolution_unfit', { count: unfit.size, base }, { cells: [...unfit.values()] });
}

/** Cells the sender changed, agreed with nobody. */
const changedByMe = ({ taken, conflicts }: Merged): CellRef[] => [
  ...taken.mine.map(({ at }) => at),
  ...conflicts.filter(({ before, mine }) => !same(before, mine)).map(({ at }) => at),
];

async function refuseClosedSections(
  flights: Flights,
  { at, template }: Settling,
  closed: ReadonlySet<string>,
  merged: Merged,
): Promise<void> {
  const cells = changedByMe(merged).filter(({ section }) => closed.has(section));
  if (cells.length === 0) return;
  const [rows] = await flights.send(selectOwners(flights, at));
  const touched = new Set(cells.map(({ section }) => section));
  const sections = template.sections
    .filter(({ id }) => touched.has(id))
    .map(({ id, label }) => ({
      id,
      label,
      owners: rows.filter((row) => row.section_id === id).map(({ id: owner, name }) => ({ id: owner, name })),
    }));
  const words = (lang: 'vi' | 'en') =>
    sections
      .map(({ label, owners }) => `“${label[lang]}” (${owners.map(({ name }) => name).join(', ')})`)
      .join('; ');
  throw new Problem(
    'section_not_yours',
    { count: cells.length, sections: words('vi'), sections_en: words('en') },
    { sections, cells },
  );
}

/** More than a person decides at once; the rest is told without who wrote it. */
const TOLD_MAX = 200;

async function mergeConflict(
  flights: Flights,
  { request, report, template }: Settling,
  conflicts: readonly MergeConflict[],
  before: ReportContent,
  current: RevisionRow | undefined,
): Promise<Problem> {
  const { baseRevision: base } = request;
  const asked = conflicts.slice(0, TOLD_MAX).map(({ at }) => at);
  const [written, people] = await flights.send(
    selectWritten(flights, report, base, asked),
    selectPeople(flights, report),
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const form = { template, assigned: report.assigned, content: request.content };
  const cells = conflicts.map((found) => {
    const by = writerOf(found.at, asked, written, base, names);
    return {
      ...found,
      ...(by === undefined ? {} : { by: { ...by, at: by.at.toISOString() } }),
      words: mergeConflictWords(form, found, by),
    };
  });
  const changesSince = changesBetween(before, current?.content ?? {});
  const conflict: MergeConflicts = { current: report.revision, base, changesSince, cells };
  return new Problem(
    'merge_conflict',
    { count: conflicts.length, base, current: report.revision },
    { conflict },
  );
}

/** Who last wrote the cell after the base; of a cell left as it was in a row that changed, who last wrote in its row. */
function writerOf(
  at: CellRef,
  asked: readonly CellRef[],
  written: readonly WrittenRow[],
  base: number,
  names: ReadonlyMap<string, string>,
): Writer | undefined {
  const own = asked.findIndex((cell) => nameOf(cell) === nameOf(at));
  if (own === -1) return undefined;
  const row = asked.flatMap((cell, place) =>
    cell.section === at.section && cell.row === at.row ? [place] : [],
  );
  const lastOf = (places: readonly number[]): WrittenRow | undefined => {
    let found: WrittenRow | undefined;
    let before: WrittenRow | undefined;
    for (const one of written) {
      const changed = places.some((place) => !same(one.cells[place] ?? null, before?.cells[place] ?? null));
      if (changed && one.no > base) found = one;
      before = one;
    }
    return found;
  };
  const found = lastOf([own]) ?? lastOf(row);
  if (found === undefined) return undefined;
  return { person: names.get(found.person_id) ?? found.person_id, revision: found.no, at: found.at };
}
