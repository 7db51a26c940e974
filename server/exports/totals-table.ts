/** Lays totals out for people: one table per section, coverage and basis on top. */
import { showDate } from '../../shared/dates.ts';
import type { Period } from '../../shared/period.ts';
import { ALL } from '../../shared/task-counts.ts';
import {
  type Column,
  columnOf,
  depthOf,
  type Lang,
  type Row,
  type Section,
  type Template,
} from '../../shared/template.ts';
import type { TaskCounts, Totals } from '../../shared/wire.ts';
import { countedValue, sortedBuckets } from './breakdown.ts';
import { type PublishedLine, publicationsTable } from './publications.ts';
import { leads, number, type Table, type TableColumn, type TableRow, text } from './table.ts';
import {
  asOfLine,
  basisLine,
  coverageLine,
  estimateLine,
  formLine,
  kindOfSection,
  madeLine,
  mappedLine,
  noneLine,
  publishedLine,
  scopeLine,
  TASK_WORDS,
  type TaskLine,
  word,
} from './words.ts';

export interface TotalsExport {
  readonly totals: Totals;
  readonly template: Template;
  readonly period: Pick<Period, 'label' | 'to'>;
  /** Rows offices were assigned, one per key, in the order they are printed. */
  readonly assigned: readonly Row[];
  /** The moment of the export, already written for a person. */
  readonly made: string;
  /** All there are so far, this one included where it is one. */
  readonly publications: readonly PublishedLine[];
  /** Made from a publication, the last of `publications`; otherwise of the figures as they stand. */
  readonly published?: boolean;
  readonly lang: Lang;
}

/** A list is summed over its rows; rows nobody is assigned any more stand under their own key. */
export function printedRows(of: TotalsExport, section: Section): readonly Row[] {
  if (section.rowsFrom === 'template') return section.rows ?? [];
  const label = { vi: word('allRows', 'vi'), en: word('allRows', 'en') };
  if (section.rowsFrom === 'office') return [{ key: ALL, label }];
  const known = new Set(of.assigned.map((row) => row.key));
  const others = new Set(
    of.totals.totals
      .filter(({ section: id, row }) => id === section.id && !known.has(row))
      .map(({ row }) => row),
  );
  return [...of.assigned, ...[...others].map((key) => ({ key, label: { vi: key, en: key } }))];
}

function heading(of: TotalsExport): string[] {
  const { totals, template, period, lang, made } = of;
  const published = of.published === true ? of.publications.at(-1) : undefined;
  const estimates = totals.totals.filter(({ estimate }) => estimate > 0).length;
  const declared = totals.totals.filter(({ value, number: given }) => value !== null && given === 0).length;
  return [
    scopeLine(totals.scope.name, period.label[lang], lang),
    coverageLine(totals.coverage, totals.counts, lang),
    totals.basis === undefined
      ? basisLine(showDate(period.to, lang), lang)
      : mappedLine(totals.basis, showDate(totals.basis.map, lang), lang),
    formLine(template.descriptors.name[lang], totals.templateVersion, template.formVersion, lang),
    ...(estimates > 0 ? [estimateLine(estimates, lang)] : []),
    ...(declared > 0 ? [noneLine(declared, lang)] : []),
    published === undefined ? madeLine(made, lang) : publishedLine(published, made, lang),
  ];
}

const headerOf = (column: Column, lang: Lang): string =>
  column.unit === undefined ? column.label[lang] : `${column.label[lang]} (${column.unit})`;

function valueColumn(column: Column, lang: Lang): TableColumn {
  return {
    id: column.id,
    header: headerOf(column, lang),
    ...(column.group === undefined ? {} : { group: column.group[lang] }),
    width: 14,
    align: 'right',
  };
}

/** The section as a table; undefined when nothing in it adds up. */
function sectionTable(of: TotalsExport, section: Section): Table | undefined {
  const { lang } = of;
  const totals = of.totals.totals.filter((total) => total.section === section.id);
  const summed = section.columns.filter((column) => totals.some((total) => total.column === column.id));
  if (summed.length === 0) return undefined;
  const byCell = new Map(totals.map((total) => [`${total.row}|${total.column}`, total]));
  const rows = printedRows(of, section);
  const [main] = summed;
  const column = (
    id: string,
    name: Parameters<typeof word>[0],
    width: number,
    align: TableColumn['align'],
  ) => ({
    id,
    header: word(name, lang),
    width,
    align,
  });
  return {
    section: section.id,
    name: section.label[lang],
    title: `${of.template.descriptors.name[lang]}: ${section.label[lang]}`,
    lines: heading(of),
    frozenColumns: 2,
    columns: [
      column('_no', 'ordinal', 6, 'center'),
      column('_label', 'label', 52, 'left'),
      column('_unit', 'measure', 16, 'center'),
      ...summed.map((each) => valueColumn(each, lang)),
      column('_offices', 'reporting', 11, 'right'),
    ],
    rows: rows.map((row): TableRow => {
      const values = summed.map((each) => number(byCell.get(`${row.key}|${each.id}`)?.value ?? null));
      const offices = main && byCell.get(`${row.key}|${main.id}`)?.number;
      return {
        key: row.key,
        cells: [
          text(row.ordinal),
          text(row.label[lang]),
          text(row.unit),
          ...values,
          row.heading ? null : number(offices ?? 0),
        ],
        bold: leads(rows, row),
        indent: depthOf(rows, row),
      };
    }),
  };
}

function breakdownTable(of: TotalsExport, section: Section): Table | undefined {
  const { lang } = of;
  const buckets = sortedBuckets(of).filter((bucket) => bucket.section === section.id);
  if (buckets.length === 0 || section.countBy === undefined) return undefined;
  const name = kindOfSection('breakdown', section.label[lang], lang);
  return {
    name,
    title: `${of.template.descriptors.name[lang]}: ${name}`,
    lines: heading(of),
    frozenColumns: 1,
    columns: [
      ...section.countBy.map((id): TableColumn => {
        const column = columnOf(section, id);
        return { id, header: column ? headerOf(column, lang) : id, width: 24, align: 'left' };
      }),
      { id: '_count', header: word('count', lang), width: 12, align: 'right' },
    ],
    rows: buckets.map(({ values, count }) => ({
      cells: [
        ...(section.countBy ?? []).map(
          (id) => countedValue(columnOf(section, id), values[id], lang) ?? text(word('blank', lang)),
        ),
        number(count),
      ],
      bold: false,
      indent: 0,
    })),
  };
}

export const TASK_LINES = Object.keys(TASK_WORDS) as TaskLine[];

function taskTable(of: TotalsExport, counts: TaskCounts): Table {
  const { lang, template } = of;
  const section = template.sections.find(({ id }) => id === counts.section);
  const name = kindOfSection('tasks', section?.label[lang] ?? counts.section, lang);
  return {
    name,
    title: `${template.descriptors.name[lang]}: ${name}`,
    lines: [...heading(of), asOfLine(showDate(counts.asOf, lang), lang)],
    frozenColumns: 1,
    columns: [
      { id: '_label', header: word('label', lang), width: 52, align: 'left' },
      { id: 'value', header: word('value', lang), width: 14, align: 'right' },
    ],
    rows: TASK_LINES.map((line) => ({
      cells: [text(TASK_WORDS[line][lang]), number(counts[line])],
      bold: line === 'total' || line === 'completionRate',
      indent: 0,
    })),
  };
}

/** The totals for people: task counts first, then what adds up, then rows counted by their columns; never without coverage. */
export function totalsTables(of: TotalsExport): Table[] {
  const { sections } = of.template;
  const tables = [
    ...of.totals.tasks.map((counts) => taskTable(of, counts)),
    ...sections.flatMap((section) => sectionTable(of, section) ?? []),
    ...sections.flatMap((section) => breakdownTable(of, section) ?? []),
  ];
  const title = of.template.descriptors.name[of.lang];
  const empty = { name: title, title, lines: heading(of), frozenColumns: 0, columns: [], rows: [] };
  const figures = tables.length > 0 ? tables : [empty];
  return [...figures, publicationsTable(of.publications, title, heading(of), of.lang)];
}
