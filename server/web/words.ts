/** What the pages say, Vietnamese and English; one catalogue. `{name}` is filled in. */
import type { Lang } from '../../shared/template.ts';

const WORDS = {
  accept: ['Duyệt', 'Accept'],
  acceptChosen: ['Duyệt các báo cáo đã chọn', 'Accept the chosen reports'],
  acceptChosenHint: [
    'Mỗi báo cáo được duyệt đúng lần gửi đang nêu ở đây; cái nào vừa được gửi lại thì không duyệt.',
    'Each is accepted as the submission shown here; one sent anew meanwhile is not.',
  ],
  acceptedMany: ['Đã duyệt {count} báo cáo.', '{count} reports accepted.'],
  choose: ['Chọn {name}', 'Choose {name}'],
  choseNone: ['Chưa chọn báo cáo nào.', 'No report is chosen.'],
  choseTooMany: ['Chọn nhiều nhất {most} báo cáo một lần.', 'Choose at most {most} reports at a time.'],
  refusedMany: ['{count} báo cáo chưa duyệt được:', '{count} could not be accepted:'],
  filesTitle: ['Tải tổng hợp của kỳ', 'Totals of the period as files'],
  fileParty: ['Word, thể thức văn bản của Đảng', 'Word, as a document of the party'],
  fileState: ['Word, thể thức văn bản nhà nước', 'Word, as a document of the state'],
  acceptHint: [
    'Duyệt lần gửi số {revision} như đang thấy ở dưới.',
    'Accepts revision {revision} as it is shown below.',
  ],
  acceptedBy: [
    '{name}: {person} duyệt lúc {time} ngày {day}',
    '{name}: accepted by {person} at {time}, {day}',
  ],
  acceptedSaid: ['Đã duyệt lần gửi này.', 'This revision is accepted.'],
  addressHint: [
    'Ghi ô như trên bảng, chẳng hạn E8. Để trống ô thì nhận xét nói về cả trang.',
    'Name the cell as on the sheet, such as E8. Without a cell the remark is about the whole sheet.',
  ],
  answered: ['Đơn vị trả lời nhận xét', 'What the office answers to the remarks'],
  cell: ['Ô', 'Cell'],
  changedCells: ['{count} ô khác lần gửi trước', '{count} cells differ from the earlier revision'],
  firstRevision: [
    'Lần gửi đầu tiên: chưa có gì để so.',
    'The first revision: there is nothing to compare with.',
  ],
  noChange: ['Không ô nào khác lần gửi trước.', 'No cell differs from the earlier revision.'],
  nobodyAccepted: ['{name}: chưa duyệt', '{name}: not accepted yet'],
  notSentYet: [
    'Đơn vị chưa gửi báo cáo này, nên chưa có gì để xem.',
    'The office has not sent this report, so there is nothing to look at.',
  ],
  now: ['Nay', 'Now'],
  problem: ['Chưa làm được', 'Not done'],
  receipt: [
    'biên nhận {number}, {person} gửi lúc {time} ngày {day}',
    'receipt {number}, sent by {person} at {time}, {day}',
  ],
  remark: ['Nhận xét', 'Remark'],
  remarkNeedsText: ['Dòng {line}: có ô mà chưa ghi nhận xét.', 'Line {line}: a cell without a remark.'],
  remarkNoCell: [
    'Dòng {line}: trang “{sheet}” không có ô {cell} để đơn vị điền. Xem chữ đầu cột và số đầu dòng ở bảng dưới.',
    'Line {line}: the sheet “{sheet}” has no cell {cell} an office fills. See the letters and numbers beside the table below.',
  ],
  remarkNone: [
    'Muốn trả lại thì ghi ít nhất một nhận xét, để đơn vị biết sửa gì.',
    'To return it write at least one remark, so that the office knows what to mend.',
  ],
  returnAct: ['Trả lại', 'Return'],
  returnHint: [
    'Đơn vị chỉ sửa được những ô được nêu; nhận xét hiện ngay ở ô trên bảng của họ.',
    'The office can change the cells named here only; each remark shows at its cell on their sheet.',
  ],
  returnedSaid: [
    'Đã trả lại. Đơn vị thấy nhận xét khi mở bảng.',
    'Returned. The office sees the remarks when it opens the sheet.',
  ],
  returnTitle: ['Trả lại để sửa', 'Return it to be mended'],
  sheet: ['Trang', 'Sheet'],
  toProgress: ['Tiến độ báo cáo', 'Progress'],
  was: ['trước: {value}', 'before: {value}'],
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
