/** Owns the lines of the "Tổng hợp" tab: sums under the headings of the form and under whose targets they are. */
import { byOffices } from '../../shared/assigned-rows.ts';
import { showDate } from '../../shared/dates.ts';
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { labelFormat } from '../../shared/sheet-drawing.ts';
import { planCell } from '../../shared/sheet-layout.ts';
import type { PlanCell } from '../../shared/sheet-plan.ts';
import { type Column, columnOf, depthOf, type Row, rowsOf, type Section } from '../../shared/template.ts';
import type { ReportForm, Total, Totals } from '../../shared/wire.ts';

/** The columns of the tab; texts are broken over lines, since a label cut off cannot be told from another. */
export const COLUMNS: readonly {
  readonly header: string;
  readonly format: string;
  readonly width: number;
}[] = [
  { header: 'Phần', format: '@', width: 90 },
  { header: 'TT', format: '@', width: 44 },
  { header: 'Chỉ tiêu', format: '@', width: 340 },
  { header: 'Đơn vị tính', format: '@', width: 104 },
  { header: 'Cột', format: '@', width: 150 },
  // The tab may be of a province, a district or one office: its title says of which.
  { header: 'Tổng cộng', format: '#,##0', width: 110 },
  { header: 'Đơn vị có số', format: '#,##0', width: 90 },
  { header: 'Không phát sinh', format: '#,##0', width: 90 },
  { header: 'Không áp dụng', format: '#,##0', width: 90 },
  { header: 'Chưa có số liệu', format: '#,##0', width: 90 },
  { header: 'Số ước', format: '#,##0', width: 90 },
];

/** Columns kept in view: those that say which line it is. */
export const NAMING_COLUMNS = 3;
const LABEL_AT = 2;
/** Its format is that of the summed column. */
const VALUE_AT = 5;
const COUNT_FORMAT = '#,##0';

interface Line {
  readonly cells: readonly PlanCell[];
  readonly formats: readonly string[];
  /** Carries no figure: says what the lines under it are. */
  readonly heading: boolean;
}

interface What {
  readonly part: string;
  readonly number?: string | undefined;
  readonly label: string;
  readonly unit?: string | undefined;
  readonly column?: string;
  readonly depth?: number;
}

function line(what: What, figures: readonly PlanCell[], format = COUNT_FORMAT): Line {
  const { part, number = '', label, unit = '', column = '', depth = 0 } = what;
  const told: PlanCell[] = [part, number, label, unit, column, ...figures];
  const formats = COLUMNS.map((each) => each.format);
  formats[LABEL_AT] = labelFormat(depth);
  formats[VALUE_AT] = format;
  return { cells: COLUMNS.map((_, index) => told[index] ?? null), formats, heading: false };
}

export const heading = (part: string, label: string, number = ''): Line => ({
  ...line({ part, label, number }, [], '@'),
  heading: true,
});

/** Everything there is a figure for, in the order of the form. No total is left out. */
export function totalsLines(form: ReportForm, totals: Totals): Line[] {
  return [
    ...form.template.sections.flatMap((section) =>
      section.rowsFrom === 'assignment'
        ? assignedLines(form, totals, section)
        : printedLines(form, totals, section),
    ),
    ...taskLines(form, totals),
    ...bucketLines(form, totals),
  ];
}

const sumsOf = (totals: Totals, section: Section): readonly Total[] =>
  totals.totals.filter((total) => total.section === section.id);

/** The rows of the form with its headings; a heading without any figure under it is left out. */
function printedLines(form: ReportForm, totals: Totals, section: Section): Line[] {
  const sums = sumsOf(totals, section);
  const rows = rowsOf(section, form.assigned);
  const lines: Line[] = [];
  let waiting: Line | undefined;
  for (const row of rows) {
    if (row.heading === true) {
      waiting = heading(section.label.vi, row.label.vi, row.ordinal);
      continue;
    }
    const found = rowLines(section, sums, row, depthOf(rows, row));
    if (found.length === 0) continue;
    if (waiting !== undefined) lines.push(waiting);
    waiting = undefined;
    lines.push(...found);
  }
  const known = new Set(rows.map(({ key }) => key));
  return [...lines, ...sums.flatMap((total) => (known.has(total.row) ? [] : otherLine(section, total)))];
}

/** Targets are numbered office by office, so the lines stand under whose they are. */
function assignedLines(form: ReportForm, totals: Totals, section: Section): Line[] {
  const sums = sumsOf(totals, section);
  const own = form.assigned.map((row) => ({ row, office: form.head.unitName, others: 0 }));
  const assigned = totals.rows ?? own;
  const known = new Set(assigned.map(({ row }) => row.key));
  const unknown = sums.filter((total) => !known.has(total.row)).flatMap((total) => otherLine(section, total));
  return [
    ...byOffices(assigned).flatMap(({ whose, rows }) => {
      const lines = rows.flatMap((row) => rowLines(section, sums, row, depthOf(rows, row)));
      return lines.length === 0 ? [] : [heading(section.label.vi, whose.vi), ...lines];
    }),
    ...(unknown.length === 0
      ? []
      : [heading(section.label.vi, 'Không thuộc danh mục đang giao'), ...unknown]),
  ];
}

function rowLines(section: Section, sums: readonly Total[], row: Row, depth: number): Line[] {
  return section.columns.flatMap((column) => {
    const total = sums.find((sum) => sum.row === row.key && sum.column === column.id);
    if (total === undefined) return [];
    const what = { part: section.label.vi, number: row.ordinal, label: row.label.vi, unit: row.unit, depth };
    return [figureLine(what, total, column)];
  });
}

/** A sum over all rows of a list, or of a row this office's own form does not have. */
function otherLine(section: Section, total: Total): Line[] {
  const column = columnOf(section, total.column);
  if (column === undefined) return [];
  const label = total.row === '*' ? 'Mọi dòng' : `Dòng ${total.row} (biểu của đơn vị không có)`;
  return [figureLine({ part: section.label.vi, label }, total, column)];
}

const figureLine = (what: What, total: Total, column: Column): Line =>
  line(
    { ...what, column: column.label.vi },
    [
      total.value === null ? null : planCell(total.value, column),
      total.number,
      total.none,
      total.notApplicable,
      total.notYetKnown,
      total.estimate,
    ],
    FIELD_TYPES[column.type].numberFormat(column),
  );

/** Combinations counted over rows, named by the labels of their options. */
function bucketLines(form: ReportForm, totals: Totals): Line[] {
  return form.template.sections.flatMap((section) => {
    const counted = section.countBy ?? [];
    const lines = totals.buckets
      .filter((bucket) => bucket.section === section.id)
      .map(({ values, count }) => {
        const label = counted.map((id) => bucketPart(section, id, values[id])).join(' · ');
        return line({ part: section.label.vi, label, column: 'Số dòng' }, [count]);
      });
    return lines.length === 0 ? [] : [heading(section.label.vi, 'Phân loại'), ...lines];
  });
}

function bucketPart(section: Section, columnId: string, value: string | undefined): string {
  const column = columnOf(section, columnId);
  if (column === undefined) return value ?? '';
  const blank = column.source === 'derived' ? 'chưa có' : 'chưa ghi';
  const shown =
    value === undefined || value === '' ? blank : FIELD_TYPES[column.type].show(value, column, 'vi');
  return `${column.label.vi}: ${shown}`;
}

function taskLines(form: ReportForm, totals: Totals): Line[] {
  return totals.tasks.flatMap((tasks) => {
    const part = form.template.sections.find((section) => section.id === tasks.section)?.label.vi ?? '';
    const count = (label: string, value: number): Line => line({ part, label, column: 'Số dòng' }, [value]);
    const rate = tasks.completionRate === null ? null : Number(tasks.completionRate);
    return [
      heading(part, `Tiến độ, tính đến ${showDate(tasks.asOf, 'vi')}`),
      count('Tổng số', tasks.total),
      count('Hoàn thành đúng hạn', tasks.completedOnTime),
      count('Hoàn thành quá hạn', tasks.completedLate),
      count('Đang trong hạn', tasks.inTime),
      count('Quá hạn', tasks.overdue),
      count('Không có hạn', tasks.noDeadline),
      line(
        { part, label: 'Tỷ lệ hoàn thành trong số đến hạn', unit: '%', column: 'Tỷ lệ' },
        [rate],
        '#,##0.0',
      ),
    ];
  });
}
