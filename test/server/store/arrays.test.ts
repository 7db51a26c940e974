/** Arrays go to the database and come back as they were. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArray, writeTexts } from '../../../server/store/arrays.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((item) => !/[\0\ud800-\udfff]/u.test(item));

test('any list of texts and NULLs comes back equal through PostgreSQL', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 6 }), async (list) => {
      const [row] = await database.db
        .app`SELECT ${list}::text[] AS list, cardinality(${list}::text[]) AS size`;
      expect(row).toEqual({ list, size: list.length });
    }),
    { numRuns: 200, examples: [[['NULL', 'null', '', ' ', '"', '\\', '{', '}', ',', 'á,ạ', '\n', null]]] },
  );
});

test('a text that begins with a blank of another script comes back equal', async () => {
  // PostgreSQL quotes only what begins or ends with one of ASCII's blanks.
  const list = ['\u00a0a', '\u1680', '\u2000', '\u2028b', '\u202fc', '\u3000', '\ufeffd', '\u0085'];
  const [row] = await database.db.app`SELECT ${list}::text[] AS list`;
  expect(row).toEqual({ list });
});

test('many texts written at once read back equal', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (list) => {
      expect(readArray(writeTexts(list))).toEqual(list);
    }),
    { numRuns: 1000, examples: [[['', '"', '\\', 'a","b', 'NULL']], [['"', '']], [[]]] },
  );
});

test('numbers keep their digits, integers and booleans their type', async () => {
  const [row] = await database.db.app`
    SELECT ARRAY[1.50, 12345678901234567890.1]::numeric[] AS n, ARRAY[1, 2] AS i, ARRAY[true, NULL] AS b,
           ARRAY[9007199254740993]::int8[] AS big, ARRAY['2022-02-28']::date[] AS d, '{}'::text[] AS none`;
  expect(row).toEqual({
    n: ['1.50', '12345678901234567890.1'],
    i: [1, 2],
    b: [true, null],
    big: ['9007199254740993'],
    d: ['2022-02-28'],
    none: [],
  });
});

test('an array of arrays is refused, not misread', () => {
  expect(() => readArray('{{1,2},{3,4}}')).toThrow('one-dimensional');
});
