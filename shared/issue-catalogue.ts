/** The one catalogue of words for issues: what each code says in Vietnamese and English. */
import type { IssueCode } from './issue.ts';
import { both, type IssueWording, KIND, WRITTEN, wording } from './issue-wording.ts';
import { RULE_WORDING } from './rule-wording.ts';

const SHEET_WHY = both(
  'Từng ô được nhận ra theo mã ẩn của dòng và tên cột, để số liệu không rơi nhầm ô.',
  'Cells are found by the hidden keys of rows and the names of columns, so that no figure lands in a wrong cell.',
);

const CELL_WORDING = {
  required: wording(
    both('Chưa báo cáo', 'Not reported'),
    both('Ô còn trống', 'The cell is blank'),
    both('{kind}{noFigure}', '{kind}{noFigure}'),
    both('Ô bắt buộc. {notZero}{clear}', 'The cell is required. {notZero}{clear}'),
  ),
  not_a_number: wording(
    both('Chưa phải là số', 'Not a number'),
    WRITTEN,
    KIND,
    both(
      'Cột này được cộng lên toàn tỉnh nên cần một con số.',
      'This column is added up for the province, so it needs a number.',
    ),
  ),
  not_an_integer: wording(
    both('Cần số nguyên', 'A whole number is needed'),
    WRITTEN,
    KIND,
    both(
      'Cột này đếm người, tổ chức, việc, hoặc tính tiền đến đồng, nên không có phần lẻ.',
      'This column counts people, bodies or tasks, or money to the đồng, which have no fractions.',
    ),
  ),
  out_of_range: wording(
    both('Ngoài khoảng cho phép', 'Out of range'),
    WRITTEN,
    both('{kind}{within}', '{kind}{within}'),
    both(
      'Nằm ngoài mức biểu nhận. Hãy xem có gõ thừa chữ số hay thừa dấu không.',
      'Outside what the form takes. See whether a digit or a sign too many was typed.',
    ),
  ),
  too_many_decimals: wording(
    both('Quá nhiều chữ số thập phân', 'Too many decimals'),
    WRITTEN,
    KIND,
    both(
      'Các đơn vị phải cùng độ chính xác thì mới so sánh được.',
      'Offices must give the same precision to be comparable.',
    ),
  ),
  ambiguous_number: wording(
    both('Số có hai cách hiểu', 'A number with two readings'),
    WRITTEN,
    both(
      'Cho biết {sign} trong cột này ngăn hàng nghìn hay tách phần thập phân',
      'Say whether the {sign} in this column groups thousands or marks decimals',
    ),
    both(
      'Đoán sai sẽ lệch 1.000 lần. Chọn một lần, bảng này sẽ nhớ cho cả cột.',
      'A wrong guess is off by 1,000. Choose once and this sheet remembers it for the column.',
    ),
  ),
  not_a_date: wording(
    both('Chưa phải là ngày', 'Not a date'),
    WRITTEN,
    both('{kind}{beside}', '{kind}{beside}'),
    both('Hạn và tiến độ được tính từ ngày.', 'Deadlines and progress are computed from dates.'),
  ),
  no_such_day: wording(
    both('Ngày không có trong lịch', 'No such day'),
    WRITTEN,
    both(
      'Một ngày có trong lịch; tháng {month} năm {year} chỉ có {days} ngày',
      'A day of the calendar; month {month} of {year} has only {days} days',
    ),
    both('Hạn và tiến độ được tính từ ngày.', 'Deadlines and progress are computed from dates.'),
  ),
  ambiguous_date: wording(
    both('Ngày có hai cách hiểu', 'A date with two readings'),
    WRITTEN,
    both(
      'Cho biết cột này ghi ngày trước hay tháng trước',
      'Say whether this column puts the day or the month first',
    ),
    both(
      'Đoán sai sẽ lệch tháng. Chọn một lần, bảng này sẽ nhớ cho cả cột.',
      'A wrong guess is off by months. Choose once and this sheet remembers it for the column.',
    ),
  ),
  ambiguous_share: wording(
    both('Tỷ lệ có hai cách hiểu', 'A share with two readings'),
    WRITTEN,
    both('Cho biết cột này gõ kèm dấu % hay không', 'Say whether this column is typed with the sign %'),
    both(
      'Gõ “98,5%” thì bảng giữ 0,985. Chọn một lần, bảng này sẽ nhớ cho cả cột.',
      'Of “98.5%” a sheet keeps 0.985. Choose once and this sheet remembers it for the column.',
    ),
  ),
  not_an_option: wording(
    both('Không có trong danh sách', 'Not in the list'),
    WRITTEN,
    KIND,
    both(
      'Các đơn vị phải dùng cùng một cách gọi thì mới đếm được.',
      'Offices must use the same words to be counted together.',
    ),
  ),
  not_a_target: wording(
    both('Chưa hiểu mức chỉ tiêu', 'Target wording not understood'),
    WRITTEN,
    KIND,
    both(
      'Mức giao phải đọc được thành số thì mới đánh giá được.',
      'The wording must give numbers for the result to be judged.',
    ),
  ),
  text_too_long: wording(
    both('Nội dung quá dài', 'Text too long'),
    both('Đang có {length} ký tự', 'It has {length} characters'),
    both('Không quá {limit} ký tự', 'At most {limit} characters'),
    both('Nội dung dài hơn không in được trong biểu.', 'Longer text does not fit the printed form.'),
  ),
  bad_character: wording(
    both('Có ký tự không lưu được', 'A character that cannot be stored'),
    WRITTEN,
    both('Xóa ký tự lạ hoặc gõ lại nội dung', 'Remove the odd character or type the text again'),
    both('Ký tự điều khiển làm hỏng tệp và báo cáo.', 'Control characters break files and reports.'),
  ),
  old_font: wording(
    both('Chữ gõ bằng phông cũ', 'Text typed for an old font'),
    WRITTEN,
    both(
      'Chữ Unicode; hãy gõ lại, hoặc chuyển mã từ TCVN3 sang Unicode rồi dán lại',
      'Unicode text; type it again, or convert it from TCVN3 and paste it again',
    ),
    both(
      'Chữ gõ cho phông .VnTime chỉ đọc được trên máy có phông đó, nơi khác thành ký tự lạ.',
      'Text for .VnTime fonts can only be read where the font is; elsewhere it is strange signs.',
    ),
  ),
  not_canonical: wording(
    both('Cách ghi chưa chuẩn', 'Not in the standard form'),
    WRITTEN,
    KIND,
    both(
      'Một giá trị chỉ có một cách ghi khi gửi, để so sánh được từng ô.',
      'A value has one spelling when sent, so that cells can be compared.',
    ),
  ),
  formula_error: wording(
    both('Công thức bị lỗi', 'Formula error'),
    both('Ô đang hiện {found}', 'The cell shows {found}'),
    KIND,
    both(
      'Công thức trong ô không tính được nên không có số để gửi.',
      'The formula in the cell gives no value to send.',
    ),
  ),
  date_in_number: wording(
    both('Số đã bị đổi thành ngày', 'A number turned into a date'),
    both('Ô đang hiện ngày {found}', 'The cell shows the date {found}'),
    KIND,
    both(
      'Bảng tính tự đổi thành ngày. Hãy gõ lại con số.',
      'The spreadsheet turned it into a date. Type the number again.',
    ),
  ),
  date_in_text: wording(
    both('Chữ đã bị đổi thành ngày', 'Text turned into a date'),
    both('Ô đang hiện ngày {found}', 'The cell shows the date {found}'),
    KIND,
    both(
      'Bảng tính tự đổi chữ như “1-2” thành ngày. Hãy gõ lại nội dung.',
      'The spreadsheet turns text such as “1-2” into a date. Type it again.',
    ),
  ),
  checkbox_cell: wording(
    both('Hộp kiểm', 'A checkbox'),
    both('Ô đang là hộp kiểm ({found})', 'The cell is a checkbox ({found})'),
    KIND,
    both(
      'Hộp kiểm không nói lên giá trị của cột này. Hãy bỏ hộp kiểm (Dữ liệu, Xác thực dữ liệu) rồi ghi giá trị.',
      'A checkbox does not tell the value of this column. Remove it (Data, Data validation) and write the value.',
    ),
  ),
  closed_cell: wording(
    both('Ô không phải khai', 'A cell not to be filled'),
    WRITTEN,
    both('Để trống', 'Leave it blank'),
    both(
      'Biểu không lấy số ở ô này, hoặc ô này do hệ thống tính.',
      'The form takes no value here, or the value is computed.',
    ),
  ),
  not_yet_known_reason: wording(
    both('Thiếu lý do chưa có số liệu', 'No reason why there is no figure yet'),
    both('Đang ghi “{found}”', 'It says “{found}”'),
    both(
      'Ghi thêm lý do, và ngày hẹn nếu có, ví dụ “chưa có số liệu: chờ quyết toán; hẹn 30/06/2022”{orNone}',
      'Add the reason, and the promised day if any, as in “chưa có số liệu: chờ quyết toán; hẹn 30/06/2022” (no figure yet, why, and the promised day){orNone}',
    ),
    both('Cấp trên cần biết vì sao và khi nào có số.', 'The office above needs to know why and when.'),
  ),
  promise_past: wording(
    both('Ngày hẹn đã qua', 'The promised day has passed'),
    both('Đang hẹn ngày {found}', 'It promises {found}'),
    both('Ghi số liệu, hoặc hẹn lại một ngày từ {limit} trở đi', 'The figure, or a new day from {limit} on'),
    both(
      'Cấp trên chờ số liệu theo ngày hẹn. Nếu chưa có số liệu và chưa hẹn lại được, hãy nêu lý do.',
      'The office above waits for that day. If there is neither a figure nor a new day, say why.',
    ),
  ),
  promise_unread: wording(
    both('Chưa đọc được ngày hẹn', 'The promised day cannot be read'),
    both('Đang ghi “{found}”', 'It says “{found}”'),
    both(
      'Ngày hẹn đủ ngày, tháng, năm, ví dụ “chưa có số liệu: chờ quyết toán; hẹn 30/06/2022”',
      'A promised day with day, month and year, as in “chưa có số liệu: chờ quyết toán; hẹn 30/06/2022” (no figure yet, why, and the promised day)',
    ),
    both(
      'Cấp trên chờ số liệu theo ngày hẹn; ngày không đọc được sẽ không được theo dõi.',
      'The office above waits for that day; one that cannot be read would not be followed.',
    ),
  ),
  merged_cell: wording(
    both('Ô bị gộp', 'Merged cells'),
    both('Các ô {found} đang gộp làm một', 'The cells {found} are merged'),
    both('Bỏ gộp, mỗi ô một giá trị', 'Unmerge them; one value per cell'),
    both(
      'Khi gộp, chỉ ô đầu còn giá trị, các ô sau thành trống.',
      'Of merged cells only the first keeps a value, the others are blank.',
    ),
  ),
} as const;

const STRUCTURE_WORDING = {
  unknown_section: wording(
    both('Phần không có trong biểu', 'A part the form does not have'),
    both('Có phần “{found}”', 'There is a part “{found}”'),
    both('Chỉ các phần của biểu', 'Only the parts of the form'),
    SHEET_WHY,
  ),
  unknown_row: wording(
    both('Dòng không có trong biểu', 'A row the form does not have'),
    both('Có dòng “{found}”', 'There is a row “{found}”'),
    both(
      'Chỉ các dòng của biểu; xóa dòng này, điều cần nói thêm thì ghi vào cột ghi chú',
      'Only the rows of the form; remove this row, and say what is left in the column of notes',
    ),
    SHEET_WHY,
  ),
  rows_sorted: wording(
    both('Một phần bảng đã bị sắp xếp', 'A part of the table was sorted'),
    both(
      'Tên của {count} dòng ({place}) không còn đi với mã ẩn của dòng',
      'The names of {count} rows ({place}) no longer go with their hidden keys',
    ),
    both(
      'Bấm Hoàn tác (Ctrl+Z) để trả lại thứ tự; không được thì sửa cấu trúc biểu, ở đó sẽ hỏi số là của dòng nào',
      'Undo the sorting (Ctrl+Z); else repair the structure, where it is asked which row a figure belongs to',
    ),
    SHEET_WHY,
  ),
  unknown_column: wording(
    both('Cột không có trong biểu', 'A column the form does not have'),
    both('Có cột “{found}”', 'There is a column “{found}”'),
    both(
      'Chỉ các cột của biểu; chuyển ghi chú riêng ra ngoài bảng',
      'Only the columns of the form; keep notes of your own outside the table',
    ),
    SHEET_WHY,
  ),
  missing_section: wording(
    both('Thiếu trang', 'A sheet is missing'),
    both('Không thấy trang “{found}”', 'The sheet “{found}” is not there'),
    both(
      'Khôi phục trang bằng Hoàn tác (Ctrl+Z) hoặc lịch sử phiên bản của bảng',
      'Restore the sheet by undo (Ctrl+Z) or the version history of the file',
    ),
    SHEET_WHY,
  ),
  missing_column: wording(
    both('Thiếu cột', 'A column is missing'),
    both('Không thấy cột “{found}”', 'The column “{found}” is not there'),
    both(
      'Khôi phục cột bằng Hoàn tác (Ctrl+Z) hoặc lịch sử phiên bản của bảng',
      'Restore the column by undo (Ctrl+Z) or the version history of the file',
    ),
    SHEET_WHY,
  ),
  missing_row: wording(
    both('Thiếu dòng', 'A row is missing'),
    both('Không thấy dòng “{found}”', 'The row “{found}” is not there'),
    both(
      'Khôi phục dòng bằng Hoàn tác (Ctrl+Z) hoặc lịch sử phiên bản của bảng; nếu là dòng mới được giao, gõ đúng tên này vào một dòng trống của trang',
      'Restore the row by undo (Ctrl+Z) or the version history of the file; if it was newly assigned, type this very name into a free row of the tab',
    ),
    SHEET_WHY,
  ),
  duplicate_column: wording(
    both('Hai cột trùng nhau', 'Two columns for one'),
    both('Cột “{found}” có hai lần', 'The column “{found}” is there twice'),
    both('Giữ một cột', 'Keep one of them'),
    SHEET_WHY,
  ),
  duplicate_row_key: wording(
    both('Hai dòng trùng nhau', 'Two rows for one'),
    both('Dòng “{found}” có hai lần', 'The row “{found}” is there twice'),
    both(
      'Giữ một dòng; trong danh sách, dòng chép thêm được tính là dòng mới, chép nhầm thì xóa đi',
      'Keep one of them; in a list a copied row counts as a new one, so remove it if it was copied by mistake',
    ),
    SHEET_WHY,
  ),
  renamed_sheet: wording(
    both('Trang đã đổi tên', 'A renamed sheet'),
    both('Trang đang tên “{found}”', 'The sheet is called “{found}”'),
    both('Tên trong biểu là “{name}”', 'Its name in the form is “{name}”'),
    both(
      'Vẫn đọc được; đổi lại tên để người khác dễ tìm.',
      'It can still be read; the old name helps others find it.',
    ),
  ),
  stray_cell: wording(
    both('Nội dung ngoài bảng', 'Something outside the table'),
    both('Ô {found} có nội dung', 'There is something in {found}'),
    both('Không gửi nội dung ngoài bảng', 'What is outside the table is not sent'),
    SHEET_WHY,
  ),
  too_many_rows: wording(
    both('Quá nhiều dòng', 'Too many rows'),
    both('Đang có {found} dòng', 'There are {found} rows'),
    both('Không quá {limit} dòng', 'At most {limit} rows'),
    both('Biểu giới hạn số dòng.', 'The form limits the number of rows.'),
  ),
  no_rows: wording(
    both('Danh sách còn trống', 'An empty list'),
    both('Danh sách chưa có dòng nào', 'The list has no rows yet'),
    both(
      'Mỗi nội dung phải báo cáo ghi một dòng; nếu thật sự không có thì để trống danh sách và nêu lý do “không phát sinh”',
      'One row for each thing to report; if there truly is none, leave the list blank and give the reason “không phát sinh” (none to report)',
    ),
    both(
      'Để trống là chưa báo cáo, không phải là không phát sinh. Cấp trên cần biết là trường hợp nào.',
      'A blank list is not reported, which is not the same as none to report. The office above needs to know which.',
    ),
  ),
} as const;

/** Every issue code has its words. */
export const ISSUE_WORDING: Readonly<Record<IssueCode, IssueWording>> = {
  ...CELL_WORDING,
  ...RULE_WORDING,
  ...STRUCTURE_WORDING,
};
