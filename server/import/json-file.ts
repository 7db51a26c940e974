/** Reads the text of a JSON file: where it goes wrong, said in words at its line; which line each member stands on; names given twice. */

/** Where and why a text is no JSON. */
interface JsonFault {
  readonly line: number;
  readonly vi: string;
  readonly en: string;
}

export interface JsonFile {
  readonly value: unknown;
  /** The line of the member a path leads to, or of the nearest one above it that is there. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  /** Members whose name an object has twice; the last would win in silence. */
  readonly twice: readonly { readonly name: string; readonly line: number }[];
}

class Stumble extends Error {
  readonly fault: JsonFault;
  constructor(line: number, vi: string, en: string) {
    super(en);
    this.fault = { line, vi, en };
  }
}

const DEEPEST = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN = String.raw`[^"\\\u0000-\u001f]*`;
const ESCAPED = String.raw`\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})`;
const STRING = new RegExp(`"${PLAIN}(?:${ESCAPED}${PLAIN})*"`, 'y');
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;
const FOUND_MAX = 12;
const BETWEEN = '\u0000';

const nameOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `${BETWEEN}${String(part)}`).join('');

class Scanner {
  readonly lines = new Map<string, number>();
  readonly twice: { name: string; line: number }[] = [];
  private at = 0;
  private line = 1;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  whole(): void {
    this.value('', 0);
    if (this.at < this.text.length) this.stumble('có phần thừa', 'something is left over');
  }

  private stumble(vi: string, en: string): never {
    const found = this.text.slice(this.at).split('\n')[0]?.slice(0, FOUND_MAX) ?? '';
    if (this.at >= this.text.length) {
      throw new Stumble(this.line, 'nội dung bị cắt giữa chừng', 'the text ends too early');
    }
    throw new Stumble(this.line, `${vi} ở “${found}”`, `${en} at “${found}”`);
  }

  private space(): void {
    SPACE.lastIndex = this.at;
    for (const character of SPACE.exec(this.text)?.[0] ?? '') {
      this.at++;
      if (character === '\n') this.line++;
    }
  }

  private read(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private takes(sign: string): boolean {
    if (this.text[this.at] !== sign) return false;
    this.at++;
    this.space();
    return true;
  }

  private string(): string {
    if (this.text[this.at] !== '"') {
      return this.stumble('cần một tên đặt trong dấu "', 'a name in quotes " is needed');
    }
    const found = this.read(STRING);
    if (found !== undefined) return JSON.parse(found) as string;
    return this.stumble(
      'chuỗi chữ không đóng dấu " trên cùng dòng, hoặc có \\ không đúng',
      'the quoted text does not close on its line, or has a wrong \\',
    );
  }

  /** A value and the space after it. */
  private value(path: string, depth: number): void {
    this.space();
    if (depth === 0) this.lines.set(path, this.line);
    if (depth > DEEPEST) this.stumble(`lồng quá ${DEEPEST} lớp`, `nested deeper than ${DEEPEST} levels`);
    const sign = this.text[this.at];
    if (sign === '{') this.members(path, depth);
    else if (sign === '[') this.items(path, depth);
    else if (sign === '"') this.string();
    else if (this.read(WORD) === undefined && this.read(NUMBER) === undefined) {
      this.stumble('cần một giá trị; chữ thì đặt trong dấu "', 'a value is needed; text stands in quotes "');
    }
    this.space();
  }

  private members(path: string, depth: number): void {
    const names = new Set<string>();
    this.takes('{');
    if (this.takes('}')) return;
    do {
      if (this.text[this.at] === '}') this.stumble('thừa dấu phẩy', 'a comma too many');
      const { line } = this;
      const name = this.string();
      if (names.has(name)) this.twice.push({ name, line });
      names.add(name);
      const member = `${path}${BETWEEN}${name}`;
      this.lines.set(member, line);
      this.space();
      if (!this.takes(':')) this.stumble('cần dấu :', 'a : is needed');
      this.value(member, depth + 1);
    } while (this.takes(','));
    if (!this.takes('}')) this.stumble('cần dấu phẩy hoặc }', 'a comma or } is needed');
  }

  private items(path: string, depth: number): void {
    this.takes('[');
    if (this.takes(']')) return;
    let index = 0;
    do {
      if (this.text[this.at] === ']') this.stumble('thừa dấu phẩy', 'a comma too many');
      const item = `${path}${BETWEEN}${index++}`;
      this.lines.set(item, this.line);
      this.value(item, depth + 1);
    } while (this.takes(','));
    if (!this.takes(']')) this.stumble('cần dấu phẩy hoặc ]', 'a comma or ] is needed');
  }
}

/** The text read, or why it cannot be. */
export function readJsonText(text: string): JsonFile | { readonly fault: JsonFault } {
  const scanner = new Scanner(text);
  try {
    scanner.whole();
  } catch (error) {
    if (error instanceof Stumble) return { fault: error.fault };
    throw error;
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length >= 0; length--) {
      const line = scanner.lines.get(nameOf(path.slice(0, length)));
      if (line !== undefined) return line;
    }
    return 0;
  };
  return { value: JSON.parse(text) as unknown, lineOf, twice: scanner.twice };
}
