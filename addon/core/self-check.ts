/** Owns the port contract: what the add-on takes for granted of a spreadsheet, tried on a sheet of its own, expected beside found. */
import type { RawCell } from '../../shared/raw-sheet.ts';
import type { PlanCell } from '../../shared/sheet-plan.ts';
import type { Ports } from './ports.ts';

/** A sheet made for the trial; addresses are A1. Thrown away afterwards, whatever happened. */
export interface Scratch {
  locale(): string;
  put(a1: string, numberFormat: string, value: PlanCell): void;
  get(a1: string): RawCell;
  note(a1: string, text: string): string;
  /** Only "x" may be entered from now on, and a script is refused too. */
  allowOnlyX(a1: string): void;
  hasRule(a1: string): boolean;
  insertRowAfter(row: number): void;
  insertColumnBefore(column: number): void;
  sortDown(a1: string): void;
  mark(a1: string, key: string): void;
  /** Address of what carries the mark, '' for nothing. */
  marked(key: string): string;
  /** "who may edit it: how many such areas there are", before it is taken away again. */
  protect(a1: string): string;
  merge(a1: string): string;
}

export interface Tried {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** [what is tried, what is expected, what is found] */
type Trial = readonly [string, string, () => string];

const shown = (cell: RawCell): string =>
  typeof cell === 'object' ? `ngày ${cell.date}` : `${typeof cell === 'number' ? 'số' : 'chữ'} ${cell}`;

function refused(act: () => void): string {
  try {
    act();
  } catch {
    return 'từ chối';
  }
  return 'nhận';
}

const CODES = ['001', '=1+1', '+84', '1/2', '1e5', '-x'];
const DAYS = ['1899-12-30', '1969-12-31', '1975-06-13', '2026-11-22'];
const PROPERTY = 'sotinh.selfcheck';

function cellTrials(sheet: Scratch): Trial[] {
  const back = (format: string, value: PlanCell): RawCell => {
    sheet.put('A1', format, value);
    return sheet.get('A1');
  };
  const vi = sheet.locale() === 'vi_VN';
  return [
    [
      'Mã dạng chữ · Codes as text',
      CODES.map((code) => `chữ ${code}`).join(' · '),
      () => CODES.map((code) => shown(back('@', code))).join(' · '),
    ],
    [
      'Ngày theo múi giờ của tệp · Days',
      DAYS.map((date) => `ngày ${date}`).join(' · '),
      () => DAYS.map((date) => shown(back('dd/MM/yyyy', { date }))).join(' · '),
    ],
    [
      `Chữ 1.234 đọc theo ${sheet.locale()} · Text 1.234`,
      vi ? 'số 1234' : 'số 1.234',
      () => shown(back('General', '1.234')),
    ],
    [
      'Ngày gõ vào ô số · A day in a number cell',
      vi ? 'ngày 2022-05-18' : 'chữ 18/05/2022',
      () => shown(back('#,##0', '18/05/2022')),
    ],
    ['Ô lỗi · An error cell', 'chữ #REF!', () => shown(back('General', '=#REF!'))],
    ['Ghi chú · Note', 'ghi chú', () => sheet.note('A1', 'ghi chú')],
    ['Ô gộp · Merged cells', 'A8:B8', () => sheet.merge('A8:B8')],
  ];
}

function structureTrials(sheet: Scratch): Trial[] {
  return [
    [
      'Quy tắc từ chối giá trị ghi · A refusing rule',
      'từ chối, chữ ',
      () => {
        sheet.allowOnlyX('B3');
        return `${refused(() => sheet.put('B3', '@', 'y'))}, ${shown(sheet.get('B3'))}`;
      },
    ],
    [
      'Dòng chèn dưới nhận quy tắc · A row put in below',
      'true',
      () => {
        sheet.insertRowAfter(3);
        return String(sheet.hasRule('B4'));
      },
    ],
    [
      'Dấu của cột theo cột · A column’s mark',
      'E:E',
      () => {
        sheet.mark('D:D', 'cot');
        sheet.insertColumnBefore(1);
        return sheet.marked('cot');
      },
    ],
    ['Dấu trên vùng tùy ý · A mark on a range', 'từ chối', () => refused(() => sheet.mark('B5:C6', 'vung'))],
    [
      'Sắp xếp không chuyển dấu của dòng · Sorting',
      '11:11, số 9',
      () => {
        sheet.put('A11', 'General', 1);
        sheet.put('A12', 'General', 9);
        sheet.mark('11:11', 'dong');
        sheet.sortDown('A11:A12');
        return `${sheet.marked('dong')}, ${shown(sheet.get('A11'))}`;
      },
    ],
    ['Bảo vệ vùng · Protection', 'true: 1', () => sheet.protect('A14:B15')],
  ];
}

function doorTrials({ properties, identity, exclusive }: Ports): Trial[] {
  const keeps = (length: number): string => {
    const text = 'x'.repeat(length);
    try {
      return (
        refused(() => properties.set(PROPERTY, text)) + (properties.get(PROPERTY) === text ? ', còn' : '')
      );
    } finally {
      properties.delete(PROPERTY);
    }
  };
  return [
    ['Thuộc tính 9 kB · A property of 9 kB', 'nhận, còn', () => keeps(9 * 1024)],
    ['Thuộc tính quá 9 kB · More than 9 kB', 'từ chối', () => keeps(9 * 1024 + 1)],
    ['Khóa của tệp · Document lock', 'true', () => String(exclusive(() => true))],
    ['Mã định danh · Identity token', 'token', () => identity.token().kind],
    ['Địa chỉ người dùng · E-mail', 'true', () => String(identity.email() !== '')],
  ];
}

/** Every trial is made whatever the one before came to; an error is told in Google's own words, whose language is a finding too. */
export function selfCheck(ports: Ports, sheet: Scratch): Tried[] {
  return [...cellTrials(sheet), ...structureTrials(sheet), ...doorTrials(ports)].map(
    ([what, expected, find]) => {
      try {
        return { what, expected, found: find() };
      } catch (error) {
        return { what, expected, found: `lỗi: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
  );
}
