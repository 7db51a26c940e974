/** Problems of workbooks sent back, in the one catalogue of `problem.ts`. */
import { spec } from './problem-spec.ts';

export const WORKBOOK_PROBLEMS = {
  workbook_too_large: spec(
    413,
    'Tệp quá lớn để đọc',
    'Workbook too large',
    'Tệp này vượt mức máy chủ đọc: {what}. Hãy xóa các trang, dòng và hình không thuộc biểu, hoặc tải biểu về lại rồi chép số liệu sang.',
    'The file is more than the server reads: {what}. Take out sheets, rows and pictures that are not the form’s, or download the form anew and copy the figures over.',
  ),
  not_a_workbook: spec(
    415,
    'Không phải tệp Excel .xlsx, hoặc tệp hỏng',
    'Not an .xlsx workbook',
    'Máy chủ chỉ đọc tệp .xlsx còn nguyên vẹn. Hãy mở tệp bằng Excel hoặc LibreOffice, chọn lưu dạng .xlsx rồi gửi lại.',
    'Only an undamaged .xlsx file is read. Open it in Excel or LibreOffice, save it as .xlsx and send it again.',
  ),
  workbook_with_macros: spec(
    415,
    'Tệp có macro',
    'Workbook with macros',
    'Tệp có macro nên máy chủ không nhận. Hãy lưu dạng .xlsx (không phải .xlsm) rồi gửi lại.',
    'Files with macros are not taken. Save it as .xlsx (not .xlsm) and send it again.',
  ),
  workbook_encrypted: spec(
    415,
    'Tệp có mật khẩu mở, hoặc là tệp .xls cũ',
    'Workbook with a password, or an old .xls',
    'Máy chủ không mở được tệp có mật khẩu hay tệp .xls. Hãy bỏ mật khẩu, lưu dạng .xlsx rồi gửi lại.',
    'A file with a password to open, or an .xls file, cannot be read. Take the password off, save as .xlsx and send it again.',
  ),
  workbook_unsafe: spec(
    415,
    'Tệp có phần không an toàn',
    'Workbook with unsafe parts',
    'Bên trong tệp có phần mà Excel không bao giờ ghi ra, nên máy chủ không đọc. Hãy tải biểu về lại và chép số liệu sang.',
    'The file holds parts no spreadsheet program writes, so it is not read. Download the form anew and copy the figures over.',
  ),
  workbook_unmarked: spec(
    422,
    'Tệp không phải biểu tải từ Sổ Tỉnh',
    'Not a form of Sổ Tỉnh',
    'Không thấy trong tệp dấu cho biết đây là báo cáo nào. Hãy tải biểu về lại, chép số liệu sang rồi gửi tệp đó.',
    'Nothing in the file says which report it is. Download the form anew, copy the figures over and send that file.',
  ),
  workbook_of_another: spec(
    422,
    'Tệp của báo cáo khác',
    'Workbook of another report',
    'Tệp này là của {found}, không phải của báo cáo đang mở. Chưa có gì được lưu. Hãy chọn đúng tệp, hoặc mở đúng báo cáo.',
    'This file is of {found}, not of the report asked for. Nothing was stored. Choose the right file, or open the right report.',
  ),
} as const;
