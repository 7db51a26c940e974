/** Reports as a person may see them: heads, lists, and one report locked for a push or decision. Row-level security decides what is seen. */

import type { Period } from '../../shared/period.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import type { Account, EnteredRow } from './people.ts';
import type { Flights } from './transaction.ts';

/** The three names that say which report is meant. */
export interface ReportAddress {
  readonly unit: string;
  readonly template: string;
  readonly period: string;
}

/** A report with its period and the names shown with it. Dates are ISO. */
export interface ReportRow {
  province_id: string;
  /** int8, as text. */
  id: string;
  unit_id: string;
  /** At the end of the period. */
  unit_kind: string;
  unit_name: string;
  template_id: string;
  template_version: number;
  scopes: string[];
  state: ReportState;
  revision: number;
  submitted_revision: number | null;
  accepted_revision: number | null;
  late: boolean | null;
  spreadsheet_id: string | null;
  /** The day more time was granted until (ISO), and whether for a locked period too. */
  extended_to: string | null;
  extended_locked: boolean;
  trial: boolean;
  /** The shorter form asked for; null = the whole form. */
  profile: string | null;
  period: Period;
  /** One of its levels of review is the asker's. */
  reviewed_by_me: boolean;
}

/** `rules_version`: how often what rules join the province's forms has changed. */
export type FullReportRow = ReportRow & { assigned: AssignedRow[]; rules_version: string };

const columns = ({ sql }: Flights) => sql`
  r.province_id, r.id, r.unit_id, u.kind AS unit_kind, u.name AS unit_name, r.template_id, r.template_version, r.scopes, r.state, r.revision,
  r.submitted_revision, r.accepted_revision, r.late, r.spreadsheet_id, r.trial, r.profile,
  r.extended_to::text AS extended_to, r.extended_locked,
  reviews_report(r.id) AS reviewed_by_me,
  jsonb_build_object('id', d.id, 'kind', d.kind, 'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en),
    'year', d.year, 'from', d.first_day, 'to', d.last_day, 'due', d.due, 'state', d.state) AS period`;

const joined = ({ sql }: Flights) => sql`
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u`;

export const selectReport = (flights: Flights, at: ReportAddress) => flights.sql<FullReportRow[]>`
  SELECT ${columns(flights)}, r.assigned,
    (SELECT p.rules_version::text FROM province p WHERE p.id = r.province_id) AS rules_version ${joined(flights)}
  WHERE r.province_id = (SELECT my_province())
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template} AND r.period_id = ${at.period}`;

/** What a push or decision decides on; the row stays locked until the transaction ends. */
export interface LockedReport {
  id: string;
  province_id: string;
  scopes: string[];
  assigned: AssignedRow[];
  template_version: number;
  state: ReportState;
  revision: number;
  submitted_revision: number | null;
  accepted_revision: number | null;
  late: boolean | null;
  spreadsheet_id: string | null;
  /** The shorter form asked for; null = the whole form. */
  profile: string | null;
  /** Required cells nobody has answered. */
  missing: number;
  period: Pick<Period, 'kind' | 'year' | 'from' | 'to'>;
  period_state: Period['state'];
  period_label: string;
  /** Last day to submit, ISO, more time granted included; null = none set. */
  due: string | null;
  extended_to: string | null;
  /** More time was granted for a locked period too. */
  extended_locked: boolean;
  /** Place of the next entry in the unit's chain of the ledger, and the hash before it; null unless opened to enter it. */
  link: number | null;
  previous: string | null;
  /** On a form that is only tried: it stands in no total. */
  trial: boolean;
  /** How often what rules join the province's forms has changed. */
  rules_version: string;
  /** Sections with an owner, a line for each owner; null = none. */
  owners: (readonly [section: string, person: string])[] | null;
}

/** What a push or decision begins with: the person, the report locked until the transaction ends, the answer given before. */
export interface OpenedRow extends EnteredRow, Omit<LockedReport, 'id'> {
  /** null: no such report, or not theirs to see; then nothing below is known either. */
  id: string | null;
  fingerprint: string | null;
  status: number | null;
  reply: string | null;
  /** The running number of a receipt. Numbers of pushes that were not stored are left out, never given twice. */
  serial: string | null;
  /** Past counted reports, when asked for. */
  past: PastReport[] | null;
}

/**
 * Enters the person and locks the one report; concurrent pushes of the same report wait here, those of others do not.
 * `enters`: an entry of the ledger will follow, so the unit's chain is locked too. Several reports in one transaction are
 * opened by `openPushes`, which never waits.
 */
export const openPush = (
  { sql }: Flights,
  account: Account,
  at: ReportAddress,
  more: { readonly key: string; readonly past: boolean; readonly enters: boolean },
) => sql<OpenedRow[]>`
  SELECT * FROM open_push(${account.iss}, ${account.sub}, ${at.unit}, ${at.template}, ${at.period}, ${more.key}, ${more.past},
    ${more.enters})`;

/** One push to be opened. `key`: its Idempotency-Key; `past`: whether past reports are wanted; `enters`: it submits. */
interface Opening extends ReportAddress {
  readonly account: Account;
  readonly key: string;
  readonly past: boolean;
  readonly enters: boolean;
}

type PlacedRow = OpenedRow & { place: number };

/**
 * Opens at once those of the pushes that can travel together; `place` counts from 0 in the order given. The others have
 * no row. Nobody is entered afterwards: nothing can be read but what the rows bring, and rows are added to these reports only.
 */
export const openPushes = ({ sql }: Flights, openings: readonly Opening[]) => {
  const asked = openings.map(
    ({ account: { iss, sub }, unit, template, period, key, past, enters }, place) => ({
      place,
      iss,
      sub,
      unit,
      template,
      period,
      key,
      past,
      enters,
    }),
  );
  return sql<PlacedRow[]>`
    SELECT p.place, (p.opened).* FROM open_pushes(${JSON.stringify(asked)}::text::jsonb) AS p`;
};

const isFound = (row: OpenedRow): row is OpenedRow & LockedReport => row.id !== null;

/** The locked report; undefined where there is none to see. */
export function lockedFrom(row: OpenedRow | undefined): LockedReport | undefined {
  return row !== undefined && isFound(row) ? row : undefined;
}

/** Where a page of the list begins: after this report. */
export interface ListCursor {
  readonly lastDay: string;
  readonly unit: string;
  readonly template: string;
  readonly period: string;
}

/** One page of the reports this person may see, newest period first; one row more than asked says there is a next page. */
export const selectReports = (flights: Flights, after: ListCursor | undefined, limit: number) => {
  const { sql } = flights;
  const from =
    after === undefined
      ? sql``
      : sql`AND (d.last_day < ${after.lastDay}::date OR (d.last_day = ${after.lastDay}::date
          AND (r.unit_id, r.template_id, r.period_id) > (${after.unit}, ${after.template}, ${after.period})))`;
  return sql<ReportRow[]>`
    SELECT ${columns(flights)} ${joined(flights)}
    WHERE r.province_id = (SELECT my_province()) ${from}
    ORDER BY d.last_day DESC, r.unit_id, r.template_id, r.period_id
    LIMIT ${limit + 1}`;
};

/** Reports of these units, and of all below those with their subtree, newest period first. */
export const selectReportsOf = (
  flights: Flights,
  { units, subtrees }: { readonly units: readonly string[]; readonly subtrees: readonly string[] },
  limit: number,
) => flights.sql<ReportRow[]>`
  SELECT ${columns(flights)} ${joined(flights)}
  WHERE r.province_id = (SELECT my_province())
    AND (r.unit_id = ANY(${[...units]}::text[]) OR r.scopes && ${[...subtrees]}::text[])
  ORDER BY d.last_day DESC, r.unit_id, r.template_id, r.period_id
  LIMIT ${limit}`;

/** A past counted report of the same unit and template. */
export interface PastReport {
  period_id: string;
  kind: Period['kind'];
  year: number;
  first_day: string;
  last_day: string;
  template_version: number;
  content: ReportContent;
  /** Issue key → reason given. */
  reasons: Record<string, string>;
}

/** Counted contents of the same office and template in other periods: the 24 last before this one ends, and all of its year. */
export const selectPast = ({ sql }: Flights, at: ReportAddress) => sql<PastReport[]>`
  SELECT * FROM past_reports(${at.unit}, ${at.template}, ${at.period})`;

export interface OwedBefore extends Pick<Period, 'id' | 'year' | 'label'> {
  first_day: string;
  last_day: string;
  /** A report of it counts. */
  sent: boolean;
}

/** Far enough back for the same week of the year before. */
const OWED_BEFORE_MAX = 60;

/** Earlier periods of the same kind that the office owed the form for, sent or not, newest first. */
export const selectOwedBefore = ({ sql }: Flights, at: ReportAddress) => sql<OwedBefore[]>`
  SELECT d.id, d.year, d.first_day::text, d.last_day::text, r.submitted_revision IS NOT NULL AS sent,
    jsonb_build_object('vi', d.label_vi, 'en', d.label_en) AS label
  FROM period this
  JOIN period d ON d.province_id = this.province_id AND d.kind = this.kind AND d.first_day < this.first_day
  JOIN report r ON r.province_id = d.province_id AND r.period_id = d.id
    AND r.unit_id = ${at.unit} AND r.template_id = ${at.template}
  WHERE this.province_id = (SELECT my_province()) AND this.id = ${at.period}
  ORDER BY d.last_day DESC, d.id DESC LIMIT ${OWED_BEFORE_MAX}`;
