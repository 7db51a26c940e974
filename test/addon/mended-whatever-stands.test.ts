/** Whatever stands on a sheet: mending what is certain changes no value, leaves nothing to mend, and is undone to the letter. */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../addon/core/rpc.ts';
import type { ShownChange } from '../../addon/core/rpc-fixes.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { type Locale, Workbook } from '../standin/index.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const opened: AddonDesk[] = [];
afterAll(() => Promise.all(opened.map(({ desk }) => desk.close())));
const KEY = 'press-of-send-0001';

async function created(id: string, locale: Locale = 'vi_VN', content = SAMPLE_CONTENT[id] ?? {}) {
  const workbook = new Workbook({ locale, timeZone: 'Asia/Ho_Chi_Minh', sheets: ['việc khác'] });
  const at = addonDesk(templateNamed(id), content, { workbook });
  opened.push(at);
  at.desk.clerk.type('A1', 'việc khác');
  await at.call('createSheets', { ...CHOICE, template: id });
  return at;
}

function placeOn(at: AddonDesk, tab: string): (id: string, row: number) => string {
  const sheet = at.desk.clerk.sheet(tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, column) => sheet.at(0, column).value);
  return (id, row) => `'${tab}'!${a1(row - 1, ids.indexOf(id))}`;
}

const everything = (at: AddonDesk, tab: string): unknown => {
  const sheet = at.desk.clerk.sheet(tab);
  return structuredClone(sheet.table(sheet.all, (cell) => cell));
};

const mendAll = (at: AddonDesk, changes: readonly ShownChange[]): Promise<CheckResult> =>
  at.call('applyFix', {
    fix: { label: 'set', params: {}, cells: changes.map(({ at: cell, value }) => ({ ...cell, value })) },
    from: changes.map(({ from }) => from),
  });

/** What a draft of the sheet would send. */
async function sent(at: AddonDesk, key: string): Promise<unknown> {
  await at.call('send', { mode: 'draft', reasons: {}, key });
  return at.province.revisions[at.province.revisions.length - 1];
}

const TEXTS = fc.constantFrom(
  '１２',
  '12,5',
  '1.234',
  "'0,125",
  '12 %',
  '40\u00a0%',
  'ngày 18 tháng 05 năm 2022',
  '18.5.2022',
  '05/18/2022',
  "'18/05/2022",
  'Ðảng  ủy',
  'Đã gửi'.normalize('NFD'),
  ' HOÀN THÀNH ',
  'không phát sinh',
  '=1+1',
  '-',
  'mười hai',
);
const COLUMNS = fc.constantFrom('progressPercent', 'deadline', 'result', 'progress', 'completed', 'lead');
const MESS = fc.array(fc.tuple(COLUMNS, fc.integer({ min: 6, max: 9 }), TEXTS, fc.boolean()), {
  minLength: 3,
  maxLength: 12,
});

describe.each([11, 22, 33])('seed %i', (seed) => {
  test('mending what is certain changes no value that was read, and undoing it changes nothing at all', async () => {
    const runs = fc.asyncProperty(MESS, fc.constantFrom<Locale>('vi_VN', 'en_US'), async (mess, locale) => {
      const at = await created('tasks', locale);
      const place = placeOn(at, 'Công việc');
      for (const [column, row, text, pasted] of mess) {
        if (pasted) at.desk.clerk.paste(place(column, row), { kind: 'text', rows: [[text]] });
        else at.desk.clerk.type(place(column, row), text);
      }
      const { mending, issues } = await at.call('check');
      if (mending.tidy.length === 0) return;
      const told = issues.map(({ key }) => key).sort();
      const before = everything(at, 'Công việc');
      const meant = JSON.stringify(mending.tidy.map(({ at: cell, value }) => [cell, value]));
      const after = await mendAll(at, mending.tidy);
      expect(after.mending.done?.left.filter(({ why }) => why !== 'formula')).toEqual([]);
      const left = after.mending.done?.left.length ?? 0;
      expect([after.mending.tidyCount, meant]).toEqual([left, meant]);
      expect(after.issues.map(({ key }) => key).sort()).toEqual(told);
      await at.call('undoFix');
      expect(everything(at, 'Công việc')).toEqual(before);
    });
    await fc.assert(runs, { seed, numRuns: 2 });
  });
});

test('what is sent is the same before and after mending, in a file of either locale', async () => {
  for (const locale of ['vi_VN', 'en_US'] as const) {
    const at = await created('targets', locale);
    const place = placeOn(at, 'Chỉ tiêu');
    at.desk.clerk.type(place('actual', 6), "'12,5");
    at.desk.clerk.type(place('actual', 7), "'12,5 tỷ đồng");
    const remembered = { question: 'number_dot', section: 'targets', column: 'actual' } as const;
    await at.call('remember', { ...remembered, answer: 'thousands' });
    const before = await sent(at, KEY);
    const { mending } = await at.call('check');
    if (mending.tidy.length > 0) await mendAll(at, mending.tidy);
    expect(await sent(at, 'press-of-send-0002'), locale).toEqual(before);
    expect((await at.call('check')).mending.tidy).toEqual([]);
  }
});

test('twenty numbers pasted as text are mended in a few calls to the document', async () => {
  const at = await created('inspection', 'vi_VN', {});
  const place = placeOn(at, 'Thống kê');
  const rows = Array.from({ length: 20 }, (_, row) => row + 8);
  for (const row of rows) at.desk.clerk.type(place('total', row), '１２');
  const { mending } = await at.call('check');
  expect(mending.tidyCount).toBeGreaterThan(10);
  at.desk.resetCalls();
  await mendAll(at, mending.tidy);
  expect(at.desk.calls).toBeLessThanOrEqual(30);
  at.desk.resetCalls();
  await at.call('undoFix');
  expect(at.desk.calls).toBeLessThanOrEqual(30);
});

test('the kinds of empty written from the menu are read back and sent with reason and promised day', async () => {
  const at = await created('inspection', 'vi_VN', {});
  const { issues } = await at.call('check');
  const blanks = issues.filter(({ code, figure }) => code === 'required' && figure).slice(0, 4);
  const later = { empty: 'notYetKnown', reason: 'chờ quyết toán', promised: '2099-06-30' } as const;
  const kinds = [{ empty: 'none' }, { empty: 'notApplicable' }, later, { empty: 'none' }] as const;
  const cells = blanks.map(({ section, row, column }, n) => ({
    section,
    row,
    column,
    value: kinds[n] ?? later,
  }));
  const after = await at.call('applyFix', {
    fix: { label: 'set', params: {}, cells },
    from: cells.map(() => ''),
  });
  expect(after.mending).toMatchObject({ undo: 4, done: { changed: 4, left: [] }, tidyCount: 0 });
  expect(after.counts.errors).toBe((await at.call('check')).counts.errors);
  const keys = new Set(after.issues.map(({ key }) => key));
  expect(blanks.filter(({ key }) => keys.has(key))).toEqual([]);
  const content = (await sent(at, KEY)) as Record<string, Record<string, Record<string, unknown>>>;
  expect(cells.map(({ section, row, column }) => content[section]?.[row]?.[column])).toEqual(kinds);
  const [first] = blanks;
  expect(
    at.desk.clerk
      .sheet('Thống kê')
      .table(at.desk.clerk.sheet('Thống kê').all, ({ note }) => note ?? '')
      .flat()
      .filter((note) => note.includes('Trước khi sửa')),
  ).toEqual([]);
  await at.call('undoFix');
  expect((await at.call('check')).issues.map(({ key }) => key)).toContain(first?.key);
});

test('what a date of two readings means is asked once for its column, remembered, and asked again when taken back', async () => {
  const at = await created('tasks', 'en_US');
  const place = placeOn(at, 'Công việc');
  for (const row of [6, 7]) at.desk.clerk.type(place('deadline', row), "'03/04/2022");
  const asked = async () => (await at.call('check')).issues.filter(({ code }) => code === 'ambiguous_date');
  const [first] = await asked();
  expect(first?.question?.answers.map(({ label }) => label.vi)).toEqual([
    'Ngày trước, tháng sau: 03/04/2022',
    'Tháng trước, ngày sau: 04/03/2022',
  ]);
  const { id = 'date_order', section = '', column = '' } = first?.question ?? {};
  const answered = await at.call('remember', { question: id, section, column, answer: 'dmy' });
  expect(answered.mending.answers).toMatchObject([
    { question: 'date_order', column: 'deadline', answer: 'dmy', words: { vi: 'Ngày trước, tháng sau' } },
  ]);
  expect(await asked()).toEqual([]);
  const back = await at.call('remember', { question: id, section, column, answer: '' });
  expect([back.mending.answers, (await asked()).length]).toEqual([[], 2]);
});
