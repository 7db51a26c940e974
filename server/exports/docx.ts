/** Writes tables as an official document in Word: the head of the party or of the state, coverage and basis in words, tables that repeat their header. */
import {
  AlignmentType,
  convertMillimetersToTwip,
  Document,
  Header,
  type ISectionOptions,
  type ITableCellOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TableLayoutType,
  TextRun,
  VerticalAlign,
  VerticalMergeType,
  WidthType,
  TableCell as WordCell,
  TableRow as WordRow,
  Table as WordTable,
} from 'docx';
import { showDate } from '../../shared/dates.ts';
import { dayInVietnam } from '../../shared/days.ts';
import { showNumber } from '../../shared/number.ts';
import { headOf, type Letterhead, line, SIZES, signatureOf, titleOf } from './letterhead.ts';
import { xmlText } from './safe-text.ts';
import type { Table, TableCell, TableColumn, TableRow } from './table.ts';

/** What a document says besides its tables. `at`: the moment it is made. */
interface DocumentOf {
  readonly letterhead: Letterhead;
  readonly issuer: string;
  readonly subject: string;
  readonly at: Date;
}

/** Points in a table: smaller than the text, so that a form of eight columns fits a page. */
const CELL_SIZE = 12;
/** Characters the margins of a cell take, and bold letters more than others. */
const CELL_ROOM = 6;
/** Columns that fit an upright page. */
const UPRIGHT_COLUMNS = 6;
const A4 = { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) };
/** Twips between margins, of an upright page and of one laid on its side. */
const breadth = ({ margins: [, right, , left] }: (typeof SIZES)[Letterhead], isWide: boolean): number =>
  (isWide ? A4.height : A4.width) - convertMillimetersToTwip(left + right);

const ALIGNED = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

function shown(cell: TableCell): string {
  if (cell === null) return '';
  if (cell.type === 'number') return showNumber(cell.value, 'vi');
  return cell.type === 'date' ? showDate(cell.value, 'vi') : xmlText(cell.value);
}

/** Columns of figures keep the width of their longest figure; those of words share what is left. */
function widthsOf({ columns, rows }: Table, total: number): number[] {
  const wanted = columns.map(({ align, header, width }, place) => {
    if (align === 'left') return width;
    const longest = rows.reduce((most, { cells }) => Math.max(most, shown(cells[place] ?? null).length), 4);
    const word = Math.max(...header.split(/\s+/).map(({ length }) => length));
    return Math.min(width, Math.max(longest, word) + CELL_ROOM);
  });
  const sum = wanted.reduce((all, one) => all + one, 0);
  return wanted.map((one) => Math.floor((one / sum) * total));
}

type Merge = Pick<ITableCellOptions, 'columnSpan' | 'verticalMerge'>;

const headerCell = (text: string, merge: Merge = {}): WordCell =>
  new WordCell({
    ...merge,
    verticalAlign: VerticalAlign.CENTER,
    children: [line(text, { size: CELL_SIZE, bold: true }, { alignment: AlignmentType.CENTER })],
  });

/** The upper of two header rows: a group over its columns, a column without one over both rows. */
function groupCells(columns: readonly TableColumn[]): WordCell[] {
  const runs: { group: string | undefined; header: string; count: number }[] = [];
  for (const { header, group } of columns) {
    const run = runs.at(-1);
    if (group !== undefined && run?.group === group) run.count += 1;
    else runs.push({ group, header, count: 1 });
  }
  return runs.map(({ group, header, count }) =>
    group === undefined
      ? headerCell(header, { verticalMerge: VerticalMergeType.RESTART })
      : headerCell(group, { columnSpan: count }),
  );
}

function headerRows(columns: readonly TableColumn[]): WordRow[] {
  const row = (children: WordCell[]): WordRow =>
    new WordRow({ tableHeader: true, cantSplit: true, children });
  if (columns.every(({ group }) => group === undefined))
    return [row(columns.map(({ header }) => headerCell(header)))];
  const lower = columns.map(({ header, group }) =>
    group === undefined ? headerCell('', { verticalMerge: VerticalMergeType.CONTINUE }) : headerCell(header),
  );
  return [row(groupCells(columns)), row(lower)];
}

const bodyRow = (columns: readonly TableColumn[], { cells, bold, indent }: TableRow): WordRow =>
  new WordRow({
    cantSplit: true,
    children: columns.map(({ id, align }, place) => {
      const left = id === '_label' ? convertMillimetersToTwip(indent * 4) : 0;
      const look = { size: CELL_SIZE, bold };
      return new WordCell({
        children: [line(shown(cells[place] ?? null), look, { alignment: ALIGNED[align], indent: { left } })],
      });
    }),
  });

function written(table: Table, letterhead: Letterhead): (Paragraph | WordTable)[] {
  const { columns, rows, title } = table;
  const columnWidths = widthsOf(table, breadth(SIZES[letterhead], columns.length > UPRIGHT_COLUMNS));
  return [
    line(title, { size: 14, bold: true }, { keepNext: true, spacing: { before: 240, after: 120 } }),
    new WordTable({
      layout: TableLayoutType.FIXED,
      width: { size: columnWidths.reduce((all, one) => all + one, 0), type: WidthType.DXA },
      columnWidths,
      rows: [...headerRows(columns), ...rows.map((row) => bodyRow(columns, row))],
    }),
  ];
}

const paged = (): { default: Header; first: Header } => ({
  default: new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], size: 28 })],
      }),
    ],
  }),
  first: new Header({ children: [new Paragraph({})] }),
});

function sectionOf(
  letterhead: Letterhead,
  isWide: boolean,
  children: ISectionOptions['children'],
): ISectionOptions {
  const [top, right, bottom, left] = SIZES[letterhead].margins.map(convertMillimetersToTwip);
  return {
    properties: {
      titlePage: !isWide,
      page: {
        size: { ...A4, orientation: isWide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: {
          top: top ?? 0,
          right: right ?? 0,
          bottom: bottom ?? 0,
          left: left ?? 0,
          header: convertMillimetersToTwip(10),
        },
      },
    },
    headers: paged(),
    children,
  };
}

/** Tables with the same lines above them say these once, in the text before the first. */
export async function docxOf(tables: readonly Table[], of: DocumentOf): Promise<Uint8Array<ArrayBuffer>> {
  const { letterhead, issuer, subject, at } = of;
  const { body, spacing } = SIZES[letterhead];
  const lines = [...new Set(tables.flatMap((table) => table.lines))];
  const year = dayInVietnam(at).slice(0, 4);
  const isWide = ({ columns }: Table): boolean => columns.length > UPRIGHT_COLUMNS;
  const said = lines.map((text) =>
    line(
      xmlText(text),
      { size: body },
      {
        alignment: AlignmentType.JUSTIFIED,
        indent: { firstLine: convertMillimetersToTwip(10) },
        spacing,
      },
    ),
  );
  // What a table without rows has to say stands in its lines.
  const filled = tables.filter(({ rows }) => rows.length > 0);
  const upright = filled.filter((table) => !isWide(table)).flatMap((table) => written(table, letterhead));
  const wide = filled.filter(isWide).flatMap((table) => written(table, letterhead));
  const first = [
    headOf(letterhead, { issuer, year }),
    ...titleOf(letterhead, subject),
    ...said,
    ...upright,
    new Paragraph({}),
    signatureOf(letterhead),
  ];
  const document = new Document({
    creator: 'Sổ Tỉnh',
    title: subject,
    styles: { default: { document: { run: { font: 'Times New Roman', size: body * 2 } } } },
    sections: [
      sectionOf(letterhead, false, first),
      ...(wide.length === 0 ? [] : [sectionOf(letterhead, true, wide)]),
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
