/** Reads the rows of a built-in grid written as a table, so that a form of many rows stays one readable page. */
import type { Row } from '../template.ts';

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];

interface RowTableWords {
  /** Short code in the table → unit of measure as printed. */
  readonly units: Readonly<Record<string, string>>;
  /** Short code in the table → title of the official form; several joined by "+". */
  readonly sources: Readonly<Record<string, string>>;
  /** Letter in the table → columns that open in the row beside the ones open everywhere. */
  readonly open: Readonly<Record<string, readonly string[]>>;
  /** Columns open in every row with figures. */
  readonly always: readonly string[];
}

function look(table: Readonly<Record<string, string>>, code: string, line: string): string {
  const found = table[code];
  if (found === undefined) throw new Error(`row table: unknown code "${code}" in: ${line}`);
  return found;
}

function openOf(letters: string, words: RowTableWords, line: string): string[] {
  const more = letters === '-' ? [] : letters.split('');
  const wanted = more.flatMap((letter) => {
    const columns = words.open[letter];
    if (columns === undefined) throw new Error(`row table: unknown letter "${letter}" in: ${line}`);
    return columns;
  });
  return [...words.always, ...wanted];
}

/** Ordinals as the forms print them: I for a heading, 1 for a figure, 1.1 for everything under it. */
class Numbering {
  private heading = 0;
  private top = 0;
  private under = 0;
  nextHeading(): string {
    this.heading += 1;
    this.top = 0;
    return ROMAN[this.heading - 1] ?? String(this.heading);
  }
  next(hasParent: boolean): string {
    if (hasParent) {
      this.under += 1;
      return `${this.top}.${this.under}`;
    }
    this.top += 1;
    this.under = 0;
    return String(this.top);
  }
}

/**
 * One row per line. `# key | vi | en` is a heading;
 * `key | parent or - | unit | open letters or - | source codes | vi | en` is a row. Throws on a line it cannot read.
 */
export function rowTable(text: string, words: RowTableWords): Row[] {
  const numbering = new Numbering();
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const heading = line.startsWith('#');
      const [key = '', ...rest] = line
        .slice(heading ? 1 : 0)
        .split('|')
        .map((part) => part.trim());
      if (rest.length !== (heading ? 2 : 6)) throw new Error(`row table: wrong number of parts in: ${line}`);
      if (heading) {
        const [vi = '', en = ''] = rest;
        return { key, label: { vi, en }, ordinal: numbering.nextHeading(), heading: true };
      }
      const [parent = '-', unit = '', letters = '-', sources = '', vi = '', en = ''] = rest;
      return {
        key,
        label: { vi, en },
        ordinal: numbering.next(parent !== '-'),
        unit: look(words.units, unit, line),
        ...(parent === '-' ? {} : { parent }),
        open: openOf(letters, words, line),
        source: sources
          .split('+')
          .map((code) => look(words.sources, code, line))
          .join('; '),
      };
    });
}
