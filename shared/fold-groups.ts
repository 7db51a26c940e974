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
 * the key is multiplied by and what is added then, 1 and 0 for all others, so that telling them apart needs no branch.
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
  cell(row: number, index: number): string;
}

/** Puts together the rows whose cells fold alike, as they come; in typed arrays, so that a list of thousands costs no objects. */
export class Grouping {
  /** The first row of the row's group, in row order; -1 = the row was not added. */
  readonly first: Int32Array;
  /** Rows in the group, at its first row; 0 elsewhere. */
  readonly size: Int32Array;
  private readonly input: GroupInput;
  private readonly mask: number;
  /** Open addressing: row + 1 of the first row with a weak key; 0 = free. */
  private readonly slots: Int32Array;
  private readonly weak: Int32Array;
  private readonly folded = new Map<string, number>();
  private lastRow = -1;

  constructor(input: GroupInput) {
    this.input = input;
    let capacity = 16;
    while (capacity < input.rows * 2) capacity *= 2;
    this.mask = capacity - 1;
    this.slots = new Int32Array(capacity);
    this.weak = new Int32Array(input.rows);
    this.first = new Int32Array(input.rows).fill(-1);
    this.size = new Int32Array(input.rows);
  }

  /** Rows of one group often stand below each other: a row is held against the one added before it first. */
  add(row: number): void {
    const last = this.lastRow;
    const first = last >= 0 && this.sameCells(last, row) ? (this.first[last] ?? row) : this.firstLike(row);
    this.lastRow = row;
    this.first[row] = first;
    this.size[first] = (this.size[first] ?? 0) + 1;
  }

  private firstLike(row: number): number {
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
      // Rows that meet under one weak key with another spelling are told apart by folding.
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
