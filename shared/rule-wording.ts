/** The chapter of the issue catalogue about rules: what the code of each rule kind says in Vietnamese and English. */
import { both, KIND, WRITTEN, wording } from './issue-wording.ts';

/** Issues of rules carry the rule's own reason; this stands only where a rule is no longer in the template. */
const RULE_WHY = both('Quy tắc của biểu.', 'A rule of the form.');

export const RULE_WORDING = {
  parts_sum: wording(
    both('Tổng và các phần không khớp', 'Parts and whole differ'),
    WRITTEN,
    both('{relation} {sum}, là tổng các phần', '{relation} {sum}, the sum of the parts'),
    RULE_WHY,
  ),
  at_most: wording(
    both('Lớn hơn mức cho phép', 'Larger than allowed'),
    WRITTEN,
    both('Không lớn hơn {limit} ở “{other}”', 'At most {limit}, as in “{other}”'),
    RULE_WHY,
  ),
  part_of: wording(
    both('Phần lớn hơn tổng', 'A part larger than the whole'),
    WRITTEN,
    both('Không lớn hơn {limit} ở “{other}”', 'At most {limit}, as in “{other}”'),
    RULE_WHY,
  ),
  matches: wording(
    both('Hai ô không khớp', 'Two cells differ'),
    WRITTEN,
    both('{relation} {limit} ở “{other}”', '{relation} {limit}, as in “{other}”'),
    RULE_WHY,
  ),
  required_when: wording(
    both('Cần ghi thêm', 'Something more is needed'),
    both('Ô còn trống', 'The cell is blank'),
    KIND,
    RULE_WHY,
  ),
  blank_when: wording(
    both('Hai ô trái nhau', 'Two cells disagree'),
    WRITTEN,
    both('Để trống, theo “{other}”', 'Blank, given “{other}”'),
    RULE_WHY,
  ),
  bound_when: wording(
    both('Hai ô trái nhau', 'Two cells disagree'),
    WRITTEN,
    both('{relation} {limit}, theo “{other}”', '{relation} {limit}, given “{other}”'),
    RULE_WHY,
  ),
  in_future: wording(
    both('Ngày chưa đến', 'A day still to come'),
    WRITTEN,
    both('Không sau ngày kiểm tra {limit}', 'Not after {limit}, the day of the check'),
    RULE_WHY,
  ),
  unique: wording(
    both('Trùng dòng', 'Repeated row'),
    WRITTEN,
    both('Mỗi nội dung chỉ ghi một dòng', 'One row for each'),
    RULE_WHY,
  ),
  count_per_group: wording(
    both('Số lượng không đúng mức', 'Too few or too many'),
    both('Có {count} dòng của {found}', '{count} rows of {found}'),
    both('Từ {min} đến {max}', 'From {min} to {max}'),
    RULE_WHY,
  ),
  monotonic: wording(
    both('Lũy kế giảm', 'A cumulative figure fell'),
    WRITTEN,
    both('Không nhỏ hơn {limit} của kỳ trước', 'At least {limit}, the figure of the previous period'),
    RULE_WHY,
  ),
  band: wording(
    both('Khác hẳn các kỳ trước', 'Unlike earlier periods'),
    WRITTEN,
    both('Thường trong khoảng {min} đến {max}', 'Usually between {min} and {max}'),
    RULE_WHY,
  ),
  sum_of_periods: wording(
    both('Không bằng tổng các kỳ', 'Not the sum of the periods'),
    WRITTEN,
    both('Bằng {sum}, là tổng các kỳ', 'Equal to {sum}, the sum of the periods'),
    RULE_WHY,
  ),
  date_order: wording(
    both('Ngày không đúng thứ tự', 'Dates in the wrong order'),
    WRITTEN,
    both('{relation} {limit} ở “{other}”', '{relation} {limit}, as in “{other}”'),
    RULE_WHY,
  ),
} as const;
