/** Words for choosing a report, making its sheets and being the right person. */
import type { WordList } from './words-list.ts';

export const CONNECT_WORDS = {
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
    'Trang {names} không còn trong tệp. Ai vừa xóa thì thử Ctrl+Z ở bảng trước. Không được thì tạo lại: trang có số của lần gửi gần nhất, chưa gửi thì để trống; các trang khác giữ nguyên.',
    'The sheet {names} is gone. Whoever deleted it just now tries Ctrl+Z first. Else create it again: with what was sent last, or blank if nothing was; other sheets stay as they are.',
  ],
  otherTitle: ['Hai tài khoản Google', 'Two Google accounts'],
  otherText: [
    'Bảng được mở bằng {opened} nhưng Google đang trả lời bằng {answered}. Chưa gửi gì. Hãy mở bảng trong cửa sổ ẩn danh hoặc hồ sơ Chrome chỉ có {opened}.',
    'The sheet was opened as {opened} but Google answers as {answered}. Nothing was sent. Open it in a private window or a Chrome profile with only {opened}.',
  ],
  grant: ['Mở trang cấp quyền', 'Open the permission page'],
} as const satisfies WordList;
