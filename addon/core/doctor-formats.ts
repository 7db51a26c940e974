/** Owns which number format a cell may be given without what it holds being read as something else. Pure. */

const PLAIN_TEXT = '@';

/** Date or time letters outside quotes and brackets. */
const isDate = (format: string): boolean =>
  /[dmyhs]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]|general/gi, ''));

/**
 * The planned format where it changes nothing of the value, else the one the cell has: a figure under a date format would
 * become a day, and text typed as text stays text.
 */
export function formatFor(planned: string, standing: string, value: unknown): string {
  if (value === '' || typeof value === 'boolean') return planned;
  if (typeof value === 'string') return standing === PLAIN_TEXT ? standing : planned;
  if (typeof value === 'number') return planned === PLAIN_TEXT || isDate(planned) ? standing : planned;
  return isDate(planned) ? planned : standing;
}

/** What setValues takes so that the text stays that text: "001", "=1+1" and "1/2" are never read as typing. */
export const asText = (value: string, format: string): string =>
  value === '' || format === PLAIN_TEXT ? value : `'${value}`;
