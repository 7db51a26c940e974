/** Lays one report out for people (one table per section) and for machines (one line per cell). */
import { showDate } from '../../shared/dates.ts';
import { dayInVietnam, timeInVietnam } from '../../shared/days.ts';
import { derive } from '../../shared/derive.ts';
import { showEmpty } from '../../shared/empty-words.ts';
import { FIELD_TYPES } from '../../shared/field-types.ts';
import { receiptCode } from '../../shared/receipt-code.ts';
import { type CellValue, isEmpty } from '../../shared/report.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import {
  type AssignedRow,
  type Column,
  depthOf,
  type Lang,
  type Row,
  rowsOf,
  type Section,
} from '../../shared/template.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { type PublishedScope, revisionCells, revisionsTable, type SentLine } from './report-revisions.ts';
import {
  type FlatTable,
  flatOf,
  leads,
  number,
  type Table,
  type TableCell,
  type TableColumn,
  text,
} from './table.ts';
import { formLine, madeLine, receiptLine, scopeLine, stateLine, word } from './words.ts';

export interface ReportExport {
  readonly form: ReportForm;
  /** Oldest first. */
  readonly sent: readonly SentLine[];
  /** Of its form and period, newest first. */
  readonly publications: readonly PublishedScope[];
  /** The moment of the export, already written for a person. */
  readonly made: string;
  readonly lang: Lang;
}

interface Line {
  readonly key: string;
  /** undefined in lists. */
  readonly row: Row | undefined;
  /** Every column with a value: typed, assigned or derived. */
  readonly values: ReadonlyMap<string, CellValue>;
}

function assignedValues(
  section: Section,
  row: Row | undefined,
  assigned: readonly AssignedRow[],
): Record<string, string> {
  if (section.rowsFrom !== 'assignment' || row === undefined) return {};
  return assigned.find(({ key }) => key === row.key)?.values ?? {};
}

function linesOf({ form }: ReportExport, section: Section): Line[] {
  const content = form.content[section.id] ?? {};
  const rows = rowsOf(section, form.assigned);
  const places: readonly { key: string; row: Row | undefined }[] =
    section.kind === 'grid'
      ? rows.map((row) => ({ key: row.key, row }))
      : Object.keys(content)
          .sort()
          .map((key) => ({ key, row: undefined }));
  return places.map(({ key, row }) => {
    const cells = content[key] ?? {};
    const given = assignedValues(section, row, form.assigned);
    const derived = row?.heading ? {} : derive(section, row, cells, given, form.facts);
    return {
      key,
      row,
      values: new Map<string, CellValue>(Object.entries({ ...given, ...derived, ...cells })),
    };
  });
}

function valueCell(value: CellValue | undefined, column: Column, lang: Lang): TableCell {
  if (value === undefined) return null;
  if (isEmpty(value)) return text(showEmpty(value, lang));
  if (column.type === 'option') return text(FIELD_TYPES.option.show(value, column, lang));
  return FIELD_TYPES[column.type].exportCell(value, column);
}

/** Pixels of the sheet to one character: print is two points larger. */
const PIXELS = 6.5;
const WIDTHS: Readonly<Record<'left' | 'center' | 'right', number>> = { left: 26, center: 13, right: 13 };

function columnOf(column: Column, lang: Lang): TableColumn {
  const { align } = FIELD_TYPES[column.type];
  const label = column.label[lang];
  return {
    id: column.id,
    header: column.unit === undefined ? label : `${label} (${column.unit})`,
    ...(column.group === undefined ? {} : { group: column.group[lang] }),
    // Words keep the room the form gives them; figures of any form are alike.
    width: align === 'left' && column.width !== undefined ? Math.round(column.width / PIXELS) : WIDTHS[align],
    align,
  };
}

function heading(of: ReportExport): string[] {
  const { form, lang, made } = of;
  const { head, template, receipt, period } = form;
  return [
    scopeLine(head.unitName, period.label[lang], lang),
    stateLine(head.state, head.revision, lang),
    ...(receipt === null ? [] : [receiptLine(receipt.number, receiptCode(receipt), lang)]),
    formLine(template.descriptors.name[lang], template.version, template.formVersion, lang),
    madeLine(made, lang),
  ];
}

function sectionTable(of: ReportExport, section: Section): Table {
  const { lang, form } = of;
  const grid = section.kind === 'grid';
  const rows = rowsOf(section, form.assigned);
  const printed: TableColumn[] = [
    { id: '_no', header: word('ordinal', lang), width: 6, align: 'center' },
    { id: '_label', header: word('label', lang), width: 48, align: 'left' },
    { id: '_unit', header: word('measure', lang), width: 16, align: 'center' },
  ];
  return {
    name: section.label[lang],
    title: `${form.template.descriptors.name[lang]}: ${section.label[lang]}`,
    lines: heading(of),
    frozenColumns: grid ? 2 : 1,
    columns: [...printed.slice(0, grid ? 3 : 1), ...section.columns.map((column) => columnOf(column, lang))],
    rows: linesOf(of, section).map(({ row, values }, index) => ({
      cells: [
        ...(grid ? [text(row?.ordinal), text(row?.label[lang]), text(row?.unit)] : [number(index + 1)]),
        ...section.columns.map((column) => valueCell(values.get(column.id), column, lang)),
      ],
      bold: row !== undefined && leads(rows, row),
      indent: row === undefined ? 0 : depthOf(rows, row),
    })),
  };
}

/** The report for people: one table per section, derived columns included; then the revisions it was sent as. */
export const reportTables = (of: ReportExport): Table[] => [
  ...of.form.template.sections.map((section) => sectionTable(of, section)),
  revisionsTable(of, of.form.template.descriptors.name[of.lang], heading(of)),
];

/** What a line of a report is of, whatever the file is called. */
const OF_HEADER = [
  'templateId',
  'template',
  'templateVersion',
  'periodId',
  'period',
  'unitId',
  'unit',
  'revision',
  'reportState',
] as const;

function ofCells({ form, lang }: ReportExport): TableCell[] {
  const { head, template, period } = form;
  return [
    text(head.template),
    text(template.descriptors.name[lang]),
    number(template.version),
    text(head.period),
    text(period.label[lang]),
    text(head.unit),
    text(head.unitName),
    number(head.revision),
    text(REPORT_STATE_WORDS[head.state][lang]),
  ];
}

const CELL_HEADER = [
  'sectionId',
  'section',
  'rowKey',
  'ordinal',
  'label',
  'measure',
  'columnId',
  'column',
  'value',
  'state',
] as const;

/** The report for machines: one line per filled cell, then one per revision; a declared empty has no value and its words as state. */
export function reportFlat(of: ReportExport): FlatTable {
  const { form, lang } = of;
  const what = ofCells(of);
  const rows = form.template.sections.flatMap((section) =>
    linesOf(of, section).flatMap(({ key, row, values }) =>
      section.columns.flatMap((column): (readonly TableCell[])[] => {
        const value = values.get(column.id);
        if (value === undefined) return [];
        const cell = valueCell(value, column, lang);
        return [
          [
            ...what,
            text(section.id),
            text(section.label[lang]),
            text(key),
            text(row?.ordinal),
            text(row?.label[lang]),
            text(row?.unit ?? column.unit),
            text(column.id),
            text(column.label[lang]),
            ...(isEmpty(value) ? [null, cell] : [cell, null]),
          ],
        ];
      }),
    ),
  );
  return {
    header: [...OF_HEADER, ...CELL_HEADER].map((name) => word(name, lang)),
    rows: [...rows, ...revisionCells(of).map((cells) => [...what, ...cells])],
  };
}

/** One section of the report as it is seen, each line with what it is of; undefined where there is no such section. */
export function sectionFlat(of: ReportExport, id: string | undefined): FlatTable | undefined {
  const section = of.form.template.sections.find((each) => each.id === id);
  if (section === undefined) return undefined;
  const { header, rows } = flatOf(sectionTable(of, section));
  const what = ofCells(of);
  return {
    header: [...OF_HEADER.map((name) => word(name, of.lang)), ...header],
    rows: rows.map((cells) => [...what, ...cells]),
  };
}

/** "17/12/2021 14:03" in Việt Nam (UTC+7 all year). */
export function instantInVietnam(instant: Date, lang: Lang): string {
  return `${showDate(dayInVietnam(instant), lang)} ${timeInVietnam(instant)}`;
}
