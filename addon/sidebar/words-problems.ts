/** Words of problems the add-on names by their code alone; `{cell}` is what it says besides. */
import type { RpcProblem } from '../core/rpc.ts';

type Told = Readonly<Record<'title' | 'detail', readonly [vi: string, en: string]>>;

export const PROBLEM_WORDS: Readonly<Record<string, Told>> = {
  other_report: {
    title: ['Bảng này đã gắn với báo cáo khác', 'This file belongs to another report'],
    detail: [
      'Mỗi tệp chỉ giữ một báo cáo. Hãy mở một tệp mới cho báo cáo này.',
      'A file holds one report. Open a new file for this one.',
    ],
  },
  sheets_exist: {
    title: ['Các trang đã có đủ', 'The sheets are there already'],
    detail: [
      'Tệp này đã có đủ các trang của báo cáo, nên không tạo lại.',
      'This file has all sheets of the report; nothing was created.',
    ],
  },
  not_connected: {
    title: ['Bảng này chưa gắn với báo cáo nào', 'This file belongs to no report'],
    detail: ['Hãy chọn báo cáo và tạo bảng trước.', 'Choose a report and create its sheets first.'],
  },
  bad_arguments: {
    title: ['Lệnh không đúng', 'The call is not understood'],
    detail: [
      'Khung bên và tiện ích không khớp. Hãy đóng và mở lại Sổ Tỉnh.',
      'The sidebar and the add-on do not match. Close and reopen Sổ Tỉnh.',
    ],
  },
  server_reply_unreadable: {
    title: ['Không đọc được trả lời của máy chủ', 'The server’s answer could not be read'],
    detail: [
      'Tiện ích và máy chủ không hiểu nhau. Hãy đóng và mở lại bảng; nếu vẫn vậy, báo quản trị của tỉnh.',
      'The add-on and the server do not understand each other. Close and reopen the sheet; if it stays so, tell the administrator.',
    ],
  },
  quota_used_up: {
    title: ['Hôm nay đã hết lượt gọi của Google', 'Google’s calls of today are used up'],
    detail: [
      'Google cho mỗi tài khoản một số lượt gọi trong 24 giờ, và tài khoản này đã dùng hết. Số liệu trên bảng còn nguyên; sau 24 giờ hãy gửi lại, hoặc nhờ người cùng đơn vị gửi từ tệp này.',
      'Google lets an account make so many calls in 24 hours, and this one has made them. The sheet is unharmed; send again after 24 hours, or let a colleague send from this file.',
    ],
  },
  hourly_refused: {
    title: ['Chưa đặt được tự gửi lại', 'Sending by itself could not be set'],
    detail: [
      'Google không cho tài khoản này thêm lịch chạy. Bản chờ vẫn còn; có mạng hãy bấm Gửi lại.',
      'Google gives this account no more schedules. What waits is kept; press Send again when online.',
    ],
  },
  nothing_waiting: {
    title: ['Không còn bản nào chờ gửi', 'Nothing waits to be sent'],
    detail: [
      'Bản chờ đã tới máy chủ, hoặc quá lớn để giữ và bảng đã sửa từ đó. Hãy bấm Kiểm tra rồi gửi bảng như hiện nay.',
      'It has arrived, or was too large to be kept and the sheet was edited since. Press Check and send the sheet as it is.',
    ],
  },
  not_written: {
    title: ['Chưa nhận được số liệu của đồng nghiệp', 'A colleague’s values could not be taken'],
    detail: [
      'Không ghi được vào ô {cell}, nên chưa gửi gì đi. Hãy mở khóa ô đó rồi gửi lại.',
      '{cell} could not be written, so nothing was sent. Unlock it, then send again.',
    ],
  },
};

/** The problem in words, whoever has them. */
export function toldProblem(problem: RpcProblem): RpcProblem {
  const words = PROBLEM_WORDS[problem.code];
  if (words === undefined || problem.title !== '') return problem;
  const fill = (text: string): string => text.replace('{cell}', problem.detail);
  const [title, title_en] = words.title;
  const [detail, detail_en] = words.detail.map(fill) as [string, string];
  return { ...problem, title, title_en, detail, detail_en };
}
