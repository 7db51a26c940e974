/** The two official forms of a document: sizes, the head of its first page, and the place for a signature, all left to be filled in by hand. */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type IParagraphOptions,
  type ISpacingProperties,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  UnderlineType,
  VerticalAlign,
  WidthType,
} from 'docx';

/** `party`: Guidance 05-HD/VPTW (2026) under Regulation 399-QĐ/TW; `state`: Decree 30/2020/NĐ-CP, Appendix I. */
export const LETTERHEADS = ['party', 'state'] as const;
export type Letterhead = (typeof LETTERHEADS)[number];

interface Sizes {
  /** Points. */
  readonly right: number;
  readonly left: number;
  readonly number: number;
  readonly date: number;
  readonly title: number;
  readonly subject: number;
  readonly body: number;
  /** Millimetres: top, right, bottom, left. */
  readonly margins: readonly [number, number, number, number];
  readonly spacing: ISpacingProperties;
}

const twips = (points: number): number => points * 20;

export const SIZES: Readonly<Record<Letterhead, Sizes>> = {
  party: {
    right: 15,
    left: 14,
    number: 14,
    date: 14,
    title: 16,
    subject: 15,
    body: 14,
    margins: [20, 15, 20, 30],
    // Lines of exactly 18 to 22 points, six points and more between paragraphs.
    spacing: { before: twips(6), line: twips(20), lineRule: LineRuleType.EXACT },
  },
  state: {
    right: 12,
    left: 12,
    number: 13,
    date: 14,
    title: 14,
    subject: 14,
    body: 14,
    margins: [20, 20, 20, 30],
    spacing: { before: twips(6), line: 276, lineRule: LineRuleType.AUTO },
  },
};

interface Look {
  readonly size: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly underline?: boolean;
}

/** docx counts half points. */
const run = (text: string, { size, underline, ...look }: Look): TextRun =>
  new TextRun({
    text,
    size: size * 2,
    ...look,
    ...(underline === true ? { underline: { type: UnderlineType.SINGLE } } : {}),
  });

export const line = (
  text: string,
  look: Look,
  options: Omit<IParagraphOptions, 'children' | 'text'> = {},
): Paragraph => new Paragraph({ ...options, children: [run(text, look)] });

const CENTRE = { alignment: AlignmentType.CENTER } as const;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' } as const;
const BARE = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
};

/** A line and the rule under it, which is drawn apart from its letters; `indent` millimetres on both sides make its length. */
const ruled = (text: string, look: Look, indent: number): Paragraph[] => [
  line(text, look, CENTRE),
  new Paragraph({
    indent: { left: convertMillimetersToTwip(indent), right: convertMillimetersToTwip(indent) },
    spacing: { line: twips(3), lineRule: LineRuleType.EXACT, after: twips(4) },
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
  }),
];

const bareTable = (widths: readonly [number, number], rows: readonly (readonly Paragraph[])[][]): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widths.map((share) => share * 90),
    borders: BARE,
    rows: rows.map(
      (cells) =>
        new TableRow({
          children: cells.map(
            (children, place) =>
              new TableCell({
                children: [...children],
                verticalAlign: VerticalAlign.TOP,
                width: { size: widths[place] ?? 50, type: WidthType.PERCENTAGE },
                borders: { top: NONE, bottom: NONE, left: NONE, right: NONE },
              }),
          ),
        }),
    ),
  });

interface Issued {
  /** Who issues it, as written on its head. */
  readonly issuer: string;
  /** Of the moment it was made; day and month are put in by hand. */
  readonly year: string;
}

const dateLine = (year: string): string => `…………, ngày …… tháng …… năm ${year}`;

function partyHead({ issuer, year }: Issued): Table {
  const { left, right, number, date } = SIZES.party;
  return bareTable(
    [42, 58],
    [
      [
        [
          line(issuer.toLocaleUpperCase('vi'), { size: left, bold: true }, CENTRE),
          line('*', { size: left, bold: true }, CENTRE),
          line('Số        -BC/………', { size: number }, CENTRE),
        ],
        ruled('ĐẢNG CỘNG SẢN VIỆT NAM', { size: right, bold: true }, 11),
      ],
      [
        [line('DỰ THẢO', { size: number, bold: true }, CENTRE)],
        [line(dateLine(year), { size: date, italics: true }, CENTRE)],
      ],
    ],
  );
}

function stateHead({ issuer, year }: Issued): Table {
  const { left, right, number, date } = SIZES.state;
  return bareTable(
    [38, 62],
    [
      [
        [
          ...ruled(issuer.toLocaleUpperCase('vi'), { size: left, bold: true }, 17),
          line('Số:        /BC-………', { size: number }, CENTRE),
        ],
        [
          line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { size: right, bold: true }, CENTRE),
          ...ruled('Độc lập - Tự do - Hạnh phúc', { size: 13, bold: true }, 19),
        ],
      ],
      [
        [line('DỰ THẢO', { size: number, bold: true }, CENTRE)],
        [line(dateLine(year), { size: date, italics: true }, CENTRE)],
      ],
    ],
  );
}

export const headOf = (kind: Letterhead, issued: Issued): Table =>
  kind === 'party' ? partyHead(issued) : stateHead(issued);

/** "BÁO CÁO" and what of; the party draws five dashes under it, the state a rule. */
export function titleOf(kind: Letterhead, subject: string): Paragraph[] {
  const { title, subject: size } = SIZES[kind];
  const above = { ...CENTRE, spacing: { before: twips(18) } };
  return [
    line('BÁO CÁO', { size: title, bold: true }, above),
    ...(kind === 'party'
      ? [line(subject, { size, bold: true }, CENTRE), line('-----', { size }, CENTRE)]
      : ruled(subject, { size, bold: true }, 60)),
  ];
}

/** Whom it goes to, and where it will be signed: nothing of it is filled in. */
export function signatureOf(kind: Letterhead): Table {
  const party = kind === 'party';
  const list = party ? 12 : 11;
  const kept = party ? '- Lưu Văn phòng ………' : '- Lưu: VT, ………';
  return bareTable(
    [45, 55],
    [
      [
        [
          line('Nơi nhận:', party ? { size: 14, underline: true } : { size: 12, bold: true, italics: true }),
          line('- ………………………', { size: list }),
          line(kept, { size: list }),
        ],
        [
          line(party ? 'T/M ………………………' : 'TM. ………………………', { size: 14, bold: true }, CENTRE),
          line('………………………', { size: 14, bold: !party }, CENTRE),
          ...['', '', '', ''].map((blank) => line(blank, { size: 14 }, CENTRE)),
          line('………………………', { size: 14, bold: true }, CENTRE),
        ],
      ],
    ],
  );
}
