/** Owns saying what a formula says on a sheet whose cells stand elsewhere: the same cells by their new names, or that nobody can say. Pure. */
import { columnLetters } from '../../shared/raw-sheet.ts';

type Place = readonly [row: number, column: number];

/** Text · a cell or area of a named sheet · a cell or area · whole columns or rows · a number · a function · any other word. */
const PARTS =
  /("(?:[^"]|"")*")|('(?:[^']|'')+'|[\p{L}\p{N}_.]+)!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?|(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?(?![\p{L}\p{N}_.(])|\$?[A-Z]+:\$?[A-Z]+|\$?\d+:\$?\d+|\d+(?:e[+-]?\d+)?|[\p{L}_][\p{L}\p{N}_.]*/giu;
/** What they answer hangs on where something stands, not on what it says. */
const PLACED =
  /^(INDIRECT|OFFSET|ROWS?|COLUMNS?|ADDRESS|CELL|INDEX|[VHX]?LOOKUP|X?MATCH|QUERY|FILTER|ARRAY.*)$/i;

const CELL = /^(\$?)([A-Z]+)(\$?)(\d+)$/i;
const numberOf = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function placeOf(text: string): Place {
  const [, , letters = 'A', , row = '1'] = CELL.exec(text) ?? [];
  return [Number(row) - 1, numberOf(letters)];
}

const named = (text: string, [row, column]: Place): string =>
  text.replace(
    CELL,
    (_, first: string, __, second: string) => `${first}${columnLetters(column)}${second}${row + 1}`,
  );

/**
 * @param to where a cell stands now; undefined: nowhere.
 * @param ours sheets that may be drawn anew themselves: what stands on them is not followed.
 */
export function movedFormula(
  formula: string,
  to: (row: number, column: number) => Place | undefined,
  ours: readonly string[],
): string | undefined {
  let isSure = true;
  const area = (from: string, until: string): string => {
    const [[top, left], [bottom, right]] = [placeOf(from), placeOf(until)];
    const [first, last] = [to(top, left), to(bottom, right)];
    if (first === undefined || last === undefined) {
      isSure = false;
      return from;
    }
    // An area is the same only if each of its cells moved as its first one did.
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1) {
        const now = to(row, column);
        isSure &&= now?.[0] === first[0] + row - top && now[1] === first[1] + column - left;
      }
    return from === until ? named(from, first) : `${named(from, first)}:${named(until, last)}`;
  };
  const moved = formula.replace(
    PARTS,
    (
      part: string,
      text: string | undefined,
      sheet: string | undefined,
      from: string | undefined,
      until: string | undefined,
      at: number,
    ) => {
      if (text !== undefined || /^\d[^:]*$/.test(part)) return part;
      if (sheet !== undefined) {
        isSure &&= !ours.includes(sheet.replace(/^'|'$/g, '').replace(/''/g, "'"));
        return part;
      }
      if (from !== undefined) return area(from, until ?? from);
      const isFunction = /^\s*\(/.test(formula.slice(at + part.length));
      isSure &&= (isFunction && !PLACED.test(part)) || /^(TRUE|FALSE)$/i.test(part);
      return part;
    },
  );
  return isSure ? moved : undefined;
}
