/** Files made to harm whoever reads them are refused by name, before they take room or time. */
import { expect, test } from 'vitest';
import { readFileCells } from '../../../server/excel/raw-workbook.ts';
import { showsDay } from '../../../shared/number-format.ts';
import { Problem } from '../../../shared/problem.ts';
import { workbookParts, type ZipPart, zipOf } from '../../support/zip.ts';

const CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>chữ</t></is></c></row>';
const MB = 1024 * 1024;

const refusal = async (bytes: Uint8Array): Promise<string> => {
  try {
    await readFileCells(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof Problem) return `${error.status} ${error.code}`;
    throw error;
  }
};
const withPart = (part: ZipPart) => zipOf(workbookParts(CELL, [part]));
const withSheet = (sheetData: string) => zipOf(workbookParts(sheetData));

test('an honest small workbook is read', async () => {
  const { raw, marks } = await readFileCells(withSheet(CELL));
  expect(raw.tabs).toMatchObject([{ name: 'Trang', values: [['chữ']] }]);
  expect(marks).toBeUndefined();
});

const LINE = '<row r="1"><c r="A1"><v>1</v></c></row>';
const sparse = (row: number, column = 'A') => `<row r="${row}"><c r="${column}${row}"><v>1</v></c></row>`;

test.each<[string, () => Uint8Array, string]>([
  ['nothing', () => new Uint8Array(0), '415 not_a_workbook'],
  ['a text', () => Buffer.from('Đơn vị;Số\nKim Thành;12'), '415 not_a_workbook'],
  [
    'an old .xls or a file with a password',
    () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'),
    '415 workbook_encrypted',
  ],
  ['a zip cut off', () => withSheet(CELL).subarray(0, -30), '415 not_a_workbook'],
  ['a zip of something else', () => zipOf([{ name: 'a.txt', data: 'a' }]), '415 not_a_workbook'],
  ['encrypted parts', () => withPart({ name: 'xl/a.xml', data: '<a/>', flags: 1 }), '415 workbook_encrypted'],
  ['macros', () => withPart({ name: 'xl/vbaProject.bin', data: 'x' }), '415 workbook_with_macros'],
  [
    'macros of Excel 4',
    () => withPart({ name: 'xl/macrosheets/sheet1.xml', data: '<a/>' }),
    '415 workbook_with_macros',
  ],
  [
    'a name that leaves the folder',
    () => withPart({ name: 'xl/../../etc/passwd', data: 'x' }),
    '415 workbook_unsafe',
  ],
  ['an absolute name', () => withPart({ name: '/etc/passwd', data: 'x' }), '415 workbook_unsafe'],
  ['a name of Windows', () => withPart({ name: 'xl\\a.xml', data: '<a/>' }), '415 workbook_unsafe'],
  [
    'a name with a sign nobody sees',
    () => withPart({ name: 'xl/a\u0007.xml', data: '<a/>' }),
    '415 workbook_unsafe',
  ],
  ['a name cut by a zero', () => withPart({ name: 'xl/a\0.xml', data: '<a/>' }), '415 workbook_unsafe'],
  ['one name twice', () => withPart({ name: 'XL/workbook.xml', data: '<a/>' }), '415 workbook_unsafe'],
  [
    'a part under two names',
    () => withPart({ name: 'xl/a.xml', localName: 'xl/b.xml', data: '<a/>' }),
    '415 workbook_unsafe',
  ],
  [
    'parts that share their bytes',
    () => withPart({ name: 'xl/a.xml', data: '<a/>', overlaps: true }),
    '415 not_a_workbook',
  ],
  [
    'another way of packing',
    () => withPart({ name: 'xl/a.xml', data: '<a/>', method: 12 }),
    '415 not_a_workbook',
  ],
  [
    '1,000 parts',
    () =>
      zipOf([
        ...workbookParts(CELL),
        ...Array.from({ length: 1000 }, (_, n) => ({ name: `xl/${n}.xml`, data: '<a/>' })),
      ]),
    '413 workbook_too_large',
  ],
  [
    'a part that says it inflates to 1 GB',
    () => withPart({ name: 'xl/a.xml', data: '<a/>', size: 1024 * MB }),
    '413 workbook_too_large',
  ],
  [
    'a part that inflates to 1,000 times its size',
    () => withPart({ name: 'xl/a.xml', data: Buffer.alloc(20 * MB, 32) }),
    '413 workbook_too_large',
  ],
  [
    'a part that inflates to more than it says',
    () => withPart({ name: 'xl/a.xml', data: Buffer.alloc(20 * MB, 32), size: 1000 }),
    '413 workbook_too_large',
  ],
  [
    'a part that inflates to less than it says',
    () => withPart({ name: 'xl/a.xml', data: '<a/>', size: 5 }),
    '415 not_a_workbook',
  ],
  ['a document type', () => withPart({ name: 'xl/a.xml', data: '<!DOCTYPE a><a/>' }), '415 workbook_unsafe'],
  [
    'a document type in UTF-16',
    () => withPart({ name: 'xl/a.xml', data: Buffer.from('\ufeff<!DOCTYPE a><a/>', 'utf16le') }),
    '415 workbook_unsafe',
  ],
  [
    'entities that multiply',
    () => withSheet(`<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><c>&b;</c>`),
    '415 workbook_unsafe',
  ],
  ['an entity of its own', () => withSheet('<row><c t="str"><v>&xxe;</v></c></row>'), '415 not_a_workbook'],
  [
    'a file from outside',
    () =>
      zipOf(
        workbookParts(CELL).map((part) =>
          part.name === 'xl/workbook.xml'
            ? { ...part, data: `<!DOCTYPE w SYSTEM "file:///etc/passwd">${part.data}` }
            : part,
        ),
      ),
    '415 workbook_unsafe',
  ],
  ['no XML', () => withSheet('<row><c></row>'), '415 not_a_workbook'],
  [
    'XML that is no UTF-8',
    () => withPart({ name: 'xl/sharedStrings.xml', data: new Uint8Array([60, 97, 62, 255, 60, 47, 97, 62]) }),
    '415 not_a_workbook',
  ],
  [
    'a text without an end',
    () =>
      withPart({
        name: 'xl/sharedStrings.xml',
        data: `<sst><si><t>${Buffer.alloc(2 * MB)
          .map((_, n) => 97 + ((n * n) % 23))
          .toString()}</t></si></sst>`,
      }),
    '415 not_a_workbook',
  ],
  [
    'elements within elements',
    () => withSheet(`${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`),
    '415 not_a_workbook',
  ],
  ['a cell in the last row there is', () => withSheet(sparse(1_048_576)), '413 workbook_too_large'],
  ['a cell in the last column there is', () => withSheet(sparse(1, 'XFD')), '413 workbook_too_large'],
  [
    'a cell beyond every column',
    () => withSheet('<row r="99999999999"><c r="AAAAAAA1"><v>1</v></c></row>'),
    '413 workbook_too_large',
  ],
])('a file of %s is refused', async (_, make, told) => {
  expect(await refusal(make())).toBe(told);
});

test('one long text in many cells is not written out for each of them', async () => {
  const strings = { name: 'xl/sharedStrings.xml', data: `<sst><si><t>${'chữ '.repeat(8000)}</t></si></sst>` };
  const rows = Array.from({ length: 2000 }, (_, n) => `<row><c r="A${n + 1}" t="s"><v>0</v></c></row>`);
  expect(await refusal(zipOf(workbookParts(rows.join(''), [strings])))).toBe('413 workbook_too_large');
});

test('a macro workbook is told as one by its content type, whatever its parts are called', async () => {
  const parts = workbookParts(CELL).map((part) =>
    part.name === '[Content_Types].xml'
      ? {
          ...part,
          data: String(part.data).replace(
            'application/xml',
            'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
          ),
        }
      : part,
  );
  expect(await refusal(zipOf(parts))).toBe('415 workbook_with_macros');
});

test('a link to another file is not followed: what the cell showed last is read', async () => {
  const linked = '<row><c r="A1"><f>[1]Trang!A1</f><v>7</v></c><c r="B1"><f>[1]Trang!B1</f></c></row>';
  const { raw } = await readFileCells(withSheet(linked));
  expect(raw.tabs[0]?.values).toEqual([[7, '=[1]Trang!B1']]);
});

test('cells without an address, texts of several looks and merged stripes are read as programs mean them', async () => {
  const rich =
    '<si><r><t>một </t></r><r><t>hai</t></r><rPh><t>x</t></rPh></si><si><t>_x000A_&amp;_x0000_</t></si>';
  const strings = { name: 'xl/sharedStrings.xml', data: `<sst>${rich}</sst>` };
  const rows = `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>${LINE.replace('r="1"', 'r="3"').replace('A1', 'A3')}`;
  const merged = `${rows}</sheetData><mergeCells><mergeCell ref="A1:XFD1"/></mergeCells><sheetData>`;
  const { raw } = await readFileCells(zipOf(workbookParts(merged, [strings])));
  expect(raw.tabs[0]?.values).toEqual([['một hai', '\n&_x0000_', true, '#REF!'], [], [1]]);
  expect(raw.tabs[0]?.merges).toEqual([{ row: 0, column: 0, rows: 1, columns: 300 }]);
});

test('a number format shows a day only where its own signs do', () => {
  const days = ['dd/mm/yyyy', '[$-42A]dd/mm/yyyy', 'mmm', '[Red]d'];
  const none = [
    'General',
    '#,##0',
    '[$-42A]#,##0.00',
    '"ngày" 0',
    '@',
    'h:mm',
    '[h]:mm:ss',
    '0\\d',
    '0.00E+00',
  ];
  expect(days.filter((code) => !showsDay(code))).toEqual([]);
  expect(none.filter(showsDay)).toEqual([]);
});
