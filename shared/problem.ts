/** The one catalogue of problems: every request that cannot be served, named once (RFC 9457). Codes are never reused. */

import { INVITATION_PROBLEMS } from './invitation-problems.ts';
import { PERIOD_PROBLEMS } from './period-problems.ts';
import { type ProblemSpec, spec } from './problem-spec.ts';
import { PUBLICATION_PROBLEMS } from './publication-problems.ts';
import { spokenId } from './request-id.ts';
import { REVIEW_PROBLEMS } from './review-problems.ts';
import { WORKBOOK_PROBLEMS } from './workbook-problems.ts';

export const PROBLEMS = {
  malformed_json: spec(
    400,
    'Dữ liệu gửi lên bị hỏng',
    'Malformed JSON',
    'Nội dung gửi lên không đọc được. Hãy gửi lại.',
    'The body is not valid JSON. Send it again.',
  ),
  json_too_deep: spec(
    400,
    'Dữ liệu lồng quá sâu',
    'JSON too deep',
    'Nội dung lồng quá {limit} lớp nên không nhận.',
    'The body nests deeper than {limit} levels.',
  ),
  idempotency_key_required: spec(
    400,
    'Thiếu mã lần gửi',
    'Idempotency-Key required',
    'Mỗi lần gửi cần một mã riêng ở tiêu đề Idempotency-Key.',
    'Every push needs its own Idempotency-Key header.',
  ),
  not_signed_in: spec(
    401,
    'Chưa đăng nhập',
    'Not signed in',
    'Không xác nhận được tài khoản. Hãy đăng nhập lại bằng tài khoản cơ quan.',
    'The identity token is missing or not accepted. Sign in again.',
  ),
  sign_in_failed: spec(
    400,
    'Chưa đăng nhập được',
    'Signing in did not succeed',
    'Lần đăng nhập này quá lâu, đã dùng rồi, hoặc bắt đầu ở trình duyệt khác. Hãy bấm Đăng nhập để làm lại.',
    'This attempt took too long, was used already, or began in another browser. Sign in again.',
  ),
  sign_in_refused: spec(
    403,
    'Chưa đăng nhập',
    'Not signed in',
    'Anh/chị đã dừng ở trang đăng nhập. Muốn vào thì bấm Đăng nhập và chọn tài khoản cơ quan.',
    'You turned back at the sign-in page. To come in, sign in and choose your office’s account.',
  ),
  sign_in_off: spec(
    404,
    'Chưa mở đăng nhập',
    'Signing in is off',
    'Máy chủ này chưa mở đăng nhập bằng tài khoản. Hãy xin quản trị của tỉnh một liên kết riêng.',
    'Nobody can sign in with an account at this server yet. Ask the province’s administrator for a personal link.',
  ),
  not_allowed: spec(
    403,
    'Không có quyền',
    'Not allowed',
    'Tài khoản này không được làm việc đó. Hãy liên hệ quản trị của tỉnh.',
    'This account may not do that. Ask the province administrator.',
  ),
  not_found: spec(
    404,
    'Không tìm thấy',
    'Not found',
    'Không có mục này, hoặc mục này không thuộc đơn vị của anh/chị. Hãy xem đang dùng đúng tài khoản của cơ quan không, hoặc hỏi quản trị của tỉnh.',
    'There is no such thing, or it is not your office’s. Look whether this is the office’s account, or ask the province administrator.',
  ),
  no_such_address: spec(
    404,
    'Không có địa chỉ này',
    'No such address',
    'Máy chủ không có trang hay dịch vụ ở địa chỉ này. Hãy xem lại cách viết; các địa chỉ có ở /docs.',
    'Nothing answers at this address. See how it is spelled; the addresses there are stand in /docs.',
  ),
  method_not_allowed: spec(
    405,
    'Cách gọi không đúng',
    'Method not allowed',
    'Địa chỉ này không nhận cách gọi {method}, chỉ nhận {allow}.',
    'This address does not answer {method}, only {allow}.',
  ),
  not_on_map: spec(
    422,
    'Đơn vị không có vào ngày này',
    'No such office on that day',
    'Ngày {day} không có {unit}. Hãy chọn đơn vị đang có, hoặc xem nguyên trạng khi đó, ở cuối kỳ.',
    'There is no {unit} on {day}. Choose an office there is, or ask for the figures as they were at the end of the period (basis=asWas).',
  ),
  not_comparable: spec(
    422,
    'Không so sánh được',
    'Not comparable',
    '{unit} được chia từ ngày {day} mà không có tỷ lệ công bố, nên không biết phần nào thuộc {scope}. Hãy xem theo địa bàn so sánh được.',
    '{unit} was split on {day} and nobody published the shares, so it is not known how much belongs to {scope}. Ask for the common territory (basis=common).',
  ),
  counts_not_divided: spec(
    422,
    'Không chia được số đếm',
    'Counts cannot be divided',
    'Biểu này đếm từng dòng, mà {scope} chỉ nhận một phần của đơn vị cũ. Hãy xem theo địa bàn so sánh được.',
    'This form counts rows, and {scope} took over only a part of a former office. Ask for the common territory (basis=common).',
  ),
  stale_revision: spec(
    409,
    'Báo cáo đã có lần gửi mới hơn',
    'Stale base revision',
    'Bảng này dựa vào lần gửi số {base}, còn lần gửi hiện nay là số {current}. Hãy xem các ô khác nhau rồi gửi lại.',
    'This sheet is based on revision {base}, and the current one is {current}. Look at the cells that differ and send again.',
  ),
  parts_missing: spec(
    409,
    'Còn thiếu phần của nội dung',
    'Parts of the content are missing',
    'Máy chủ còn thiếu {count} phần của nội dung gửi dưới mã này; chưa có gì được lưu. Hãy gửi các phần đó rồi gửi lại.',
    'The server lacks {count} parts of the content sent under this key; nothing was stored. Send them, then send again.',
  ),
  revision_ahead: spec(
    409,
    'Máy chủ chưa có lần gửi này',
    'Base revision not known',
    'Bảng này dựa vào lần gửi số {base}, nhưng máy chủ mới có đến lần gửi số {current}. Hãy xem các ô khác nhau rồi gửi lại; nếu không rõ vì sao, hãy báo quản trị của tỉnh.',
    'This sheet is based on revision {base}, but the server has revision {current} only. Look at the cells that differ and send again; if you do not know why, tell the province administrator.',
  ),
  merge_conflict: spec(
    409,
    'Có ô hai người cùng sửa',
    'Two people changed the same cells',
    'Có {count} ô anh/chị đã sửa và người khác cũng đã sửa khác đi sau lần gửi số {base}. Chưa có gì được lưu. Hãy chọn giá trị cho từng ô rồi gửi lại, dựa vào lần gửi số {current}.',
    '{count} cells you changed were changed otherwise by somebody else after revision {base}. Nothing was stored. Choose a value for each cell and send again, based on revision {current}.',
  ),
  section_not_yours: spec(
    403,
    'Phần này người khác phụ trách',
    'Somebody else’s section',
    'Bảng này sửa {count} ô ở phần đã giao cho người khác: {sections}. Chưa có gì được lưu. Hãy để nguyên phần đó, hoặc nhờ người phụ trách gửi.',
    'This sheet changes {count} cells of sections given to somebody else: {sections}. Nothing was stored. Leave them as they were, or ask their owner to send.',
  ),
  resolution_unfit: spec(
    422,
    'Lựa chọn không khớp với báo cáo',
    'Choices do not fit the report',
    'Có {count} ô mà lựa chọn gửi kèm không khớp với nội dung gửi, hoặc không khớp với lần gửi số {base}. Chưa có gì được lưu. Hãy xem lại các ô đó rồi gửi lại.',
    'For {count} cells the choices sent along do not fit the content sent, or not revision {base}. Nothing was stored. Look at these cells and send again.',
  ),
  decision_on_another: spec(
    409,
    'Không phải lần gửi đang xét',
    'Not the revision to decide on',
    'Quyết định này nói về lần gửi số {base}, còn lần gửi đang xét là số {current}. Hãy xem lần gửi số {current} rồi quyết định lại.',
    'The decision is about revision {base}, but the one to decide on is {current}. Look at revision {current} and decide again.',
  ),
  wrong_state: spec(
    409,
    'Trạng thái báo cáo không cho phép',
    'Wrong state',
    'Báo cáo đang ở trạng thái “{state}” nên không thể {action}.',
    'The report’s state is “{state}”; it cannot be {action}.',
  ),
  ...PERIOD_PROBLEMS,
  ...REVIEW_PROBLEMS,
  ...PUBLICATION_PROBLEMS,
  ...WORKBOOK_PROBLEMS,
  period_closed: spec(
    409,
    'Kỳ báo cáo đã đóng',
    'Period closed',
    'Kỳ {period} đã đóng. Hãy xin gia hạn với cấp trên.',
    'Period {period} is closed. Ask for an extension.',
  ),
  template_version_mismatch: spec(
    409,
    'Biểu đã đổi',
    'Template version mismatch',
    'Bảng hoặc tệp này theo biểu phiên bản {sent}, kỳ này dùng phiên bản {expected}. Bảng Google thì bấm ⋮ rồi Sửa cấu trúc biểu; tệp Excel thì tải tệp mới rồi chép số sang.',
    'The sheet or file follows version {sent}; this period uses version {expected}. In Google press ⋮, then repair the sheet structure; of an Excel file download a new one and copy the figures over.',
  ),
  template_state: spec(
    409,
    'Trạng thái biểu không cho phép',
    'Wrong state of the form',
    'Biểu {form} {state} nên không thể {action}.',
    'Form {form} is {state}; it cannot be {action}.',
  ),
  rule_not_rehearsed: spec(
    409,
    'Quy tắc chưa được chạy thử',
    'Rule not rehearsed',
    'Quy tắc {rule} chưa được chạy lại trên báo cáo nào của các kỳ trước. Hãy chạy thử đúng quy tắc này rồi mới đưa ra dùng thử.',
    'Rule {rule} was not rehearsed on any report of earlier periods. Run exactly this rule through rehearsals before it goes on trial.',
  ),
  rule_not_tried: spec(
    409,
    'Quy tắc chưa được dùng thử',
    'Rule not on trial',
    'Quy tắc {rule} chưa được dùng thử nên chưa bật được. Hãy đưa ra dùng thử trước.',
    'Rule {rule} is not on trial, so it cannot be switched on. Put it on trial first.',
  ),
  rule_backwards: spec(
    409,
    'Không đổi quy tắc cho ngày đã qua',
    'Rules never change backwards',
    'Ngày {day} đã qua. Quy tắc chỉ đổi từ ngày {today} trở đi.',
    'The day {day} has passed. Rules change from {today} on.',
  ),
  body_too_large: spec(
    413,
    'Dữ liệu quá lớn',
    'Body too large',
    'Nội dung gửi lên vượt {limit}. Hãy chia nhỏ.',
    'The body exceeds {limit}. Send less at once.',
  ),
  unsupported_media_type: spec(
    415,
    'Kiểu dữ liệu không nhận',
    'Unsupported media type',
    'Máy chủ chỉ nhận {expected}.',
    'The server takes {expected} only.',
  ),
  invalid_request: spec(
    422,
    'Yêu cầu không đúng',
    'Invalid request',
    'Yêu cầu có chỗ sai, xem danh sách kèm theo.',
    'Some parts of the request are wrong; see the list.',
  ),
  idempotency_key_reused: spec(
    422,
    'Mã lần gửi đã dùng cho nội dung khác',
    'Idempotency-Key reused',
    'Mã lần gửi này đã dùng cho một nội dung khác. Hãy bấm Gửi lại từ đầu.',
    'This key was used for another content. Start the push anew.',
  ),
  report_has_errors: spec(
    422,
    'Báo cáo còn lỗi',
    'Report has errors',
    'Còn {errors} lỗi và {warnings} cảnh báo chưa nêu lý do. Chưa có gì được lưu.',
    '{errors} errors and {warnings} warnings without a reason remain. Nothing was stored.',
  ),
  closed_cells_changed: spec(
    422,
    'Sửa ngoài các ô được trả lại',
    'Cells outside the return changed',
    'Có {others} ô không bị trả lại mà đã đổi: {named}. Hãy đưa về như lần gửi số {revision} rồi gửi lại; chỉ được sửa {count} ô bị trả lại.',
    '{others} cells were changed that were not returned: {named}. Put them back as in revision {revision} and send again; only the {count} returned cells may change.',
  ),
  not_a_shortfall: spec(
    422,
    'Chỗ này không phải chưa đạt',
    'Nothing falls short here',
    'Trong lần gửi được tính, “{row}” không phải chỗ chưa đạt nên không giao việc từ đó. Hãy xem lại danh sách chỗ chưa đạt.',
    'In the counted revision “{row}” does not fall short, so no task is opened from it. Look at the list of shortfalls again.',
  ),
  task_already_opened: spec(
    409,
    'Đã giao việc từ chỗ này',
    'Task already opened',
    'Từ chỗ chưa đạt này đã giao việc cho {lead}, hạn {deadline}. Hãy theo dõi việc đó, không giao thêm lần nữa.',
    'A task was already opened from this figure for {lead}, due {deadline}. Follow that one instead of opening another.',
  ),
  no_open_task_report: spec(
    409,
    'Không có báo cáo công việc nhận việc này',
    'No tasks report can take it',
    'Đơn vị không có báo cáo công việc nào đang mở mà chưa gửi để nhận việc này. Hãy giao báo cáo công việc của kỳ tới rồi giao lại.',
    'The office has no open tasks report that is not sent yet. Assign it the tasks report of the next period, then try again.',
  ),
  secret_content: spec(
    422,
    'Báo cáo có nội dung mật',
    'Secret content',
    'Báo cáo có nội dung mật không gửi qua đường này. Hãy gửi theo đường văn bản mật.',
    'Reports with secret content are not sent this way. Use the channel for secret documents.',
  ),
  ...INVITATION_PROBLEMS,
  too_many_requests: spec(
    429,
    'Máy chủ đang bận',
    'Server busy',
    'Máy chủ đang bận: có quá nhiều yêu cầu hoặc tệp đang xuất cùng lúc. Chờ {seconds} giây rồi thử lại.',
    'The server is busy: too many requests or exports at once. Try again in {seconds} seconds.',
  ),
  client_gone: spec(
    499,
    'Đã ngừng tải tệp',
    'Client gone',
    'Người tải đã ngừng trước khi tệp được làm, nên tệp không được làm nữa. Hãy tải lại nếu còn cần.',
    'The client left before the file was made, so it was not made. Ask again if it is still needed.',
  ),
  internal: spec(
    500,
    'Máy chủ gặp sự cố',
    'Internal error',
    'Máy chủ gặp sự cố, chưa có gì được lưu. Hãy gửi lại; nếu vẫn lỗi, báo mã {requestId}.',
    'Something went wrong on the server; nothing was stored. Send again; if it persists report {requestId}.',
  ),
  shutting_down: spec(
    503,
    'Máy chủ đang khởi động lại',
    'Shutting down',
    'Máy chủ đang khởi động lại. Hãy gửi lại sau ít giây.',
    'The server is restarting. Send again in a few seconds.',
  ),
  database_unavailable: spec(
    503,
    'Kho dữ liệu tạm ngừng',
    'Database unavailable',
    'Kho dữ liệu tạm ngừng, chưa có gì được lưu. Hãy gửi lại sau ít phút.',
    'The database is not reachable; nothing was stored. Send again in a few minutes.',
  ),
  idp_unavailable: spec(
    503,
    'Không kiểm tra được tài khoản',
    'Identity provider unavailable',
    'Tạm thời không kiểm tra được tài khoản. Hãy thử lại sau ít phút.',
    'The account cannot be verified at the moment. Try again in a few minutes.',
  ),
  export_too_slow: spec(
    503,
    'Xuất tệp quá lâu',
    'Export too slow',
    'Tệp này làm quá {seconds} giây chưa xong nên máy chủ đã dừng lại. Hãy thử lại sau ít phút; nếu vẫn vậy, báo mã {requestId}.',
    'The file was not made within {seconds} seconds and was given up. Try again in a few minutes; if it persists report {requestId}.',
  ),
  storage_full: spec(
    507,
    'Hết chỗ lưu',
    'Storage full',
    'Máy chủ hết chỗ lưu, chưa có gì được lưu. Hãy báo quản trị.',
    'The server has no space left; nothing was stored. Tell the administrator.',
  ),
} as const satisfies Record<string, ProblemSpec>;

export type ProblemCode = keyof typeof PROBLEMS;

type ProblemDetails = Readonly<Record<string, string | number>>;

/** Thrown where a request cannot be served; rendered in one place per side. `extra` becomes members of the RFC 9457 body. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(
    code: ProblemCode,
    details: ProblemDetails = {},
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
    this.extra = extra;
  }
  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

const RETRY_AFTER_SECONDS: Partial<Record<ProblemCode, number>> = {
  too_many_requests: 5,
  invitation_tries: 900,
  database_unavailable: 2,
  idp_unavailable: 30,
  shutting_down: 5,
};

/** Seconds after which the same request may succeed: what the thrower knows (`details.seconds`), else the usual. */
export function retryAfterSeconds({ code, details }: Problem): number | undefined {
  const usual = RETRY_AFTER_SECONDS[code];
  return usual !== undefined && typeof details.seconds === 'number' ? Math.ceil(details.seconds) : usual;
}

const fill = (text: string, details: ProblemDetails): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));

/** Details in English where they differ: `state_en` beside `state`. */
function englishDetails(details: ProblemDetails): ProblemDetails {
  const english: Record<string, string | number> = { ...details };
  for (const [name, value] of Object.entries(details)) {
    if (name.endsWith('_en')) english[name.slice(0, -3)] = value;
  }
  return english;
}

/** The RFC 9457 body: `type` is `/problems/<code>`, `title`/`detail` Vietnamese, `title_en`/`detail_en` English. */
export function problemBody(problem: Problem, requestId: string): Record<string, unknown> {
  const { status, title, detail } = PROBLEMS[problem.code];
  const seconds = retryAfterSeconds(problem);
  const details = {
    requestId: spokenId(requestId),
    ...problem.details,
    ...(seconds === undefined ? {} : { seconds }),
  };
  return {
    type: `/problems/${problem.code}`,
    status,
    code: problem.code,
    title: title.vi,
    title_en: title.en,
    detail: fill(detail.vi, details),
    detail_en: fill(detail.en, englishDetails(details)),
    requestId,
    ...problem.extra,
  };
}
