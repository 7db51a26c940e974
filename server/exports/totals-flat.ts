/** Lays totals out for machines: one line per figure, each with what it is of and its coverage, one fact per column. */
import { ALL } from '../../shared/task-counts.ts';
import { type Column, columnOf, type Lang, type Row } from '../../shared/template.ts';
import type { CountBucket, Coverage, TaskCounts, Total } from '../../shared/wire.ts';
import { countedValue, sortedBuckets } from './breakdown.ts';
import {
  countedWords,
  type PublishedLine,
  publicationWord,
  publishedAs,
  publishedBy,
} from './publications.ts';
import { type FlatTable, number, type TableCell, text } from './table.ts';
import { printedRows, TASK_LINES, type TotalsExport } from './totals-table.ts';
import { countedByHeader, type FigureKind, figureKindWords, TASK_WORDS, word } from './words.ts';

const HEADER = [
  'templateId',
  'template',
  'templateVersion',
  'periodId',
  'period',
  'scopeId',
  'scope',
  'sectionId',
  'section',
  'figureKind',
  'rowKey',
  'ordinal',
  'label',
  'measure',
  'columnId',
  'column',
  'value',
  'asOf',
  'reporting',
  'none',
  'notApplicable',
  'notYetKnown',
  'estimate',
  'expected',
  'received',
  'accepted',
  'late',
  'counting',
] as const;

/** A column rows are counted by; options stand in two, as word and as code. */
interface CountedColumn {
  readonly id: string;
  readonly label: string;
  readonly hasCode: boolean;
}

/** The columns of every section, those alike once: a line says which section it is of. */
function countedColumns({ template, lang }: TotalsExport): CountedColumn[] {
  const found = new Map<string, CountedColumn>();
  for (const section of template.sections) {
    for (const id of section.countBy ?? []) {
      const column = columnOf(section, id);
      const counted = { id, label: column?.label[lang] ?? id, hasCode: column?.type === 'option' };
      found.set(JSON.stringify(counted), counted);
    }
  }
  return [...found.values()];
}

function countedHeaders(columns: readonly CountedColumn[], lang: Lang): string[] {
  return columns.flatMap(({ id, label, hasCode }) => {
    const alone = columns.filter((each) => each.label === label).length === 1;
    const header = countedByHeader(alone ? label : `${label} [${id}]`, lang);
    return hasCode ? [header, `${header} (${word('code', lang)})`] : [header];
  });
}

/** What differs between the lines of one section. */
interface Line {
  readonly section: string;
  readonly kind: FigureKind;
  readonly row: string;
  readonly printed?: Row | undefined;
  readonly label?: string;
  readonly measure?: string | undefined;
  readonly columnId: string;
  readonly column: string | undefined;
  readonly value: TableCell;
  readonly asOf?: string;
  /** Offices by what they gave. */
  readonly given?: Total;
  readonly counted?: CountBucket;
  /** Of a publication: what it was counted from. */
  readonly counting?: 'accepted' | 'submitted';
  readonly coverage?: Coverage;
}

function taskLines({ lang }: TotalsExport, counts: TaskCounts): Line[] {
  return TASK_LINES.map((line) => ({
    section: counts.section,
    kind: 'tasks',
    row: ALL,
    label: TASK_WORDS[line][lang],
    columnId: line,
    column: word(line === 'completionRate' ? 'value' : 'count', lang),
    value: number(counts[line]),
    asOf: counts.asOf,
  }));
}

function totalLines(of: TotalsExport): Line[] {
  const { totals, template, lang } = of;
  const places = new Map(
    template.sections.map((section) => [
      section.id,
      new Map(printedRows(of, section).map((row, index) => [row.key, { row, index }])),
    ]),
  );
  const place = (total: Total): number => places.get(total.section)?.get(total.row)?.index ?? 0;
  const inOrder = [...totals.totals].sort((a, b) => (a.section === b.section ? place(a) - place(b) : 0));
  return inOrder.map((total) => {
    const section = template.sections.find(({ id }) => id === total.section);
    const column: Column | undefined = section && columnOf(section, total.column);
    const printed = places.get(total.section)?.get(total.row)?.row;
    return {
      section: total.section,
      kind: 'total',
      row: total.row,
      printed,
      measure: printed?.unit ?? column?.unit,
      columnId: total.column,
      column: column?.label[lang],
      value: number(total.value),
      given: total,
    };
  });
}

const bucketLine = (bucket: CountBucket, lang: Lang): Line => ({
  section: bucket.section,
  kind: 'breakdown',
  row: ALL,
  columnId: 'countBy',
  column: word('count', lang),
  value: number(bucket.count),
  counted: bucket,
});

/** Behind the figures: when they were published, one line each, or one that says they never were. */
function publicationLines({ publications, lang }: TotalsExport): Line[] {
  const line = { section: '', kind: 'publication', row: ALL, columnId: 'publication', value: null } as const;
  if (publications.length === 0)
    return [{ ...line, label: publicationWord('none', lang), column: undefined }];
  return publications.map((each: PublishedLine) => ({
    ...line,
    label: publishedAs(each, lang),
    counting: each.counts,
    coverage: each.coverage,
    column: publishedBy(each),
    value: number(each.number),
    asOf: each.day,
  }));
}

function countedCells(
  of: TotalsExport,
  columns: readonly CountedColumn[],
  bucket: CountBucket | undefined,
): TableCell[] {
  const section = of.template.sections.find(({ id }) => id === bucket?.section);
  return columns.flatMap(({ id, label, hasCode }) => {
    const column = section && columnOf(section, id);
    const isIts = section?.countBy?.includes(id) === true && (column?.label[of.lang] ?? id) === label;
    const value = isIts ? bucket?.values[id] : undefined;
    const cell = countedValue(column, value, of.lang);
    return hasCode ? [cell, text(value)] : [cell];
  });
}

/** The totals for machines. */
export function totalsFlat(of: TotalsExport): FlatTable {
  const { totals, template, period, lang } = of;
  const columns = countedColumns(of);
  const what = [
    text(totals.template),
    text(template.descriptors.name[lang]),
    number(totals.templateVersion),
    text(totals.period),
    text(period.label[lang]),
    text(totals.scope.unit),
    text(totals.scope.name),
  ];
  const covered = ({ expected, received, accepted, late }: Coverage) =>
    [expected, received, accepted, late].map(number);
  const cellsOf = ({ given, ...line }: Line): TableCell[] => [
    ...what,
    text(line.section),
    text(template.sections.find(({ id }) => id === line.section)?.label[lang]),
    text(figureKindWords(line.kind, lang)),
    text(line.row),
    text(line.printed?.ordinal),
    text(line.label ?? line.printed?.label[lang]),
    text(line.measure),
    text(line.columnId),
    text(line.column),
    line.value,
    line.asOf === undefined ? null : { type: 'date', value: line.asOf },
    ...[given?.number, given?.none, given?.notApplicable, given?.notYetKnown, given?.estimate].map(
      (offices) => number(offices ?? null),
    ),
    ...covered(line.coverage ?? totals.coverage),
    text(countedWords(line.counting ?? totals.counts, lang)),
    ...countedCells(of, columns, line.counted),
  ];
  const lines = [
    ...totalLines(of),
    ...totals.tasks.flatMap((counts) => taskLines(of, counts)),
    ...sortedBuckets(of).map((bucket) => bucketLine(bucket, lang)),
    ...publicationLines(of),
  ];
  return {
    header: [...HEADER.map((name) => word(name, lang)), ...countedHeaders(columns, lang)],
    rows: lines.map(cellsOf),
  };
}
