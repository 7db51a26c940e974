/** Exact arithmetic on decimal strings: no float ever touches a total. */

const CANONICAL = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?$/;
const PLAIN = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?$/;
/** Below this many characters an integer is safe as a number, and so is the sum of two. */
const SAFE_LENGTH = 15;

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

const ZERO = BigInt(0);
const TEN = BigInt(10);

const power = (exponent: number): bigint => TEN ** BigInt(exponent);

/** Whether s is canonical: no exponent, leading +, leading zeros, trailing fraction zeros or "-0". */
export function isDecimal(s: string): boolean {
  return CANONICAL.test(s) && s !== '-0';
}

const smallInteger = (s: string): boolean => s.length <= SAFE_LENGTH && !s.includes('.');

function scaled(s: string): Scaled {
  const point = s.indexOf('.');
  if (point < 0) return { digits: BigInt(s), scale: 0 };
  return { digits: BigInt(s.slice(0, point) + s.slice(point + 1)), scale: s.length - point - 1 };
}

function written({ digits, scale }: Scaled): string {
  if (scale === 0) return digits.toString();
  const negative = digits < ZERO;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const fraction = text.slice(-scale).replace(/0+$/, '');
  const whole = text.slice(0, -scale);
  if (fraction === '') return whole === '0' ? '0' : (negative ? '-' : '') + whole;
  return `${negative ? '-' : ''}${whole}.${fraction}`;
}

function aligned(a: Scaled, b: Scaled): readonly [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * power(scale - a.scale), b.digits * power(scale - b.scale), scale];
}

/** The canonical form of plain or exponent notation ("+007.50", "1e3"); undefined when it is no number. */
export function canonical(s: string): string | undefined {
  if (isDecimal(s)) return s;
  const match = PLAIN.exec(s);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(`${whole}${fraction}`);
  const shift = Number(exponent) - fraction.length;
  const signed = sign === '-' ? -digits : digits;
  return shift >= 0
    ? written({ digits: signed * power(shift), scale: 0 })
    : written({ digits: signed, scale: -shift });
}

/**
 * A number a spreadsheet holds, as it shows it: at most 15 significant digits, so that 0.1 + 0.2 is "0.3".
 * Undefined for NaN and infinities.
 */
export function fromNumber(n: number): string | undefined {
  if (Number.isSafeInteger(n)) return String(n);
  return Number.isFinite(n) ? canonical(n.toPrecision(15)) : undefined;
}

/** a + b. */
export function add(a: string, b: string): string {
  if (smallInteger(a) && smallInteger(b)) return String(Number(a) + Number(b));
  const [x, y, scale] = aligned(scaled(a), scaled(b));
  return written({ digits: x + y, scale });
}

/** a - b. */
export function subtract(a: string, b: string): string {
  if (smallInteger(a) && smallInteger(b)) return String(Number(a) - Number(b));
  const [x, y, scale] = aligned(scaled(a), scaled(b));
  return written({ digits: x - y, scale });
}

/** Σ list; "0" for none. */
export function sum(list: readonly string[]): string {
  let small = 0;
  let rest = '0';
  for (const value of list) {
    const next = smallInteger(value) ? small + Number(value) : Number.NaN;
    if (Number.isSafeInteger(next)) small = next;
    else rest = add(rest, value);
  }
  return rest === '0' ? String(small) : add(rest, String(small));
}

/** a × b. */
export function multiply(a: string, b: string): string {
  if (smallInteger(a) && smallInteger(b)) {
    const product = Number(a) * Number(b);
    if (Number.isSafeInteger(product)) return String(product);
  }
  const x = scaled(a);
  const y = scaled(b);
  return written({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

/** -1 when a < b, 0 when equal, 1 when a > b. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  if (smallInteger(a) && smallInteger(b)) return Number(a) < Number(b) ? -1 : 1;
  const [x, y] = aligned(scaled(a), scaled(b));
  if (x === y) return 0;
  return x < y ? -1 : 1;
}

/** digits ÷ divisor, to the nearest integer, halves away from zero. */
function nearest(digits: bigint, divisor: bigint): bigint {
  const negative = digits < ZERO !== divisor < ZERO;
  const n = digits < ZERO ? -digits : digits;
  const d = divisor < ZERO ? -divisor : divisor;
  const quotient = (n + n + d) / (d + d);
  return negative ? -quotient : quotient;
}

/** a ÷ b to the given number of decimals, halves away from zero; undefined when b is zero. */
export function divide(a: string, b: string, decimals: number): string | undefined {
  const [x, y] = aligned(scaled(a), scaled(b));
  if (y === ZERO) return undefined;
  return written({ digits: nearest(x * power(decimals), y), scale: decimals });
}

/** a to the given number of decimals, halves away from zero. */
export function round(a: string, decimals: number): string {
  const { digits, scale } = scaled(a);
  if (scale <= decimals) return a;
  return written({ digits: nearest(digits, power(scale - decimals)), scale: decimals });
}
