/** The chapter of the catalogue of problems about review: deciding level by level, signing, comparing, following up. */
import { spec } from './problem-spec.ts';

export const REVIEW_PROBLEMS = {
  waits_for_level: spec(
    409,
    'Chờ cấp dưới duyệt trước',
    'A lower level comes first',
    'Cấp {level} chưa duyệt báo cáo này. Hãy chờ {level} duyệt, hoặc trả lại nếu báo cáo cần sửa.',
    '{level} has not accepted this report yet. Wait until {level} has, or return the report if it must be mended.',
  ),
  own_submission: spec(
    409,
    'Không tự duyệt báo cáo mình đã gửi',
    'Nobody accepts what they sent',
    'Lần gửi số {revision} do chính tài khoản này gửi nên phải do người khác duyệt. Hãy nhờ người duyệt khác của {level}; nếu chưa có ai, hãy nhờ quản trị của tỉnh thêm một người duyệt, hoặc để đồng nghiệp gửi lại báo cáo.',
    'Revision {revision} was sent by this very account, so somebody else accepts it. Ask another reviewer of {level}; if there is none, ask the province’s administrator to add one, or have a colleague send the report again.',
  ),
  not_a_level: spec(
    422,
    'Không phải cấp duyệt',
    'Not a level of review',
    '{level} không phải cấp duyệt của báo cáo này. Các cấp duyệt: {levels}.',
    '{level} is no level of review of this report. Its levels: {levels}.',
  ),
  unresolved_errors: spec(
    409,
    'Báo cáo còn lỗi chưa xử lý',
    'Unresolved errors',
    'Xét lại hôm nay, lần gửi số {revision} có {errors} lỗi và {warnings} cảnh báo chưa nêu lý do nên không duyệt được. Hãy trả lại các ô đó cho đơn vị.',
    'Checked again today, revision {revision} has {errors} errors and {warnings} warnings without a reason, so it cannot be accepted. Return these cells to the office.',
  ),
  return_without_cells: spec(
    422,
    'Trả lại mà không nêu ô nào',
    'A return without cells',
    'Trả lại báo cáo phải nêu ít nhất một ô kèm nhận xét, nếu không đơn vị không được sửa ô nào.',
    'A return names at least one cell with a remark; otherwise the office could change nothing.',
  ),
  not_signed: spec(
    409,
    'Chưa được ký',
    'Not signed',
    'Biểu này chỉ được duyệt sau khi người ký của đơn vị ký; lần gửi số {revision} chưa được ký.',
    'This form is accepted only after the office’s signer has signed; revision {revision} is not signed.',
  ),
  signed_already: spec(
    409,
    'Đã được ký',
    'Signed already',
    'Lần gửi số {revision} đã được {person} ký; không cần ký lại.',
    'Revision {revision} is signed by {person} already; there is nothing to sign.',
  ),
  nothing_to_revert: spec(
    409,
    'Không có gì để khôi phục',
    'Nothing to go back to',
    'Báo cáo không có lần gửi nào đã ký mà khác với lần gửi số {current} hiện nay.',
    'No signed revision of this report differs from revision {current}, the one there is now.',
  ),
  nothing_to_compare: spec(
    409,
    'Chưa có gì để so sánh',
    'Nothing to compare with',
    'Báo cáo chưa có {what} để so sánh.',
    'The report has no {what} to compare with.',
  ),
  follow_up_resolved: spec(
    409,
    'Mục theo dõi đã khép',
    'Follow-up resolved already',
    'Mục theo dõi số {no} đã được {person} khép. Hãy đánh dấu mục mới nếu còn cần theo dõi.',
    'Follow-up {no} was resolved by {person}. Make a new one if it is still needed.',
  ),
} as const;
