/** The table of publications that every export of totals carries: number, status, day, person, reason. */
import type { PublicationStatus } from '../../shared/wire-publication.ts';
import { number, type Table, text } from './table.ts';
import type { Lang } from './words.ts';

/** One publication as it is printed. `day`: ISO date in Việt Nam. */
export interface PublishedLine {
  readonly number: number;
  readonly status: PublicationStatus;
  readonly day: string;
  readonly person: string;
  readonly reason: string | null;
}

const STATUS: Readonly<Record<PublicationStatus, Record<Lang, string>>> = {
  preliminary: { vi: 'sơ bộ', en: 'preliminary' },
  adjusted: { vi: 'điều chỉnh', en: 'adjusted' },
  official: { vi: 'chính thức', en: 'official' },
};
export const statusWords = (status: PublicationStatus, lang: Lang): string => STATUS[status][lang];

const WORDS = {
  name: { vi: 'Các lần công bố', en: 'Publications' },
  none: { vi: 'Chưa công bố lần nào.', en: 'Not published yet.' },
  number: { vi: 'Lần', en: 'No.' },
  status: { vi: 'Tình trạng', en: 'Status' },
  day: { vi: 'Ngày công bố', en: 'Published on' },
  person: { vi: 'Người công bố', en: 'Published by' },
  reason: { vi: 'Lý do', en: 'Reason' },
} as const satisfies Record<string, Record<Lang, string>>;

export const publicationWord = (name: keyof typeof WORDS, lang: Lang): string => WORDS[name][lang];

/** "Người Lan; số bổ sung của hai xã" */
export const publishedBy = ({ person, reason }: PublishedLine): string =>
  reason === null ? person : `${person}; ${reason}`;

/** A tab of its own, behind the figures. */
export function publicationsTable(
  publications: readonly PublishedLine[],
  form: string,
  lines: readonly string[],
  lang: Lang,
): Table {
  const header = (name: keyof typeof WORDS): string => WORDS[name][lang];
  const none = publications.length === 0;
  return {
    name: header('name'),
    title: `${form}: ${header('name')}`,
    lines: none ? [...lines, header('none')] : lines,
    frozenColumns: 0,
    columns: none
      ? []
      : [
          { id: 'number', header: header('number'), width: 6, align: 'center' },
          { id: 'status', header: header('status'), width: 16, align: 'left' },
          { id: 'day', header: header('day'), width: 16, align: 'center' },
          { id: 'person', header: header('person'), width: 28, align: 'left' },
          { id: 'reason', header: header('reason'), width: 44, align: 'left' },
        ],
    rows: publications.map((each) => ({
      cells: [
        number(each.number),
        text(STATUS[each.status][lang]),
        { type: 'date', value: each.day },
        text(each.person),
        text(each.reason ?? undefined),
      ],
      bold: false,
      indent: 0,
    })),
  };
}
