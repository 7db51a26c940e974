/** Owns what Apps Script is given in zod's place: the kinds of schema the add-on parses with, each saying yes, no and the value as zod does. */
import { dayNumber, dayOfNumber } from '../shared/days.ts';

const REFUSED = Symbol('refused');
type Read = (value: unknown) => unknown;
type Shape = Readonly<Record<string, Schema>>;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value of its own for each who asks: a default must not be shared by those who were given it. */
function fresh(value: unknown): unknown {
  if (Array.isArray(value)) return [...value];
  return isFields(value) ? { ...value } : value;
}

class Schema {
  /** The value as the schema reads it, or REFUSED. */
  readonly read: Read;

  constructor(read: Read) {
    this.read = read;
  }

  safeParse(value: unknown): { success: true; data: unknown } | { success: false } {
    const data = this.read(value);
    return data === REFUSED ? { success: false } : { success: true, data };
  }

  parse(value: unknown): unknown {
    const data = this.read(value);
    if (data === REFUSED) throw new Error('the value does not fit its schema');
    return data;
  }

  optional(): Schema {
    return new Schema((value) => (value === undefined ? value : this.read(value)));
  }

  nullable(): Schema {
    return new Schema((value) => (value === null ? value : this.read(value)));
  }

  default(value: unknown): Schema {
    return new Schema((given) => (given === undefined ? fresh(value) : this.read(given)));
  }
}

/** Strings and arrays are held to their length, numbers to their size. */
class Sized<Value> extends Schema {
  readonly sizeOf: (value: Value) => number;

  constructor(read: Read, sizeOf: (value: Value) => number) {
    super(read);
    this.sizeOf = sizeOf;
  }

  and(next: (value: Value) => unknown): Sized<Value> {
    return new Sized((value) => {
      const before = this.read(value);
      return before === REFUSED ? before : next(before as Value);
    }, this.sizeOf);
  }

  only(fits: (value: Value) => boolean): Sized<Value> {
    return this.and((value) => (fits(value) ? value : REFUSED));
  }

  min(least: number): Sized<Value> {
    return this.only((value) => this.sizeOf(value) >= least);
  }

  max(most: number): Sized<Value> {
    return this.only((value) => this.sizeOf(value) <= most);
  }

  positive(): Sized<Value> {
    return this.only((value) => this.sizeOf(value) > 0);
  }

  regex(pattern: RegExp): Sized<Value> {
    return this.only((value) => pattern.test(String(value)));
  }

  trim(): Sized<Value> {
    return this.and((value) => String(value).trim());
  }
}

class ObjectSchema extends Schema {
  readonly shape: Shape;
  readonly strict: boolean;

  constructor(shape: Shape, strict: boolean) {
    const keys = Object.keys(shape);
    super((value) => {
      if (!isFields(value)) return REFUSED;
      const kept: Record<string, unknown> = {};
      for (const key of keys) {
        const read = (shape[key] as Schema).read(value[key]);
        if (read === REFUSED) return REFUSED;
        if (key in value || read !== undefined) kept[key] = read;
      }
      return strict && Object.keys(value).some((key) => !keys.includes(key)) ? REFUSED : kept;
    });
    this.shape = shape;
    this.strict = strict;
  }

  extend(more: Shape): ObjectSchema {
    return new ObjectSchema({ ...this.shape, ...more }, this.strict);
  }
}

const only = (fits: (value: unknown) => boolean): Schema =>
  new Schema((value) => (fits(value) ? value : REFUSED));

const text = (fits: (value: string) => boolean = () => true): Sized<string> =>
  new Sized(
    (value) => (typeof value === 'string' && fits(value) ? value : REFUSED),
    (value) => value.length,
  );

const number = (fits: (value: unknown) => boolean): Sized<number> =>
  new Sized(
    (value) => (fits(value) ? value : REFUSED),
    (value) => value,
  );

const isDay = (value: string): boolean => {
  const number = /^\d{4}-\d\d-\d\d$/.test(value) ? dayNumber(value) : Number.NaN;
  return !Number.isNaN(number) && dayOfNumber(number) === value;
};

function array(item: Schema): Sized<readonly unknown[]> {
  const read: Read = (value) => {
    if (!Array.isArray(value)) return REFUSED;
    const items = value.map(item.read);
    return items.includes(REFUSED) ? REFUSED : items;
  };
  return new Sized<readonly unknown[]>(read, (items) => items.length);
}

function record(key: Schema, item: Schema): Schema {
  return new Schema((value) => {
    if (!isFields(value)) return REFUSED;
    const kept: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      // Assigned to a plain object this name would replace its prototype.
      if (name === '__proto__') continue;
      const read = item.read(value[name]);
      if (key.read(name) === REFUSED || read === REFUSED) return REFUSED;
      kept[name] = read;
    }
    return kept;
  });
}

const union = (options: readonly Schema[]): Schema =>
  new Schema((value) => {
    for (const option of options) {
      const read = option.read(value);
      if (read !== REFUSED) return read;
    }
    return REFUSED;
  });

/** The members that share a name with zod's; whoever needs another one adds it here and to the test that holds both to each other. */
export const z = {
  string: () => text(),
  int: () => number(Number.isSafeInteger),
  number: () => number(Number.isFinite),
  boolean: () => only((value) => typeof value === 'boolean'),
  unknown: () => only(() => true),
  literal: (wanted: unknown) => only((value) => value === wanted),
  enum: (values: readonly string[]) => only((value) => values.includes(value as string)),
  object: (shape: Shape) => new ObjectSchema(shape, false),
  strictObject: (shape: Shape) => new ObjectSchema(shape, true),
  array,
  record,
  union,
  /** Its options differ in a literal, so at the most one takes a value. */
  discriminatedUnion: (_by: string, options: readonly Schema[]) => union(options),
  iso: { date: () => text(isDay) },
};
