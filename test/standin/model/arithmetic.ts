/** Owns the only formulas the stand-in computes: sums and products of plain numbers, such as =12+30 or =2*(3-1,5) (help page "Google spreadsheets function list": Operator). */

/** Cursor over the text of one formula. */
class Reader {
  private at = 0;
  private readonly text: string;
  private readonly decimal: string;

  constructor(text: string, decimal: string) {
    this.text = text.replace(/\s+/g, '');
    this.decimal = decimal;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  take(symbols: string): string | undefined {
    const symbol = this.text[this.at];
    if (symbol === undefined || !symbols.includes(symbol)) return undefined;
    this.at += 1;
    return symbol;
  }

  number(): number | undefined {
    const digits = this.decimal === ',' ? /\d+(?:,\d+)?/y : /\d+(?:\.\d+)?/y;
    digits.lastIndex = this.at;
    const found = digits.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return Number(found.replace(',', '.'));
  }
}

/** Undefined from any of the three means: this is no arithmetic of plain numbers. */
function factor(reader: Reader): number | undefined {
  const sign = reader.take('+-');
  if (sign) {
    const value = factor(reader);
    return value === undefined ? undefined : sign === '-' ? -value : value;
  }
  if (!reader.take('(')) return reader.number();
  const value = sum(reader);
  return reader.take(')') ? value : undefined;
}

function product(reader: Reader): number | undefined {
  let value = factor(reader);
  for (let symbol = reader.take('*/'); symbol; symbol = reader.take('*/')) {
    const next = factor(reader);
    if (value === undefined || next === undefined) return undefined;
    value = symbol === '*' ? value * next : value / next;
  }
  return value;
}

function sum(reader: Reader): number | undefined {
  let value = product(reader);
  for (let symbol = reader.take('+-'); symbol; symbol = reader.take('+-')) {
    const next = product(reader);
    if (value === undefined || next === undefined) return undefined;
    value = symbol === '+' ? value + next : value - next;
  }
  return value;
}

/** The result, `#DIV/0!`, or undefined for every formula that needs more. `body` is without the equals sign. */
export function compute(body: string, decimal: string): number | '#DIV/0!' | undefined {
  const reader = new Reader(body, decimal);
  const value = sum(reader);
  if (value === undefined || !reader.done) return undefined;
  return Number.isFinite(value) ? value : '#DIV/0!';
}
