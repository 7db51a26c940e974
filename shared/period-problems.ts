/** Problems of periods and of more time for single reports: part of the one catalogue in `problem.ts`. */
import { type ProblemSpec, spec } from './problem-spec.ts';

export const PERIOD_PROBLEMS = {
  period_not_open: spec(
    409,
    'Kỳ báo cáo chưa mở',
    'Period not open yet',
    'Kỳ {period} (số liệu đến hết ngày {day}) chưa mở nên chưa nhận báo cáo. Chỉ tiêu giao xem được ngay; gửi được khi quản trị của tỉnh mở kỳ.',
    'Period {period} (data up to {day}) is not open, so nothing is taken yet. Its targets can be read now; send once the province administrator opens it.',
  ),
  period_move_refused: spec(
    409,
    'Không chuyển được trạng thái kỳ',
    'The period cannot go there',
    'Kỳ {period} {state} nên không chuyển thẳng sang “{wanted}” được; từ đây chỉ chuyển được sang: {allowed}.',
    'Period {period} is {state}; from there it goes to {allowed} only, not to {wanted}.',
  ),
  extension_day: spec(
    422,
    'Ngày gia hạn chưa đúng',
    'No later day',
    'Hạn mới {until} phải sau hôm nay ({today}) và sau hạn hiện nay ({due}). Hãy chọn ngày muộn hơn.',
    'The new date {until} must come after today ({today}) and after the present one ({due}). Choose a later day.',
  ),
  extension_too_far: spec(
    422,
    'Ngày gia hạn quá xa',
    'Too late a day',
    'Hạn mới {until} quá xa: muộn nhất là {latest}. Xem lại năm, hoặc chọn ngày sớm hơn.',
    'The new date {until} is too far away: the latest is {latest}. Look at the year again, or choose an earlier day.',
  ),
  extension_open: spec(
    409,
    'Đã có đề nghị gia hạn',
    'A request is open',
    'Đề nghị gia hạn số {no} ({person} gửi ngày {day}, xin đến {until}) chưa được trả lời. Mỗi lúc một đề nghị: người duyệt trả lời đề nghị ấy trước.',
    'Request {no} for more time (by {person} on {day}, until {until}) is not answered yet. One at a time: whoever reviews the report answers that one first.',
  ),
  extension_decided: spec(
    409,
    'Đề nghị đã được quyết định',
    'Already decided',
    'Đề nghị gia hạn số {no} đã được {person} {outcome} ngày {day}.',
    'Request {no} for more time was {outcome} by {person} on {day}.',
  ),
  period_locked: spec(
    409,
    'Kỳ báo cáo đã khóa',
    'Period locked',
    'Kỳ {period} đã khóa nên không thể {action} báo cáo. Hãy nhờ quản trị của tỉnh chuyển kỳ về “đã đóng”.',
    'Period {period} is locked, so the report cannot be {action}. Ask the province administrator to move it back to closed.',
  ),
  extension_locked: spec(
    403,
    'Kỳ đã khóa',
    'Period locked',
    'Kỳ {period} đã khóa nên chỉ quản trị gia hạn được. Hãy nhờ quản trị của tỉnh.',
    'Period {period} is locked; only an administrator can give more time. Ask the province administrator.',
  ),
} as const satisfies Record<string, ProblemSpec>;
