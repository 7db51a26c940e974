/** Rows beside the revisions that entries of the ledger speak of, each as it is stored, to be held against its entry. */
import { canonicalJson } from '../../shared/canonical.ts';
import type { CellRef } from '../../shared/report.ts';
import type { Resolution } from '../../shared/wire-merge.ts';
import type { Facts } from './audit.ts';
import { sha256 } from './hash.ts';
import type { Reader } from './ledger.ts';
import type { NewTask } from './opened-tasks.ts';

/** What an entry holds of the remarks of a return: they are said once, in this order. */
export const remarksHash = (remarks: readonly { readonly at: CellRef; readonly text: string }[]): string =>
  sha256(canonicalJson(remarks.map(({ at, text }) => ({ at, text }))));

/** What a receipt holds of the choices made where two had differed. */
export const resolvedHash = (resolved: readonly Resolution[]): string =>
  sha256(canonicalJson(resolved.map(({ at, mine, theirs, chosen }) => ({ at, mine, theirs, chosen }))));

/** What an entry holds of a task besides its number, its source and who opened it when. */
export const taskHash = ({
  at,
  figures,
  row,
  lead,
  work,
  deadline,
}: Pick<NewTask, 'at' | 'figures' | 'lead' | 'work' | 'deadline'> & { readonly row: object }): string =>
  sha256(canonicalJson({ at, figures, row, lead, work, deadline }));

/** What an entry holds of a follow-up besides its number and who set it when. `cell` null: the whole report. */
export const markHash = (mark: {
  readonly cell: CellRef | null;
  readonly text: string;
  readonly due: string | null;
  readonly shared: boolean;
}): string => sha256(canonicalJson(mark));

/** What an entry holds of the word a follow-up was resolved with. */
export const wordHash = (word: string): string => sha256(canonicalJson({ word }));

export type RowKind =
  | 'acceptance'
  | 'signature'
  | 'extension'
  | 'follow_up'
  | 'task'
  | 'resolved'
  | 'remarks';

/** `key` tells rows of a unit apart; `facts` are what an entry states of the row, or holds as one hash. */
export interface SideRow {
  readonly kind: RowKind;
  readonly key: string;
  readonly facts: Facts;
  readonly template_id: string;
  readonly period_id: string;
}

type Raw = Omit<SideRow, 'facts' | 'kind'> & {
  readonly kind: string;
  readonly facts: Record<string, unknown>;
};

/** Rows stored in several places of a list stand in their order: 1, 2, … */
const inOrder = (items: readonly { readonly ordinal: number }[]): boolean =>
  items.every(({ ordinal }, place) => ordinal === place + 1);

const hashed = (items: readonly { readonly ordinal: number }[], hashOf: (items: never) => string): Facts => ({
  hash: inOrder(items) ? hashOf(items as never) : null,
});

/** Rows of which an entry holds a hash of what they say. */
const HASHED: Readonly<Record<string, readonly [of: RowKind, hashOf: (said: never) => string]>> = {
  opened: ['task', taskHash],
  marked: ['follow_up', markHash],
  resolved_mark: ['follow_up', wordHash],
};

function sideRow({ kind, facts, ...row }: Raw): SideRow {
  const items = facts.items as readonly { readonly ordinal: number }[];
  if (kind === 'remarks') return { ...row, kind, facts: hashed(items, remarksHash) };
  if (kind === 'resolved') return { ...row, kind, facts: hashed(items, resolvedHash) };
  const [of, hashOf] = HASHED[kind] ?? [];
  if (of !== undefined && hashOf !== undefined) {
    const { said, ...stated } = facts;
    return { ...row, kind: of, facts: { ...stated, hash: hashOf(said as never) } };
  }
  return { ...row, kind: kind as RowKind, facts };
}

/** All such rows of a unit's reports. Choices kept with a draft are as little in the ledger as the draft: they are left out. */
export async function selectSideRows({ sql }: Reader, province: string, unit: string): Promise<SideRow[]> {
  const moment = (column: string) => sql`regexp_replace(
    to_char(${sql(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '000$', '') || 'Z'`;
  const rows = await sql<Raw[]>`
    WITH mine AS MATERIALIZED (
      SELECT id, template_id, period_id, extended_to, extended_locked FROM report
      WHERE province_id = ${province} AND unit_id = ${unit}
    ), side (kind, template_id, period_id, key, facts) AS (
      SELECT 'acceptance', r.template_id, r.period_id, concat_ws('/', 'acceptance', a.report_id, a.revision, a.level_unit),
        jsonb_build_object('person_id', a.person_id, 'person', a.person, 'at', ${moment('a.at')})
      FROM mine r JOIN acceptance a ON a.province_id = ${province} AND a.report_id = r.id
      UNION ALL SELECT 'signature', r.template_id, r.period_id, concat_ws('/', 'signature', s.report_id, s.revision),
        jsonb_build_object('person_id', s.person_id, 'person', s.person, 'at', ${moment('s.at')}, 'content', s.content_hash)
      FROM mine r JOIN signature s ON s.province_id = ${province} AND s.report_id = r.id
      UNION ALL SELECT 'extension', r.template_id, r.period_id, concat_ws('/', 'asked', x.report_id, x.no),
        jsonb_build_object('due', x.due, 'until', x.asked_until, 'reason', x.reason, 'person_id', x.asked_by,
          'person', x.asked_name, 'at', ${moment('x.asked_at')})
      FROM mine r JOIN extension x ON x.province_id = ${province} AND x.report_id = r.id
      UNION ALL SELECT 'extension', r.template_id, r.period_id, concat_ws('/', 'decided', x.report_id, x.no),
        jsonb_build_object('state', x.state, 'until', x.until, 'remark', x.remark, 'person_id', x.decided_by,
          'person', x.decided_name, 'at', ${moment('x.decided_at')})
      FROM mine r JOIN extension x ON x.province_id = ${province} AND x.report_id = r.id
        AND (x.state <> 'asked' OR num_nonnulls(x.until, x.remark, x.decided_by, x.decided_name, x.decided_at) > 0)
      UNION ALL SELECT 'extension', r.template_id, r.period_id, concat_ws('/', 'time', r.id),
        jsonb_build_object('until', r.extended_to, 'locked', r.extended_locked)
      FROM mine r WHERE r.extended_to IS NOT NULL OR r.extended_locked
      UNION ALL SELECT 'marked', r.template_id, r.period_id, concat_ws('/', 'mark', f.report_id, f.no),
        jsonb_build_object('person_id', f.person_id, 'person', f.person, 'at', ${moment('f.at')}, 'said', jsonb_build_object(
          'cell', CASE WHEN num_nonnulls(f.section_id, f.row_key, f.column_id) > 0 THEN
            jsonb_build_object('section', f.section_id, 'row', f.row_key, 'column', f.column_id) END,
          'text', f.text, 'due', f.due, 'shared', f.shared))
      FROM mine r JOIN follow_up f ON f.province_id = ${province} AND f.report_id = r.id
      UNION ALL SELECT 'resolved_mark', r.template_id, r.period_id, concat_ws('/', 'resolved mark', f.report_id, f.no),
        jsonb_build_object('person_id', f.resolved_by, 'person', f.resolver, 'at', ${moment('f.resolved_at')}, 'said', f.resolution)
      FROM mine r JOIN follow_up f ON f.province_id = ${province} AND f.report_id = r.id
        AND num_nonnulls(f.resolved_at, f.resolved_by, f.resolver, f.resolution) > 0
      UNION ALL SELECT 'opened', r.template_id, r.period_id, concat_ws('/', 'task', t.id),
        jsonb_build_object('unit', t.unit_id, 'report', t.source_report::text, 'revision', t.source_revision,
          'person', t.opened_by, 'at', ${moment('t.opened_at')}, 'said', jsonb_build_object(
            'at', jsonb_build_object('section', t.section_id, 'row', t.row_key, 'column', t.column_id),
            'figures', t.figures, 'row', t.task_row, 'lead', t.lead, 'work', t.work, 'deadline', t.deadline))
      FROM mine r JOIN opened_task t ON t.province_id = ${province} AND t.source_report = r.id
      UNION ALL SELECT 'task', r.template_id, r.period_id, concat_ws('/', 'place', p.task_id, r.template_id, r.period_id),
        jsonb_build_object('at', ${moment('p.at')})
      FROM mine r JOIN opened_task_place p ON p.province_id = ${province} AND p.report_id = r.id
      UNION ALL SELECT 'resolved', r.template_id, r.period_id, concat_ws('/', 'resolved', c.report_id, c.revision),
        jsonb_build_object('items', jsonb_agg(jsonb_build_object('ordinal', c.ordinal,
          'at', jsonb_build_object('section', c.section_id, 'row', c.row_key, 'column', c.column_id),
          'mine', c.mine, 'theirs', c.theirs, 'chosen', c.chosen) ORDER BY c.ordinal))
      FROM mine r JOIN resolution c ON c.province_id = ${province} AND c.report_id = r.id
      LEFT JOIN revision v ON v.province_id = c.province_id AND v.report_id = c.report_id AND v.no = c.revision
      WHERE v.mode IS DISTINCT FROM 'draft' GROUP BY r.template_id, r.period_id, c.report_id, c.revision
      UNION ALL SELECT 'remarks', r.template_id, r.period_id, concat_ws('/', 'remarks', m.report_id, m.revision, m.link),
        jsonb_build_object('items', jsonb_agg(jsonb_build_object('ordinal', m.ordinal,
          'at', jsonb_build_object('section', m.section_id, 'row', m.row_key, 'column', m.column_id),
          'text', m.text) ORDER BY m.ordinal))
      FROM mine r JOIN remark m ON m.province_id = ${province} AND m.report_id = r.id
      GROUP BY r.template_id, r.period_id, m.report_id, m.revision, m.link
    )
    SELECT * FROM side ORDER BY key`;
  return rows.map(sideRow);
}
