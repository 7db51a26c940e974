/**
 * Reads and writes one-dimensional array values of the database. Said here because the driver otherwise asks the
 * database for its array types on every connection, and a connection lost just then ends the process.
 */

type Item = string | number | boolean | null;

const written = (item: Item): string =>
  item === null ? 'NULL' : `"${String(item).replace(/["\\]/g, '\\$&')}"`;

/** `{"a","b"}`; every element quoted, so that commas, braces and NULL in a text mean themselves. */
const writeArray = (items: readonly Item[]): string => `{${items.map(written).join(',')}}`;

/** The same for many texts at once: nearly always there is nothing to escape, and then the joined text is the answer. */
export function writeTexts(items: readonly string[]): string {
  if (items.length === 0) return '{}';
  const joined = items.join('","');
  const plain = !joined.includes('\\') && countOf(joined, '"') === 2 * (items.length - 1);
  return plain ? `{"${joined}"}` : writeArray(items);
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** The elements of an array literal as the database prints it; NULL is null. Throws on more than one dimension. */
export function readArray(literal: string): (string | null)[] {
  const items: (string | null)[] = [];
  // The blanks of ASCII alone are quoted by the database; others, as of other scripts, may begin a bare text.
  const token = /"((?:[^"\\]|\\.)*)"|([^{},"\t\n\v\f\r ][^{},"]*)/gy;
  let at = 1;
  while (literal[at] !== '}') {
    token.lastIndex = at;
    const found = token.exec(literal);
    if (!found) throw new Error(`not a one-dimensional array: ${literal.slice(0, 40)}`);
    const [whole, quoted, bare] = found;
    items.push(
      quoted === undefined ? (bare === 'NULL' ? null : (bare ?? '')) : quoted.replace(/\\(.)/gs, '$1'),
    );
    at += whole.length;
    if (literal[at] === ',') at += 1;
  }
  return items;
}

const arrayType = (type: number, parse: (text: string) => Item = (text) => text) => ({
  to: type,
  from: [type],
  serialize: (value: readonly Item[] | string) => (typeof value === 'string' ? value : writeArray(value)),
  parse: (raw: string): readonly Item[] | string =>
    readArray(raw).map((item) => (item === null ? null : parse(item))),
});

/** By the database's type numbers. Numbers too big for a double stay text, as for single values. */
export const ARRAY_TYPES = {
  textArray: arrayType(1009),
  varcharArray: arrayType(1015),
  numericArray: arrayType(1231),
  int8Array: arrayType(1016),
  int4Array: arrayType(1007, Number),
  dateArray: arrayType(1182),
  boolArray: arrayType(1000, (text) => text === 't'),
};
