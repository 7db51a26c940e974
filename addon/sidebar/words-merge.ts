/** Words for a push that waits, and for what colleagues sent meanwhile. */
import type { WordList } from './words-list.ts';

export const MERGE_WORDS = {
  waitingTitle: ['Bản chờ gửi', 'Waiting to be sent'],
  waitingSubmit: [
    'Lần gửi báo cáo ({count} ô) chưa có trả lời. Cứ gửi lại: máy chủ chỉ ghi nhận một lần.',
    'The report ({count} {count|cell|cells}) was sent and not answered. Press Send again: it is stored only once.',
  ],
  waitingDraft: [
    'Bản nháp ({count} ô) chưa có trả lời. Cứ gửi lại: máy chủ chỉ ghi nhận một lần.',
    'The draft ({count} {count|cell|cells}) was not answered. Press Send again: it is stored only once.',
  ],
  waitingKept: [
    'Nội dung đã gửi được giữ trong tệp. Sửa bảng bây giờ không đổi bản đang chờ.',
    'What was sent is kept in the file. Editing the sheet now does not change it.',
  ],
  waitingLarge: [
    'Báo cáo quá lớn để giữ thêm một bản trong tệp: đừng sửa bảng cho đến khi gửi xong.',
    'The report is too large to be kept a second time: leave the sheet as it is until it is sent.',
  ],
  waitingHourly: [
    'Tự gửi lại mỗi giờ, kể cả khi đã đóng bảng',
    'Send again every hour, also with the sheet closed',
  ],
  hourlyAllow: [
    'Cần cho phép Sổ Tỉnh chạy theo giờ. Mở liên kết, chọn mục đó, rồi đánh dấu lại.',
    'Sổ Tỉnh needs leave to run by the hour. Open the link, grant it, then tick this again.',
  ],
  hourlyBusy: ['Đang đặt giờ gửi lại…', 'Setting the hours…'],
  retryAfter: ['Máy chủ hẹn gửi lại sau {seconds} giây.', 'The server asks to wait {seconds} seconds.'],
  takenText: [
    'Đã nhận {count} ô đồng nghiệp sửa, ghi vào bảng này:',
    '{count} {count|cell|cells} changed by colleagues, now on this sheet:',
  ],
  unsentText: [
    'Có {count} ô sửa sau khi gửi, chưa được gửi.',
    '{count} {count|cell was|cells were} edited since and not yet sent.',
  ],
  staleTitle: ['Có ô hai người cùng sửa', 'Two people changed the same cells'],
  staleText: [
    'Chưa có gì được gửi. {count} ô đồng nghiệp cũng đã sửa. Chọn giá trị cho từng ô; giá trị không chọn vẫn còn trong lịch sử của ô.',
    'Nothing was sent. Colleagues changed {count} {count|cell|cells} too. Choose a value for each; the other stays in the history of its cell.',
  ],
  mine: ['Của tôi', 'Mine'],
  theirs: ['Của đồng nghiệp', 'Theirs'],
  before: ['Trước đó', 'Before'],
  keepMine: ['Giữ của tôi', 'Keep mine'],
  takeTheirs: ['Lấy của đồng nghiệp', 'Take theirs'],
  keepAllMine: ['Giữ tất cả của tôi', 'Keep all mine'],
  takeAllTheirs: ['Lấy tất cả của đồng nghiệp', 'Take all theirs'],
  goOn: ['Xong, tiếp tục gửi', 'Done, go on'],
  choicesLeft: ['Còn {count} ô chưa chọn', '{count} {count|cell|cells} left to choose'],
  choicesDone: ['Đã chọn đủ các ô', 'All cells chosen'],
  restoredTitle: ['Máy chủ đã khôi phục từ bản sao', 'The server was restored from a copy'],
  restoredText: [
    'Chưa có gì được gửi. Máy chủ không còn lần gửi mà bảng này dựa vào; bảng vẫn còn nguyên. Hãy kiểm tra rồi gửi lại.',
    'Nothing was sent. The server no longer has what this sheet is based on; the sheet is unharmed. Check and send again.',
  ],
} as const satisfies WordList;
