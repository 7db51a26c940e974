/** One CSV file is read into cells; where its quotes or its lines go wrong, the line a person must mend is told. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../../server/import/csv-file.ts';
import { faultWords } from '../../../server/import/faults.ts';
import { CSV_FILES } from '../../../server/import/file-specs.ts';

const read = (text: string) => readCsv(CSV_FILES.people, text);
const told = (text: string): string[] => read(text).faults.map((found) => faultWords(found, 'vi'));

test.each<[string, string, string, number]>([
  ['on the last line', 'id,name,email\nan,"An,an@example.vn\n', 'quote_open', 2],
  [
    'many lines before the end',
    'id,name,email\nan,"An,a@b.vn\nba,Ba,b@b.vn\ntu,Tu,t@b.vn\n',
    'quote_open',
    2,
  ],
  ['before another quoted cell', 'id,name,email\nan,"An,a@b.vn\nba,"Ba",b@b.vn\n', 'quote_open', 2],
  ['after a cell of two lines', 'id,name,email\r\nan,"A\r\nn",a@b.vn\r\nba,"Ba,b@b.vn\r\n', 'quote_open', 4],
  ['in the header', 'id,"name,email\nan,An,a@b.vn\n', 'quote_open', 1],
  ['inside a cell', 'id,name,email\nan,An "Ba",a@b.vn\n', 'quote_inside', 2],
  ['inside a quoted cell', 'id,name,email\nan,"An "Ba" Tu",a@b.vn\n', 'quote_inside', 2],
  ['with semicolons', 'id;name;email\nan;An;a@b.vn\nba;"Ba;b@b.vn\n', 'quote_open', 3],
])('a quote gone wrong %s is told once, where it opens', (_, text, code, line) => {
  const { rows, faults } = read(text);
  expect(rows).toEqual([]);
  expect(faults.map((found) => [found.code, found.at.line])).toEqual([[code, line]]);
});

test('a quote left open is told in plain words', () => {
  expect(told('id,name,email\nan,"An,an@example.vn\nba,Ba,ba@example.vn\n')).toEqual([
    'people.csv, dòng 2: Dấu " mở ở dòng này không có dấu " đóng lại. Hãy thêm dấu đóng; dấu " nằm trong nội dung thì viết hai lần ("").',
  ]);
});

test.each(['', '\ufeff', '\n', ' \r\n\r\n', '\n\n\n'])(
  'the empty file %j is one fault, with the columns it needs',
  (text) => {
    expect(told(text)).toEqual(['people.csv: Tệp này trống. Nội dung cần có: id, name, email.']);
  },
);

test('a wrong header hides no fault of the columns that are known', () => {
  const { faults, rows } = read('id,mail,name,name,email\na b,,,X,nowhere\n');
  expect(rows).toEqual([]);
  expect(faults.map(({ code, at, params }) => `${at.line} ${code} ${params.column}`)).toEqual([
    '1 header_unknown mail',
    '1 header_twice name',
    '2 cell_bad_id id',
    '2 cell_empty name',
    '2 cell_bad_email email',
  ]);
  expect(read('id,email\na b,a@b.vn').faults.map(({ code }) => code)).toEqual([
    'header_missing',
    'cell_bad_id',
  ]);
});

test('a day that is not in the calendar is told as such, one written otherwise by how to write it', () => {
  const dated = (day: string) =>
    readCsv(CSV_FILES.units, `id,kind,name,valid_from\na,b,c,${day}`).faults.map(({ code }) => code);
  for (const day of ['1997-02-30', '31/02/2021', '2021-13-01'])
    expect(dated(day)).toEqual(['cell_no_such_day']);
  for (const day of ['hôm qua', '2021-2', '02/2021']) expect(dated(day)).toEqual(['cell_bad_date']);
  expect(dated('28/02/2021')).toEqual([]);
});

test('cells too many are told with both numbers', () => {
  expect(told('id,name,email\nan,Nguyễn, An,an@example.vn\n')).toEqual([
    'people.csv, dòng 2: Dòng này có 4 ô mà tệp chỉ có 3 cột. Ô có dấu phẩy hoặc chấm phẩy bên trong thì đặt trong dấu ".',
  ]);
});

test('lines are counted alike whatever ends them, cells of several lines included', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const text = ['id,name,email', '"a","A', 'B",a@b.vn', '', 'c,C,nowhere'].join(end);
    const { faults, rows } = read(text);
    expect(rows.map(({ at }) => at.line)).toEqual([2]);
    expect(faults.map(({ code, at }) => [code, at.line])).toEqual([['cell_bad_email', 5]]);
  }
});

test('line ends of two kinds in one file end lines all the same', () => {
  const { faults, rows } = read('id,name,email\r\nan,"An","a@b.vn"\nba,"Ba","b@b.vn"\r\n');
  expect(faults).toEqual([]);
  expect(rows.map(({ cells, at }) => [cells.id, cells.email, at.line])).toEqual([
    ['an', 'a@b.vn', 2],
    ['ba', 'b@b.vn', 3],
  ]);
});

test('no text makes the reader stumble, and what it says has no gaps', () => {
  const piece = fc.constantFrom(
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    'an',
    ' ',
    'id,name,email',
    '\ufeff',
    'ế',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const found of read(pieces.join('')).faults) {
        expect(faultWords(found, 'vi')).not.toMatch(/\{\w+\}/);
        expect(faultWords(found, 'en')).not.toMatch(/\{\w+\}/);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is quoted by the rules reads back as it was', () => {
  const cell = fc
    .array(fc.constantFrom('a', '"', ',', ';', ' b', 'ế'), { minLength: 1 })
    .map((parts) => `x${parts.join('')}`);
  fc.assert(
    fc.property(cell, fc.constantFrom(',', ';'), (name, delimiter) => {
      const line = ['an', `"${name.replaceAll('"', '""')}"`, 'a@b.vn'].join(delimiter);
      const { rows, faults } = read(`${['id', 'name', 'email'].join(delimiter)}\n${line}\n`);
      expect(faults).toEqual([]);
      expect(rows.map(({ cells }) => cells.name)).toEqual([name.trim()]);
    }),
  );
});
