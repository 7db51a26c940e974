/** Tasks opened from shortfalls as stored: where they come from, which reports they stand in, what those reports say of them. */
import type { Period } from '../../shared/period.ts';
import type { CellRef, Cells, ReportContent } from '../../shared/report.ts';
import type { AssignedRow } from '../../shared/template.ts';
import type { ReportAddress } from './reports.ts';
import type { Transaction as Tx } from './sql.ts';
import type { Flights } from './transaction.ts';

/** A report that a task may be put into: nobody has sent it, its period is open. Earliest first, but for years that are over. */
export interface TakerRow {
  id: string;
  province_id: string;
  template_id: string;
  template_version: number;
  profile: string | null;
  period_id: string;
  period_label: Period['label'];
}

/**
 * They stay locked until the transaction ends: to be asked before the ledger's chain is. Years that are over come last: work
 * given today is not told in a report on last year while there is another.
 * @param task only reports on a period that does not end before those it already stands in
 */
export const selectTakers = (
  { sql }: Flights,
  unit: string,
  { task, today }: { readonly task: string | null; readonly today: string },
) => sql<TakerRow[]>`
  SELECT r.id, r.province_id, r.template_id, r.template_version, r.profile, r.period_id,
    jsonb_build_object('vi', d.label_vi, 'en', d.label_en) AS period_label
  FROM report r JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  WHERE r.province_id = (SELECT my_province()) AND r.unit_id = ${unit} AND r.state = 'draft' AND d.state = 'open' AND NOT r.trial
    AND NOT EXISTS (SELECT FROM opened_task_place p
      JOIN report s ON s.province_id = p.province_id AND s.id = p.report_id
      JOIN period e ON e.province_id = s.province_id AND e.id = s.period_id
      WHERE p.province_id = r.province_id AND p.task_id = ${task}::bigint AND (s.id = r.id OR e.last_day > d.last_day))
  ORDER BY d.last_day < date_trunc('year', ${today}::date), d.last_day, r.template_id, d.id FOR NO KEY UPDATE OF r`;

/** The task opened from this figure, if there is one. */
export const selectTaskFrom = ({ sql }: Flights, report: string, section: string, row: string) => sql<
  { id: string; lead: string; deadline: string }[]
>`
  SELECT id, lead, deadline::text AS deadline FROM opened_task
  WHERE province_id = (SELECT my_province()) AND source_report = ${report} AND section_id = ${section} AND row_key = ${row}`;

export interface NewTask {
  readonly report: string;
  readonly revision: number;
  readonly at: CellRef;
  /** The rows its figures stand in. */
  readonly figures: readonly Pick<CellRef, 'section' | 'row'>[];
  /** The assigned row without its key; its label still without the task's number. */
  readonly row: Omit<AssignedRow, 'key'>;
  readonly lead: string;
  readonly work: string;
  readonly deadline: string;
  readonly by: string;
  readonly now: Date;
}

/** The number of the new task, and its row as stored; nothing without the right to open it. */
export const insertTask = ({ sql }: Flights, task: NewTask) => sql<{ id: string; row: AssignedRow }[]>`
  SELECT task AS id, named AS row FROM open_task(${task.report}, ${task.revision}, ${task.at.section}, ${task.at.row}, ${task.at.column},
    ${JSON.stringify(task.figures)}::text::jsonb, ${JSON.stringify(task.row)}::text::jsonb, ${task.lead}, ${task.work}, ${task.deadline}::date, ${task.by}, ${task.now})`;

/** false: that report takes no task any more. `required`: cells an office must fill in the row. */
export const placeTask = (
  { sql }: Flights,
  task: string,
  taker: { readonly id: string; readonly required: number },
  now: Date,
) => sql<{ placed: boolean }[]>`
  SELECT place_task(${task}, ${taker.id}, ${taker.required}, ${now}) AS placed`;

/** Where a task comes from. */
export const selectTaskSource = ({ sql }: Flights, task: string) => sql<
  { unit: string; template: string; period: string }[]
>`
  SELECT r.unit_id AS unit, r.template_id AS template, r.period_id AS period
  FROM opened_task t JOIN report r ON r.province_id = t.province_id AND r.id = t.source_report
  WHERE t.province_id = (SELECT my_province()) AND t.id = ${task}`;

/** What one counted report says of a task or of the figure it came from; only the cells asked for. */
export interface SaidRow {
  /** Who reported it. */
  unit: string;
  template_id: string;
  template_version: number;
  profile: string | null;
  period: string;
  label: Period['label'];
  kind: Period['kind'];
  /** Last day of the period, ISO. */
  to: string;
  revision: number;
  content: ReportContent;
  assigned: AssignedRow[];
}

export interface OpenedTaskRow {
  id: string;
  province_id: string;
  unit_id: string;
  unit_name: string;
  source_template: string;
  source_template_version: number;
  source_period: string;
  source_label: Period['label'];
  source_to: string;
  section_id: string;
  row_key: string;
  column_id: string;
  task_row: AssignedRow;
  lead: string;
  work: string;
  deadline: string;
  opened_by: string;
  opened_at: Date;
  /** Last report it stands in. */
  place: {
    template: string;
    version: number;
    profile: string | null;
    period: string;
    label: Period['label'];
  };
  /** Counted reports it stands in, oldest first: its cells under their section. */
  told: { section: string; cells: Cells; period: string; to: string }[];
  /** Counted reports of the same office and form, oldest first: the source's own, those of periods after it, and later ends of its kind. */
  later: SaidRow[];
}

/**
 * A page of the tasks opened by the end of a day in a scope, by number, each with what was counted of it by then. `own`: of
 * the unit of the scope alone. Of the source's reports only the rows its figures stand in come along.
 */
export const selectOpenedTasks = (
  { sql }: Flights,
  of: {
    readonly scope: string;
    readonly own: boolean;
    /** The first moment after the day; `counted` the same, null where that is still to come. */
    readonly before: Date;
    readonly counted: Date | null;
    readonly after: string;
    readonly limit: number;
  },
) => sql<OpenedTaskRow[]>`
  WITH task AS MATERIALIZED (
    SELECT t.*, s.template_id, s.template_version, s.period_id, d.last_day AS source_day, d.kind AS source_kind,
      jsonb_build_object('vi', d.label_vi, 'en', d.label_en) AS source_label
    FROM opened_task t
    JOIN report s ON s.province_id = t.province_id AND s.id = t.source_report
    JOIN period d ON d.province_id = s.province_id AND d.id = s.period_id
    WHERE t.province_id = (SELECT my_province()) AND t.id > ${of.after}::bigint AND t.opened_at < ${of.before}
      AND ${of.own ? sql`t.unit_id = ${of.scope}` : sql`s.scopes @> ARRAY[${of.scope}]`}
    ORDER BY t.id LIMIT ${of.limit + 1}
  )
  SELECT t.id, t.province_id, t.unit_id, u.name AS unit_name,
    t.template_id AS source_template, t.template_version AS source_template_version, t.period_id AS source_period,
    t.source_label, t.source_day::text AS source_to, t.section_id, t.row_key, t.column_id, t.task_row, t.lead, t.work,
    t.deadline::text AS deadline, t.opened_by, t.opened_at, placed.place, placed.told, coalesce(figures.later, '[]') AS later
  FROM task t
  CROSS JOIN LATERAL unit_on(t.province_id, t.unit_id, t.source_day) AS u
  CROSS JOIN LATERAL (
    SELECT (array_agg(jsonb_build_object('template', r.template_id, 'version', r.template_version, 'profile', r.profile, 'period', d.id,
        'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en)) ORDER BY p.at DESC, p.report_id DESC))[1] AS place,
      coalesce(jsonb_agg(jsonb_build_object('section', x.section, 'cells', x.cells, 'period', d.id, 'to', d.last_day)
        ORDER BY d.last_day, d.id) FILTER (WHERE x.cells IS NOT NULL), '[]') AS told
    FROM opened_task_place p
    JOIN report r ON r.province_id = p.province_id AND r.id = p.report_id
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
    LEFT JOIN LATERAL counted_by(r, ${of.counted}::timestamptz) AS v ON true
    LEFT JOIN LATERAL (
      SELECT s.key AS section, s.value -> (t.task_row ->> 'key') AS cells
      FROM jsonb_each(v.content) AS s WHERE s.value ? (t.task_row ->> 'key') LIMIT 1
    ) AS x ON true
    WHERE p.province_id = t.province_id AND p.task_id = t.id AND p.at < ${of.before}
  ) AS placed
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('template_id', r.template_id, 'template_version', r.template_version,
      'profile', r.profile, 'period', d.id, 'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en), 'kind', d.kind, 'to', d.last_day,
      'unit', r.unit_id, 'revision', v.no, 'content', rows_named(v.content, t.figures),
      'assigned', (SELECT coalesce(jsonb_agg(a.row), '[]') FROM jsonb_array_elements(r.assigned) AS a (row)
        WHERE a.row ->> 'key' = t.row_key)) ORDER BY d.last_day, d.first_day DESC, d.id, o.since, r.id) AS later
    FROM became(t.province_id, t.unit_id, t.source_day) AS o
    JOIN report r ON r.province_id = t.province_id AND r.unit_id = o.unit_id AND r.template_id = t.template_id
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
    JOIN LATERAL counted_by(r, ${of.counted}::timestamptz) AS v ON true
    WHERE o.since <= d.last_day
      AND (d.id = t.period_id OR d.first_day > t.source_day OR d.kind = t.source_kind AND d.last_day > t.source_day)
  ) AS figures ON true
  ORDER BY t.id`;

/** The rows of the tasks opened in each report, for an import (system role). */
export const readOpenedRows = (
  sql: Tx,
  province: string,
): Promise<(ReportAddress & { rows: AssignedRow[] })[]> => sql<(ReportAddress & { rows: AssignedRow[] })[]>`
  SELECT r.unit_id AS unit, r.template_id AS template, r.period_id AS period, jsonb_agg(t.task_row ORDER BY p.at, t.id) AS rows
  FROM opened_task_place p
  JOIN opened_task t ON t.province_id = p.province_id AND t.id = p.task_id
  JOIN report r ON r.province_id = p.province_id AND r.id = p.report_id
  WHERE p.province_id = ${province}
  GROUP BY r.unit_id, r.template_id, r.period_id`;
