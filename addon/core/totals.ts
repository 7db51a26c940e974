/** Owns the "Tổng hợp" tab: the province's totals with their coverage, drawn for reading. */

import { showDate } from '../../shared/dates.ts';
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { planCell } from '../../shared/sheet-layout.ts';
import type { PlanCell } from '../../shared/sheet-plan.ts';
import { type Column, columnOf, rowsOf, type Section } from '../../shared/template.ts';
import type { Coverage, ReportForm, Total, Totals } from '../../shared/wire.ts';
import type { PlainTab, Ports } from './ports.ts';
import type { TotalsResult, Words } from './rpc.ts';
import { fetchForm, fetchTotals } from './server.ts';
import { needReport } from './session.ts';

const NAME = 'Tổng hợp';

const COLUMNS: readonly { readonly header: string; readonly format: string; readonly width: number }[] = [
  { header: 'Phần', format: '@', width: 130 },
  { header: 'TT', format: '@', width: 44 },
  { header: 'Chỉ tiêu', format: '@', width: 340 },
  { header: 'Đơn vị tính', format: '@', width: 84 },
  { header: 'Cột', format: '@', width: 160 },
  { header: 'Tổng', format: '#,##0', width: 110 },
  { header: 'Đơn vị có số', format: '#,##0', width: 90 },
  { header: 'Không phát sinh', format: '#,##0', width: 90 },
  { header: 'Không áp dụng', format: '#,##0', width: 90 },
  { header: 'Chưa có số liệu', format: '#,##0', width: 90 },
  { header: 'Số ước', format: '#,##0', width: 90 },
];

/** Place of the total among COLUMNS; its format is that of the summed column. */
const VALUE_AT = 5;
const LABEL_AT = 2;
const COUNT_FORMAT = '#,##0';

interface Line {
  readonly cells: readonly PlanCell[];
  readonly format: string;
}

/** Draws the totals of this report's form and period into their own tab. */
export function pullTotals(ports: Ports): TotalsResult {
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const totals = fetchTotals(ports, ref);
  const words = coverageWords(totals.coverage);
  const found = [...figureLines(form, totals), ...bucketLines(form, totals), ...taskLines(form, totals)];
  const lines = found.length > 0 ? found : [nothingYet(totals)];
  const counted = totals.counts === 'accepted' ? 'chỉ báo cáo đã duyệt' : 'mọi báo cáo đã gửi hợp lệ';
  const tab: PlainTab = {
    name: NAME,
    title: `${form.template.descriptors.name.vi} – ${totals.scope.name} – ${form.period.label.vi}`,
    subtitle: `${words.vi} · Tính ${counted} · Lấy ngày ${showDate(form.facts.today, 'vi')}`,
    header: COLUMNS.map((column) => (column.header === 'Tổng' ? totals.scope.name : column.header)),
    rows: lines.map((line) => line.cells),
    numberFormats: lines.map((line) =>
      COLUMNS.map((column, index) => (index === VALUE_AT ? line.format : column.format)),
    ),
    widths: COLUMNS.map((column) => column.width),
  };
  return { sheetName: ports.workbook.drawPlain(tab), coverage: totals.coverage, words, rows: found.length };
}

/** An empty table would look like a fault: it says why there is no figure yet. */
function nothingYet({ counts }: Totals): Line {
  const why =
    counts === 'accepted'
      ? 'Chưa có số: chưa báo cáo nào được duyệt. Biểu này chỉ cộng báo cáo đã duyệt.'
      : 'Chưa có số: chưa báo cáo nào được gửi.';
  return { cells: COLUMNS.map((_, index) => (index === LABEL_AT ? why : null)), format: '@' };
}

/** "9/12 đơn vị đã gửi, 5 đã duyệt, 1 muộn". */
export function coverageWords({ expected, received, accepted, late }: Coverage): Words {
  return {
    vi: `${received}/${expected} đơn vị đã gửi, ${accepted} đã duyệt, ${late} gửi muộn`,
    en: `${received} of ${expected} offices sent, ${accepted} accepted, ${late} late`,
  };
}

/** Figures in the order of the form; then those this office's own form has no row for. No total is left out. */
function figureLines(form: ReportForm, totals: Totals): Line[] {
  const own = ownLines(form, totals);
  const shown = new Set(own.map(({ total }) => total));
  const others = totals.totals.filter((total) => !shown.has(total));
  return [...own.map(({ line }) => line), ...others.flatMap((total) => otherLine(form, total))];
}

/** A sum over all rows of a list, or of a row that was assigned to other offices only. */
function otherLine(form: ReportForm, total: Total): Line[] {
  const section = form.template.sections.find(({ id }) => id === total.section);
  const column = section && columnOf(section, total.column);
  if (section === undefined || column === undefined) return [];
  const label = total.row === '*' ? 'Mọi dòng' : `Dòng ${total.row} (chỉ giao cho đơn vị khác)`;
  return [figureLine([section.label.vi, '', label, ''], total, column)];
}

const figureLine = (what: readonly string[], total: Total, column: Column): Line => ({
  cells: [...what, column.label.vi, ...figures(total, column)],
  format: FIELD_TYPES[column.type].numberFormat(column),
});

function ownLines(form: ReportForm, totals: Totals): { total: Total; line: Line }[] {
  const byCell = new Map(
    totals.totals.map((total) => [`${total.section}|${total.row}|${total.column}`, total]),
  );
  const lines: { total: Total; line: Line }[] = [];
  for (const section of form.template.sections) {
    for (const row of rowsOf(section, form.assigned)) {
      for (const column of section.columns) {
        const total = byCell.get(`${section.id}|${row.key}|${column.id}`);
        if (total === undefined) continue;
        const what = [section.label.vi, row.ordinal ?? '', row.label.vi, row.unit ?? ''];
        lines.push({ total, line: figureLine(what, total, column) });
      }
    }
  }
  return lines;
}

const figures = (total: Total, column: Column): PlanCell[] => [
  total.value === null ? null : planCell(total.value, column),
  total.number,
  total.none,
  total.notApplicable,
  total.notYetKnown,
  total.estimate,
];

const ROW_END: readonly PlanCell[] = [null, null, null, null];

/** Combinations counted over list rows, named by the labels of their options. */
function bucketLines(form: ReportForm, totals: Totals): Line[] {
  return totals.buckets.flatMap((bucket) => {
    const section = form.template.sections.find((candidate) => candidate.id === bucket.section);
    if (section === undefined) return [];
    const label = Object.entries(bucket.values)
      .map(([id, value]) => bucketPart(section, id, value))
      .join(' · ');
    const cells = [section.label.vi, '', label, '', 'Số dòng', bucket.count, null, ...ROW_END];
    return [{ cells, format: COUNT_FORMAT }];
  });
}

function bucketPart(section: Section, columnId: string, value: string): string {
  const column = columnOf(section, columnId);
  if (column === undefined) return value;
  const shown = value === '' ? 'chưa ghi' : FIELD_TYPES[column.type].show(value, column, 'vi');
  return `${column.label.vi}: ${shown}`;
}

function taskLines(form: ReportForm, totals: Totals): Line[] {
  return totals.tasks.flatMap((tasks) => {
    const name = form.template.sections.find((section) => section.id === tasks.section)?.label.vi ?? '';
    const line = (label: string, count: number): Line => ({
      cells: [name, '', label, '', 'Số dòng', count, null, ...ROW_END],
      format: COUNT_FORMAT,
    });
    const rate = tasks.completionRate === null ? null : Number(tasks.completionRate);
    return [
      line(`Tổng số, tính đến ${showDate(tasks.asOf, 'vi')}`, tasks.total),
      line('Hoàn thành đúng hạn', tasks.completedOnTime),
      line('Hoàn thành quá hạn', tasks.completedLate),
      line('Đang trong hạn', tasks.inTime),
      line('Quá hạn', tasks.overdue),
      line('Không có hạn', tasks.noDeadline),
      {
        cells: [name, '', 'Tỷ lệ hoàn thành trong số đến hạn', '%', 'Tỷ lệ', rate, null, ...ROW_END],
        format: '#,##0.0',
      },
    ];
  });
}
