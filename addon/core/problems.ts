/** The add-on's own catalogue of what can stop a call before or after the server; the server's problems pass through. */
import type { RpcProblem } from './rpc.ts';

interface Entry {
  readonly title: string;
  readonly title_en: string;
  readonly detail: string;
  readonly detail_en: string;
  readonly retry: boolean;
}

const SILENT = { title: '', title_en: '', detail: '', detail_en: '', retry: false };

export const ADDON_PROBLEMS = {
  identity_missing: {
    title: 'Chưa cấp đủ quyền',
    title_en: 'Permission is missing',
    detail:
      'Sổ Tỉnh còn thiếu quyền để làm việc này, nên chưa gửi gì đi. Hãy mở liên kết, đánh dấu từng mục còn thiếu, rồi thử lại.',
    detail_en:
      'Sổ Tỉnh lacks a permission it needs for this, so nothing was sent. Open the link, tick what is missing, then try again.',
    retry: true,
  },
  other_account: {
    title: 'Hai tài khoản Google',
    title_en: 'Two Google accounts',
    detail:
      'Khung này được mở bằng {opened} nhưng Google đang trả lời bằng {answered}. Chưa gửi gì. Hãy đóng khung, rồi mở lại trong cửa sổ chỉ có {opened}.',
    detail_en:
      'This sidebar was opened as {opened} but Google answers as {answered}. Nothing was sent. Close it and open it again in a window with only {opened}.',
    retry: true,
  },
  server_unreachable: {
    title: 'Không gọi được máy chủ của tỉnh',
    title_en: 'The province’s server did not answer',
    detail: 'Chưa nhận được trả lời. Hãy bấm lại: nếu lần trước đã tới nơi, máy chủ sẽ không ghi hai lần.',
    detail_en: 'No answer came. Press again: if the last try did arrive, the server will not store it twice.',
    retry: true,
  },
  // The sidebar has the words of these (words-problems.ts): a script has less room than a page.
  quota_used_up: { ...SILENT, retry: true },
  hourly_refused: SILENT,
  nothing_waiting: SILENT,
  not_written: { ...SILENT, detail: '{cell}', retry: true },
  server_reply_unreadable: { ...SILENT, retry: true },
  not_connected: SILENT,
  other_report: SILENT,
  sheets_exist: SILENT,
  place_not_found: {
    title: 'Không thấy ô này trên bảng',
    title_en: 'The cell is not on the sheet',
    detail: 'Ô này không còn trên bảng. Hãy bấm Kiểm tra lại.',
    detail_en: 'The cell is no longer there. Press Check again.',
    retry: false,
  },
  no_cell_chosen: {
    title: 'Chưa chọn ô nào của biểu',
    title_en: 'No cell of the form is chosen',
    detail: 'Hãy bấm vào một ô do đơn vị điền trên trang của biểu, rồi bấm lại.',
    detail_en: 'Click a cell the office fills on a sheet of the form, then press again.',
    retry: true,
  },
  structure_broken: {
    title: 'Bảng thiếu hoặc trùng cột, dòng',
    title_en: 'Columns or rows are missing or doubled',
    detail:
      'Có {count} chỗ làm cho số liệu có thể lẫn cột, lẫn dòng, nên chưa gửi gì đi. Hãy bấm Kiểm tra để xem từng chỗ.',
    detail_en:
      '{count} places could put figures into wrong columns or rows, so nothing was sent. Press Check to see them.',
    retry: false,
  },
  document_busy: {
    title: 'Bảng đang bận',
    title_en: 'The file is busy',
    detail: 'Một người khác đang gửi hoặc tạo bảng trong tệp này. Chờ một chút rồi bấm lại.',
    detail_en: 'Somebody else is sending or creating sheets in this file. Wait a little, then press again.',
    retry: true,
  },
  sheet_moved: {
    title: 'Bảng vừa thay đổi',
    title_en: 'The sheet has just changed',
    detail: 'Có người vừa sửa hoặc chuyển những dòng sắp được ghi nên chưa ghi gì. Bấm lại.',
    detail_en:
      'Somebody has just edited or moved the rows to be written, so nothing was written. Press again.',
    retry: true,
  },
  file_closed: {
    title: 'Bạn không có quyền sửa tệp này',
    title_en: 'You may not edit this file',
    detail: 'Chưa có gì thay đổi. Hãy nhờ người tạo tệp cho quyền sửa, rồi bấm lại.',
    detail_en: 'Nothing was changed. Ask the owner of the file to let you edit it, then press again.',
    retry: true,
  },
  bad_arguments: SILENT,
  unexpected: {
    title: 'Tiện ích gặp sự cố',
    title_en: 'The add-on failed',
    detail:
      'Tiện ích dừng giữa chừng. Dữ liệu trên bảng vẫn còn nguyên; hãy thử lại, nếu vẫn vậy thì báo quản trị của tỉnh.',
    detail_en:
      'The add-on stopped half-way. What is on the sheet is unharmed; try again, and tell the administrator if it stays so.',
    retry: true,
  },
} as const satisfies Record<string, Entry>;

type AddonProblemCode = keyof typeof ADDON_PROBLEMS;

/** Thrown inside the add-on; guard.ts turns it into data. */
export class AddonProblem extends Error {
  readonly problem: RpcProblem;
  constructor(problem: RpcProblem) {
    super(problem.code);
    this.name = 'AddonProblem';
    this.problem = problem;
  }
}

/** A problem of the add-on's own catalogue, ready to throw. */
export function addonProblem(
  code: AddonProblemCode,
  details: Readonly<Record<string, string>> = {},
  extra: Pick<RpcProblem, 'authorizationUrl'> = {},
): AddonProblem {
  const entry = ADDON_PROBLEMS[code];
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => details[name] ?? whole);
  return new AddonProblem({
    code,
    title: entry.title,
    title_en: entry.title_en,
    detail: fill(entry.detail),
    detail_en: fill(entry.detail_en),
    retry: entry.retry,
    ...extra,
  });
}
