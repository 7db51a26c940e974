/** The table of publications that every export of totals carries: number, status, day, person, reason. */

import type { Lang } from '../../shared/template.ts';
import type { Coverage } from '../../shared/wire.ts';
import type { PublicationBasis, PublicationStatus } from '../../shared/wire-publication.ts';
import { number, type Table, text } from './table.ts';

/** One publication as it is printed. `day`: ISO date in Việt Nam. */
export interface PublishedLine {
  readonly number: number;
  readonly basis: PublicationBasis;
  readonly counts: 'accepted' | 'submitted';
  /** Reports behind its figures then. */
  readonly coverage: Coverage;
  /** "tiny@1", "tiny@1.r2": what the counted revisions were checked by. */
  readonly rules: readonly string[];
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

const BASIS: Readonly<Record<PublicationBasis, Record<Lang, string>>> = {
  asWas: { vi: 'nguyên trạng khi đó', en: 'as it was' },
  today: { vi: 'theo địa bàn khi công bố', en: 'map of the day it was published' },
  common: { vi: 'địa bàn so sánh được', en: 'common territory' },
};

const COUNTED = {
  accepted: { vi: 'báo cáo đã duyệt', en: 'accepted reports' },
  submitted: { vi: 'báo cáo đã gửi, kể cả chưa duyệt', en: 'submitted reports, accepted or not' },
} as const;

export const countedWords = (counts: 'accepted' | 'submitted', lang: Lang): string => COUNTED[counts][lang];

const WORDS = {
  name: { vi: 'Các lần công bố', en: 'Publications' },
  none: { vi: 'Chưa công bố lần nào.', en: 'Not published yet.' },
  number: { vi: 'Lần', en: 'No.' },
  status: { vi: 'Tình trạng', en: 'Status' },
  basis: { vi: 'Địa bàn', en: 'Basis' },
  counts: { vi: 'Cộng từ', en: 'Counted' },
  received: { vi: 'Đã gửi / phải gửi', en: 'Received / expected' },
  rules: { vi: 'Phiên bản biểu và quy tắc', en: 'Versions of form and rules' },
  day: { vi: 'Ngày công bố', en: 'Published on' },
  person: { vi: 'Người công bố', en: 'Published by' },
  reason: { vi: 'Lý do', en: 'Reason' },
} as const satisfies Record<string, Record<Lang, string>>;

export const publicationWord = (name: keyof typeof WORDS, lang: Lang): string => WORDS[name][lang];

/** "Người Lan; số bổ sung của hai xã" */
export const publishedBy = ({ person, reason }: PublishedLine): string =>
  reason === null ? person : `${person}; ${reason}`;

/** "sơ bộ; nguyên trạng khi đó; tiny@1, tiny@1.r2" */
export const publishedAs = ({ status, basis, rules }: PublishedLine, lang: Lang): string =>
  [STATUS[status][lang], BASIS[basis][lang], ...(rules.length === 0 ? [] : [rules.join(', ')])].join('; ');

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
          { id: 'basis', header: header('basis'), width: 30, align: 'left' },
          { id: 'counts', header: header('counts'), width: 30, align: 'left' },
          { id: 'received', header: header('received'), width: 16, align: 'center' },
          { id: 'rules', header: header('rules'), width: 28, align: 'left' },
          { id: 'day', header: header('day'), width: 16, align: 'center' },
          { id: 'person', header: header('person'), width: 28, align: 'left' },
          { id: 'reason', header: header('reason'), width: 44, align: 'left' },
        ],
    rows: publications.map((each) => ({
      cells: [
        number(each.number),
        text(STATUS[each.status][lang]),
        text(BASIS[each.basis][lang]),
        text(COUNTED[each.counts][lang]),
        text(`${each.coverage.received} / ${each.coverage.expected}`),
        text(each.rules.join(', ')),
        { type: 'date', value: each.day },
        text(each.person),
        text(each.reason ?? undefined),
      ],
      bold: false,
      indent: 0,
    })),
  };
}
