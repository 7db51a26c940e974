/** What the pages say, Vietnamese and English; one catalogue. `{name}` is filled in. */
import type { Lang } from '../../shared/template.ts';

const WORDS = {
  accepted: ['đã duyệt', 'accepted'],
  allOffices: ['Tất cả', 'All'],
  clerkPages: ['Báo cáo cần gửi', 'Reports to send'],
  coverage: ['{accepted}/{expected} đã duyệt', '{accepted} of {expected} accepted'],
  due: ['hạn {day}', 'due {day}'],
  emptyFilter: ['Không có đơn vị nào như vậy trong kỳ này.', 'No office is like that in this period.'],
  emptyPeriod: [
    'Kỳ này chưa giao biểu cho đơn vị nào anh/chị được xem.',
    'No form is asked of an office you may see in this period.',
  ],
  filter: ['Lọc', 'Filter'],
  leave: ['Thoát', 'Leave'],
  locked: ['đã khóa', 'locked'],
  missing: ['còn {count} ô', '{count} cells left'],
  nextOffices: ['Các đơn vị tiếp theo', 'Next offices'],
  notAsked: ['không giao', 'not asked'],
  notSent: ['chưa gửi', 'not sent'],
  office: ['Đơn vị', 'Office'],
  otherLanguage: ['English', 'Tiếng Việt'],
  overdue: ['quá hạn {days} ngày', '{days} days overdue'],
  overdueFilter: ['Quá hạn', 'Overdue'],
  overdueCount: ['{count} quá hạn', '{count} overdue'],
  period: ['Kỳ báo cáo', 'Period'],
  progress: ['Tiến độ báo cáo', 'Progress'],
  received: ['{received}/{expected} đã gửi', '{received} of {expected} sent'],
  returned: ['bị trả lại', 'returned'],
  returnedFilter: ['Bị trả lại', 'Returned'],
  sent: ['đã gửi, chờ duyệt', 'sent, to be reviewed'],
  sentLate: ['gửi chậm', 'sent late'],
  show: ['Xem', 'Show'],
  skip: ['Tới nội dung', 'Skip to content'],
  submittedFilter: ['Chờ duyệt', 'To be reviewed'],
  toFirst: ['Về các đơn vị đầu', 'Back to the first offices'],
  total: ['Tất cả đơn vị được xem', 'All offices you may see'],
  unsentFilter: ['Chưa gửi', 'Not sent'],
  visitor: ['Đang vào: {name}', 'Signed in: {name}'],
} as const satisfies Readonly<Record<string, readonly [vi: string, en: string]>>;

export type Word = keyof typeof WORDS;

export function pageWord(
  lang: Lang,
  name: Word,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const [vi, en] = WORDS[name];
  return (lang === 'vi' ? vi : en).replace(/\{(\w+)\}/g, (whole, key: string) =>
    String(values[key] ?? whole),
  );
}
