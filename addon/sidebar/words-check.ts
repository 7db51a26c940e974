/** Words for what a check found. */
import type { WordList } from './words-list.ts';

export const CHECK_WORDS = {
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
  notKept: [
    'Trình duyệt này không giữ chữ đang gõ: hãy gửi hoặc lưu bản nháp trước khi đóng khung.',
    'This browser does not keep what is being typed: send or save a draft before closing the sidebar.',
  ],
  more: [
    'Còn {count} mục nữa. Sửa các mục trên rồi kiểm tra lại.',
    '{count} more. Mend these, then check again.',
  ],
  clean: ['Không còn lỗi. Có thể gửi.', 'No errors left. Ready to send.'],
  cleanWarnings: [
    'Không còn lỗi; cảnh báo đã có lý do. Có thể gửi.',
    'No errors; warnings have reasons. Ready to send.',
  ],
  cellsMore: ['và {count} ô khác', 'and {count} more {count|cell|cells}'],
  addedText: [
    'Đã thêm vào trang “{tab}” {count} việc mới được giao, mỗi việc một dòng; các dòng khác giữ nguyên.',
    'New tasks given to your office were added to the sheet “{tab}”, one row each: {count}. Other rows stay as they were.',
  ],
  asideKind: ['Trang cũ không được gửi', 'An old sheet is not sent'],
  asideText: [
    'Trang cũ giữ lại để xem: số gõ ở đó không được đọc. Cần số nào thì chép sang trang đang dùng, rồi xóa trang cũ (không xóa được thì nhờ chủ tệp).',
    'An old sheet kept to look at: what is typed there is not read. Copy what you need to the sheet in use, then delete it, or have the owner of the file do so.',
  ],
  copyKind: ['Trang sao chép không được gửi', 'A copied sheet is not sent'],
  // The reason is kept as the office's words, whatever language the sidebar speaks.
  nothingArose: ['không phát sinh', 'none'],
  sayNothing: ['Ghi “không phát sinh”', 'Write “không phát sinh” (none)'],
  copyText: [
    'Số gõ ở trang “{name}” không được đọc; chỉ trang gốc của phần {of} được gửi. Hãy chép số sang trang gốc, rồi xóa trang sao chép.',
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
} as const satisfies WordList;
