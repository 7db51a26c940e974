/** Brings the reports owed from what is stored to what lines and rules ask for. */
import { missingCells } from '../../../shared/completeness.ts';
import { narrowed, profileOf } from '../../../shared/profile.ts';
import { COUNTED } from '../../../shared/review.ts';
import type { AssignedRow, Template } from '../../../shared/template.ts';
import { reportKey } from '../../import/assignment-rules.ts';
import { fault } from '../../import/faults.ts';
import type { ChangedAssignment, NewAssignment, StoredAssignment } from '../../store/import.ts';
import * as store from '../../store/import.ts';
import { readForms, readProfiles } from '../../store/import-assignments.ts';
import { readOpenedRows } from '../../store/opened-tasks.ts';
import type { AssignmentRow } from '../../store/province-data.ts';
import { assignmentFaults, unassignable } from './import-assignments.ts';
import { type ImportWork, note } from './import-work.ts';
import { keptCarried } from './kept-carried.ts';

/**
 * What is owed: a line wins over a rule. Without lines in the files, those of before are left as they are, and rules give
 * reports to whoever has no line. Undefined: neither lines nor rules speak.
 */
function wantedReports(
  { data, ruled }: ImportWork,
  stored: readonly AssignmentRow[],
): readonly AssignmentRow[] | undefined {
  const unasked = data.assignments === undefined && data.rules === undefined;
  if (unasked && ruled.length === 0) return undefined;
  const lines = data.assignments ?? stored.filter(({ byRule }) => byRule !== true);
  const named = new Set(lines.map(reportKey));
  return [...lines, ...ruled.filter((row) => !named.has(reportKey(row)))];
}

const formName = ({ template, version }: Pick<AssignmentRow, 'template' | 'version'>): string =>
  `${template}@${version}`;

type Asks = (row: AssignmentRow) => Template | undefined;

/** The form each report is asked for; narrowed once for all that share it. */
async function askedForms({ sql, province }: ImportWork, rows: readonly AssignmentRow[]): Promise<Asks> {
  const published = await readForms(sql, province, [...new Set(rows.map(formName))]);
  const known = new Map<string, Template>();
  return (row) => {
    const name = `${formName(row)} ${row.profile ?? ''}`;
    const form = published.get(formName(row));
    const found = known.get(name);
    if (found !== undefined || form === undefined) return found;
    const asked = narrowed(form, (row.profile && profileOf(form, row.profile)) || null);
    known.set(name, asked);
    return asked;
  };
}

const unanswered = (asks: Asks, rows: readonly AssignmentRow[]): NewAssignment[] =>
  rows.map((row) => {
    const form = asks(row);
    return { ...row, missing: form === undefined ? 0 : missingCells(form, row.assigned, {}) };
  });

/** Changed reports with what they lack from now on: nothing while they count, else what their last content leaves blank. */
async function lacking(
  { sql, province }: ImportWork,
  asks: Asks,
  rows: readonly ChangedAssignment[],
): Promise<ChangedAssignment[]> {
  const contents = await store.readContents(sql, province, rows);
  return rows.map((row, place) => {
    const form = asks(row);
    if (form === undefined || COUNTED[row.state].submitted) return row;
    return { ...row, missing: missingCells(form, row.assigned, contents.get(place) ?? {}) };
  });
}

/** Rows of opened tasks by report. */
type OpenedRows = ReadonlyMap<string, readonly AssignedRow[]>;

/** Tasks that reviewers opened in a report are none of the files' business: they stay, whatever is assigned. */
function withoutOpened(row: StoredAssignment, opened: OpenedRows): StoredAssignment {
  const rows = opened.get(reportKey(row));
  if (rows === undefined) return row;
  const keys = new Set(rows.map(({ key }) => key));
  return { ...row, assigned: row.assigned.filter(({ key }) => !keys.has(key)) };
}

export async function putAssignments(work: ImportWork): Promise<void> {
  const { sql, province } = work;
  const found = await readOpenedRows(sql, province);
  const opened: OpenedRows = new Map(found.map(({ rows, ...report }) => [reportKey(report), rows]));
  const stored = (await store.readAssignments(sql, province)).map((row) => withoutOpened(row, opened));
  const limits = new Map(stored.map((row) => [reportKey(row), row]));
  const plain = stored.map(
    ({ state: _, revision: __, missing: ___, trial: ____, carriedFrom: _____, ...row }): AssignmentRow => row,
  );
  const asked = wantedReports(work, plain);
  if (asked === undefined) return;
  const profiles = new Map((await readProfiles(sql, province)).map((one) => [one.form, one.profiles]));
  const { rows: wanted, warnings, faults } = keptCarried(asked, limits, profiles);
  work.warnings.push(...warnings);
  work.faults.push(...faults);
  const { put, changed } = note(work, 'assignments', { wanted, stored: plain }, reportKey);
  const added = put.filter((row) => !limits.has(reportKey(row)));
  const changing = changed.flatMap(({ after }) => {
    const before = limits.get(reportKey(after));
    if (before === undefined) return [];
    work.faults.push(...assignmentFaults(before, after));
    const assigned = [...after.assigned, ...(opened.get(reportKey(after)) ?? [])];
    const { state, revision, missing, trial } = before;
    return [{ ...after, assigned, state, revision, missing, trial, from: before.version }];
  });
  const moved = changed.filter(({ before, after }) => before.version !== after.version);
  const reassigned = [...added, ...moved.map(({ after }) => after)];
  work.faults.push(...unassignable(await store.readTemplates(sql, province), reassigned, moved));
  if (work.faults.length > 0) return;
  const asks = await askedForms(work, put);
  if (added.length > 0) await store.addAssignments(sql, province, unanswered(asks, added));
  if (changing.length === 0) return;
  const lack = await lacking(work, asks, changing);
  if ((await store.changeAssignments(sql, province, lack)) < changing.length)
    work.faults.push(fault('changed_meanwhile', undefined));
}
