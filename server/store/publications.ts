/** Publications as they are stored: frozen once, read as they are, never changed. */
import type { Coverage } from '../../shared/wire.ts';
import type { PublicationBasis, PublicationStatus } from '../../shared/wire-publication.ts';
import type { Reader } from './ledger.ts';
import type { Flights } from './transaction.ts';

export interface PublicationColumns {
  readonly template_id: string;
  readonly period_id: string;
  readonly scope_unit: string;
  /** Its name as it was. */
  readonly scope_name: string;
  readonly number: number;
  readonly basis: PublicationBasis;
  readonly counts: 'accepted' | 'submitted';
  /** Reports behind its figures. */
  readonly coverage: Coverage;
  /** Versions of form and rules behind the counted revisions, as their receipts name them. */
  readonly rules: readonly string[];
  readonly status: PublicationStatus;
  readonly reason: string | null;
  readonly at: Date;
  readonly person_id: string;
  readonly person: string;
  readonly payload_hash: string;
  /** File name → SHA-256 (hex). */
  readonly files: Readonly<Record<string, string>>;
}
export type PublicationRow = PublicationColumns & { readonly id: string };
export type FrozenRow = PublicationRow & { readonly payload: string };

interface PublicationAddress {
  readonly template: string;
  readonly period: string;
  readonly scope: string;
}

const columns = ({ sql }: Reader) => sql`
  id, template_id, period_id, scope_unit, scope_name, number, basis, counts, coverage, rules, status, reason, at, person_id, person,
  payload_hash, files`;

/** All of one form, period and scope, as far as the person may see them. */
export const selectPublications = (flights: Flights, { template, period, scope }: PublicationAddress) =>
  flights.sql<PublicationRow[]>`
    SELECT ${columns(flights)} FROM publication
    WHERE province_id = (SELECT my_province()) AND template_id = ${template} AND period_id = ${period}
      AND scope_unit = ${scope}
    ORDER BY number`;

/** The newest ten of a form and period, as far as the person may see them. */
export const selectPublishedOf = (
  flights: Flights,
  { template, period }: Pick<PublicationAddress, 'template' | 'period'>,
) =>
  flights.sql<PublicationRow[]>`
    SELECT ${columns(flights)} FROM publication
    WHERE province_id = (SELECT my_province()) AND template_id = ${template} AND period_id = ${period}
    ORDER BY id DESC LIMIT 10`;

/** A page of all a person may see, newest first. */
export const selectPublicationPage = (flights: Flights, before: string | undefined, limit: number) =>
  flights.sql<PublicationRow[]>`
    SELECT ${columns(flights)} FROM publication
    WHERE province_id = (SELECT my_province()) AND id < ${before ?? '9223372036854775807'}::bigint
    ORDER BY id DESC LIMIT ${limit}`;

export const selectPublication = (flights: Flights, id: string) => flights.sql<FrozenRow[]>`
  SELECT ${columns(flights)}, payload FROM publication
  WHERE province_id = (SELECT my_province()) AND id = ${id}::bigint`;

/** For verification: those after an id, with what the ledger says of each. */
export const selectFrozen = (reader: Reader, province: string, after: string, limit: number) =>
  reader.sql<(FrozenRow & { details: unknown })[]>`
    SELECT ${columns(reader)}, payload, (SELECT a.details FROM audit_entry a WHERE a.province_id = p.province_id
      AND a.chain = '*' AND a.subject = 'publication/' || p.id ORDER BY a.link LIMIT 1) AS details
    FROM publication p WHERE p.province_id = ${province} AND p.id > ${after}::bigint ORDER BY p.id LIMIT ${limit}`;

/** The new publication's id. Breaks a unique key where another took the number a moment ago. */
export const insertPublication = (
  { sql }: Flights,
  province: string,
  of: PublicationColumns & { readonly payload: string },
) => sql<{ id: string }[]>`
  INSERT INTO publication (province_id, template_id, period_id, scope_unit, scope_name, number, basis, counts, coverage,
    rules, status, reason, at, person_id, person, payload, payload_hash, files)
  VALUES (${province}, ${of.template_id}, ${of.period_id}, ${of.scope_unit}, ${of.scope_name}, ${of.number}, ${of.basis},
    ${of.counts}, ${JSON.stringify(of.coverage)}::text::jsonb, ${[...of.rules]}::text[], ${of.status}, ${of.reason},
    ${of.at}, ${of.person_id}, ${of.person}, ${of.payload}, ${of.payload_hash}, ${JSON.stringify(of.files)}::text::jsonb)
  RETURNING id`;

/**
 * How many entries the ledger has of a form's reports in a period, and of the province's own: what is read between two equal
 * answers is of one moment, since nothing is ever taken out. For the system role.
 */
export const selectStamp = (
  { sql }: Reader,
  of: { readonly province: string; readonly template: string; readonly period: string },
) => sql<{ entries: string }[]>`
  SELECT count(*)::text AS entries FROM audit_entry
  WHERE province_id = ${of.province} AND (chain = '*' OR template_id = ${of.template} AND period_id = ${of.period})`;

/** A publication the ledger knows and nobody finds any more. */
export const selectLost = ({ sql }: Reader, province: string) => sql<{ link: number }[]>`
  SELECT a.link FROM audit_entry a
  WHERE a.province_id = ${province} AND a.chain = '*' AND a.action = 'publish' AND NOT EXISTS (
    SELECT FROM publication p WHERE p.province_id = a.province_id AND a.subject = 'publication/' || p.id)
  ORDER BY a.link LIMIT 1`;

/**
 * What receipts name of the revisions counted under units: "tiny@1.r2". `unit`: with all under it, or alone. For the
 * system role, once the right to the total is known: the reports behind it may not be the person's to open.
 */
export const selectCountedRules = (
  { sql }: Reader,
  of: {
    readonly province: string;
    readonly template: string;
    readonly period: string;
    readonly counts: 'accepted' | 'submitted';
    readonly pieces: readonly { readonly unit: string; readonly part: 'subtree' | 'own' }[];
  },
) => {
  const units = (part: 'subtree' | 'own') =>
    of.pieces.filter((piece) => piece.part === part).map(({ unit }) => unit);
  return sql<{ rules: string }[]>`
    SELECT DISTINCT a.rules FROM report r
    JOIN audit_entry a ON a.province_id = r.province_id AND a.report_id = r.id AND a.number IS NOT NULL
      AND a.revision = ${of.counts === 'accepted' ? sql`r.accepted_revision` : sql`r.submitted_revision`}
    WHERE r.province_id = ${of.province} AND r.template_id = ${of.template} AND r.period_id = ${of.period} AND NOT r.trial
      AND (r.scopes && ${units('subtree')}::text[] OR r.unit_id = ANY (${units('own')}::text[]))`;
};
