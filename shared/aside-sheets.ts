/** Owns what a sheet is called that a repair put aside, and knowing it by that: its figures are read and sent no more. Pure. */

/** What a repair puts behind the name of a sheet it replaced. */
export const ASIDE = ' (bản trước khi sửa';
/** The same for a sheet of an older version of the form; the version follows. */
export const OLDER = ' (biểu cũ, bản ';

export const isAside = (name: string): boolean => name.includes(ASIDE) || name.includes(OLDER);
