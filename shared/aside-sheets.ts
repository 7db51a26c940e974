/** Owns how a sheet is known that was put aside: its figures are read and sent no more. Pure. */

/** What a repair puts behind the name of a sheet it replaced. */
export const ASIDE = ' (bản trước khi sửa';
/** The same for a sheet of an older version of the form; the version follows. */
export const OLDER = ' (biểu cũ, bản ';
/** The section such a sheet is marked with, which stays whatever the sheet is called later, in a copy of the file too. */
export const ASIDE_SECTION = '_aside';

export const isAsideName = (name: string): boolean => name.includes(ASIDE) || name.includes(OLDER);
