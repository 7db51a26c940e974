/** Phrases beside the issue catalogue: relations, rounded numbers, what to write for no figure, and the buttons of fixes. */
import type { Bilingual } from './template.ts';

/** Of the phrases only those that are asked for stay in a bundle. */
/* @__NO_SIDE_EFFECTS__ */
const both = (vi: string, en: string): Bilingual => ({ vi, en });

/** Relations as they begin an expectation, by the params' `relation`. */
export const RELATION_WORDS: Readonly<Record<string, Bilingual>> = {
  equal: both('Bằng', 'Equal to'),
  atLeast: both('Không nhỏ hơn', 'At least'),
  atMost: both('Không lớn hơn', 'At most'),
  onOrAfter: both('Từ ngày', 'On or after'),
  after: both('Sau ngày', 'After'),
};

/** The sign in a number that may be read two ways, by the params' `sign`; where none is told, a word for any. */
export const SIGN_WORDS: Readonly<Record<'dot' | 'comma' | 'any', Bilingual>> = {
  dot: both('dấu chấm', 'dot'),
  comma: both('dấu phẩy', 'comma'),
  any: both('dấu này', 'sign'),
};

/** What is found where a row of a list is a copy of another; rows are named by their numbers on the sheet. */
export const COPIED_WORDS: Bilingual = both(
  'Dòng {found} được chép từ dòng {copyOf}',
  'Row {found} is a copy of row {copyOf}',
);

/** What is found where a report, not a sheet, gives no reason. */
export const NOT_YET_WORDS: Bilingual = both('Đang ghi “chưa có số liệu”', 'It says “no figure yet”');

/** What is expected where parts of a sum are blank and those filled so far fall short of the total. */
export const SHORT_PARTS_WORDS: Bilingual = both(
  'Ghi nốt phần còn trống ({blank}), hoặc sửa lại tổng; các phần đã ghi mới cộng được {sum}',
  'Fill in the parts still blank ({blank}), or mend the total; those filled so far add up to {sum}',
);

/** How large what a column takes may be, where its kind does not say. */
export const WITHIN_WORDS: Readonly<Record<'years' | 'digits', Bilingual>> = {
  years: both(', từ năm {first} đến năm {last}', ', from {first} to {last}'),
  digits: both(', không quá {digits} chữ số', ', of at most {digits} digits'),
};

/** Where words belong that were typed instead of a day; columns are named as the sheet's header does. */
export const BESIDE_WORDS: Bilingual = both(
  '; chưa có ngày cụ thể thì ghi bằng chữ vào cột “{column}”',
  '; where there is no day, write it in words in the column “{column}”',
);

/** What is found where the format of a sheet's cell rounds the number it holds; `shown` is not read from the sheet. */
export const ROUNDED_WORDS: Bilingual = both(
  'Ô đang giữ {found}, dù có thể chỉ hiện {shown}',
  'The cell holds {found}, though it may show only {shown}',
);

/** What a blank required cell of figures says besides: how to tell that there is none, and what a blank is not. */
export const FIGURE_WORDS: Readonly<Record<'noFigure' | 'notZero' | 'orNone', Bilingual>> = {
  noFigure: both(
    '; nếu không có số thì ghi “không phát sinh”, “không áp dụng” hoặc “chưa có số liệu: lý do; hẹn ngày”',
    '; where there is no figure write “none”, “not applicable” or “no figure yet: reason; promised date”',
  ),
  orNone: both('; nếu thật sự không có thì ghi 0', '; where there truly is none write 0'),
  notZero: both(
    'Để trống là chưa báo cáo, không phải là 0.',
    'Blank means not reported, it does not mean 0.',
  ),
};

/** What the button of a fix says, by its label code. */
export const FIX_WORDS: Readonly<Record<string, Bilingual>> = {
  set: both('Sửa thành {value}', 'Change to {value}'),
  promise: both('Hẹn ngày {value}', 'Promise {value}'),
  moveToColumn: both('Chuyển sang cột “{column}”', 'Move to the column “{column}”'),
  clear: both('Xóa nội dung ô này', 'Clear this cell'),
  sumOfParts: both('Ghi tổng các phần: {value}', 'Write the sum of the parts: {value}'),
  restOfTotal: both('Ghi phần còn thiếu: {value}', 'Write the part that is missing: {value}'),
  swapDay: both('Đổi ngày và tháng: {value}', 'Change day and month over: {value}'),
  removeRow: both('Xóa dòng trùng', 'Remove the repeated row'),
  sumOfPeriods: both('Ghi tổng các kỳ: {value}', 'Write the sum of the periods: {value}'),
};

/** Replaces `{name}`; a name without a value is left out. */
export function fillWords(words: string, params: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '');
}
