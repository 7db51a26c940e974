/** Every word the sidebar says, Vietnamese first; `{name}` is filled in. */
import { dayInVietnam, timeInVietnam } from '../../shared/days.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import type { Lang } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';

const WORDS = {
  title: ['Sổ Tỉnh', 'Sổ Tỉnh'],
  starting: ['Đang mở bảng…', 'Opening the sheet…'],
  creating: ['Đang tạo bảng…', 'Creating the sheets…'],
  checking: ['Đang kiểm tra…', 'Checking…'],
  fixing: ['Đang sửa giúp…', 'Fixing…'],
  previewing: ['Đang xem trước…', 'Preparing the preview…'],
  sending: ['Đang gửi…', 'Sending…'],
  totalsBusy: ['Đang lấy tổng hợp…', 'Fetching the totals…'],
  elapsed: ['đã {seconds} giây', '{seconds} s so far'],
  check: ['Kiểm tra', 'Check'],
  checkAgain: ['Kiểm tra lại', 'Check again'],
  preview: ['Xem trước khi gửi', 'Preview before sending'],
  send: ['Gửi', 'Send'],
  sendAgain: ['Gửi lại', 'Send again'],
  saveDraft: ['Lưu bản nháp', 'Save as draft'],
  retry: ['Thử lại', 'Try again'],
  back: ['Quay lại', 'Back'],
  goTo: ['Tới ô', 'Go to cell'],
  wentTo: ['Đã tới ô {a1}.', 'Now at cell {a1}.'],
  menu: ['Việc khác', 'More'],
  language: ['English', 'Tiếng Việt'],
  whoAmI: ['Tôi là ai', 'Who am I'],
  whoAmIText: ['Đang dùng tài khoản {email}.', 'Signed in as {email}.'],
  openTotals: ['Mở tổng hợp tỉnh', 'Open province totals'],
  totalsOpened: ['Đã ghi {rows} dòng vào trang “{sheet}”.', '{rows} rows written to the sheet “{sheet}”.'],
  chooseTitle: ['Chọn báo cáo', 'Choose a report'],
  chooseText: [
    'Bảng này chưa gắn với báo cáo nào. Chọn báo cáo cần làm rồi bấm Tạo bảng.',
    'This file belongs to no report yet. Choose the one you need and press Create.',
  ],
  chooseLegend: ['Báo cáo được giao', 'Reports assigned'],
  chooseNone: [
    'Tài khoản {email} chưa được giao báo cáo nào. Hãy liên hệ quản trị của tỉnh để được giao.',
    'No report is assigned to {email}. Ask the province administrator.',
  ],
  create: ['Tạo bảng', 'Create the sheets'],
  recreate: ['Tạo lại trang bị mất', 'Create the missing sheets'],
  missingText: [
    'Trang {names} không còn trong tệp. Tạo lại từ lần gửi gần nhất; các trang khác giữ nguyên.',
    'The sheet {names} is gone. It can be created again from the last version sent; other sheets stay as they are.',
  ],
  due: ['Hạn {date}', 'Due {date}'],
  dueLeft: ['còn {days} ngày', '{days} {days|day|days} left'],
  dueToday: ['hạn hôm nay', 'due today'],
  dueOver: ['quá hạn {days} ngày', '{days} {days|day|days} overdue'],
  noDue: ['Không có hạn', 'No due date'],
  toBeAccepted: ['{state}, chờ duyệt', '{state}, to be accepted'],
  lastSent: ['Lần gửi trước: {at}', 'Last sent: {at}'],
  neverSent: ['Chưa gửi lần nào.', 'Not sent yet.'],
  filled: ['{done}/{required} ô bắt buộc đã điền', '{done} of {required} required cells filled'],
  rows: ['{rows} dòng có dữ liệu', '{rows} {rows|row|rows} with data'],
  errors: ['{count} lỗi', '{count} {count|error|errors}'],
  blanks: ['{count} ô chưa điền', '{count} blank {count|cell|cells}'],
  warnings: ['{count} cảnh báo', '{count} {count|warning|warnings}'],
  notes: ['{count} ghi chú', '{count} {count|note|notes}'],
  error: ['Lỗi', 'Error'],
  warning: ['Cảnh báo', 'Warning'],
  note: ['Ghi chú', 'Note'],
  expected: ['Cần', 'Expected'],
  blankKind: ['Chưa điền', 'Not filled in'],
  blanksTitle: [
    '{count} ô bắt buộc còn trống ở trang {section}',
    '{count} required {count|cell is|cells are} blank in {section}',
  ],
  blanksHow: [
    'Không có số thì ghi “không phát sinh”, “không áp dụng” hoặc “chưa có số liệu: lý do; hẹn ngày”.',
    'Where there is no figure write “không phát sinh” (none), “không áp dụng” (not applicable) or “chưa có số liệu: reason; hẹn date” (not yet known).',
  ],
  blanksHowFigures: [
    'Ở ô ghi số, nếu không có số thì ghi “không phát sinh”, “không áp dụng” hoặc “chưa có số liệu: lý do; hẹn ngày”.',
    'In a cell of figures that has none write “không phát sinh” (none), “không áp dụng” (not applicable) or “chưa có số liệu: reason; hẹn date” (not yet known).',
  ],
  blanksList: ['Xem danh sách {count} ô', 'List the {count} {count|cell|cells}'],
  alike: ['{count} chỗ nữa: {title}', '{count} more: {title}'],
  notesFolded: [
    '{count} ghi chú, vẫn gửi được',
    '{count} {count|note, which does|notes, which do} not stop sending',
  ],
  reason: ['Lý do giữ nguyên', 'Reason to keep it'],
  reasonHint: ['Cảnh báo này gửi được nếu nêu lý do.', 'This warning may be sent with a reason.'],
  more: [
    'Còn {count} mục nữa. Sửa các mục trên rồi kiểm tra lại.',
    '{count} more. Mend these, then check again.',
  ],
  clean: ['Không còn lỗi. Có thể gửi.', 'No errors left. Ready to send.'],
  cleanWarnings: [
    'Không còn lỗi; cảnh báo đã có lý do. Có thể gửi.',
    'No errors; warnings have reasons. Ready to send.',
  ],
  previewTitle: ['Nếu gửi bây giờ', 'If sent now'],
  previewFirst: [
    'Lần gửi đầu tiên: {count} ô có số liệu.',
    'The first version: {count} {count|cell|cells} with data.',
  ],
  previewCells: [
    '{count} ô khác lần gửi trước.',
    '{count} {count|cell differs|cells differ} from the last version sent.',
  ],
  previewSame: ['Không ô nào khác lần gửi trước.', 'No cell differs from the last version sent.'],
  previewTotals: ['Gửi xong, tổng của {unit} đổi:', 'Once sent, the totals of {unit} change:'],
  previewAccepted: [
    'Biểu này chỉ cộng báo cáo đã duyệt. Sau khi được duyệt, tổng của {unit} đổi:',
    'This form adds up accepted reports only. Once accepted, the totals of {unit} change:',
  ],
  previewNoTotals: ['Tổng của {unit} không đổi.', 'The totals of {unit} do not change.'],
  cellsMore: ['và {count} ô khác', 'and {count} more {count|cell|cells}'],
  previewMore: ['và {count} số khác', 'and {count} more'],
  pending: [
    'Lần gửi trước chưa có trả lời. Bấm Gửi lại: máy chủ chỉ ghi nhận một lần.',
    'The last push was not answered. Press Send again: it is stored only once.',
  ],
  sentTitle: ['Đã gửi {at}', 'Sent {at}'],
  draftTitle: ['Đã lưu bản nháp', 'Draft saved'],
  draftText: [
    'Bản nháp được giữ trên máy chủ, chưa tính vào tổng hợp.',
    'The draft is kept on the server and not counted.',
  ],
  receipt: ['Biên nhận {number} · Mã kiểm tra {code}', 'Receipt {number} · Code {code}'],
  copy: ['Sao chép', 'Copy'],
  copyReceipt: ['Sao chép số biên nhận và mã kiểm tra', 'Copy the receipt’s number and code'],
  copied: ['Đã sao chép.', 'Copied.'],
  copyByHand: [
    'Số biên nhận và mã kiểm tra đã được chọn, bấm Ctrl+C để sao chép.',
    'The receipt’s number and code are selected; press Ctrl+C to copy them.',
  ],
  late: ['Gửi sau hạn.', 'Sent after the due date.'],
  next: [
    'Cấp trên sẽ duyệt. Nếu cần sửa, báo cáo sẽ được trả lại kèm nhận xét ở từng ô.',
    'It will be reviewed next. If something must change it comes back with remarks on the cells.',
  ],
  staleTitle: ['Có người đã gửi bản mới hơn', 'A newer version was sent'],
  staleText: [
    'Chưa có gì được gửi. {count} ô đã đổi trên máy chủ kể từ bản anh/chị đang dựa vào:',
    'Nothing was sent. {count} {count|cell|cells} changed on the server since the version this sheet is based on:',
  ],
  staleNext: [
    'Ô mà cả hai bên cùng sửa thì gửi lại sẽ giữ số trên bảng này; lần gửi kia vẫn còn trong lịch sử.',
    'Where both sides changed a cell, sending again keeps what stands here; the other version stays in the history.',
  ],
  takeTheirs: ['Lấy số mới ở ô tôi chưa sửa', 'Take the newer values where I changed nothing'],
  returnedTitle: ['Các ô cần sửa', 'Cells to mend'],
  remarksDone: ['đã sửa {done}/{all}', '{done} of {all} changed'],
  remarkChanged: ['✓ Đã sửa', '✓ Changed'],
  remarkUnchanged: ['Chưa sửa', 'Not changed yet'],
  remarksLeft: [
    '{count} ô bị trả lại chưa sửa. Nếu số đã đúng thì vẫn gửi được.',
    '{count} returned {count|cell is|cells are} unchanged. If the figures are right you may still send.',
  ],
  closedTitle: [
    '{count} ô đã đổi mà không bị trả lại',
    '{count} {count|cell changed that was|cells changed that were} not returned',
  ],
  closedText: [
    'Lần này chỉ được sửa ô bị trả lại ({cells}). Chưa gửi được khi các ô sau còn khác lần gửi trước:',
    'Only the returned cells may change ({cells}). Nothing can be sent while these differ from the last version:',
  ],
  putBackSent: ['Trả {count} ô về số đã gửi', 'Put back what was sent in {count} {count|cell|cells}'],
  driftTitle: [
    'Bảng khác báo cáo đã duyệt ở {count} ô',
    'The sheet differs from the accepted report in {count} cells',
  ],
  driftText: [
    'Báo cáo đã duyệt không đổi theo bảng. Nếu số mới là đúng, đề nghị cấp trên trả lại báo cáo.',
    'The accepted report does not follow the sheet. If the new figures are right, ask the office above to return it.',
  ],
  putBackAccepted: ['Lấy lại số đã duyệt ở {count} ô', 'Take the accepted figures in {count} cells'],
  noDrift: ['Bảng đúng như báo cáo đã duyệt.', 'The sheet is as the report was accepted.'],
  compare: ['So bảng với báo cáo đã duyệt', 'Compare the sheet with the accepted report'],
  addedText: [
    'Đã thêm vào trang “{tab}” {count} việc mới được giao, mỗi việc một dòng; các dòng khác giữ nguyên.',
    'New tasks given to your office were added to the sheet “{tab}”, one row each: {count}. Other rows stay as they were.',
  ],
  copyKind: ['Trang sao chép không được gửi', 'A copied sheet is not sent'],
  copyText: [
    'Số gõ ở trang “{name}” không được đọc; chỉ trang gốc của phần {of} được gửi. Hãy chép số sang trang gốc, rồi xóa hoặc đổi tên trang sao chép.',
    'What is typed in “{name}” is not read; only the original sheet of {of} is sent. Copy the figures to the original, then delete the copy.',
  ],
  filteredTitle: ['Ô {a1} đang bị bộ lọc ẩn', 'Cell {a1} is hidden by a filter'],
  filteredText: [
    'Ô đã được chọn nhưng chưa nhìn thấy, vì bộ lọc của trang đang ẩn dòng này. Có thể bỏ bộ lọc, hoặc tự chọn lại giá trị lọc; số liệu không đổi.',
    'The cell is selected but cannot be seen, because the sheet’s filter hides its row. Take the filter away, or change what it shows; no figure changes.',
  ],
  unfilter: ['Bỏ bộ lọc và tới ô {a1}', 'Take the filter away and go to {a1}'],
  reasonsLeft: [
    'Nêu lý do cho {count} cảnh báo là gửi được.',
    'Give a reason for {count} warnings, then you can send.',
  ],
  errorsLeft: [
    'Sửa trên bảng rồi bấm Kiểm tra lại. Hết lỗi thì gửi được.',
    'Mend the sheet, then press Check again. You can send once no error is left.',
  ],
  reasonsDone: ['Cảnh báo đã có lý do. Có thể gửi.', 'All warnings have reasons. Ready to send.'],
  draftHint: [
    'Bản nháp chỉ để giữ lại, chưa phải là gửi: cấp trên chưa thấy.',
    'A draft is only kept, not sent: the office above does not see it.',
  ],
  finishedText: ['Báo cáo này không sửa được nữa.', 'This report can no longer be changed.'],
  otherTitle: ['Hai tài khoản Google', 'Two Google accounts'],
  otherText: [
    'Bảng được mở bằng {opened} nhưng Google đang trả lời bằng {answered}. Chưa gửi gì. Hãy mở bảng trong cửa sổ ẩn danh hoặc hồ sơ Chrome chỉ có {opened}.',
    'The sheet was opened as {opened} but Google answers as {answered}. Nothing was sent. Open it in a private window or a Chrome profile with only {opened}.',
  ],
  grant: ['Mở trang cấp quyền', 'Open the permission page'],
  requestId: ['Mã để báo quản trị: {id}', 'Number for the administrator: {id}'],
  coverage: ['Toàn tỉnh', 'Province'],
} as const satisfies Record<string, readonly [string, string]>;

export type WordKey = keyof typeof WORDS;

/** `{count|error|errors}`: the word for one, and for any other number. */
const ONE_OR_MANY = /\{(\w+)\|([^|}]*)\|([^}]*)\}/g;

/** The sentence in the wanted language, with its gaps filled. */
export function say(lang: Lang, key: WordKey, gaps: Readonly<Record<string, string | number>> = {}): string {
  const text: string = WORDS[key][lang === 'vi' ? 0 : 1];
  return text
    .replace(ONE_OR_MANY, (_whole, name: string, one: string, many: string) =>
      String(gaps[name]) === '1' ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(gaps[name] ?? whole));
}

/** "20/12/2021" from an ISO date. */
export function dayWords(iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

/** "14:03 ngày 12/12/2021" in Vietnam's time (UTC+7 since 1975) from an ISO instant. */
export function instantWords(iso: string, lang: Lang): string {
  const at = new Date(iso);
  const [time, day] = [timeInVietnam(at), dayWords(dayInVietnam(at))];
  return lang === 'vi' ? `${time} ngày ${day}` : `${day} ${time}`;
}

/** "Đã gửi, chờ duyệt": the state of a report at the head of the sidebar. */
export function stateWords(lang: Lang, state: ReportState): string {
  const words = REPORT_STATE_WORDS[state][lang];
  const shown = words.charAt(0).toUpperCase() + words.slice(1);
  return state === 'submitted' ? say(lang, 'toBeAccepted', { state: shown }) : shown;
}
