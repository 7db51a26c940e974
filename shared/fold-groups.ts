/** Groups rows whose cells read the same (case, tone place, Đ/Ð), folding only where two spellings may meet. */
import { fold } from './text.ts';

/** What joins the cells of a group key. */
const JOIN = '|';

/** The key under which rows are counted together: the folded cells, joined. */
export function groupKey(cells: readonly string[]): string {
  return fold(cells.join(JOIN));
}

/**
 * ASCII digits and consonants of either case, but k and s, which letters outside ASCII may fold to. By character: what
 * the key is multiplied by and what is added then, 1 and 0 for all others, so that the loop needs no branch.
 */
const FACTOR = new Uint8Array(128).fill(1);
const TERM = new Uint8Array(128);
for (const letter of 'bcdfghjlmnpqrtvwxz0123456789') {
  for (const code of [letter.charCodeAt(0), letter.toUpperCase().charCodeAt(0)]) {
    FACTOR[code] = 31;
    TERM[code] = letter.charCodeAt(0);
  }
}

/** A capital with a mark of its own may become one letter when made small: J̌ and ǰ, H̱ and ẖ. */
const isMark = (code: number): boolean => code >= 0x300 && code <= 0x36f;
const MARKED = /.?[\u0300-\u036f]+/gs;

/**
 * A number equal for NFC texts that fold alike: it sees only what folding never changes but for case. Cheap enough to
 * take for every row of a long list; different texts may share it. `seed` chains cells.
 */
export function weakKey(text: string, seed: number): number {
  let hash = (Math.imul(seed, 31) + 1) | 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) {
      if (isMark(code)) return weakKey(text.replace(MARKED, ''), seed);
    } else {
      hash = (Math.imul(hash, FACTOR[code] ?? 1) + (TERM[code] ?? 0)) | 0;
    }
  }
  return hash;
}

/** Rows to be grouped by some of their cells. Cells are NFC; '' stands for blank. */
export interface GroupInput {
  readonly rows: number;
  /** How many cells a row is grouped by. */
  readonly width: number;
  includes(row: number): boolean;
  cell(row: number, index: number): string;
}

/** Groups by position, in typed arrays: a list of thousands of rows is grouped without making objects. */
export interface Groups {
  /** The first row of the row's group, in row order; -1 = the row belongs to no group. */
  readonly first: Int32Array;
  /** Rows in the group, at its first row; 0 elsewhere. */
  readonly size: Int32Array;
}

/** Puts together the rows whose cells fold alike. */
export function foldGroups(input: GroupInput): Groups {
  const first = new Int32Array(input.rows).fill(-1);
  const size = new Int32Array(input.rows);
  const place = new Placing(input);
  for (let row = 0; row < input.rows; row++) {
    if (!input.includes(row)) continue;
    const found = place.firstLike(row);
    first[row] = found;
    size[found] = (size[found] ?? 0) + 1;
  }
  return { first, size };
}

/** Remembers the first row of each weak key; rows that meet there with another spelling are told apart by folding. */
class Placing {
  private readonly input: GroupInput;
  private readonly mask: number;
  /** Open addressing: row + 1 of the first row with a weak key; 0 = free. */
  private readonly slots: Int32Array;
  private readonly weak: Int32Array;
  private readonly folded = new Map<string, number>();
  private lastRow = -1;
  private lastFirst = -1;

  constructor(input: GroupInput) {
    this.input = input;
    let capacity = 16;
    while (capacity < input.rows * 2) capacity *= 2;
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    this.weak = new Int32Array(input.rows);
  }

  /** Rows of one leader stand below each other: a row is held against the one above it first. */
  firstLike(row: number): number {
    if (this.lastRow < 0 || !this.sameCells(this.lastRow, row)) this.lastFirst = this.lookUp(row);
    this.lastRow = row;
    return this.lastFirst;
  }

  private lookUp(row: number): number {
    let key = 0;
    for (let index = 0; index < this.input.width; index++) key = weakKey(this.input.cell(row, index), key);
    this.weak[row] = key;
    let slot = (key ^ (key >>> 15)) & this.mask;
    for (;;) {
      const first = (this.slots[slot] ?? 0) - 1;
      if (first < 0) {
        this.slots[slot] = row + 1;
        return row;
      }
      if (this.weak[first] === key) return this.sameCells(first, row) ? first : this.byFold(first, row);
      slot = (slot + 1) & this.mask;
    }
  }

  private sameCells(a: number, b: number): boolean {
    for (let index = 0; index < this.input.width; index++) {
      if (this.input.cell(a, index) !== this.input.cell(b, index)) return false;
    }
    return true;
  }

  /** Folding goes through one map, so that many rows under one weak key cost no more than one look-up each. */
  private byFold(first: number, row: number): number {
    const firstKey = this.keyOf(first);
    if (!this.folded.has(firstKey)) this.folded.set(firstKey, first);
    const key = this.keyOf(row);
    const known = this.folded.get(key);
    if (known !== undefined) return known;
    this.folded.set(key, row);
    return row;
  }

  private keyOf(row: number): string {
    const cells: string[] = [];
    for (let index = 0; index < this.input.width; index++) cells.push(this.input.cell(row, index));
    return groupKey(cells);
  }
}
