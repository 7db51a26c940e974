/** Owns what a number format of a spreadsheet shows a number as. Pure. */

const shownSigns = (code: string): string =>
  code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '').replace(/general/gi, '');

/** Whether a number format shows a day: what stands in quotes, brackets or behind a backslash is no part of it. */
export function showsDay(code: string): boolean {
  const signs = shownSigns(code);
  return /[dy]/i.test(signs) || (/m/i.test(signs) && !/[hs]/i.test(signs));
}

/** Whether it shows a hundred times the number, with the sign of hundredths. */
export const showsPercent = (code: string): boolean => shownSigns(code).includes('%');
