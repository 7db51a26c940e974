/** The words of exported files, in Vietnamese and English. */

import { showNumber } from '../../shared/number.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import type { Lang } from '../../shared/template.ts';
import type { Basis, Coverage, ReportState, TaskCounts } from '../../shared/wire.ts';
import { countedWords, type PublishedLine, statusWords } from './publications.ts';

const WORDS = {
  ordinal: { vi: 'TT', en: 'No.' },
  label: { vi: 'Chỉ tiêu', en: 'Indicator' },
  measure: { vi: 'Đơn vị tính', en: 'Unit' },
  templateId: { vi: 'Mã biểu', en: 'Form id' },
  template: { vi: 'Biểu', en: 'Form' },
  templateVersion: { vi: 'Phiên bản biểu', en: 'Form version' },
  periodId: { vi: 'Mã kỳ', en: 'Period id' },
  period: { vi: 'Kỳ báo cáo', en: 'Period' },
  scopeId: { vi: 'Mã phạm vi', en: 'Scope id' },
  scope: { vi: 'Phạm vi tổng hợp', en: 'Scope' },
  unitId: { vi: 'Mã đơn vị', en: 'Office id' },
  unit: { vi: 'Đơn vị báo cáo', en: 'Reporting office' },
  revision: { vi: 'Lần gửi', en: 'Revision' },
  reportState: { vi: 'Trạng thái báo cáo', en: 'Report state' },
  sectionId: { vi: 'Mã phần', en: 'Section id' },
  section: { vi: 'Phần', en: 'Section' },
  figureKind: { vi: 'Loại số liệu', en: 'Kind of figure' },
  asOf: { vi: 'Tính đến ngày', en: 'As of' },
  rowKey: { vi: 'Mã dòng', en: 'Row id' },
  columnId: { vi: 'Mã cột', en: 'Column id' },
  column: { vi: 'Cột', en: 'Column' },
  value: { vi: 'Giá trị', en: 'Value' },
  state: { vi: 'Tình trạng', en: 'State' },
  reporting: { vi: 'Số đơn vị có số', en: 'Offices with a figure' },
  none: { vi: 'Không phát sinh', en: 'None' },
  notApplicable: { vi: 'Không áp dụng', en: 'Not applicable' },
  notYetKnown: { vi: 'Chưa có số liệu', en: 'Not yet known' },
  estimate: { vi: 'Số ước', en: 'Estimates' },
  expected: { vi: 'Phải gửi', en: 'Expected' },
  received: { vi: 'Đã gửi', en: 'Received' },
  accepted: { vi: 'Đã duyệt', en: 'Accepted' },
  late: { vi: 'Gửi chậm', en: 'Late' },
  counting: { vi: 'Cộng từ', en: 'Counted' },
  allRows: { vi: 'Tất cả các dòng', en: 'All rows' },
  count: { vi: 'Số lượng', en: 'Count' },
  blank: { vi: '(trống)', en: '(blank)' },
  code: { vi: 'mã', en: 'id' },
} as const satisfies Record<string, Record<Lang, string>>;

export const word = (name: keyof typeof WORDS, lang: Lang): string => WORDS[name][lang];

/** What a figure of the totals is: added up, told about tasks on a day, or rows counted by their columns. */
const FIGURE_KINDS = {
  total: { vi: 'Tổng hợp', en: 'Total' },
  tasks: { vi: 'Tiến độ', en: 'Progress' },
  breakdown: { vi: 'Phân loại', en: 'Breakdown' },
  publication: { vi: 'Công bố', en: 'Publication' },
} as const satisfies Record<string, Record<Lang, string>>;
export type FigureKind = keyof typeof FIGURE_KINDS;

export const figureKindWords = (kind: FigureKind, lang: Lang): string => FIGURE_KINDS[kind][lang];

/** "Tiến độ công việc": a label in capitals, or with a name in it, keeps its capitals. */
export function kindOfSection(kind: FigureKind, section: string, lang: Lang): string {
  const isPlain = section.slice(1) === section.slice(1).toLocaleLowerCase('vi');
  const label = isPlain ? section.toLocaleLowerCase('vi') : section;
  return `${FIGURE_KINDS[kind][lang]} ${lang === 'vi' ? '' : 'of '}${label}`;
}

/** Header of a column rows are counted by. */
export const countedByHeader = (column: string, lang: Lang): string =>
  `${lang === 'vi' ? 'Phân theo' : 'By'}: ${column}`;

/** "11/12 đơn vị đã gửi (9 đã duyệt, 1 gửi chậm). Số cộng từ báo cáo đã duyệt." */
export function coverageLine(coverage: Coverage, counts: 'accepted' | 'submitted', lang: Lang): string {
  const { expected, received, accepted, late } = coverage;
  return lang === 'vi'
    ? `${received}/${expected} đơn vị đã gửi (${accepted} đã duyệt, ${late} gửi chậm). Số cộng từ ${countedWords(counts, 'vi')}.`
    : `${received} of ${expected} offices reported (${accepted} accepted, ${late} late). Sums of ${countedWords(counts, 'en')}.`;
}

/** Which map the figures are summed on; `day` is already written for a person. */
export const basisLine = (day: string, lang: Lang): string =>
  lang === 'vi'
    ? `Địa bàn: nguyên trạng khi đó, theo tổ chức đơn vị tại ngày ${day}.`
    : `Basis: as it was, by the organisation tree of ${day}.`;

/** A heading names so many; the totals themselves name all. */
const MOST_NAMED = 10;

function named(names: readonly string[], lang: Lang): string {
  const more = names.length - MOST_NAMED;
  const listed = names.slice(0, MOST_NAMED).join(', ');
  if (more <= 0) return listed;
  return lang === 'vi' ? `${listed} và ${more} phần khác` : `${listed} and ${more} more`;
}

/** The same on another map; `day` is already written for a person. Pieces that are not whole say their share. */
export function mappedLine({ kind, pieces, beyond }: Basis, day: string, lang: Lang): string {
  const parts = pieces.map(({ name, share }) =>
    share === '1' ? name : `${name} × ${showNumber(share, lang)}`,
  );
  const made = named(parts, lang);
  const others = named(
    beyond.map(({ name }) => name),
    lang,
  );
  if (lang === 'vi') {
    const map = kind === 'today' ? `Theo địa bàn ngày ${day}` : `Địa bàn so sánh được đến ngày ${day}`;
    return `${map}; cộng từ ${made}${others === '' ? '' : `; chung với ${others}`}.`;
  }
  const map = kind === 'today' ? `the map of ${day}` : `the common territory up to ${day}`;
  return `Basis: ${map}; made of ${made}${others === '' ? '' : `; shared with ${others}`}.`;
}

export const scopeLine = (scope: string, period: string, lang: Lang): string =>
  lang === 'vi' ? `${scope} · Kỳ báo cáo: ${period}` : `${scope} · Period: ${period}`;

/** `form`: the template's name in that language. */
export const formLine = (form: string, version: number, formVersion: string, lang: Lang): string =>
  lang === 'vi'
    ? `Biểu “${form}”, phiên bản ${version}, theo mẫu: ${formVersion}.`
    : `Form “${form}”, version ${version}, after: ${formVersion}.`;

/** `instant` is already written for a person. */
export const madeLine = (instant: string, lang: Lang): string =>
  lang === 'vi'
    ? `Xuất lúc ${instant} (giờ Việt Nam). Dự thảo, chưa ký.`
    : `Exported ${instant} (Việt Nam time). Draft, not signed.`;

/** Of a file that is a publication; `instant` is already written for a person. */
export const publishedLine = (of: PublishedLine, instant: string, lang: Lang): string =>
  lang === 'vi'
    ? `Công bố lần ${of.number} (${statusWords(of.status, 'vi')}) lúc ${instant} (giờ Việt Nam), người công bố: ${of.person}.`
    : `Publication ${of.number} (${statusWords(of.status, 'en')}), ${instant} (Việt Nam time), by ${of.person}.`;

export const estimateLine = (count: number, lang: Lang): string =>
  lang === 'vi' ? `Trong đó có ${count} ô là số ước.` : `${count} cells hold estimates.`;

/** `count` sums are 0 by declaration alone: in a printed table they stand beside "0 offices with a figure". */
export const noneLine = (count: number, lang: Lang): string =>
  lang === 'vi'
    ? `${count} ô ghi 0 vì đơn vị khai “không phát sinh”; ô trống là chưa có đơn vị nào ghi số.`
    : `${count} cells are 0 because offices declared none; where a cell is blank no office gave a figure.`;

export type TaskLine = Exclude<keyof TaskCounts, 'section' | 'asOf'>;

export const TASK_WORDS: Readonly<Record<TaskLine, Record<Lang, string>>> = {
  total: { vi: 'Tổng số công việc', en: 'All tasks' },
  completedOnTime: { vi: 'Hoàn thành đúng hạn', en: 'Completed on time' },
  completedLate: { vi: 'Hoàn thành quá hạn', en: 'Completed late' },
  inTime: { vi: 'Chưa xong, còn trong hạn', en: 'Open, in time' },
  overdue: { vi: 'Chưa xong, quá hạn', en: 'Open, overdue' },
  noDeadline: { vi: 'Không có hạn', en: 'No deadline' },
  completionRate: {
    vi: 'Tỷ lệ hoàn thành trên số đến hạn (%)',
    en: 'Completion rate of tasks due (%)',
  },
};

export const asOfLine = (day: string, lang: Lang): string =>
  lang === 'vi' ? `Tính đến ngày ${day}.` : `As of ${day}.`;

export function stateLine(state: ReportState, revision: number, lang: Lang): string {
  if (revision === 0) return lang === 'vi' ? 'Chưa gửi lần nào.' : 'Never sent.';
  const words = REPORT_STATE_WORDS[state][lang];
  return lang === 'vi' ? `Lần gửi ${revision}, ${words}.` : `Revision ${revision}, ${words}.`;
}

/** `code`: the digits of its hash that the page /bien-nhan asks for. */
export const receiptLine = (number: string, code: string, lang: Lang): string =>
  lang === 'vi' ? `Biên nhận ${number}. Mã kiểm tra ${code}.` : `Receipt ${number}. Code ${code}.`;
