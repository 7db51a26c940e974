/** A JSON file that cannot be read is told at its line in plain words; one that can tells where each member stands. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonFile, readJsonText } from '../../../server/import/json-file.ts';

const faultOf = (text: string) => {
  const read = readJsonText(text);
  return 'fault' in read ? read.fault : undefined;
};
const soundOf = (text: string): JsonFile => {
  const read = readJsonText(text);
  if ('fault' in read) throw new Error(read.fault.en);
  return read;
};

test.each<[string, string, number, string]>([
  ['cut short', '{\n"id": "hd",\n', 3, 'nội dung bị cắt giữa chừng'],
  ['with a comma too many', '{\n"id": "hd",\n}', 3, 'thừa dấu phẩy ở “}”'],
  ['with a comma missing', '{\n"id": "hd"\n"name": "x"}', 3, 'cần dấu phẩy hoặc } ở “"name": "x"}”'],
  ['with a bare word', '{"a":\n yes}', 2, 'cần một giá trị; chữ thì đặt trong dấu " ở “yes}”'],
  ['with single quotes', "{'a': 1}", 1, "cần một tên đặt trong dấu \" ở “'a': 1}”"],
  [
    'with a quote left open',
    '{"a":\n"b\n}',
    2,
    'chuỗi chữ không đóng dấu " trên cùng dòng, hoặc có \\ không đúng ở “"b”',
  ],
  ['with something after its end', '{}\n{}', 2, 'có phần thừa ở “{}”'],
])('a file %s is told at its line', (_, text, line, vi) => {
  expect(faultOf(text)).toMatchObject({ line, vi });
});

test('a member is found at the line of its name, a missing one at that of what should hold it', () => {
  const { lineOf } = soundOf('{\n"a": [\n  {"b": 1},\n  {\n   "c": 2}]}');
  expect(lineOf(['a'])).toBe(2);
  expect(lineOf(['a', 0, 'b'])).toBe(3);
  expect(lineOf(['a', 1, 'c'])).toBe(5);
  expect(lineOf(['a', 1, 'd'])).toBe(4);
  expect(lineOf(['x'])).toBe(1);
});

test('a name twice in one object is told, in two objects it is not', () => {
  expect(soundOf('{"a":1,\n"a":2}').twice).toEqual([{ name: 'a', line: 2 }]);
  expect(soundOf('[{"a":1},{"a":2}]').twice).toEqual([]);
});

test('what it reads is what JSON.parse reads, and it refuses nothing else', () => {
  const parsed = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  };
  const whole = fc.json();
  const broken = fc
    .tuple(
      whole,
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', ':', ' ', '\n', '1', '-', '\\', '\u0001', 'e'),
    )
    .map(
      ([text, at, sign]) =>
        text.slice(0, at % (text.length + 1)) + sign + text.slice((at % (text.length + 1)) + 1),
    );
  fc.assert(
    fc.property(fc.oneof(whole, broken), (text) => {
      const read = readJsonText(text);
      expect('fault' in read ? undefined : read.value).toEqual(parsed(text));
    }),
    { numRuns: 2000 },
  );
});
