/** Reads and moves the versions of forms through their life. Row-level security lets administrators of the province alone write. */
import type { Bilingual } from '../../shared/template.ts';
import type { TemplateState } from '../../shared/template-state.ts';
import type { LedgerAction } from './audit.ts';
import type { Flights } from './transaction.ts';

/** What the ledger calls a move of a form; its subject is the form, its details state and reason. */
export const TEMPLATE_MOVED = 'template_moved' satisfies LedgerAction;

export interface TemplateHeadRow {
  id: string;
  version: number;
  name: string;
  form_version: string;
  state: TemplateState;
  hash: string;
}

const head = ({ sql }: Flights) => sql`
  t.id, t.version, t.body #>> '{descriptors,name,vi}' AS name, t.body ->> 'formVersion' AS form_version, t.state, t.hash`;

export const selectTemplateHeads = (flights: Flights) => flights.sql<TemplateHeadRow[]>`
  SELECT ${head(flights)} FROM template t WHERE t.province_id = (SELECT my_province()) ORDER BY t.id, t.version`;

interface TemplateVersionRow extends TemplateHeadRow {
  body: unknown;
  steps: { state: TemplateState; at: string; person: string; reason: string }[];
}

export const selectTemplateVersion = (flights: Flights, id: string, version: number) => flights.sql<
  TemplateVersionRow[]
>`
  SELECT ${head(flights)}, t.body, coalesce((
    SELECT jsonb_agg(jsonb_build_object('state', a.details ->> 'state', 'at', a.at, 'person', a.person,
      'reason', a.details ->> 'reason') ORDER BY a.link)
    FROM audit_entry a WHERE a.province_id = t.province_id AND a.report_id IS NULL AND a.action = ${TEMPLATE_MOVED}
      AND a.subject = 'template/' || t.id || '@' || t.version), '[]') AS steps
  FROM template t WHERE t.province_id = (SELECT my_province()) AND t.id = ${id} AND t.version = ${version}`;

/** The form, held until the transaction ends; nothing for who may not administer it. */
export const lockTemplate = ({ sql }: Flights, id: string, version: number) => sql<
  { version: number; name: Bilingual; state: TemplateState }[]
>`
  SELECT version, body #> '{descriptors,name}' AS name, state FROM template WHERE province_id = (SELECT my_province()) AND id = ${id} AND version = ${version} FOR UPDATE`;

/** Reports on this version, held until the transaction ends: nobody pushes to one meanwhile. */
export const lockReportsOn = ({ sql }: Flights, id: string, version: number) => sql<{ revision: number }[]>`
  SELECT revision FROM report WHERE province_id = (SELECT my_province()) AND template_id = ${id}
    AND template_version = ${version} ORDER BY id FOR NO KEY UPDATE`;

/** Ends the trial of a published version. `kept`: reports submitted meanwhile, which stay trial reports. */
export const endTrial = ({ sql }: Flights, id: string, version: number) => sql<{ kept: number }[]>`
  SELECT end_my_trial(${id}, ${version}) AS kept`;

export const updateTemplateState = (
  { sql }: Flights,
  id: string,
  version: number,
  state: TemplateState,
) => sql`
  UPDATE template SET state = ${state}
  WHERE province_id = (SELECT my_province()) AND id = ${id} AND version = ${version}`;
