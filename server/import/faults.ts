/** The one catalogue of what can be wrong in the files of an import: code, words in Vietnamese and English. */
import type { Source } from '../store/province-data.ts';

interface FaultSpec {
  readonly vi: string;
  readonly en: string;
  /** True: told, and stored all the same, because practice knows it. */
  readonly mayBe?: true;
}
const spec = (vi: string, en: string): FaultSpec => ({ vi, en });
const warning = (vi: string, en: string): FaultSpec => ({ vi, en, mayBe: true });

export const IMPORT_FAULTS = {
  // files
  folder_missing: spec('Không mở được thư mục {path}.', 'The folder {path} cannot be opened.'),
  file_missing: spec(
    'Thiếu tệp này; mỗi thư mục nhập cần có nó.',
    'This file is missing; every import folder needs it.',
  ),
  file_alone: spec('Tệp này chỉ đọc được cùng với {other}.', 'This file is read together with {other} only.'),
  file_unknown: spec(
    'Không biết tệp này dùng làm gì. Các tệp được đọc: {known}.',
    'There is no use for this file. Files read: {known}.',
  ),
  file_too_large: spec('Tệp lớn hơn {limit} MB.', 'The file is larger than {limit} MB.'),
  not_utf8: spec(
    'Tệp không phải UTF-8 (có thể là bảng mã cũ như TCVN3). Hãy lưu lại với bảng mã UTF-8.',
    'The file is not UTF-8 (perhaps an old encoding such as TCVN3). Save it again as UTF-8.',
  ),
  not_json: spec('Không đọc được JSON: {why}.', 'This is not valid JSON: {why}.'),
  json_twice: spec(
    'Mục “{member}” ghi hai lần trong cùng một nhóm; chỉ giữ một.',
    'Member “{member}” is given twice in one object; keep one.',
  ),
  file_empty: spec('Tệp này trống. Nội dung cần có: {needed}.', 'This file is empty. It needs: {needed}.'),
  quote_open: spec(
    'Dấu " mở ở dòng này không có dấu " đóng lại. Hãy thêm dấu đóng; dấu " nằm trong nội dung thì viết hai lần ("").',
    'The " opened on this line is not closed. Close it; a " within the text is written twice ("").',
  ),
  quote_inside: spec(
    'Dấu " nằm giữa một ô ở dòng này. Hãy đặt cả ô trong dấu " và viết dấu " bên trong hai lần, như "Xã ""Điểm"" số 1".',
    'There is a " in the middle of a cell on this line. Put the whole cell in quotes and write those inside twice, as in "Commune ""Model"" 1".',
  ),
  too_many_cells: spec(
    'Dòng này có {found} ô mà tệp chỉ có {columns} cột. Ô có dấu phẩy hoặc chấm phẩy bên trong thì đặt trong dấu ".',
    'This line has {found} cells where the file has {columns} columns. Put a cell with a comma or semicolon in quotes.',
  ),
  bad_member: spec('Mục “{member}”: {why}.', 'Member “{member}” {why}.'),
  bad_form: spec('Biểu chưa đúng ở mục “{member}”: {why}.', 'The form is wrong: “{member}” {why}.'),
  unsound_form: spec(
    'Biểu đủ các mục nhưng không khớp nhau; lý do (tiếng Anh): {why}.',
    'The form has all its members, but they do not fit together: {why}.',
  ),
  // headers
  header_missing: spec('Thiếu cột “{column}”.', 'Column “{column}” is missing.'),
  header_unknown: spec(
    'Không có cột tên “{column}”. Các cột được đọc: {known}.',
    'There is no column “{column}”. Columns read: {known}.',
  ),
  header_twice: spec('Cột “{column}” có hai lần.', 'Column “{column}” occurs twice.'),
  // cells
  cell_empty: spec('Cột “{column}” không được để trống.', 'Column “{column}” must not be empty.'),
  cell_bad_id: spec(
    'Mã “{found}” ở cột “{column}” chỉ được gồm chữ không dấu, số và dấu . _ -, dài tối đa 80, bắt đầu bằng chữ hoặc số.',
    'The id “{found}” in column “{column}” may hold letters A–Z, digits and . _ - only, at most 80, beginning with a letter or digit.',
  ),
  cell_bad_date: spec(
    'Ngày “{found}” ở cột “{column}” cần viết yyyy-mm-dd hoặc dd/mm/yyyy.',
    'The date “{found}” in column “{column}” must be written yyyy-mm-dd or dd/mm/yyyy.',
  ),
  cell_no_such_day: spec(
    'Ngày “{found}” ở cột “{column}” không có trong lịch.',
    'There is no day “{found}” (column “{column}”) in the calendar.',
  ),
  cell_bad_due: spec(
    '“{found}” ở cột “{column}” cần là một ngày (yyyy-mm-dd hoặc dd/mm/yyyy) hoặc số ngày làm việc sau ngày cuối của kỳ, viết +5 hoặc “5 ngày làm việc”.',
    '“{found}” in column “{column}” must be a date (yyyy-mm-dd or dd/mm/yyyy) or a number of working days after the last day of the period, written +5 or “5 ngày làm việc”.',
  ),
  cell_bad_choice: spec(
    '“{found}” ở cột “{column}” không thuộc: {choices}.',
    '“{found}” in column “{column}” is none of: {choices}.',
  ),
  cell_bad_number: spec(
    '“{found}” ở cột “{column}” không phải số nguyên.',
    '“{found}” in column “{column}” is not a whole number.',
  ),
  cell_bad_share: spec(
    '“{found}” ở cột “{column}” không phải một phần của 1, như 0,4.',
    '“{found}” in column “{column}” is no part of one such as 0.4.',
  ),
  cell_bad_email: spec('“{found}” không phải địa chỉ thư điện tử.', '“{found}” is not an e-mail address.'),
  cell_bad_value: spec(
    '“{found}” ở cột “{column}” không đọc được. Viết như: {example}.',
    '“{found}” in column “{column}” cannot be read. Write it like: {example}.',
  ),
  cell_bad_character: spec(
    'Cột “{column}” có ký tự không đọc được.',
    'Column “{column}” holds a character that cannot be read.',
  ),
  // between lines
  twice: spec('“{key}” đã có ở dòng {line}.', '“{key}” is already on line {line}.'),
  unknown_unit: spec('Không có đơn vị “{id}”.', 'There is no office “{id}”.'),
  unknown_person: spec('Không có người “{id}”.', 'There is no person “{id}”.'),
  unknown_period: spec('Không có kỳ báo cáo “{id}”.', 'There is no period “{id}”.'),
  unknown_template: spec(
    'Không có biểu “{id}”. Viết mã@phiên bản của tệp trong templates/, hoặc builtin:mã@phiên bản ({builtin}).',
    'There is no form “{id}”. Write id@version of a file in templates/, or builtin:id@version ({builtin}).',
  ),
  unknown_section: spec(
    'Biểu {template} không có phần “{id}”. Các phần: {known}.',
    'Form {template} has no section “{id}”. Its sections: {known}.',
  ),
  owner_without_access: spec(
    '{person} không còn quyền truy cập nên không thể phụ trách phần {section} của {unit}; hãy giao phần đó cho người khác trong section-owners.csv.',
    '{person} no longer has access and cannot own section {section} of {unit}; give it to somebody else in section-owners.csv.',
  ),
  owner_no_clerk: spec(
    '{person} không có vai trò clerk tại {unit} nên không thể phụ trách phần {section}; hãy ghi vai trò đó vào roles.csv, hoặc giao phần đó cho người khác trong section-owners.csv.',
    '{person} is no clerk of {unit} and cannot own section {section}; give the role in roles.csv, or the section to somebody else in section-owners.csv.',
  ),
  unknown_assignment: spec(
    'Đơn vị {unit} không được giao biểu {template} kỳ {period}; hãy thêm vào assignments.csv.',
    'Office {unit} does not owe form {template} for period {period}; add it to assignments.csv.',
  ),
  row_order: spec(
    'Ngày kết thúc {to} đứng trước ngày bắt đầu {from}.',
    'The last day {to} is before the first day {from}.',
  ),
  parent_overlap: spec(
    'Đơn vị {unit} có hai cấp trên cùng lúc ({tree}): {first} và {second}.',
    'Office {unit} has two parents at a time ({tree}): {first} and {second}.',
  ),
  parent_cycle: spec(
    'Đơn vị {unit} là cấp trên của chính nó ({tree}, ngày {day}).',
    'Office {unit} is above itself ({tree}, on {day}).',
  ),
  parent_not_there: spec(
    'Đơn vị {unit} đứng dưới {parent} ({tree}) từ {from} đến {to}, nhưng {parent} chỉ có từ {first} đến {last}. Hãy ghi ngày cuối dưới {parent} và đơn vị cấp trên sau đó vào unit-parents.csv.',
    'Office {unit} is under {parent} ({tree}) from {from} to {to}, but {parent} exists from {first} to {last} only. Write its last day under {parent} and the office above it afterwards into unit-parents.csv.',
  ),
  child_not_there: spec(
    'Đơn vị {unit} đứng dưới {parent} ({tree}) từ {from} đến {to}, nhưng chính nó chỉ có từ {first} đến {last}. Hãy sửa các ngày ở unit-parents.csv.',
    'Office {unit} is under {parent} ({tree}) from {from} to {to}, but exists itself from {first} to {last} only. Mend the days in unit-parents.csv.',
  ),
  parent_gap: warning(
    'Đơn vị {unit} không đứng dưới đơn vị nào ({tree}) từ {from} đến {to}, nên báo cáo của các kỳ kết thúc trong những ngày đó không cộng vào cấp trên. Nếu có cấp trên, hãy ghi vào unit-parents.csv.',
    'Office {unit} is under no other ({tree}) from {from} to {to}, so its reports for periods that end on those days add up to no office above. If there is one, write it into unit-parents.csv.',
  ),
  kind_first_day: spec(
    'Đơn vị {unit} có hai cấp từ cùng ngày {day}: “{stands}” ở units.csv và “{kind}”. Chỉ ghi ở đây những cấp về sau.',
    'Office {unit} has two kinds from {day} on: “{stands}” in units.csv and “{kind}”. Only later kinds stand here.',
  ),
  kind_outside: spec(
    'Đơn vị {unit} không có vào ngày {day} (có từ {first} đến {last}), nên không thể mang cấp “{kind}” từ ngày đó.',
    'Office {unit} does not exist on {day} (it does from {first} to {last}), so it cannot be of kind “{kind}” from then on.',
  ),
  succession_self: spec(
    'Đơn vị {unit} kế thừa chính nó ngày {day} mà không chia cho đơn vị nào khác; hãy bỏ dòng này hoặc ghi đủ các phần.',
    'Office {unit} succeeds itself on {day} and nobody else takes part; drop the line or give all parts.',
  ),
  succession_old_day: spec(
    'Ngày cuối của đơn vị {unit} là {last}; được kế thừa từ ngày {day} thì ngày cuối phải là {before}, trừ khi nó giữ lại một phần (thêm một dòng từ nó sang chính nó).',
    'The last day of office {unit} is {last}; succeeded from {day} on, it has to be {before}, unless it keeps a part (one more line from it to itself).',
  ),
  succession_new_day: spec(
    'Đơn vị {unit} không có vào ngày {day}, nên không thể nhận hay giữ phần nào.',
    'Office {unit} does not exist on {day}, so it can neither take over nor keep a part.',
  ),
  shares_exceed: spec(
    'Các phần của đơn vị {unit} ngày {day} cộng lại là {sum}, lớn hơn 1.',
    'The shares of office {unit} on {day} add up to {sum}, more than 1.',
  ),
  shares_missing: spec(
    'Các phần của đơn vị {unit} ngày {day} cộng lại là {sum}, còn thiếu một phần. Hãy ghi đủ các phần, hoặc để trống tất cả nếu không có số công bố.',
    'The shares of office {unit} on {day} add up to {sum}; a part is missing. Give all shares, or none where nobody published them.',
  ),
  email_taken: spec(
    'Địa chỉ {email} đang thuộc về {person}. Nếu hai người đổi địa chỉ cho nhau, hãy nhập làm hai lần.',
    'The address {email} belongs to {person}. If two people exchange addresses, import twice.',
  ),
  form_without_targets: spec(
    'Biểu “{id}” không nhận chỉ tiêu giao riêng cho từng đơn vị.',
    'Form “{id}” takes no targets of an office’s own.',
  ),
  parent_given_twice: spec(
    'Cấp trên của {unit} ({tree}) vừa ghi ở units.csv vừa ghi ở unit-parents.csv; chỉ ghi một nơi.',
    'The parent of {unit} ({tree}) stands in both units.csv and unit-parents.csv; keep one.',
  ),
  unknown_parent_row: spec(
    'Chỉ tiêu mẹ “{key}” không có trong cùng danh sách.',
    'The parent target “{key}” is not in the same list.',
  ),
  // what cannot be meant
  due_of_nobody: spec(
    'Không đơn vị nào thuộc cấp “{kind}”, nên cột “{column}” không cho ai hạn riêng. Các cấp đang có: {known}.',
    'No office is of the kind “{kind}”, so column “{column}” gives nobody a date. Kinds there are: {known}.',
  ),
  kind_without_due: spec(
    'Cấp “{kind}” giống “{meant}” viết sai: đơn vị này sẽ không có hạn riêng của cột “due_{meant}”. Nếu đúng là cấp khác, hãy thêm cột “due_{kind}” vào periods.csv.',
    'The kind “{kind}” looks like “{meant}” misspelt: this office would lose its own date in column “due_{meant}”. If it is another kind, add a column “due_{kind}” to periods.csv.',
  ),
  kind_like_another: warning(
    'Cấp “{kind}” gần giống “{meant}” của các đơn vị khác; hãy xem có viết nhầm không.',
    'The kind “{kind}” is much like “{meant}” of other offices; see whether it is misspelt.',
  ),
  code_shared: spec(
    'Mã hành chính “{word}” của {unit} trùng thời gian với {other}. Mã cũ dùng lại thì đơn vị trước cần có valid_to.',
    'The administrative code “{word}” of {unit} is also that of {other} at the same time. Where an old code is reused, the former office needs a valid_to.',
  ),
  alias_shared: spec(
    'Tên gọi khác “{word}” của {unit} cũng là của {other}, nên không biết là đơn vị nào. Hãy ghi rõ hơn.',
    'The other name “{word}” of {unit} is also that of {other}, so it names neither. Make it clearer.',
  ),
  year_outside: spec(
    'Năm {year} nằm ngoài kỳ {id} ({from} đến {to}).',
    'The year {year} lies outside period {id} ({from} to {to}).',
  ),
  year_of_start: warning(
    'Kỳ {id} ({from} đến {to}) ghi năm {year}; thường là năm của ngày cuối.',
    'Period {id} ({from} to {to}) has the year {year}; usually it is the year of the last day.',
  ),
  due_before_end: spec(
    'Hạn {due} ở cột “{column}” đứng trước ngày cuối của kỳ {id} ({to}), khi số liệu chưa chốt. Hãy ghi hạn sau ngày {to}, hoặc sửa ngày cuối của kỳ.',
    'The date {due} in column “{column}” is before period {id} ends ({to}), when its data are not closed. Give a date after {to}, or another last day of the period.',
  ),
  due_too_soon: warning(
    'Hạn {due} ở cột “{column}” không cách ngày cuối của kỳ {id} ({to}) ngày làm việc nào; khoản 5 Điều 8 Nghị định 09/2019/NĐ-CP cần ít nhất một ngày.',
    'There is no working day between the last day of period {id} ({to}) and the date {due} in column “{column}”; article 8(5) of Decree 09/2019/NĐ-CP asks for at least one.',
  ),
  calendar_missing: spec(
    'Cột “{column}” của kỳ {id} ghi {rule} ngày làm việc, nhưng chưa có ngày nghỉ lễ của năm {years}. Hãy ghi các ngày đó vào holidays.csv, hoặc ghi hạn là một ngày.',
    'Column “{column}” of period {id} says {rule} working days, but the public holidays of {years} are not known. Write them into holidays.csv, or give the due date as a date.',
  ),
  due_kept: warning(
    'Kỳ {id} đã đóng nên hạn {due} ở cột “{column}” giữ nguyên, dù tính theo lịch bây giờ là {wanted}.',
    'Period {id} has ended, so the date {due} in column “{column}” stays, though by today’s calendar it would be {wanted}.',
  ),
  state_moved: warning(
    'Kỳ {id} đã được chuyển trạng thái trên máy chủ và đang là “{state}”, nên “{found}” ở cột “state” không áp dụng.',
    'Period {id} was moved at the server and is “{state}” now, so “{found}” in column “state” is left aside.',
  ),
  holidays_few: warning(
    'Năm {year} mới có {count} ngày nghỉ lễ; mỗi năm theo Bộ luật Lao động có ít nhất 10 ngày. Hạn tính theo ngày làm việc có thể sai.',
    'The year {year} has {count} public holidays only; by the Labour Code each has 10 at least. Due dates in working days may be wrong.',
  ),
  owes_after_end: spec(
    'Đơn vị {unit} đã kết thúc ngày {last}, trước khi kỳ {period} bắt đầu ({from}), nên không phải gửi báo cáo kỳ này.',
    'Office {unit} ended on {last}, before period {period} began ({from}), so it owes no report for it.',
  ),
  owes_before_start: spec(
    'Đơn vị {unit} chỉ có từ ngày {first}, sau khi kỳ {period} kết thúc ({to}), nên không phải gửi báo cáo kỳ này.',
    'Office {unit} exists from {first} only, after period {period} ended ({to}), so it owes no report for it.',
  ),
  owes_across_end: spec(
    'Đơn vị {unit} kết thúc ngày {last}, trước ngày cuối của kỳ {period} ({to}), nên không phải gửi báo cáo kỳ này. Hãy bỏ dòng này và giao cho đơn vị kế thừa, hoặc đơn vị cấp trên nếu không có đơn vị kế thừa: báo cáo ấy gồm cả số liệu của đơn vị đã kết thúc.',
    'Office {unit} ended on {last}, before period {period} did ({to}), so it owes no report for it. Drop this line and give the report to its successor, or to the office above where there is none: that report holds what the ended office did.',
  ),
  ended_owing: warning(
    'Đơn vị {unit} kết thúc ngày {last} nhưng còn {count} báo cáo đã giao cho các kỳ kết thúc sau đó ({periods}): được giữ lại, nhưng số liệu không cộng vào cấp trên nào.',
    'Office {unit} ends on {last} but owes {count} reports for periods that end later ({periods}): they are kept, but their figures add up to no office above.',
  ),
  begins_owing: warning(
    'Đơn vị {unit} có từ ngày {first} nhưng còn {count} báo cáo đã giao cho các kỳ kết thúc trước đó ({periods}): được giữ lại, nhưng số liệu không cộng vào cấp trên nào.',
    'Office {unit} exists from {first} but owes {count} reports for periods that ended before ({periods}): they are kept, but their figures add up to no office above.',
  ),
  // groups, rules, shorter forms
  group_overlap: spec(
    'Đơn vị {unit} đã ở nhóm “{group}” vào ngày {from} theo dòng {line}; các khoảng thời gian không được chồng nhau.',
    'Office {unit} is in group “{group}” on {from} already by line {line}; the times must not overlap.',
  ),
  unknown_group: spec(
    'Không có nhóm “{group}” trong unit-groups.csv. Các nhóm đang có: {known}.',
    'There is no group “{group}” in unit-groups.csv. Groups there are: {known}.',
  ),
  unknown_kind: spec(
    'Không đơn vị nào thuộc cấp “{kind}”. Các cấp đang có: {known}.',
    'No office is of the kind “{kind}”. Kinds there are: {known}.',
  ),
  unknown_profile: spec(
    'Biểu {template} không có biểu rút gọn “{profile}”. Các biểu rút gọn đang có: {known}.',
    'Form {template} has no shorter form “{profile}”. Shorter forms there are: {known}.',
  ),
  rules_differ: spec(
    'Quy tắc này giao {here} cho đơn vị {unit} (và {more} đơn vị khác) kỳ {period}, còn dòng {line} giao {there}. Hãy sửa một trong hai dòng, hoặc ghi riêng các đơn vị đó ở assignments.csv.',
    'This rule asks office {unit} (and {more} more) for {here} in {period}, but line {line} for {there}. Mend one of the two lines, or give those offices lines of their own in assignments.csv.',
  ),
  rule_of_nobody: warning(
    'Quy tắc này ({rule}) không ứng với đơn vị nào có vào ngày cuối kỳ ({day}).',
    'This rule ({rule}) is met by no office there is on the last day of the period ({day}).',
  ),
  // against what is stored
  template_changed: spec(
    'Biểu {id} phiên bản {version} đã ban hành nên không sửa được. Hãy tăng số phiên bản.',
    'Form {id} version {version} is published and cannot change. Give the new body a new version.',
  ),
  template_moved: spec('Biểu {form} {from} nên không thể {to}.', 'Form {form} is {from}; it cannot be {to}.'),
  period_moved: spec(
    'Kỳ {id} {state} nên chỉ chuyển được sang: {allowed}; không chuyển sang: {wanted}.',
    'Period {id} is {state}; it can go to: {allowed}; it cannot go to: {wanted}.',
  ),
  assignment_unpublished: spec(
    'Không giao được biểu {form}: biểu này {state}.',
    'Form {form} cannot be assigned: it is {state}.',
  ),
  assignment_trial: spec(
    'Đơn vị {unit}, biểu {template} kỳ {period}: không chuyển từ bản chính thức sang bản dùng thử. Hãy giao bản thử cho một kỳ riêng.',
    'Office {unit}, form {template}, {period}: a report does not change from a published version to one on trial. Assign the trial for a period of its own.',
  ),
  trial_kept: warning(
    'Biểu {form} được ban hành: {count} báo cáo đã gửi khi biểu còn dùng thử vẫn là báo cáo dùng thử và không cộng vào số liệu nào. Hãy giao biểu này cho các đơn vị đó ở một kỳ khác.',
    'Form {form} is published: {count} report(s) sent while it was on trial stay trial reports and count in no total. Assign the form to those offices for another period.',
  ),
  carried_kept: warning(
    'Biểu {template} kỳ {period}: {count} báo cáo (đơn vị {unit}…) đã được chuyển trên máy chủ từ phiên bản {found} sang phiên bản {stored}, nên giữ phiên bản {stored}. Hãy ghi phiên bản {stored} vào dòng này.',
    'Form {template}, {period}: {count} report(s) (office {unit}…) were carried at the server from version {found} to version {stored} and stay at version {stored}. Write version {stored} into this line.',
  ),
  assignment_sent: spec(
    'Đơn vị {unit} đã gửi biểu {template} kỳ {period} theo phiên bản {stored}; không đổi sang phiên bản {wanted} được nữa.',
    'Office {unit} has sent form {template} for {period} under version {stored}; it cannot change to version {wanted}.',
  ),
  profile_dropped: spec(
    'Biểu {template} không còn biểu rút gọn “{profile}”, mà {count} báo cáo đang được giao theo biểu đó (đơn vị {unit}, kỳ {period}, …). Hãy giữ lại biểu rút gọn này, hoặc giao lại các báo cáo đó.',
    'Form {template} no longer has the shorter form “{profile}”, which {count} report(s) are asked for (office {unit}, period {period}, …). Keep that shorter form, or assign those reports otherwise.',
  ),
  profile_sent: spec(
    'Đơn vị {unit} đã gửi biểu {template} kỳ {period} theo {stored}; không đổi sang {wanted} được nữa.',
    'Office {unit} has sent form {template} for {period} as {stored}; it cannot change to {wanted}.',
  ),
  assignment_counted: spec(
    'Báo cáo {template} kỳ {period} của {unit} đang ở trạng thái “{state}”. Hãy trả lại báo cáo trước khi đổi chỉ tiêu giao.',
    'Report {template} of {unit} for {period} is {state}. Return it before its targets change.',
  ),
  assigned_row_gone: spec(
    'Chỉ tiêu {key} của {unit} (biểu {template}, kỳ {period}) đã có số liệu gửi lên nên không bỏ được.',
    'Target {key} of {unit} (form {template}, {period}) has figures already and cannot be dropped.',
  ),
  changed_meanwhile: spec(
    'Có đơn vị vừa gửi báo cáo trong lúc nhập. Chưa có gì được lưu; hãy chạy lại.',
    'An office sent a report during the import. Nothing was stored; run it again.',
  ),
} as const satisfies Record<string, FaultSpec>;

type ImportFaultCode = keyof typeof IMPORT_FAULTS;

/** Whether it is told without keeping anything from being stored. */
export const isWarning = ({ code }: Pick<ImportFault, 'code'>): boolean =>
  (IMPORT_FAULTS[code] as FaultSpec).mayBe === true;

/** One thing wrong, at a line of a file (line 0: the file as a whole). */
export interface ImportFault {
  readonly code: ImportFaultCode;
  readonly at: Source;
  /** `why_en` beside `why` where the languages differ. */
  readonly params: Readonly<Record<string, string>>;
}

const NOWHERE: Source = { file: '', line: 0 };

export function fault(
  code: ImportFaultCode,
  at: Source | undefined,
  params: Readonly<Record<string, string>> = {},
): ImportFault {
  return { code, at: at ?? NOWHERE, params };
}

/** "units.csv, dòng 12: …" in the language asked for. */
export function faultWords(found: ImportFault, lang: 'vi' | 'en'): string {
  const text = IMPORT_FAULTS[found.code][lang].replace(
    /\{(\w+)\}/g,
    (whole, name: string) =>
      (lang === 'en' ? found.params[`${name}_en`] : undefined) ?? found.params[name] ?? whole,
  );
  const { file, line } = found.at;
  if (file === '') return text;
  const where = line === 0 ? file : `${file}, ${lang === 'vi' ? 'dòng' : 'line'} ${line}`;
  return `${where}: ${text}`;
}
