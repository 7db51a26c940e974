/** Guarantees of cost: how many spreadsheet calls a check and a push take, whatever the number of rows. */
import { expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import type { Template } from '../../shared/template.ts';
import { addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

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

async function counted(
  rows: number,
): Promise<{ check: number; send: number; create: number; checked: number }> {
  const { template, content } = wideTasks(rows);
  const at = addonDesk(template, content);
  try {
    at.desk.resetCalls();
    await at.call('createSheets', { ...CHOICE, template: template.id });
    const create = at.desk.calls;
    at.desk.resetCalls();
    const checked = await at.call('check');
    const check = at.desk.calls;
    at.desk.resetCalls();
    const sent = await at.call('send', { mode: 'draft', reasons: {}, key: 'press-of-send-0001' });
    expect(sent.kind).toBe('sent');
    return { check, send: at.desk.calls, create, checked: checked.rows };
  } finally {
    await at.desk.close();
  }
}

test('checking and sending take the same few calls for 50 and for 5,000 rows of 40 columns', async () => {
  const few = await counted(50);
  const many = await counted(5000);
  expect([few.checked, many.checked]).toEqual([50, 5000]);
  expect(many.check).toBe(few.check);
  expect(many.send).toBe(few.send);
  expect(many.check).toBeLessThanOrEqual(10);
  expect(many.send).toBeLessThanOrEqual(12);
  expect(many.create).toBe(few.create);
}, 120_000);

const THREE_SHEETS = {
  'Spreadsheet.getSheetById': 3,
  'Spreadsheet.getSpreadsheetLocale': 1,
  'Sheet.getDataRange': 3,
  'Range.getValues': 3,
};

test('a form of three sheets costs three calls a sheet, and one more where a blank could be a merged cell', async () => {
  const at = addonDesk(templateNamed('inspection'), {});
  await at.call('createSheets', { ...CHOICE, template: 'inspection' });
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).toEqual(THREE_SHEETS);
  at.desk.clerk.type("'Thống kê'!E7", '12');
  at.desk.resetCalls();
  await at.call('check');
  expect(at.desk.callsByMethod).toEqual({ ...THREE_SHEETS, 'Range.getMergedRanges': 1 });
  await at.desk.close();
});

test('cells merged by hand are told at their address', async () => {
  const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  at.desk.clerk.merge("'Công việc'!G6:G7");
  const { issues } = await at.call('check');
  expect(issues.filter((issue) => issue.code === 'merged_cell').map((issue) => issue.a1)).toEqual(['G6']);
  expect(issues.some((issue) => issue.a1 === 'G7')).toBe(false);
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
    clerk.type(`'Công việc'!G${row}`, `Việc ở dòng ${row}`);
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
