/** The administrator's commands say what they do, store all or nothing, and end with an exit code that says which. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { runAdmin } from '../../server/admin.ts';
import type { SheetPlan } from '../../shared/sheet-plan.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let base: TestDatabase;
let dir: string;
let lines: string[];
let drawn: SheetPlan[];

beforeAll(async () => {
  base = await testDatabase();
});
afterAll(() => base?.drop());
beforeEach(async () => {
  lines = [];
  drawn = [];
  dir = await mkdtemp(join(tmpdir(), 'admin-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = (...args: string[]) =>
  runAdmin(args, {
    write: (line) => void lines.push(line),
    clock: () => new Date('2021-12-17T07:00:00Z'),
    withDatabase: (use) => use(base.db),
    provideSheet: async ({ plan }) => ({ id: `sheet-${drawn.push(plan)}`, unshared: ['x@y.vn'] }),
    newCode: () => '7K2M-9QXA-04TB',
    newSecret: () => 'secret',
  });

async function folder(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
}

const FILES = {
  'province.json': '{"id":"hd","name":"Hải Dương"}',
  'units.csv': 'id,kind,name,valid_from\ntu-ky,district,Huyện ủy Tứ Kỳ,2000-01-01',
  'periods.csv':
    'id,kind,label_vi,label_en,year,from,to,state,due_default\ny2021,year,Năm 2021,2021,2021,2021-01-01,2021-12-31,open,2022-01-15',
  'assignments.csv': 'unit,template,period\ntu-ky,builtin:inspection@1,y2021',
};

test('a dry run stores nothing, the real run stores it, and once more there is nothing to change', async () => {
  await folder(FILES);
  expect(await run('import', dir, '--dry-run')).toBe(0);
  expect(lines.at(-1)).toContain('Chạy thử: chưa lưu gì');
  expect(await base.db.system`SELECT 1 FROM province`).toHaveLength(0);
  expect(await run('import', dir)).toBe(0);
  expect(lines.at(-1)).toContain('Đã lưu tất cả');
  expect(await run('import', dir)).toBe(0);
  expect(lines.at(-1)).toContain('Không có gì thay đổi');
});

test('wrong files end with 1, each fault at its line in Vietnamese and English', async () => {
  await folder({ ...FILES, 'units.csv': 'id,kind,name,valid_from\ntu-ky,district,,hôm qua' });
  expect(await run('import', dir)).toBe(1);
  expect(lines).toContain('  units.csv, dòng 2: Cột “name” không được để trống.');
  expect(lines).toContain('    units.csv, line 2: Column “name” must not be empty.');
  expect(lines.some((line) => line.includes('hôm qua'))).toBe(true);
});

test('a slip no line shows by itself is told at its line, and a doubt does not keep the rest from being stored', async () => {
  const periods = FILES['periods.csv'].replace('due_default', 'due_default,due_distrct');
  await folder({ ...FILES, 'periods.csv': `${periods},2022-01-10` });
  expect(await run('import', dir, '--dry-run')).toBe(1);
  expect(lines).toContain(
    '  periods.csv, dòng 2: Không đơn vị nào thuộc cấp “distrct”, nên cột “due_distrct” không cho ai hạn riêng. Các cấp đang có: district.',
  );
  await folder({ ...FILES, 'periods.csv': FILES['periods.csv'].replace('2022-01-15', '2021-12-31') });
  expect(await run('import', dir, '--dry-run')).toBe(0);
  expect(lines).toContain(
    '  periods.csv, dòng 2: Hạn 2021-12-31 ở cột “due_default” không cách ngày cuối của kỳ y2021 (2021-12-31) ngày làm việc nào; khoản 5 Điều 8 Nghị định 09/2019/NĐ-CP cần ít nhất một ngày.',
  );
});

test('a report gets one sheet, drawn from its form and kept from then on', async () => {
  await folder(FILES);
  await run('import', dir);
  expect(await run('make-sheet', 'tu-ky', 'inspection', 'y2021')).toBe(0);
  expect(lines.at(-2)).toBe('https://docs.google.com/spreadsheets/d/sheet-1');
  expect(lines.at(-1)).toContain('không cho chia sẻ với x@y.vn');
  expect(await run('make-sheet', 'tu-ky', 'inspection', 'y2021')).toBe(0);
  expect(lines.at(-1)).toBe('https://docs.google.com/spreadsheets/d/sheet-1');
  expect(drawn.map(({ report }) => report)).toEqual([
    { unit: 'tu-ky', template: 'inspection', version: 1, period: 'y2021' },
  ]);
  expect(await run('make-sheet', 'tu-ky', 'inspection', 'y1999')).toBe(1);
});

test.each<[string[], string]>([
  [['import'], 'Lệnh import thiếu tên thư mục'],
  [['import', '--dry-run'], 'Lệnh import thiếu tên thư mục'],
  [['import', 'a', 'b'], 'thừa “b”'],
  [['import', 'a', '--dryrun'], 'không có tùy chọn “--dryrun”; chỉ có “--dry-run”'],
  [['make-sheet', 'a'], 'cần đúng ba mã ĐƠN_VỊ BIỂU KỲ, nhận được 1'],
  [['drop'], 'Không có lệnh “drop”'],
])('the command %j ends with 2, names what was wrong and shows the help', async (args, mistake) => {
  expect(await run(...args)).toBe(2);
  expect(lines[0]).toContain(mistake);
  expect(lines.join('\n')).toContain('npm run admin -- import');
});

test('help ends with 0', async () => {
  expect(await run('help')).toBe(0);
});
