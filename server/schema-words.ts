/** What a schema found wrong, in Vietnamese and English: one table over zod's issue codes, for requests and for files alike. Values are never repeated. */
import type { z } from 'zod';
import { type Bilingual, Id } from '../shared/template.ts';

interface SchemaFault extends Bilingual {
  readonly path: readonly PropertyKey[];
}

type Issue = z.core.$ZodIssue;
type Of<C extends Issue['code']> = Extract<Issue, { code: C }>;

const words = (vi: string, en: string): Bilingual => ({ vi, en });

const KINDS: Readonly<Record<string, Bilingual>> = {
  string: words('chữ', 'text'),
  number: words('số', 'a number'),
  int: words('số nguyên', 'a whole number'),
  boolean: words('true hoặc false', 'true or false'),
  array: words('danh sách [ ]', 'a list [ ]'),
  object: words('nhóm { }', 'an object { }'),
  record: words('nhóm { }', 'an object { }'),
  null: words('null', 'null'),
};
const kindOf = (expected: string): Bilingual => KINDS[expected] ?? words(expected, expected);

const FORMATS: Readonly<Record<string, Bilingual>> = {
  date: words('cần là ngày có thật, viết yyyy-mm-dd', 'must be a real date written yyyy-mm-dd'),
  email: words('cần là địa chỉ thư điện tử', 'must be an e-mail address'),
};
const ID_WORDS = words(
  'chỉ gồm chữ không dấu, số và . _ -, dài tối đa 80, bắt đầu bằng chữ hoặc số',
  'takes letters A–Z, digits and . _ - only, at most 80, beginning with a letter or digit',
);
const ID_PATTERN = String(Id.def.checks?.map((check) => (check._zod.def as { pattern?: RegExp }).pattern)[0]);

/** What is counted in a value of an origin. */
const COUNTED: Readonly<Record<string, Bilingual>> = {
  string: words('ký tự', 'characters'),
  array: words('mục', 'items'),
  set: words('mục', 'items'),
  map: words('mục', 'items'),
};

function limitWords(issue: Of<'too_small'> | Of<'too_big'>): Bilingual {
  const small = issue.code === 'too_small';
  const limit = String(small ? issue.minimum : issue.maximum);
  const counted = COUNTED[issue.origin];
  if (counted !== undefined) {
    if (small && limit === '1') return words('không được để trống', 'must not be empty');
    return small
      ? words(`cần ít nhất ${limit} ${counted.vi}`, `needs at least ${limit} ${counted.en}`)
      : words(`không quá ${limit} ${counted.vi}`, `takes at most ${limit} ${counted.en}`);
  }
  if (small)
    return issue.inclusive === true
      ? words(`không nhỏ hơn ${limit}`, `must be at least ${limit}`)
      : words(`phải lớn hơn ${limit}`, `must be greater than ${limit}`);
  return issue.inclusive === true
    ? words(`không lớn hơn ${limit}`, `must be at most ${limit}`)
    : words(`phải nhỏ hơn ${limit}`, `must be less than ${limit}`);
}

function choiceWords(values: readonly unknown[]): Bilingual {
  const list = values.map(String).join(', ');
  return values.length === 1
    ? words(`phải là ${list}`, `must be ${list}`)
    : words(`phải là một trong: ${list}`, `must be one of: ${list}`);
}

function formatWords({ format, pattern }: Of<'invalid_format'>): Bilingual {
  if (pattern === ID_PATTERN) return ID_WORDS;
  return FORMATS[format] ?? words('không đúng dạng cần có', 'does not have the form it needs');
}

const MISSING = words('còn thiếu', 'is missing');
const UNKNOWN_MEMBER = words('không có mục tên này', 'there is no member of this name');
const WRONG = words('không hợp lệ', 'is not valid');

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[part];
  }
  return value;
}

/** A branch that failed on its very kind says nothing: the others meant this value. */
const isOtherKind = ([first]: readonly Issue[]): boolean =>
  first === undefined || (first.code === 'invalid_type' && first.path.length === 0);

function unionFaults(issue: Of<'invalid_union'>, input: unknown): readonly SchemaFault[] {
  const { path, errors } = issue;
  const value = valueAt(input, path);
  if (errors.length === 0) {
    if (value === undefined) return [{ path, ...MISSING }];
    const { options } = issue as { readonly options?: readonly unknown[] };
    return [{ path, ...(options === undefined ? WRONG : choiceWords(options)) }];
  }
  const meant = errors.find((branch) => !isOtherKind(branch));
  if (meant !== undefined) {
    return schemaFaults(meant, value).map((found) => ({ ...found, path: [...path, ...found.path] }));
  }
  if (value === undefined) return [{ path, ...MISSING }];
  const kinds = errors.flatMap(([first]) => (first?.code === 'invalid_type' ? [kindOf(first.expected)] : []));
  const list = (lang: 'vi' | 'en', or: string) => kinds.map((kind) => kind[lang]).join(` ${or} `);
  return [{ path, ...words(`cần là ${list('vi', 'hoặc')}`, `must be ${list('en', 'or')}`) }];
}

function wordsOf(
  issue: Exclude<Issue, Of<'unrecognized_keys'> | Of<'invalid_union'>>,
  input: unknown,
): Bilingual {
  if (valueAt(input, issue.path) === undefined && issue.code !== 'custom') return MISSING;
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kindOf(issue.expected);
      return words(`cần là ${kind.vi}`, `must be ${kind.en}`);
    }
    case 'too_small':
    case 'too_big':
      return limitWords(issue);
    case 'invalid_value':
      return choiceWords(issue.values);
    case 'invalid_format':
      return formatWords(issue);
    case 'not_multiple_of':
      return words(`phải chia hết cho ${issue.divisor}`, `must be a multiple of ${issue.divisor}`);
    case 'invalid_key': {
      const [inner] = schemaFaults(issue.issues, '');
      return words(`tên mục ${inner?.vi ?? WRONG.vi}`, `the name ${inner?.en ?? WRONG.en}`);
    }
    case 'custom':
      return (issue.params as Bilingual | undefined) ?? WRONG;
    case 'invalid_element':
      return WRONG;
  }
}

/** Every fault of `input`, at its path, in the words of both languages. */
export function schemaFaults(issues: readonly Issue[], input: unknown): readonly SchemaFault[] {
  return issues.flatMap((issue): readonly SchemaFault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], ...UNKNOWN_MEMBER }));
    }
    if (issue.code === 'invalid_union') return unionFaults(issue, input);
    return [{ path: issue.path, ...wordsOf(issue, input) }];
  });
}
