/** Words of the sheet doctor: what may be wrong with the structure of the sheets, and what was done about it. */
import type { DamageKind } from '../core/rpc-doctor.ts';
import type { WordList } from './words-list.ts';

type DamageWord = `damage_${DamageKind}`;

const DAMAGES = {
  damage_locale: [
    'Tệp đang dùng cách viết số, ngày của nước khác ({names})',
    'The file writes numbers and dates as {names} does',
  ],
  damage_zone: ['Tệp đang dùng múi giờ {names}', 'The file is in the time zone {names}'],
  damage_file_mark: ['Tệp mất dấu nhận biết báo cáo', 'The file lost the mark of its report'],
  damage_lists: [
    'Trang danh mục ẩn bị mất hoặc bị sửa',
    'The hidden sheet of option lists is lost or changed',
  ],
  damage_older_version: [
    'Trang vẽ theo phiên bản cũ của biểu',
    'The sheet was drawn for an older version of the form',
  ],
  damage_tab_missing: ['Trang bị xóa', 'The sheet was deleted'],
  damage_tab_renamed: ['Trang bị đổi tên', 'The sheet was renamed'],
  damage_tab_copied: [
    'Có trang sao chép: {names}; chỉ trang gốc của biểu được gửi',
    'Copies of sheets: {names}; only the original of the form is sent',
  ],
  damage_tab_hidden: ['Trang bị ẩn', 'The sheet is hidden'],
  damage_tab_mark: ['Trang mất dấu nhận biết', 'The sheet lost its mark'],
  damage_tab_closed: ['Trang bị khóa, tài khoản này không sửa được', 'The sheet is closed to you'],
  damage_column_missing: ['Mất cột: {names}', 'Columns lost: {names}'],
  damage_column_moved: ['Cột bị chuyển chỗ', 'Columns were moved'],
  damage_column_own: [
    'Có cột riêng chen giữa biểu ({places})',
    'A column of your own between those of the form ({places})',
  ],
  damage_column_twice: ['Cột bị lặp: {names} ({places})', 'A column stands twice: {names} ({places})'],
  damage_column_disputed: [
    'Không rõ là cột nào: {names} {places}',
    'It is unclear which column this is: {names} {places}',
  ],
  damage_column_unknown: [
    'Cột có số liệu mà mất tiêu đề ({places}); biểu đang thiếu: {names}',
    'A column with figures lost its header ({places}); the form lacks: {names}',
  ],
  damage_column_mark: [
    '{count} cột mất dấu nhận biết',
    '{count} {count|column|columns} lost {count|its mark|their marks}',
  ],
  damage_row_missing: ['Mất dòng: {names}', 'Rows lost: {names}'],
  damage_row_moved: ['Dòng bị đổi thứ tự', 'Rows are in another order'],
  damage_row_sorted: [
    'Một phần bảng đã bị sắp xếp, mã dòng không đi theo ({places})',
    'A part of the table was sorted without its keys ({places})',
  ],
  damage_row_own: [
    'Số liệu ở dòng không thuộc biểu ({places})',
    'Figures in rows that are not of the form ({places})',
  ],
  damage_row_twice: ['Dòng bị lặp: {names} ({places})', 'A row stands twice: {names} ({places})'],
  damage_row_disputed: ['Không rõ là dòng nào ({places})', 'It is unclear which row this is ({places})'],
  damage_row_unknown: [
    'Dòng có số liệu mà mất mã và tên ({places}), trong khi biểu đang thiếu dòng',
    'A row with figures lost its key and name ({places}) while the form lacks rows',
  ],
  damage_row_key: [
    '{count} dòng mất mã hoặc trùng mã',
    '{count} {count|row has|rows have} no key of {count|its|their} own',
  ],
  damage_lines_inserted: [
    'Bảng bị chèn dòng, cột trống hoặc bị dời chỗ',
    'Blank rows or columns were inserted, or the table was shifted',
  ],
  damage_head_words: ['Tiêu đề bị gõ đè ({places})', 'Headers were typed over ({places})'],
  damage_row_words: ['Chữ in sẵn bị gõ đè ({places})', 'Printed words were typed over ({places})'],
  damage_merged: ['Ô bị gộp ({places})', 'Cells are merged ({places})'],
  damage_filter: ['Bộ lọc đang ẩn bớt dòng', 'A filter may hide rows'],
  damage_hidden: [
    'Dòng, cột ẩn hiện không đúng ({places})',
    'Rows or columns are hidden or shown wrongly ({places})',
  ],
  damage_frozen: ['Vùng cố định bị đổi', 'The frozen area was changed'],
  damage_validation: [
    '{count} ô mất hoặc sai danh sách chọn, quy tắc nhập ({places})',
    '{count} {count|cell has|cells have} lost {count|its|their} rules or lists ({places})',
  ],
  damage_format: [
    '{count} ô sai định dạng ({places})',
    '{count} {count|cell has|cells have} another format ({places})',
  ],
  damage_protection: ['Mất bảo vệ tiêu đề, mã dòng', 'Headers and keys are no longer protected'],
  damage_tint: ['Mất màu báo ô còn trống', 'The tint of blank cells is gone'],
  damage_unfinished: ['Lần sửa trước bị dở dang', 'The last repair was broken off'],
  damage_changed_meanwhile: [
    'Có người đang gõ vào trang này nên chưa sửa; hãy bấm lại',
    'Somebody was typing in this sheet, so it was left alone; press again',
  ],
  damage_not_exact: [
    'Trang mới đọc lại không khớp hẳn nên không dùng; trang cũ giữ nguyên',
    'The new sheet did not read exactly the same, so it was dropped; the old one stands',
  ],
} as const satisfies Readonly<Record<DamageWord, WordList[string]>>;

export const DOCTOR_WORDS = {
  ...DAMAGES,
  doctor: ['Sửa cấu trúc biểu', 'Repair the sheet structure'],
  doctorBusy: ['Đang xem cấu trúc các trang', 'Looking at the structure of the sheets'],
  repairBusy: ['Đang sửa cấu trúc; số liệu giữ nguyên', 'Repairing the structure; figures stay as they are'],
  doctorCard: [
    'Các trang không còn đúng cấu trúc của biểu. Sổ Tỉnh dựng lại được; số còn trên bảng giữ nguyên.',
    'The sheets no longer have the structure of the form. Sổ Tỉnh can restore it; figures still on the sheets stay as they are.',
  ],
  doctorOlder: [
    'Biểu đã có phiên bản mới, các trang này vẽ theo phiên bản cũ. Sổ Tỉnh chuyển được: từng số về đúng dòng, cột của nó; số không còn chỗ được nêu riêng.',
    'The form has a new version; these sheets are of the old one. Sổ Tỉnh can move them: each figure to its row and column, and what has no place any more is told.',
  ],
  doctorWhole: ['Cấu trúc các trang đúng với biểu.', 'The sheets have the structure of the form.'],
  doctorFound: [
    'Có {count} chỗ sai cấu trúc',
    '{count} {count|thing is|things are} wrong with the structure',
  ],
  doctorFile: ['Cả tệp', 'The whole file'],
  doctorMend: [
    'Sửa ngay tại chỗ; không ghi vào ô nào của đơn vị.',
    'Put right where it stands; no cell of yours is written.',
  ],
  doctorRedraw: [
    'Vẽ lại trang, chép từng ô sang và đọc lại để so; trang cũ được giữ dưới một tên khác.',
    'The sheet is drawn anew, every cell is copied and read back; the old sheet is kept under another name.',
  ],
  doctorAnew: ['Tạo lại trang như biểu.', 'The sheet is drawn again as the form has it.'],
  doctorSent: [
    'Phần bị xóa trở lại với {count} ô của lần gửi gần nhất. Nếu vừa xóa, hãy thử Ctrl+Z trước: số gõ sau lần gửi chỉ lấy lại được bằng cách đó.',
    'What was deleted comes back with {count} {count|cell|cells} sent last. If it was deleted just now, try Ctrl+Z first: only that brings back what was typed since.',
  ],
  doctorBlank: [
    'Phần bị xóa trở lại trống, vì chưa có số nào của phần này được gửi. Nếu vừa xóa, hãy thử Ctrl+Z trước.',
    'What was deleted comes back blank, for nothing of it was sent yet. If it was deleted just now, try Ctrl+Z first.',
  ],
  doctorCopied: [
    'Trang sao chép thôi mang dấu của biểu, nhưng vẫn ở đó: hãy chép số cần giữ về trang gốc rồi tự xóa.',
    'The copy loses the mark of the form but stays: bring what you need to the original, then delete it yourself.',
  ],
  doctorRefuse: [
    'Sổ Tỉnh không đoán thay. Hãy xóa phần thừa, hoặc gõ lại tiêu đề, mã, tên dòng cho đúng, rồi bấm Xem lại.',
    'Sổ Tỉnh does not guess. Delete what is too much, or type the right header, key or row name, then look again.',
  ],
  doctorSorted: ['Thử Ctrl+Z hoặc lịch sử phiên bản trước.', 'Try Ctrl+Z or the version history first.'],
  sortedWhose: [
    'Không được thì cho biết: các số ở {place} là của dòng nào?',
    'If that fails: which row do the figures in {place} all belong to?',
  ],
  sortedNames: ['“{name}” (tên đang thấy)', '“{name}” (the name beside it)'],
  sortedPlaces: ['“{name}” (chỉ tên bị đổi chỗ)', '“{name}” (only names were moved)'],
  doctorLocale: [
    'Có ô ghi số hoặc ngày dưới dạng chữ ({places}): đổi cách viết thì sẽ đọc thành số khác. Hãy gõ lại các ô này, số không có dấu chấm hay phẩy (5830), rồi bấm Xem lại.',
    'Some cells hold a number or a date as text ({places}) and would be read as another. Type them anew, numbers without dot or comma (5830), then look again.',
  ],
  doctorClosed: ['Hãy nhờ người tạo tệp mở khóa trang.', 'Ask the owner of the file to open the sheet.'],
  repair: ['Sửa giúp', 'Repair'],
  lookAgain: ['Xem lại', 'Look again'],
  doctorBack: ['Đóng', 'Close'],
  repaired: [
    'Đã sửa {count} chỗ; số liệu giữ nguyên.',
    'Repaired {count} {count|thing|things}; figures stay as they were.',
  ],
  repairedPart: [
    'Đã sửa {count} chỗ; số còn trên bảng giữ nguyên.',
    'Repaired {count} {count|thing|things}; figures still on the sheets stay as they were.',
  ],
  repairedBlank: [
    'Phần bị xóa nay để trống, vì chưa có số nào của phần này được gửi. Hãy gõ lại, hoặc tìm trong lịch sử phiên bản của tệp.',
    'What was deleted is blank now, for nothing of it was sent yet. Type it anew, or look in the version history of the file.',
  ],
  repairedCopies: [
    'Trang sao chép vẫn còn: {names}. Hãy chép số cần giữ về trang gốc rồi xóa trang ấy.',
    'The copy still stands: {names}. Bring what you need to the original, then delete it.',
  ],
  repairedNone: ['Chưa sửa được gì.', 'Nothing could be repaired.'],
  repairedAside: [
    'Trang cũ và các bình luận trên đó được giữ lại: {names}.',
    'The old sheets are kept, with the comments on them: {names}.',
  ],
  repairedSent: [
    '{count} ô của phần bị xóa được lấy lại từ lần gửi gần nhất.',
    '{count} {count|cell|cells} of what was deleted {count|was|were} taken from the last sending.',
  ],
  repairedLeft: [
    '{count} nội dung không chuyển được, còn ở trang cũ:',
    '{count} {count|thing|things} could not go along and {count|stays|stay} on the old sheet:',
  ],
  repairedStill: ['Còn lại', 'Still there'],
  left_noSection: ['biểu mới không có phần này', 'the new form has no such section'],
  left_noRow: ['biểu mới không có dòng này', 'the new form has no such row'],
  left_noColumn: ['biểu mới không có cột này', 'the new form has no such column'],
  left_otherMeaning: ['đơn vị tính hoặc cách tính đã đổi', 'its unit or its reckoning changed'],
  left_notReadable: ['cột này nay ghi loại khác', 'the column takes another type now'],
  left_formula: ['công thức; trang mới ghi kết quả', 'a formula; the new sheet has its result'],
  left_note: ['ghi chú của ô', 'the note of a cell'],
  left_meanwhile: ['vừa gõ trong lúc sửa', 'typed during the repair'],
  left_outside: ['nằm ngoài các ô của biểu', 'outside the cells of the form'],
} as const satisfies WordList;
