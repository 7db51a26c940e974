/** Words of the add-on's own problems, which it names by their code; gaps are filled from what it says besides. */
import type { AddonProblemCode } from '../core/problems.ts';
import type { RpcProblem } from '../core/rpc.ts';

type Told = Readonly<Record<'title' | 'detail', readonly [vi: string, en: string]>>;

export const PROBLEM_WORDS: Readonly<Record<AddonProblemCode, Told>> = {
  identity_missing: {
    title: ['Chưa cấp đủ quyền', 'Permission is missing'],
    detail: [
      'Sổ Tỉnh còn thiếu quyền để làm việc này, nên chưa gửi gì đi. Hãy mở liên kết, đánh dấu từng mục còn thiếu, rồi thử lại.',
      'Sổ Tỉnh lacks a permission it needs for this, so nothing was sent. Open the link, tick what is missing, then try again.',
    ],
  },
  other_account: {
    title: ['Hai tài khoản Google', 'Two Google accounts'],
    detail: [
      'Khung này được mở bằng {opened} nhưng Google đang trả lời bằng {answered}. Chưa gửi gì. Hãy mở bảng trong cửa sổ ẩn danh hoặc hồ sơ Chrome chỉ có {opened}.',
      'This sidebar was opened as {opened} but Google answers as {answered}. Nothing was sent. Open the sheet in a private window or a Chrome profile with only {opened}.',
    ],
  },
  server_unreachable: {
    title: ['Máy chủ của tỉnh chưa trả lời', 'The province’s server did not answer'],
    detail: [
      'Chưa nhận được trả lời. Hãy bấm lại: nếu lần trước đã tới nơi, máy chủ sẽ không ghi hai lần.',
      'No answer came. Press again: if the last try did arrive, the server will not store it twice.',
    ],
  },
  place_not_found: {
    title: ['Không thấy ô này trên bảng', 'The cell is not on the sheet'],
    detail: [
      'Ô này không còn trên bảng. Hãy bấm Kiểm tra lại.',
      'The cell is no longer there. Press Check again.',
    ],
  },
  no_cell_chosen: {
    title: ['Chưa chọn ô nào của biểu', 'No cell of the form is chosen'],
    detail: [
      'Hãy bấm vào một ô do đơn vị điền trên trang của biểu, rồi bấm lại.',
      'Click a cell the office fills on a sheet of the form, then press again.',
    ],
  },
  structure_broken: {
    title: ['Bảng thiếu hoặc trùng trang, cột, dòng', 'Sheets, columns or rows are missing or doubled'],
    detail: [
      'Có {count} chỗ làm cho số liệu có thể lẫn cột, lẫn dòng, nên chưa gửi gì đi. Hãy bấm Kiểm tra để xem từng chỗ.',
      '{count} places could put figures into wrong columns or rows, so nothing was sent. Press Check to see them.',
    ],
  },
  document_busy: {
    title: ['Bảng đang bận', 'The file is busy'],
    detail: [
      'Một người khác đang gửi hoặc tạo bảng trong tệp này. Chờ một chút rồi bấm lại.',
      'Somebody else is sending or creating sheets in this file. Wait a little, then press again.',
    ],
  },
  sheet_moved: {
    title: ['Bảng vừa thay đổi', 'The sheet has just changed'],
    detail: [
      'Có người vừa sửa hoặc chuyển những dòng sắp được ghi nên chưa ghi gì. Bấm lại.',
      'Somebody has just edited or moved the rows to be written, so nothing was written. Press again.',
    ],
  },
  file_closed: {
    title: ['Không có quyền sửa tệp này', 'You may not edit this file'],
    detail: [
      'Chưa có gì thay đổi. Hãy nhờ người tạo tệp cho quyền sửa, rồi bấm lại.',
      'Nothing was changed. Ask the owner of the file to let you edit it, then press again.',
    ],
  },
  unexpected: {
    title: ['Tiện ích gặp sự cố', 'The add-on failed'],
    detail: [
      'Tiện ích dừng giữa chừng. Dữ liệu trên bảng vẫn còn nguyên; hãy thử lại, nếu vẫn vậy thì báo quản trị của tỉnh.',
      'The add-on stopped half-way. What is on the sheet is unharmed; try again, and tell the administrator if it stays so.',
    ],
  },
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

const isOurs = (code: string): code is AddonProblemCode => code in PROBLEM_WORDS;

/** The problem in words: the server's come with theirs. */
export function toldProblem(problem: RpcProblem): RpcProblem {
  if (!isOurs(problem.code) || problem.title !== '') return problem;
  const words = PROBLEM_WORDS[problem.code];
  const { params = {} } = problem;
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);
  const [title, title_en] = words.title;
  const [detail, detail_en] = words.detail.map(fill) as [string, string];
  return { ...problem, title, title_en, detail, detail_en };
}
