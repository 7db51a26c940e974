/** Problems of whoever the list does not know, and of whoever comes with an invitation code. Part of the one catalogue of `problem.ts`. */
import { type ProblemSpec, spec } from './problem-spec.ts';

export const INVITATION_PROBLEMS = {
  account_unknown: spec(
    403,
    'Tài khoản chưa có trong danh sách',
    'The account is not in the list',
    'Tài khoản {account} chưa có trong danh sách người làm báo cáo của tỉnh. Hãy xem có đúng tài khoản của cơ quan không. Đúng thì nhập mã mời, hoặc nhờ quản trị của tỉnh ghi thêm tên.',
    'The account {account} is not among those who report in the province. Look whether it is the office’s. If it is, type an invitation code or ask the province administrator to add the name.',
  ),
  invitation_unknown: spec(
    404,
    'Mã mời không đúng',
    'No such invitation code',
    'Không có mã mời này. Hãy xem lại từng chữ trong mã đã nhận, rồi nhập lại.',
    'There is no such code. Look at the code you were given letter by letter, then type it again.',
  ),
  invitation_expired: spec(
    410,
    'Mã mời không còn hiệu lực',
    'The invitation code is no longer valid',
    'Mã mời đã quá hạn hoặc đã bị thay bằng mã khác. Hãy xin quản trị của tỉnh một mã mới.',
    'The code is out of date or was replaced by another. Ask the province administrator for a new one.',
  ),
  invitation_used: spec(
    409,
    'Mã mời đã được dùng',
    'The invitation code was used',
    'Một tài khoản khác đã dùng mã mời hoặc đã là của người được mời. Nếu không phải anh/chị đã dùng, hãy báo ngay quản trị của tỉnh.',
    'Another account used the code or is already the invited person’s. If that was not you, tell the province administrator at once.',
  ),
  account_tied: spec(
    409,
    'Tài khoản này đã là của một người',
    'This account is somebody’s already',
    'Tài khoản này đã vào Sổ Tỉnh, nên mã mời chưa được dùng. Hãy tải lại; nếu vào nhầm người, báo quản trị của tỉnh.',
    'This account is known already, so the code was not used. Load again; if it is the wrong person, tell the province administrator.',
  ),
  invitation_tries: spec(
    429,
    'Đã nhập sai nhiều lần',
    'Too many wrong codes',
    'Tài khoản này đã nhập sai mã mời {most} lần. Chờ {minutes} phút rồi nhập lại.',
    'This account typed {most} wrong codes. Wait {minutes} minutes, then type again.',
  ),
} as const satisfies Record<string, ProblemSpec>;
