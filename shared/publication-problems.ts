/** Problems of publishing, in the one catalogue of `problem.ts`. */
import { spec } from './problem-spec.ts';

export const PUBLICATION_PROBLEMS = {
  publication_reason: spec(
    422,
    'Công bố lại cần lý do',
    'A correction needs its reason',
    'Số này đã công bố {count} lần. Hãy ghi lý do công bố lại.',
    'Published {count} times already. Say why it is published again.',
  ),
  publication_status: spec(
    409,
    'Tình trạng công bố không hợp lệ',
    'Status not possible',
    'Sau “chính thức” chỉ có “điều chỉnh”; bản đầu tiên không thể là “điều chỉnh”.',
    'Only “adjusted” follows “official”, and the first cannot be “adjusted”.',
  ),
  publication_changed: spec(
    409,
    'Bản công bố đã bị sửa',
    'Publication changed',
    'Bản công bố lưu trong kho không còn khớp mã của nó nên không được xuất. Hãy báo quản trị của tỉnh.',
    'The stored publication no longer agrees with its hash and is not handed out. Tell the administrator.',
  ),
  export_changed: spec(
    409,
    'Không xuất lại được đúng tệp cũ',
    'Not the same file',
    'Phần mềm xuất tệp đã đổi từ khi công bố, tệp sẽ khác bản cũ. Hãy dùng tệp đã lưu; số liệu còn nguyên ở {url}.',
    'The program has changed and would make another file. Use the one kept then; the figures are at {url}.',
  ),
} as const;
