/** What the desk page and its host say to each other: a workbook as a browser can draw it. */

export interface DrawnCell {
  readonly row: number;
  readonly column: number;
  /** As displayed. */
  readonly text: string;
  /** As it would stand in the formula bar. */
  readonly raw: string;
  readonly background?: string;
  readonly color?: string;
  readonly bold?: boolean;
  /** Font size in points where it is not the usual 10. */
  readonly size?: number;
  /** true: long text breaks into lines; otherwise it runs on over empty neighbours. */
  readonly wrap?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly note?: string;
  /** Choices of a list validation. */
  readonly choices?: readonly string[];
  /** true: tinted because it is still to be filled in. */
  readonly waiting?: boolean;
  /** true: the acting person may not change this cell. */
  readonly locked?: boolean;
}

export interface DrawnSheet {
  readonly id: number;
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** Column widths in pixels. */
  readonly widths: readonly number[];
  readonly cells: readonly DrawnCell[];
}

/** A cell, by the id of its sheet; row and column from 0. */
export interface Place {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
}

export interface DrawnBook {
  readonly id: string;
  readonly title: string;
  readonly office: string;
  readonly user: string;
  readonly sheets: readonly DrawnSheet[];
  readonly active: Place;
  readonly menu: readonly { readonly label: string; readonly run: string }[];
  /** Counts up whenever a sidebar is opened; 0 = none yet. */
  readonly sidebar: number;
  /** Messages of the last action, e.g. why a protected cell stayed as it was. */
  readonly message: string;
}

export interface BookHead {
  readonly id: string;
  readonly title: string;
  readonly office: string;
  /** true: nobody has sent it, so that whoever tries the page can. */
  readonly toTry: boolean;
}

/** What somebody may try to break, in words. */
export const MISHAPS = {
  renameSheet: 'Đổi tên trang này',
  copySheet: 'Nhân đôi trang này',
  removeSheet: 'Xóa trang này',
  insertColumn: 'Chèn một cột trước ô đang chọn',
  moveColumn: 'Kéo cột đang chọn sang phải',
  removeColumn: 'Xóa cột đang chọn',
  pasteHeaders: 'Dán đè hàng tiêu đề',
  loseKeys: 'Xóa cột mã dòng ẩn',
  removeRow: 'Xóa dòng đang chọn',
  sortRows: 'Sắp xếp trang theo cột đang chọn',
  sortPart: 'Sắp xếp riêng 9 dòng từ ô chọn',
  mergeCells: 'Gộp ô đang chọn với ô dưới',
  filterRows: 'Lọc ẩn 20 dòng dưới ô đang chọn',
  unprotect: 'Bỏ bảo vệ trang này',
  english: 'Đổi tệp sang kiểu số, ngày của Mỹ',
  loseAnswer: 'Làm mất trả lời của lần gửi tới',
} as const;
export type Mishap = keyof typeof MISHAPS;

export type Operation =
  | {
      readonly kind: 'mishap';
      readonly what: Mishap;
      readonly sheet: number;
      readonly row: number;
      readonly column: number;
    }
  | {
      readonly kind: 'type';
      readonly sheet: number;
      readonly row: number;
      readonly column: number;
      readonly text: string;
    }
  | {
      readonly kind: 'paste';
      readonly sheet: number;
      readonly row: number;
      readonly column: number;
      readonly block: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'clear';
      readonly sheet: number;
      readonly row: number;
      readonly column: number;
      readonly rows: number;
      readonly columns: number;
    }
  | ({ readonly kind: 'select' } & Place)
  | { readonly kind: 'undo' }
  | { readonly kind: 'menu'; readonly run: string };
