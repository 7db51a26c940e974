/** What several writers of one report leave behind: who wrote a cell when, what was chosen where two differed, who owns sections. */
import type { CellRef, CellValue } from '../../shared/report.ts';
import type { Resolution } from '../../shared/wire-merge.ts';
import { writeTexts } from './arrays.ts';
import type { LockedReport, ReportAddress } from './reports.ts';
import type { Flights } from './transaction.ts';

interface OwnerRow {
  section_id: string;
  id: string;
  name: string;
}

export const selectOwners = ({ sql }: Flights, at: ReportAddress) => sql<OwnerRow[]>`
  SELECT section_id, id, name FROM section_owners(${at.unit}, ${at.template}, ${at.period})`;

/** Names of those who pushed revisions of a report. */
export const selectPeople = ({ sql }: Flights, report: Pick<LockedReport, 'id'>) => sql<
  { id: string; name: string }[]
>`
  SELECT id, name FROM report_people(${report.id})`;

export interface WrittenRow {
  no: number;
  at: Date;
  person_id: string;
  /** In the order of the cells asked for; null = blank. */
  cells: (CellValue | null)[];
}

/** What stood in some cells in the revision `from` and all after it. */
export const selectWritten = (
  { sql }: Flights,
  report: LockedReport,
  from: number,
  cells: readonly CellRef[],
) => {
  const paths = cells.map(({ section, row, column }) => [section, row, column]);
  // OFFSET 0 keeps each content from being read anew for every cell.
  return sql<WrittenRow[]>`
    SELECT v.no, v.at, v.person_id, c.cells
    FROM (SELECT no, at, person_id, content || '{}' AS content FROM revision
      WHERE province_id = ${report.province_id} AND report_id = ${report.id} AND no >= ${from} OFFSET 0) AS v
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(v.content -> (p.path ->> 0) -> (p.path ->> 1) -> (p.path ->> 2) ORDER BY p.place) AS cells
      FROM jsonb_array_elements(${JSON.stringify(paths)}::text::jsonb) WITH ORDINALITY AS p (path, place)) AS c
    ORDER BY v.no`;
};

interface CellPastRow {
  no: number;
  at: Date;
  mode: 'draft' | 'submit';
  person: string;
  before: CellValue | null;
  after: CellValue | null;
  resolved: { mine: CellValue | null; theirs: CellValue | null; chosen: CellValue | null }[];
}

/** Revisions that changed a cell, or in which something was chosen for it, oldest first: one row more than asked says there are more. */
export const selectCellPast = (
  { sql }: Flights,
  report: Pick<LockedReport, 'province_id' | 'id'>,
  cell: CellRef,
  { after, limit }: { readonly after: number; readonly limit: number },
) => {
  const path = writeTexts([cell.section, cell.row, cell.column]);
  return sql<CellPastRow[]>`
    SELECT h.no, h.at, h.mode, p.name AS person, h.before, h.after, coalesce(c.resolved, '[]') AS resolved
    FROM (
      SELECT w.no, w.at, w.mode, w.person_id, lag(w.value) OVER (ORDER BY w.no) AS before, w.value AS after
      FROM (SELECT no, at, mode, person_id, content #> ${path}::text::text[] AS value FROM revision
        WHERE province_id = ${report.province_id} AND report_id = ${report.id}) AS w) AS h
    JOIN report_people(${report.id}) AS p ON p.id = h.person_id
    LEFT JOIN (
      SELECT revision, jsonb_agg(jsonb_build_object('mine', mine, 'theirs', theirs, 'chosen', chosen) ORDER BY ordinal) AS resolved
      FROM resolution
      WHERE province_id = ${report.province_id} AND report_id = ${report.id}
        AND section_id = ${cell.section} AND row_key = ${cell.row} AND column_id = ${cell.column}
      GROUP BY revision) AS c ON c.revision = h.no
    WHERE h.no > ${after} AND (h.after IS DISTINCT FROM h.before OR c.resolved IS NOT NULL)
    ORDER BY h.no LIMIT ${limit + 1}`;
};

/** Revisions of a report that were accepted at any time. */
export const selectAccepted = ({ sql }: Flights, report: Pick<LockedReport, 'province_id' | 'id'>) => sql<
  { revision: number }[]
>`
  SELECT DISTINCT accepted AS revision FROM audit_entry
  WHERE province_id = ${report.province_id} AND report_id = ${report.id} AND accepted IS NOT NULL ORDER BY accepted`;

interface PublishedRow {
  number: number;
  scope: string;
  at: Date;
  /** What the publication counted of the report; null = nothing yet. */
  revision: number | null;
}

/** Publications of a report's form and period over an office it is below, with the revision that counted at that moment. */
export const selectCountedIn = (
  { sql }: Flights,
  report: Pick<LockedReport, 'province_id' | 'id' | 'scopes'>,
  at: ReportAddress,
) => sql<PublishedRow[]>`
  SELECT p.number, p.scope_name AS scope, p.at, (
    SELECT CASE p.counts WHEN 'accepted' THEN a.accepted ELSE a.submitted END FROM audit_entry a
    WHERE a.province_id = p.province_id AND a.report_id = ${report.id} AND a.at <= p.at ORDER BY a.link DESC LIMIT 1) AS revision
  FROM publication p
  WHERE p.province_id = ${report.province_id} AND p.template_id = ${at.template} AND p.period_id = ${at.period}
    AND p.scope_unit = ANY (${[...report.scopes]}::text[])
  ORDER BY p.at, p.number`;

/** What was chosen in a revision, after it is there. */
export const insertResolutions = (
  { sql }: Flights,
  report: LockedReport,
  revision: number,
  resolved: readonly Resolution[],
) => sql`
  INSERT INTO resolution (province_id, report_id, revision, ordinal, section_id, row_key, column_id, mine, theirs, chosen)
  SELECT ${report.province_id}, ${report.id}::bigint, ${revision}::int, r.place, r.item #>> '{at,section}',
    r.item #>> '{at,row}', r.item #>> '{at,column}', nullif(r.item -> 'mine', 'null'), nullif(r.item -> 'theirs', 'null'),
    nullif(r.item -> 'chosen', 'null')
  FROM jsonb_array_elements(${JSON.stringify(resolved)}::text::jsonb) WITH ORDINALITY AS r (item, place)`;
