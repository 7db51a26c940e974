/** Makes any stored text safe to stand in an exported cell: never a formula, never a character the file format forbids. */

/** Greatest number of characters an .xlsx cell may hold (ECMA-376; Excel refuses more). */
export const XLSX_CELL_LIMIT = 32_767;

/** What spreadsheets take as the start of a formula, plain and full width. */
const STARTERS = new Set(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\0']);

/** Spaces and invisible characters a spreadsheet may skip before it looks for a formula. */
const SKIPPED = /^[\p{Z}\p{Cf}\v\f\u0085]*/u;

function startsFormula(line: string): boolean {
  const first = line[0];
  if (first !== undefined && STARTERS.has(first)) return true;
  const seen = line.replace(SKIPPED, '')[0];
  return seen !== undefined && STARTERS.has(seen);
}

/**
 * The text with an apostrophe before every line a spreadsheet could take for a formula (OWASP ASVS 1.2.10).
 * Every line, because readers that mishandle quoted line breaks start a new cell there.
 */
export function withoutFormula(text: string): string {
  return text
    .split('\n')
    .map((line) => (startsFormula(line) ? `'${line}` : line))
    .join('\n');
}

/** UTF-16 units XML 1.0 allows outside of surrogate pairs, DEL left out as the writer drops it silently. */
function isLegalUnit(unit: number): boolean {
  if (unit < 0x20) return unit === 0x09 || unit === 0x0a;
  return unit !== 0x7f && unit !== 0xfffe && unit !== 0xffff && (unit < 0xd800 || unit > 0xdfff);
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** XML 1.0 characters only; each illegal one becomes U+FFFD. Line ends become LF. */
export function xmlText(text: string): string {
  const unified = text.replace(/\r\n?/g, '\n');
  let legal = '';
  let from = 0;
  for (let index = 0; index < unified.length; index += 1) {
    const unit = unified.charCodeAt(index);
    if (isLegalUnit(unit)) continue;
    if (isHigh(unit) && isLow(unified.charCodeAt(index + 1))) {
      index += 1;
      continue;
    }
    legal += `${unified.slice(from, index)}\ufffd`;
    from = index + 1;
  }
  return from === 0 ? unified : legal + unified.slice(from);
}

/**
 * What reaches the .xlsx writer: XML-legal, within the cell limit, and with the format's own escape
 * (`_x0041_` means "A" in OOXML) written so that it reads back as typed.
 */
export function xlsxText(text: string): string {
  const legal = xmlText(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  if (legal.length <= XLSX_CELL_LIMIT) return legal;
  const cut = legal.slice(0, XLSX_CELL_LIMIT - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut}…`;
}
