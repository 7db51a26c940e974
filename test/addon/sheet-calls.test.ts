/** Guarantees of cost: how many spreadsheet calls a check and a push take, whatever the number of rows. */
import { expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';
import { GOOD, smallForm } from '../support/small-form.ts';

/** The tasks form widened to 40 columns, and so many rows of it. */
function wideTasks(rows: number): {
  template: Template;
  content: Record<string, Record<string, Record<string, string>>>;
} {
  const tasks = templateNamed('tasks');
  const [section] = tasks.sections;
  if (section === undefined) throw new Error('no section');
  const extra = Array.from({ length: 40 - section.columns.length }, (_, n) => ({
    id: `x${n}`,
    label: { vi: `Cột thêm ${n}`, en: `Extra ${n}` },
    type: 'decimal' as const,
    source: 'office' as const,
    required: false,
  }));
  const row = SAMPLE_CONTENT.tasks?.tasks?.r0001 as Record<string, string>;
  const filled = { ...row, ...Object.fromEntries(extra.map(({ id }) => [id, '12.5'])) };
  const content: Record<string, Record<string, string>> = {};
  for (let n = 1; n <= rows; n += 1) {
    content[`r${String(n).padStart(4, '0')}`] = { ...filled, ownerUnit: `Đơn vị ${n}`, task: `Việc ${n}` };
  }
  const template = { ...tasks, sections: [{ ...section, columns: [...section.columns, ...extra] }] };
  return { template, content: { tasks: content } };
}

/** Filled targets of one office; every third has no figure of last year. */
function manyTargets(rows: number): { assigned: AssignedRow[]; content: ReportContent } {
  const keys = Array.from({ length: rows }, (_, n) => `ct${n + 1}`);
  const assigned = keys.map((key, n) => ({
    key,
    ordinal: String(n + 1),
    label: { vi: `Chỉ tiêu ${n + 1}`, en: `Target ${n + 1}` },
    unit: 'tỷ đồng',
    values: { method: 'sum', plan: 'từ 100 tỷ đồng trở lên' },
  }));
  const cells = (n: number): Record<string, string> => ({
    actual: String(90 + (n % 20)),
    kind: 'uoc',
    ...(n % 3 === 0 ? {} : { lastYear: '95.5' }),
  });
  return { assigned, content: { targets: Object.fromEntries(keys.map((key, n) => [key, cells(n)])) } };
}

/** A1 address of a column by its id in the key row, at a row as the sheet numbers it. */
function placeOn(at: AddonDesk, tab: string): (column: string, row: number) => string {
  const sheet = at.desk.clerk.sheet(tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value);
  return (column, row) => {
    if (!ids.includes(column)) throw new Error(`no column ${column}`);
    return `'${tab}'!${a1(row - 1, ids.indexOf(column))}`;
  };
}

interface Form {
  readonly name: string;
  readonly sizes: readonly number[];
  open(rows: number): { at: AddonDesk; id: string };
  /** What clerks do to a sheet in a day: `n` makes the second time another than the first. */
  mess(at: AddonDesk, n: number): void;
}

const SIZES = [50, 5000];

const FORMS: readonly Form[] = [
  {
    name: 'tasks of 40 columns',
    sizes: SIZES,
    open(rows) {
      const { template, content } = wideTasks(rows);
      return { at: addonDesk(template, content), id: template.id };
    },
    mess(at, n) {
      const { clerk } = at.desk;
      for (const row of [12, 20, 28].map((each) => each + n)) {
        clerk.insert('Công việc', 'row', row);
        clerk.type(placeOn(at, 'Công việc')('task', row), `Việc ở dòng ${row}`);
      }
      const place = placeOn(at, 'Công việc');
      clerk.clear(place('result', 8 + n));
      clerk.type(place('deadline', 9 + n), '01/02/2021');
      clerk.type(place('x1', 10 + n), 'mười hai');
    },
  },
  {
    name: 'targets',
    sizes: SIZES,
    open(rows) {
      const { assigned, content } = manyTargets(rows);
      return { at: addonDesk(templateNamed('targets'), content, {}, assigned), id: 'targets' };
    },
    mess(at, n) {
      const { clerk } = at.desk;
      const place = placeOn(at, 'Chỉ tiêu');
      clerk.type(place('actual', 8 + n), '12,5');
      clerk.type(place('numerator', 9 + n), '5');
      clerk.type(place('denominator', 9 + n), '7');
      clerk.type(place('planLow', 10 + n), '1');
      clerk.type(place('lastYear', 11 + n), 'không phát sinh');
      clerk.type(place('cumulative', 12 + n), '01/02/2021');
      if (n > 0) clerk.move('Chỉ tiêu', 'column', 20, 12);
    },
  },
  {
    name: 'inspection statistics of three sheets',
    sizes: [0],
    open: () => ({ at: addonDesk(templateNamed('inspection'), {}), id: 'inspection' }),
    mess(at, n) {
      const { clerk } = at.desk;
      clerk.type(placeOn(at, 'Thống kê')('total', 7 + n), '12');
      clerk.type(placeOn(at, 'Thống kê')('total', 11 + n), 'mười hai');
      clerk.type(placeOn(at, 'Phụ biểu')('total', 9 + n), '3');
      clerk.type(placeOn(at, 'Phụ biểu số tiền')('amount', 7 + n), '1.234.567');
      clerk.type(placeOn(at, 'Phụ biểu số tiền')('done', 8 + n), '01/02/2021');
    },
  },
];

interface Counted {
  readonly create: number;
  readonly checks: readonly number[];
  readonly sends: readonly number[];
}

async function counted(form: Form, rows: number): Promise<Counted> {
  const { at, id } = form.open(rows);
  const calls = async (work: () => Promise<unknown>): Promise<number> => {
    at.desk.resetCalls();
    await work();
    return at.desk.calls;
  };
  const send = (key: string) => async (): Promise<void> => {
    const sent = await at.call('send', { mode: 'draft', reasons: {}, key });
    expect(sent.kind).toBe('sent');
  };
  const check = () => at.call('check');
  try {
    const create = await calls(() => at.call('createSheets', { ...CHOICE, template: id }));
    const clean = [await calls(check), await calls(send('press-of-send-0001'))];
    form.mess(at, 0);
    const checked = await calls(check);
    form.mess(at, 1);
    const sent = await calls(send('press-of-send-0002'));
    return { create, checks: [clean[0] ?? 0, checked], sends: [clean[1] ?? 0, sent] };
  } finally {
    await at.desk.close();
  }
}

test.each(FORMS)(
  'checking and sending $name take at most 10 and 12 calls, as drawn and as messed up, whatever the rows',
  async (form) => {
    const all: Counted[] = [];
    for (const rows of form.sizes) all.push(await counted(form, rows));
    for (const one of all) {
      expect(one).toEqual(all[0]);
      expect(Math.max(...one.checks)).toBeLessThanOrEqual(10);
      expect(Math.max(...one.sends)).toBeLessThanOrEqual(12);
    }
  },
  120_000,
);

test('computed figures of a form of three sheets follow what is typed', async () => {
  const at = addonDesk(smallForm(), GOOD);
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  at.desk.clerk.type("'Số liệu'!D6", '5');
  await at.call('check');
  expect(at.desk.clerk.see("'Số liệu'!E6")).toBe('50,0');
  await at.desk.close();
});

test('a form of three sheets costs two calls a sheet; its locale, dates and merged areas are asked for where they matter', async () => {
  const at = addonDesk(templateNamed('inspection'), {});
  await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  const drawn = { 'Spreadsheet.getSheets': 1, 'Sheet.getDataRange': 3, 'Range.getValues': 3 };
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).toEqual(drawn);
  at.desk.clerk.type("'Thống kê'!E7", '12');
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).toEqual({ ...drawn, 'Range.getMergedRanges': 1 });
  at.desk.clerk.type("'Phụ biểu'!E7", 'mười hai');
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).toEqual({
    ...drawn,
    'Range.getMergedRanges': 2,
    'Spreadsheet.getSpreadsheetLocale': 1,
  });
  await at.desk.close();
});

test('merged cells a check had no calls left for are found before anything is sent', async () => {
  const [, , form] = FORMS;
  const { at, id } = form?.open(0) ?? {};
  if (at === undefined || id === undefined) throw new Error('no form');
  await at.call('createSheets', { ...CHOICE, template: id });
  form?.mess(at, 0);
  const [top = ''] = placeOn(at, 'Phụ biểu số tiền')('amount', 7).split('7');
  at.desk.clerk.merge(`${top}7:${top.split('!')[1]}8`);
  const merged = ({ issues }: { issues: readonly { code: string }[] }): number =>
    issues.filter(({ code }) => code === 'merged_cell').length;
  expect(merged(await at.call('check'))).toBe(0);
  const sent = await at.call('send', { mode: 'submit', reasons: {}, key: 'press-of-send-0001' });
  expect(sent.kind === 'notYet' ? merged(sent.check) : 0).toBe(1);
  expect(at.province.keys).toEqual([]);
  await at.desk.close();
});

test('a copy of the file, which remembers nothing, costs no more than 10 calls to check', async () => {
  const at = addonDesk(templateNamed('inspection'), {});
  await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  const copy = addonDesk(templateNamed('inspection'), {}, { workbook: at.desk.workbook });
  expect((await copy.call('check')).issues.map(({ code }) => code)).not.toContain('missing_section');
  expect(copy.desk.calls).toBeLessThanOrEqual(10);
  await copy.desk.close();
  await at.desk.close();
});

test('cells merged by hand are told at their address', async () => {
  const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  at.desk.clerk.merge("'Công việc'!B6:B7");
  const { issues } = await at.call('check');
  expect(issues.filter((issue) => issue.code === 'merged_cell').map((issue) => issue.a1)).toEqual(['B6']);
  expect(issues.some((issue) => issue.a1 === 'B7')).toBe(false);
  await at.desk.close();
});

test('computed columns follow what was typed, and cost nothing while nothing changed', async () => {
  const at = addonDesk(templateNamed('targets'), SAMPLE_CONTENT.targets ?? {});
  await at.call('createSheets', { ...CHOICE, template: 'targets' });
  const { clerk } = at.desk;
  const sheet = clerk.sheet('Chỉ tiêu');
  const place = (id: string): string => {
    const ids = Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value);
    return `'Chỉ tiêu'!${a1(5, ids.indexOf(id))}`;
  };
  const before = clerk.see(place('computed'));
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).not.toHaveProperty('Range.setValues');
  clerk.type(place('actual'), '1');
  await at.call('check');
  expect(before).toBe('Đạt');
  expect(clerk.see(place('computed'))).toBe('Không đạt');
  await at.desk.close();
});

test('rows typed in many places get their keys, and their timeliness, within the bound of a push', async () => {
  const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  const { clerk } = at.desk;
  for (const row of [8, 12, 16, 20]) {
    clerk.insert('Công việc', 'row', row);
    clerk.type(`'Công việc'!B${row}`, `Việc ở dòng ${row}`);
    clerk.type(`'Công việc'!N${row}`, '31/12/2021');
  }
  at.desk.resetCalls();
  const sent = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
  expect(sent.kind).toBe('sent');
  expect(at.desk.callsByMethod['Range.setValues']).toBe(2);
  expect(at.desk.calls).toBeLessThanOrEqual(12);
  const keys = Array.from({ length: 15 }, (_, n) => clerk.see(`'Công việc'!A${n + 6}`));
  expect(keys.filter((key) => key === '')).toEqual([]);
  expect(new Set(keys).size).toBe(15);
  await at.desk.close();
});
