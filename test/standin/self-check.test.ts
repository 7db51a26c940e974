/** The port contract: what the add-on takes for granted holds in the stand-in, and trying it leaves nothing behind in the file. */
import { expect, test } from 'vitest';
import { addonDesk, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';
import { type Locale, Workbook } from './index.ts';

const MENU = ['Tiện ích mở rộng', 'Tự kiểm tra · Self-check'];

interface Row {
  readonly mark: string;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

const rowsOf = (html: string): Row[] =>
  html
    .split('<tr>')
    .slice(2)
    .map((line) => {
      const [, mark = '', what = '', expected = '', found = ''] = line.replace('</table>', '').split('<td>');
      return { mark, what, expected, found };
    });

const deskWith = (workbook: Workbook) =>
  addonDesk(templateNamed('targets'), SAMPLE_CONTENT.targets ?? {}, { workbook });

async function tried(at: ReturnType<typeof deskWith>): Promise<Row[]> {
  await at.desk.open('LIMITED');
  await at.desk.click(...MENU);
  expect(at.desk.sidebar).toMatchObject({ kind: 'modal', title: 'Tự kiểm tra · Self-check' });
  return rowsOf(at.desk.sidebar?.content ?? '');
}

const ZONES = ['UTC', 'Asia/Ho_Chi_Minh', 'America/Los_Angeles'];

test.each(
  (['vi_VN', 'en_US'] as const).flatMap((locale: Locale) =>
    ZONES.map((timeZone, n) => [locale, timeZone, ZONES[(n + 1) % 3] ?? ''] as const),
  ),
)(
  'every trial comes out as expected in a %s file in %s with the machine in %s',
  async (locale, timeZone, machine) => {
    const before = process.env.TZ;
    process.env.TZ = machine;
    const at = deskWith(new Workbook({ locale, timeZone }));
    try {
      const rows = await tried(at);
      expect(rows.length).toBeGreaterThanOrEqual(18);
      expect(rows.filter(({ expected, found }) => expected !== found)).toEqual([]);
      expect(rows.map(({ mark }) => mark)).toEqual(rows.map(() => '✓'));
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
      await at.desk.close();
    }
  },
);

test('the self-check leaves the file, the properties and the sheet in front as they were', async () => {
  const at = deskWith(new Workbook());
  await at.call('createSheets', { unit: 'tu-ky', period: '2021', template: 'targets' });
  const { workbook, ui } = at.desk;
  const before = JSON.stringify(workbook.snapshot());
  const active = ui.activeSheetId;
  const answers = await at.call('start');
  await tried(at);
  expect(JSON.stringify(workbook.snapshot())).toBe(before);
  expect(ui.activeSheetId).toBe(active);
  expect(await at.call('start')).toEqual(answers);
  await at.desk.close();
});

test('what Google does otherwise is told in its own words, and the sheet of the trial goes all the same', async () => {
  const at = deskWith(new Workbook());
  const { workbook } = at.desk;
  const names = workbook.sheets.map(({ name }) => name);
  // Somebody turns the sheet of the trial into a table with typed columns, and takes the token away.
  at.desk.between = (method) => {
    if (method !== 'SpreadsheetApp.newDataValidation') return;
    for (const line of workbook.sheets[1]?.columnLines ?? []) line.typed = true;
  };
  at.desk.withhold('openid');
  const wrong = (await tried(at)).filter(({ mark }) => mark === '✗');
  expect(wrong.map(({ found }) => found)).toEqual(
    expect.arrayContaining([expect.stringContaining('cột đã định kiểu'), 'missing']),
  );
  expect(workbook.sheets.map(({ name }) => name)).toEqual(names);
  await at.desk.close();
});

test('who may not edit the file is told so, and nothing is changed', async () => {
  const workbook = new Workbook({ editors: ['b@example.vn'] });
  const at = deskWith(workbook);
  await at.desk.open('LIMITED');
  const other = at.desk.colleague({ email: 'b@example.vn', sub: 'b', language: 'en' });
  await other.open('LIMITED');
  workbook.editors.delete('b@example.vn');
  workbook.viewers.add('b@example.vn');
  await other.click(...MENU);
  expect(other.ui.alerts).toEqual([
    { title: 'Tự kiểm tra · Self-check', prompt: expect.stringContaining('Cần quyền sửa tệp') },
  ]);
  expect([other.sidebar, workbook.sheets.length]).toEqual([undefined, 1]);
  await other.close();
  await at.desk.close();
});
