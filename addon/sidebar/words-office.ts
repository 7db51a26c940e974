/** Words for what an office asks of its own report: the past of a cell, more time. */
import type { WordList } from './words-list.ts';

export const OFFICE_WORDS = {
  prefill: ['Điền sẵn ô trống', 'Fill blank cells'],
  prefillNone: [
    'Không có ô trống nào mà biểu cho điền sẵn.',
    'There is no blank cell the form offers a value for.',
  ],
  fromLastPeriod: ['Kỳ trước ({period})', 'Period before ({period})'],
  fromLastYear: ['Cùng kỳ năm trước ({period})', 'Same period a year before ({period})'],
  fromPlan: ['Kế hoạch năm {period}', 'Plan of {period}'],
  withheldNotSent: [
    '{source}: chưa có báo cáo đã gửi nên không điền sẵn.',
    '{source}: no report was sent, so nothing is offered from it.',
  ],
  withheldReshaped: [
    '{source}: đơn vị được sắp xếp lại từ {day}; số kỳ trước của đơn vị cũ không điền sẵn.',
    '{source}: the office was reorganised on {day}; figures of the former office are not offered.',
  ],
  close: ['Đóng', 'Close'],
  pastBusy: ['Đang tìm lịch sử của ô…', 'Looking up the cell…'],
  cellPast: ['Lịch sử ô', 'History of the cell'],
  pastTitle: ['Lịch sử ô {a1}', 'History of cell {a1}'],
  pastNow: ['Trên bảng: {value}', 'On the sheet: {value}'],
  pastNone: ['Ô này chưa có trong lần gửi nào.', 'The cell is in no revision yet.'],
  pastOlder: ['Còn {count} lần đổi trước đó.', '{count} earlier {count|change|changes}.'],
  pastDraft: ['bản nháp', 'draft'],
  pastSent: ['lần gửi {no}', 'revision {no}'],
  pastChosen: ['Hai người ghi khác nhau: {words}', 'Two wrote different values: {words}'],
  pastAccepted: ['Đã duyệt (lần gửi {no})', 'Accepted (revision {no})'],
  pastPublished: ['Đã công bố: {scope}, lần {number}', 'Published: {scope}, No. {number}'],
  lockedReturned: [
    'Trên bảng chỉ các ô này còn mở cho người cùng sửa; chủ tệp vẫn sửa được mọi ô.',
    'On the sheet only these cells are open to other editors; the owner of the file may still change any.',
  ],
  lockHeld: [
    'Trang còn khóa từ trước. Chủ tệp, hoặc người đã mở Sổ Tỉnh khi trang bị khóa, cần mở lại Sổ Tỉnh.',
    'The sheets are still closed from before. The owner of the file, or who had Sổ Tỉnh open when they were closed, has to open it again.',
  ],
  remarkAnswer: ['Trả lời người duyệt (nếu cần)', 'Answer to the reviewer (if needed)'],
  extensionBusy: ['Đang xem gia hạn…', 'Looking up more time…'],
  askingBusy: ['Đang gửi đề nghị gia hạn…', 'Asking for more time…'],
  askTime: ['Xin gia hạn', 'Ask for more time'],
  timeUntil: ['Xin đến hết ngày', 'Until the end of'],
  timeReason: ['Lý do', 'Reason'],
  timeSend: ['Gửi đề nghị', 'Send the request'],
  timeMissing: ['Cần chọn ngày và ghi lý do.', 'Choose the day and write the reason.'],
  timeAsked: [
    'Đang chờ trả lời: xin đến {until}, {by} đề nghị lúc {at}. Lý do: {reason}',
    'Waiting for an answer: until {until}, asked by {by}, {at}. Reason: {reason}',
  ],
  timeGranted: ['Được gia hạn đến {until}.', 'More time was granted until {until}.'],
  timeRefused: ['Không được gia hạn (đã xin đến {until}).', 'Refused (asked until {until}).'],
  timeBy: ['{by}: {remark}', '{by}: {remark}'],
} as const satisfies WordList;
