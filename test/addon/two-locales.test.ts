/** The same texts in a file of either locale, in any time zone: the same payload or a stated error, never another number or day. */
import { expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import type { ReportContent } from '../../shared/report.ts';
import { type Locale, Workbook } from '../standin/index.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';

const LOCALES = ['vi_VN', 'en_US'] as const;
const ZONES = ['UTC', 'Asia/Ho_Chi_Minh', 'America/Los_Angeles'] as const;
const KEY = 'press-of-send-0001';
const FIRST = 5;

/** What became of a text: sent as this value, or told with this problem. */
type Fate = { readonly sent: unknown } | { readonly told: string };

interface Field {
  readonly template: 'tasks' | 'targets';
  readonly tab: string;
  readonly column: string;
}

const FIGURE: Field = { template: 'targets', tab: 'Chỉ tiêu', column: 'actual' };
const DAY: Field = { template: 'tasks', tab: 'Công việc', column: 'deadline' };

const TARGETS = Array.from({ length: 10 }, (_, n) => ({
  key: `ct${n + 1}`,
  ordinal: String(n + 1),
  label: { vi: `Chỉ tiêu ${n + 1}`, en: `Target ${n + 1}` },
  unit: 'tỷ đồng',
  values: { method: 'sum', plan: 'từ 100 tỷ đồng trở lên' },
}));

/** Types these texts into the field's column, one a row, in a file that has other work in it and so keeps locale and zone. */
async function filled(field: Field, texts: readonly string[], locale: Locale, timeZone: string) {
  const workbook = new Workbook({ locale, timeZone, sheets: ['việc khác'] });
  const at = addonDesk(templateNamed(field.template), {}, { workbook }, TARGETS);
  at.desk.clerk.type('A1', 'việc khác');
  await at.call('createSheets', { ...CHOICE, template: field.template });
  const sheet = at.desk.clerk.sheet(field.tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => String(sheet.at(0, column).value));
  const place = (row: number, column = field.column): string => a1(FIRST + row, ids.indexOf(column));
  for (const [row, text] of texts.entries()) {
    if (field === DAY) at.desk.clerk.type(`'${field.tab}'!${place(row, 'task')}`, `Việc ${row}`);
    at.desk.clerk.type(`'${field.tab}'!${place(row)}`, text);
  }
  return { at, place };
}

/** What was sent of each row, in the order of the sheet. */
async function sent({ desk, call, province }: AddonDesk, field: Field, rows: number): Promise<unknown[]> {
  await call('send', { mode: 'draft', reasons: {}, key: KEY });
  const cells = Object.assign({}, ...Object.values(province.revisions[0] ?? {})) as ReportContent[string];
  const keys = Array.from({ length: rows }, (_, row) => desk.clerk.sheet(field.tab).at(FIRST + row, 0).value);
  return keys.map((key) => cells[String(key)]?.[field.column]);
}

async function fatesOf(field: Field, texts: readonly string[], locale: Locale): Promise<Fate[]> {
  // As text, as it stands when pasted into cells of the format `@`.
  const written = texts.map((text) => `'${text}`);
  const { at, place } = await filled(field, written, locale, 'Asia/Ho_Chi_Minh');
  const { issues } = await at.call('check');
  const values = await sent(at, field, texts.length);
  await at.desk.close();
  return values.map((value, row): Fate => {
    const told = issues.find((one) => one.a1 === place(row) && one.severity === 'error');
    return told === undefined ? { sent: value } : { told: told.code };
  });
}

test.each([
  [
    FIGURE,
    ['1.234', '1,234', '1.234.567', '1,234,567', '12,5', '12.5', '1 234', '001', '1.234,5', '1,234.5'],
  ],
  [DAY, ['03/04/2026', '2026-04-03', '13/04/2026', '04/13/2026', '3-4-2026', '03/04/26']],
] as const)('a text means one thing in both locales or is told: %o', async (field, texts) => {
  const [vi, en] = [await fatesOf(field, texts, 'vi_VN'), await fatesOf(field, texts, 'en_US')];
  expect(vi.filter((fate) => 'sent' in fate && fate.sent !== undefined).length).toBeGreaterThan(1);
  for (const [n, text] of texts.entries()) {
    const values = [vi[n], en[n]].flatMap((fate) =>
      fate && 'sent' in fate ? [JSON.stringify(fate.sent)] : [],
    );
    expect([text, new Set(values).size <= 1]).toEqual([text, true]);
  }
});

const DAYS = ['1969-12-31', '1975-06-13', '2026-11-22'];

/** As a person of that locale types the day. */
const typed = (day: string, locale: Locale): string => {
  const [year, month, date] = day.split('-').map(Number);
  return locale === 'vi_VN' ? `${date}/${month}/${year}` : `${month}/${date}/${year}`;
};

test.each(ZONES)('a typed day is the same day in any file, with the machine in %s', async (machine) => {
  const before = process.env.TZ;
  process.env.TZ = machine;
  try {
    for (const [n, zone] of ZONES.entries()) {
      const locale = LOCALES[(ZONES.indexOf(machine) + n) % 2] ?? 'vi_VN';
      const texts = DAYS.map((day) => typed(day, locale));
      const { at } = await filled(DAY, texts, locale, zone);
      expect([locale, zone, await sent(at, DAY, DAYS.length)]).toEqual([locale, zone, DAYS]);
      await at.desk.close();
    }
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});
