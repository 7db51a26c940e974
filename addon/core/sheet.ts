/** Owns reading the open workbook into a report and finding everything that is wrong with it. */

import { compileTemplate, gridRows } from '../../shared/compiled-template.ts';
import type { RawWorkbook } from '../../shared/raw-sheet.ts';
import type { ReportContent } from '../../shared/report.ts';
import { withAddress } from '../../shared/sheet-places.ts';
import { readWorkbook, type SheetReading } from '../../shared/sheet-reader.ts';
import { sortedListIssues } from '../../shared/sorted-list.ts';
import { structureErrors, withoutKnockOns } from '../../shared/told-once.ts';
import { validate } from '../../shared/validate.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { type Copy, copiesOf, namedAnew } from './copies.ts';
import { staleBlocks } from './derived.ts';
import { clearNotes } from './fix-steps.ts';
import { heldOf } from './held.ts';
import { markRemarks } from './marks.ts';
import type { Bound, Ports } from './ports.ts';
import { boundSheets, memory, rememberSheets } from './session.ts';
import type { SheetState } from './sheet-state.ts';

/**
 * What a sheet is read for. A check keeps to its calls; where they do not last, it leaves the merged areas of the last
 * tabs to the push, which looks at all of them before anything is sent.
 */
export type Purpose = 'check' | 'send';

/** Calls to the document a check and a push may make. */
export const CALLS_MAX: Readonly<Record<Purpose, number>> = { check: 10, send: 12 };

/** Looking again whether the rows still stand, and writing their keys. */
const KEYS_CALLS = 2;

/** Looking again and writing, for each of two blocks of computed cells: what a form of more than two sheets needs beyond the rest. */
const COMPUTED_CALLS = 4;
const computedCalls = ({ template }: ReportForm): number =>
  COMPUTED_CALLS * Math.max(0, template.sections.length - 2);

/** Reads the sheet and checks it as for a submission. */
export function examine(ports: Ports, form: ReportForm, purpose: Purpose): SheetState {
  const early = lookEarly(ports, form, purpose);
  const { reading, raw } = readSheet(ports, form, early.mergesMax);
  const keysToWrite = purpose === 'send' ? new Set(reading.newKeys.map(({ section }) => section)).size : 0;
  const callsMax = CALLS_MAX[purpose] - KEYS_CALLS * keysToWrite;
  ports.workbook.refresh(staleBlocks(form, raw, reading), callsMax + computedCalls(form));
  const bound = Object.values(reading.positions).map(({ sheetId }) => sheetId);
  const copies = early.copies ?? copiesOf(ports, form, bound, callsMax).copies;
  markRemarks(ports, form, reading.positions, callsMax);
  clearNotes(ports, reading.positions, callsMax);
  // A copy that took the place of a sheet that is gone is read like any other.
  const others = namedAnew(
    ports,
    copies.filter(({ sheetId }) => !bound.includes(sheetId)),
    callsMax,
  );
  const { issues } = validate(form.template, reading.content, {
    assigned: form.assigned,
    facts: form.facts,
    mode: 'submit',
  });
  const sorted = sortedListIssues(form.template, form.content, reading);
  const all = withoutKnockOns([...reading.issues, ...sorted], issues).map((issue) =>
    withAddress(issue, reading.positions),
  );
  return {
    form,
    reading,
    raw,
    answers: memory(ports),
    issues: [
      ...all.filter((issue) => issue.severity !== 'note'),
      ...all.filter((issue) => issue.severity === 'note'),
    ],
    filled: countFilled(form, reading.content),
    rows: Object.values(reading.content).reduce((sum, rows) => sum + Object.keys(rows).length, 0),
    held: heldOf(ports, form, reading, structureErrors(all).length > 0),
    copies: others.map(({ name, of }) => ({ name, of })),
    added: null,
  };
}

/** Each sheet takes two calls to read, and the locale of the file takes one. */
const callsToRead = (sheets: number): number => 2 * sheets + 1;

/** Copies are looked for before a check's calls go to merged areas, which the push looks at again. */
function lookEarly(
  ports: Ports,
  form: ReportForm,
  purpose: Purpose,
): { copies?: readonly Copy[]; mergesMax: number } {
  if (purpose === 'send') return { mergesMax: Number.POSITIVE_INFINITY };
  const bound = Object.values(boundSheets(ports));
  if (bound.length === 0) return { mergesMax: CALLS_MAX.check };
  const { copies, spent } = copiesOf(ports, form, bound, CALLS_MAX.check - callsToRead(bound.length));
  return { copies, mergesMax: CALLS_MAX.check - (spent ? callsToRead(bound.length - 1) : 0) };
}

/** The cheap way first; every sheet is looked through, or column metadata asked for, only when something is missing. */
export function readSheet(
  ports: Ports,
  form: ReportForm,
  callsMax: number = CALLS_MAX.check,
): { reading: SheetReading; raw: RawWorkbook } {
  const answers = memory(ports);
  const read = (from: Bound, witnesses: boolean): { reading: SheetReading; raw: RawWorkbook } => {
    const raw = ports.workbook.read(from, { witnesses, callsMax });
    return { raw, reading: readWorkbook(form.template, form.assigned, raw, answers, form.content) };
  };
  const known = boundSheets(ports);
  let bound = Object.keys(known).length > 0 ? known : markedSheets(ports);
  let found = read(bound, false);
  if (
    Object.keys(bound).length > 0 &&
    found.reading.issues.some((issue) => issue.code === 'missing_section')
  ) {
    bound = {};
    found = read(bound, false);
  }
  if (found.reading.issues.some((issue) => issue.code === 'missing_column' && issue.severity === 'error')) {
    found = read(bound, true);
  }
  rememberPlaces(ports, known, found.reading);
  return found;
}

/** The sheets of a file that remembers nothing (a copy), by their metadata; {} when two claim one section. */
function markedSheets(ports: Ports): Bound {
  const marked = ports.workbook.boundSheets();
  const bound = Object.fromEntries(marked.map(({ section, sheetId }) => [section, sheetId]));
  return Object.keys(bound).length === marked.length ? bound : {};
}

function rememberPlaces(ports: Ports, known: Bound, reading: SheetReading): void {
  const found: Record<string, number> = {};
  for (const [section, position] of Object.entries(reading.positions)) found[section] = position.sheetId;
  if (JSON.stringify(found) !== JSON.stringify(known)) rememberSheets(ports, found);
}

/** Cells that must be filled, over the printed rows and the rows begun in a list. */
function countFilled(form: ReportForm, content: ReportContent): { done: number; required: number } {
  let done = 0;
  let required = 0;
  const compiled = compileTemplate(form.template);
  for (const section of compiled.sections) {
    const rows = content[section.section.id] ?? {};
    const asked =
      section.section.kind === 'list'
        ? Object.keys(rows).map((key) => ({ key, columns: section.listRow.columns }))
        : gridRows(section, form.assigned);
    for (const { key, columns } of asked) {
      for (const column of columns) {
        if (!column.required) continue;
        required += 1;
        if (rows[key]?.[column.id] !== undefined) done += 1;
      }
    }
  }
  return { done, required };
}
