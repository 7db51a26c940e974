/** What stands in a file of Excel is read as the cell shows it, and a copy of the file says it again: nothing wrong becomes a figure. */
import type { CellValue } from 'exceljs';
import { expect, test } from 'vitest';
import { inflate, openArchive } from '../../../server/excel/archive.ts';
import { type ReadReport, readReportFile } from '../../../server/excel/read-report.ts';
import { annotatedXlsx } from '../../../server/exports/annotated-xlsx.ts';
import { planFile, sheetPlanXlsx } from '../../../server/exports/sheet-plan-xlsx.ts';
import { planWorkbook } from '../../../shared/sheet-layout.ts';
import { MOMENT, reportExport } from '../../support/exported.ts';
import { filled } from '../../support/workbook-file.ts';
import { zipOf } from '../../support/zip.ts';

type Opened = Parameters<NonNullable<Parameters<typeof filled>[2]>>[0];

function fileOf(id: string) {
  const { form } = reportExport(id);
  const { template, assigned, head } = form;
  const report = { unit: head.unit, template: head.template, period: head.period };
  const job = { template, assigned, report, answers: {} };
  const made = async (change: (workbook: Opened) => void) =>
    filled(await sheetPlanXlsx(planWorkbook(form), { at: MOMENT, base: 3 }), {}, change);
  return { form, job, made };
}

/** The file with one cell as a person leaves it: what it holds, and the format it shows it in. */
function typedAt(id: string, tab: string, address: string, value: CellValue, numFmt?: string) {
  const { made, ...others } = fileOf(id);
  const file = made((workbook) => {
    const cell = workbook.getWorksheet(tab)?.getCell(address);
    if (cell === undefined) throw new Error(`there is no tab ${tab}`);
    cell.value = value;
    if (numFmt !== undefined) cell.style = { ...cell.style, numFmt };
  });
  return { ...others, file };
}

const codes = ({ issues }: ReadReport): string[] => issues.map(({ code, a1 }) => `${a1} ${code}`);
const DAY = 'd/m/yyyy';

test.each([
  [
    'a day among counts',
    'inspection',
    'Thống kê',
    'E8',
    new Date('2022-02-01T00:00:00Z'),
    DAY,
    'date_in_number',
  ],
  ['a number shown as a day', 'inspection', 'Thống kê', 'E8', 40, DAY, 'date_in_number'],
  [
    'a day in a column of text',
    'tasks',
    'Công việc',
    'J6',
    new Date('2022-03-04T00:00:00Z'),
    DAY,
    'date_in_text',
  ],
  ['a year in a column of days', 'tasks', 'Công việc', 'P6', 2022, '0', 'not_a_date'],
  ['half a person', 'inspection', 'Thống kê', 'E8', 2.5, undefined, 'not_an_integer'],
])(
  '%s is found again, and nothing else, in the copy sent back untouched',
  async (_what, id, tab, address, value, format, code) => {
    const { form, job, file } = typedAt(id, tab, address, value, format);
    const first = await readReportFile(await file, job);
    expect(codes(first)).toEqual([`${address} ${code}`]);
    const copy = await annotatedXlsx({ form, read: first, issues: first.issues }, MOMENT);
    const again = await readReportFile(copy.body, job);
    expect([codes(again), again.content]).toEqual([codes(first), first.content]);
  },
);

test.each([
  ['0.0%', 0.975, '97.5'],
  ['0%', 0.07, '7'],
  ['0.00%', 0.086, '8.6'],
])(
  'what a cell of format %s shows is what is read where the unit is hundredths',
  async (format, value, read) => {
    const { job, file } = typedAt('targets', 'Chỉ tiêu', 'J8', value, format);
    const { content } = await readReportFile(await file, job);
    expect(content.targets?.CT02?.actual).toBe(read);
  },
);

const ASKED = ['J8 ambiguous_number'];

test.each([
  ['not asked about what it was made with', 5.83, { known: '5.83' }, [], '5.83'],
  ['asked where it may have been typed as 5.830', 5.83, {}, ASKED, undefined],
  ['asked where another number stood there before', 5.83, { known: '5.8' }, ASKED, undefined],
  ['taken for thousands where the office says so', 5.83, { dot: 'thousands' }, [], '5830'],
  ['taken as it stands where the office says so', 5.83, { dot: 'decimal' }, [], '5.83'],
  ['not asked about a number nobody types with thousands', 1250.83, {}, [], '1250.83'],
])(
  'nobody knows the decimal sign of the computer a file was filled on: a number is %s',
  async (_what, value, settled: { known?: string; dot?: string }, found, read) => {
    const { job, file } = typedAt('targets', 'Chỉ tiêu', 'J8', value);
    const reading = await readReportFile(await file, {
      ...job,
      answers: settled.dot === undefined ? {} : { 'number_kept|targets|actual': settled.dot },
      known: [{ targets: { CT02: { actual: settled.known ?? '' } } }],
    });
    expect(codes(reading).filter((each) => each.startsWith('J8'))).toEqual(found);
    expect(reading.content.targets?.CT02?.actual).toBe(read);
  },
);

test('a number typed as text stays that text in a copy, and so is never taken for thousands there', async () => {
  const { form, job, file } = typedAt('targets', 'Chỉ tiêu', 'J8', '12,345');
  const answered = { ...job, answers: { 'number_kept|targets|actual': 'thousands' } };
  const first = await readReportFile(await file, answered);
  expect(first.content.targets?.CT02?.actual).toBe('12.345');
  const copy = await annotatedXlsx({ form, read: first, issues: first.issues }, MOMENT);
  expect((await readReportFile(copy.body, answered)).content).toEqual(first.content);
});

const LEFT_AS_TEXT = { P6: '30/6/2022', P7: '31/8/2022' };
const TURNED = { P8: '2022-05-06', P9: '2022-07-09' };

test.each([
  [
    'asked about beside days such a program leaves as text',
    LEFT_AS_TEXT,
    {},
    {},
    ['P8 ambiguous_date', 'P9 ambiguous_date'],
    undefined,
  ],
  [
    'turned where the office says the day came first',
    LEFT_AS_TEXT,
    { 'date_kept|tasks|deadline': 'dmy' },
    {},
    [],
    '2022-06-05',
  ],
  [
    'left where the office says the month came first',
    LEFT_AS_TEXT,
    { 'date_kept|tasks|deadline': 'mdy' },
    {},
    [],
    '2022-05-06',
  ],
  [
    'not asked about where it was sent so',
    LEFT_AS_TEXT,
    {},
    { r0003: '2022-05-06', r0004: '2022-07-09' },
    [],
    '2022-05-06',
  ],
  [
    'not asked about beside a real day over 12',
    { ...LEFT_AS_TEXT, P10: '2022-05-30' },
    {},
    {},
    [],
    '2022-05-06',
  ],
  ['not asked about where no text says so', {}, {}, {}, [], '2022-05-06'],
])(
  'a real day of an Excel that puts the month first is %s',
  async (_what, texts: Record<string, string>, answers, sent: Record<string, string>, found, read) => {
    const { job, made } = fileOf('tasks');
    const file = await made((workbook) => {
      const sheet = workbook.getWorksheet('Công việc');
      for (let row = 6; row <= 27; row += 1) {
        const cell = sheet?.getCell(`P${row}`);
        if (cell) cell.value = null;
      }
      for (const [address, text] of Object.entries({ ...texts, ...TURNED })) {
        const cell = sheet?.getCell(address);
        if (cell) cell.value = /^\d{4}-/.test(text) ? new Date(`${text}T00:00:00Z`) : text;
      }
    });
    const known = [
      { tasks: Object.fromEntries(Object.entries(sent).map(([row, deadline]) => [row, { deadline }])) },
    ];
    const reading = await readReportFile(file, { ...job, answers, known });
    expect(codes(reading).filter((each) => /^P(8|9) /.test(each))).toEqual(found);
    expect(reading.content.tasks?.r0003?.deadline).toBe(read);
  },
);

test('half a person is no thousands of them, on whatever computer it was typed', async () => {
  const { job, file } = typedAt('inspection', 'Thống kê', 'E8', 5.83);
  expect(codes(await readReportFile(await file, job))).toEqual(['E8 not_an_integer']);
});

test('a share of a hundred among counts is no count', async () => {
  const { job, file } = typedAt('inspection', 'Thống kê', 'E8', 12, '0%');
  expect(codes(await readReportFile(await file, job))).toEqual(['E8 not_a_number']);
});

test('a file that says it keeps to the calendar of other programs has its days where they are', async () => {
  const { form, job, file } = typedAt('tasks', 'Công việc', 'J6', 'x');
  const parts: { name: string; data: string | Buffer }[] = [];
  for (const [name, part] of openArchive(await file)) {
    const pieces: Buffer[] = [];
    await inflate(part, { left: 1e9 }, (piece) => void pieces.push(Buffer.from(piece)));
    const data = Buffer.concat(pieces);
    const head = data.toString().replace('<workbookPr', '<workbookPr dateCompatibility="1"');
    parts.push({ name, data: name === 'xl/workbook.xml' ? head : data });
  }
  expect(parts.some(({ data }) => String(data).includes('dateCompatibility="1"'))).toBe(true);
  const { content } = await readReportFile(zipOf(parts), job);
  expect(content.tasks?.r0001?.start).toBe(form.content.tasks?.r0001?.start);
});

test('a list in a file has a hundred rows ready, unlocked, and each that is begun is read', async () => {
  const { form, job } = fileOf('tasks');
  const before = Object.keys(form.content.tasks ?? {}).length;
  const plan = planFile(form);
  const first = (plan.tabs[0]?.firstRow ?? 0) + before;
  const file = await filled(await sheetPlanXlsx(plan, { at: MOMENT, base: 3 }), {}, (workbook) => {
    const tab = workbook.getWorksheet('Công việc');
    for (let row = first; row < first + 100; row += 1) {
      const cell = tab?.getCell(`C${row}`);
      expect(cell?.protection).toMatchObject({ locked: false });
      if (cell !== undefined) cell.value = `Việc thứ ${row}`;
    }
  });
  const { content } = await readReportFile(file, job);
  expect(Object.keys(content.tasks ?? {})).toHaveLength(before + 100);
});

test('a copy somebody made of a sheet is told, and comes back with the copy of the file; a sheet of their own is not told', async () => {
  const { form, job, made } = fileOf('inspection');
  const file = await made((workbook) => {
    const of = workbook.getWorksheet('Phụ biểu');
    const copy = workbook.addWorksheet('Phụ biểu (2)');
    of?.eachRow((row, n) => {
      row.eachCell((cell, m) => {
        copy.getCell(n, m).value = cell.value;
      });
    });
    copy.getCell('E6').value = 4711;
    workbook.addWorksheet('Nháp của tôi').getCell('A1').value = 'tính tay';
  });
  const read = await readReportFile(file, job);
  expect(read.issues.map(({ code, severity, params }) => [code, severity, params.found])).toEqual([
    ['unknown_section', 'note', 'Phụ biểu (2)'],
  ]);
  const { body } = await annotatedXlsx({ form, read, issues: read.issues }, MOMENT);
  let kept: unknown;
  await filled(body, {}, (workbook) => {
    kept = workbook.worksheets
      .find(({ name }) => name === 'Phụ biểu (bản trước khi sửa)')
      ?.getCell('E6').value;
  });
  expect(kept).toBe(4711);
});
