/** Words for permissions that are missing, and for an account nobody knows yet. */
import type { WordList } from './words-list.ts';

export const ACCOUNT_WORDS = {
  allow: ['Cấp quyền này', 'Grant this'],
  allowSheet: [
    'Xem và sửa bảng đang mở: để đọc số liệu, kiểm tra từng ô và ghi chú vào ô. Không mở tệp nào khác.',
    'See and edit the open sheet: to read the figures, check each cell and put notes on cells. No other file is opened.',
  ],
  allowSidebar: [
    'Hiện khung bên cạnh bảng: nơi báo lỗi và nút gửi.',
    'Show the sidebar: where problems and the button to send are.',
  ],
  allowServer: [
    'Kết nối ra ngoài: chỉ tới máy chủ của tỉnh, để lấy biểu và gửi báo cáo.',
    'Connect to a service: only to the province’s server, to get the form and send the report.',
  ],
  allowIdentity: [
    'Biết ai đang dùng: để máy chủ của tỉnh chỉ nhận báo cáo từ đúng người được giao.',
    'Know who you are: so that the province’s server takes a report only from who it was given to.',
  ],
  allowEmail: [
    'Xem địa chỉ email của anh/chị: để tìm trong danh sách của tỉnh và phát hiện khi Google dùng nhầm tài khoản.',
    'See your e-mail address: to know you in the province’s list, and to notice when Google uses the wrong account.',
  ],
  allowOther: [
    'Một quyền khác mà Sổ Tỉnh cần để làm việc vừa rồi.',
    'Another permission Sổ Tỉnh needs for what you just did.',
  ],
  inviting: ['Đang kiểm tra mã mời', 'Checking the code'],
  inviteLabel: ['Mã mời của quản trị', 'Invitation code'],
  inviteHint: [
    'Nếu quản trị của tỉnh đã cấp một mã, hãy nhập vào đây. Mỗi mã dùng một lần.',
    'If the province administrator gave you a code, type it here. A code serves once.',
  ],
  invite: ['Dùng mã mời', 'Use the code'],
} as const satisfies WordList;

const AUTH = 'https://www.googleapis.com/auth/';
/** What a permission is for, by the name the manifest has for it. */
export const PERMISSION_WORDS: Readonly<Record<string, keyof typeof ACCOUNT_WORDS>> = {
  [`${AUTH}spreadsheets.currentonly`]: 'allowSheet',
  [`${AUTH}script.container.ui`]: 'allowSidebar',
  [`${AUTH}script.external_request`]: 'allowServer',
  openid: 'allowIdentity',
  [`${AUTH}userinfo.email`]: 'allowEmail',
};
