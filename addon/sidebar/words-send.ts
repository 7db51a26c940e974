/** Words for previewing, sending and what came of it. */
import type { WordList } from './words-list.ts';

export const SEND_WORDS = {
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
  previewMore: ['và {count} số khác', 'and {count} more'],
  sentTitle: ['Đã gửi {at}', 'Sent {at}'],
  draftTitle: ['Đã lưu bản nháp', 'Draft saved'],
  draftText: [
    'Bản nháp được giữ trên máy chủ, chưa tính vào tổng hợp.',
    'The draft is kept on the server and not counted.',
  ],
  unreadText: [
    '{count} ô chưa đọc được nên không có trong bản nháp, chỉ còn trên bảng: {cells}.',
    '{count} {count|cell|cells} could not be read and {count|is|are} not in the draft, only on this sheet: {cells}.',
  ],
  receipt: ['Biên nhận {number} · Mã kiểm tra {code}', 'Receipt {number} · Code {code}'],
  copyReceipt: ['Sao chép số biên nhận và mã kiểm tra', 'Copy the receipt’s number and code'],
  copyByHand: [
    'Số biên nhận và mã kiểm tra đã được chọn, bấm Ctrl+C để sao chép.',
    'The receipt’s number and code are selected; press Ctrl+C to copy them.',
  ],
  late: ['Gửi sau hạn.', 'Sent after the due date.'],
  next: [
    'Cấp trên sẽ duyệt. Nếu cần sửa, báo cáo sẽ được trả lại kèm nhận xét ở từng ô.',
    'It will be reviewed next. If something must change it comes back with remarks on the cells.',
  ],
  draftHint: [
    'Bản nháp chỉ để giữ lại, chưa phải là gửi: cấp trên chưa thấy.',
    'A draft is only kept, not sent: the office above does not see it.',
  ],
} as const satisfies WordList;
