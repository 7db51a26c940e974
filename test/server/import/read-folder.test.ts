/** An import folder is read whole: every fault of every file at its line, or the rows of a province. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultWords, IMPORT_FAULTS, type ImportFault } from '../../../server/import/faults.ts';
import { readFolder } from '../../../server/import/read-folder.ts';
import { builtIn } from '../../../shared/templates/index.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const GOOD: Readonly<Record<string, string>> = {
  'province.json': '{"id": "hd", "name": "Hải Dương"}',
  'units.csv': [
    'id,kind,name,valid_from,valid_to,code,party_parent,state_parent,aliases',
    'tinh,province,Tỉnh ủy Hải Dương,2000-01-01,,,,,',
    'tu-ky,district,Huyện ủy Tứ Kỳ,01/01/2000,,0298,tinh,,HU Tứ Kỳ | Tứ Kỳ',
  ].join('\n'),
  'people.csv': 'id,name,email,revoked\nan,Nguyễn An,An@Example.vn,\nbinh,Bình,binh@example.vn,có',
  'roles.csv': 'person,role,unit,subtree\nan,clerk,tu-ky,\nbinh,reviewer,tinh,',
  'section-owners.csv': 'unit,template,section,person\ntu-ky,builtin:inspection@1,main,an',
  'periods.csv':
    'id,kind,label_vi,label_en,year,from,to,state,due_default,due_district\n' +
    'y2021,year,Năm 2021,2021,2021,2021-01-01,2021-12-31,open,2022-01-15,10/01/2022',
  'assignments.csv': 'unit,template,period\ntu-ky,builtin:inspection@1,y2021\ntu-ky,builtin:targets@1,y2021',
  'targets.csv': [
    'unit,template,period,key,label_vi,measure,ordinal,method,plan,parent,counted',
    'tu-ky,builtin:targets@1,y2021,thu,Thu ngân sách,tỷ đồng,1,sum,trên 5.830,,',
    'tu-ky,builtin:targets@1,y2021,thu-nd,Thu nội địa,tỷ đồng,1.1,sum,,thu,không',
  ].join('\n'),
};

/** Right in shape, but its rule speaks of a row the form does not have. */
function withStrayRule(): string {
  const form = builtIn('inspection');
  const [rule] = form?.rules.filter(({ kind }) => kind === 'partsSum') ?? [];
  return JSON.stringify({ ...form, id: 'own', rules: [{ ...rule, whole: 'NOWHERE' }] });
}

async function folder(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

test('a whole folder becomes the rows of a province, each with its line', async () => {
  const { data, faults } = await readFolder(await folder(GOOD));
  expect(faults).toEqual([]);
  expect(data?.province).toMatchObject({ id: 'hd', name: 'Hải Dương' });
  expect(data?.units?.[1]).toEqual({
    id: 'tu-ky',
    kind: 'district',
    validFrom: '2000-01-01',
    validTo: null,
    legacyArea: null,
    basis: null,
    endBasis: null,
    at: { file: 'units.csv', line: 3 },
  });
  expect(data?.aliases?.map(({ alias }) => alias)).toEqual(['HU Tứ Kỳ', 'Tứ Kỳ']);
  expect(data?.codes?.map(({ code }) => code)).toEqual(['0298']);
  expect(data?.edges?.map(({ tree, parent, child }) => [tree, parent, child])).toEqual([
    ['party', 'tinh', 'tu-ky'],
  ]);
  expect(data?.people?.map(({ email, revoked }) => [email, revoked])).toEqual([
    ['an@example.vn', false],
    ['binh@example.vn', true],
  ]);
  expect(data?.roles?.map(({ subtree }) => subtree)).toEqual([false, true]);
  expect(data?.periods?.[0]?.period.due).toEqual({ default: '2022-01-15', district: '2022-01-10' });
  expect(data?.templates?.map(({ template }) => template.id)).toEqual(['inspection', 'targets']);
});

test('an office over time: further codes, successions with shares, and the documents they rest on', async () => {
  const { data, faults } = await readFolder(
    await folder({
      'province.json': '{"id": "hp", "name": "Hải Phòng"}',
      'units.csv': [
        'id,kind,name,valid_from,valid_to,code,legacy_area,basis,end_basis',
        'xa-b,commune,Xã B,2000-01-01,2025-06-30,10525,phía Tây,,NQ 1669/NQ-UBTVQH15',
        'phuong-1,commune,Phường Một,2025-07-01,,10525,phía Tây,NQ 1669/NQ-UBTVQH15,',
        'phuong-2,commune,Phường Hai,2025-07-01,,,,,',
      ].join('\n'),
      'unit-codes.csv': 'unit,valid_from,code,basis\nphuong-2,2026-01-01,10570,19/2025/QĐ-TTg',
      'successions.csv':
        'old;new;day;share;basis\nxa-b;phuong-1;01/07/2025;0,4;NQ 1669\nxa-b;phuong-2;01/07/2025;0,60;NQ 1669',
    }),
  );
  expect(faults).toEqual([]);
  expect(data?.units?.[0]).toMatchObject({
    legacyArea: 'phía Tây',
    basis: null,
    endBasis: 'NQ 1669/NQ-UBTVQH15',
  });
  expect(data?.codes?.map(({ unit, validFrom, code }) => [unit, validFrom, code])).toEqual([
    ['xa-b', '2000-01-01', '10525'],
    ['phuong-1', '2025-07-01', '10525'],
    ['phuong-2', '2026-01-01', '10570'],
  ]);
  expect(data?.successions).toEqual([
    {
      old: 'xa-b',
      new: 'phuong-1',
      day: '2025-07-01',
      share: '0.4',
      basis: 'NQ 1669',
      at: { file: 'successions.csv', line: 2 },
    },
    {
      old: 'xa-b',
      new: 'phuong-2',
      day: '2025-07-01',
      share: '0.6',
      basis: 'NQ 1669',
      at: { file: 'successions.csv', line: 3 },
    },
  ]);
});

test.each(['0', '0,0', '1,2', '-0,4', '40%', 'một nửa', '1/2'])('“%s” is no share', async (share) => {
  const { faults } = await readFolder(
    await folder({
      'province.json': '{"id": "hp", "name": "Hải Phòng"}',
      'successions.csv': `old;new;day;share\na;b;2025-07-01;${share}`,
    }),
  );
  expect(faults).toMatchObject([{ code: 'cell_bad_share', at: { file: 'successions.csv', line: 2 } }]);
});

test('a target line becomes a row whose method says which cells are open, with the plan as issued', async () => {
  const { data } = await readFolder(await folder(GOOD));
  const [whole, part] = data?.assignments?.[1]?.assigned ?? [];
  expect(whole).toMatchObject({
    key: 'thu',
    unit: 'tỷ đồng',
    ordinal: '1',
    label: { vi: 'Thu ngân sách', en: 'Thu ngân sách' },
    overUnits: { kind: 'sum' },
    values: { method: 'sum', plan: 'trên 5.830' },
  });
  expect(whole?.open).toContain('published');
  expect(part).toMatchObject({ parent: 'thu', counted: false });
  expect(part?.open).not.toContain('published');
});

test('files saved by Excel in Vietnamese (BOM, semicolons, CRLF) and decomposed text read the same', async () => {
  const plain = await readFolder(await folder(GOOD));
  const excel = Object.fromEntries(
    Object.entries(GOOD).map(([name, text]) => {
      if (!name.endsWith('.csv')) return [name, text];
      return [name, `\ufeff${text.replaceAll(',', ';').replaceAll('\n', '\r\n').normalize('NFD')}`];
    }),
  );
  expect((await readFolder(await folder(excel))).data).toEqual(plain.data);
});

test('a row over several lines is told by its first line', async () => {
  const files = { 'people.csv': 'id,name,email\n"x","Tên\ndài",\nan,An,an@example.vn' };
  const { faults } = await readFolder(await folder({ ...GOOD, ...files }));
  expect(faults.map(({ code, at }) => [code, at.file, at.line])).toEqual([['cell_empty', 'people.csv', 2]]);
});

test('every fault of every file is told at once', async () => {
  const { data, faults } = await readFolder(
    await folder({
      ...GOOD,
      'people.csv': 'id,name,email\na b,An,an@example.vn\nc,,not-an-address',
      'roles.csv': 'person,role,unit\nan,boss,tu-ky',
      'periods.csv': GOOD['periods.csv']?.replace('2021-12-31', '2020-12-31') ?? '',
    }),
  );
  expect(data).toBeUndefined();
  expect(faults.map(({ code, at }) => `${at.file}:${at.line} ${code}`)).toEqual([
    'people.csv:2 cell_bad_id',
    'people.csv:3 cell_empty',
    'people.csv:3 cell_bad_email',
    'roles.csv:2 cell_bad_choice',
    'periods.csv:2 row_order',
  ]);
});

test('owners of sections are read with their line, a section the form does not have is a fault', async () => {
  const { data } = await readFolder(await folder(GOOD));
  expect(data?.sectionOwners).toEqual([
    {
      unit: 'tu-ky',
      template: 'inspection',
      section: 'main',
      person: 'an',
      at: { file: 'section-owners.csv', line: 2 },
    },
  ]);
  const head = 'unit,template,section,person';
  const wrong = {
    'section-owners.csv': `${head}\ntu-ky,builtin:inspection@1,nowhere,an\ntu-ky,own@1,main,an`,
  };
  const { faults } = await readFolder(await folder({ ...GOOD, ...wrong }));
  expect(faults.map(({ code, at }) => `${at.line} ${code}`)).toEqual([
    '2 unknown_section',
    '3 unknown_template',
  ]);
  expect(faultWords(faults[0] as ImportFault, 'vi')).toContain('“nowhere”. Các phần: ');
});

const broken: readonly [string, Readonly<Record<string, string | Buffer>>, string][] = [
  ['an empty province.json', { 'province.json': '' }, 'file_empty'],
  ['a province.json cut short', { 'province.json': '{"id": "hd",' }, 'not_json'],
  ['a province without a name', { 'province.json': '{"id":"hd"}' }, 'bad_member'],
  ['a misspelt file', { 'unit.csv': 'id' }, 'file_unknown'],
  ['a misspelt column', { 'people.csv': 'id,name,mail\n' }, 'header_unknown'],
  ['a column left out', { 'people.csv': 'id,name\n' }, 'header_missing'],
  ['a column twice', { 'people.csv': 'id,name,email,name\n' }, 'header_twice'],
  ['an empty file', { 'people.csv': '' }, 'file_empty'],
  ['an old encoding', { 'people.csv': Buffer.from([0x69, 0x64, 0x0a, 0xb8, 0xd3]) }, 'not_utf8'],
  ['a quote left open', { 'people.csv': 'id,name,email\n"an,An,an@example.vn\n' }, 'quote_open'],
  ['a quote inside a cell', { 'people.csv': 'id,name,email\nan,An "Ba",an@example.vn\n' }, 'quote_inside'],
  ['more cells than columns', { 'people.csv': 'id,name,email\nan,An,an@example.vn,x\n' }, 'too_many_cells'],
  [
    'a date that does not exist',
    { 'units.csv': 'id,kind,name,valid_from\na,b,c,31/02/2021' },
    'cell_no_such_day',
  ],
  ['a control character', { 'people.csv': 'id,name,email\nan,A\u0001n,an@example.vn' }, 'cell_bad_character'],
  [
    'a form that does not exist',
    { 'assignments.csv': 'unit,template,period\ntu-ky,builtin:none@1,y2021' },
    'unknown_template',
  ],
  [
    'a form without version',
    { 'assignments.csv': 'unit,template,period\ntu-ky,builtin:tasks,y2021' },
    'unknown_template',
  ],
  [
    'targets nobody owes',
    { 'targets.csv': 'unit,template,period,key,label_vi\ntinh,builtin:targets@1,y2021,a,A' },
    'unknown_assignment',
  ],
  [
    'targets for a form with its own rows',
    { 'targets.csv': 'unit,template,period,key,label_vi\ntu-ky,builtin:inspection@1,y2021,a,A' },
    'form_without_targets',
  ],
  [
    'a target twice',
    { 'targets.csv': `${GOOD['targets.csv'] ?? ''}\ntu-ky,builtin:targets@1,y2021,thu,X,,,sum,1,,` },
    'twice',
  ],
  [
    'a target under one that is not there',
    { 'targets.csv': 'unit,template,period,key,label_vi,parent\ntu-ky,builtin:targets@1,y2021,a,A,b' },
    'unknown_parent_row',
  ],
  [
    'a plan nobody can read',
    { 'targets.csv': 'unit,template,period,key,label_vi,method\ntu-ky,builtin:targets@1,y2021,a,A,magic' },
    'cell_bad_value',
  ],
  [
    'a column the form does not have',
    { 'targets.csv': 'unit,template,period,key,label_vi,colour\ntu-ky,builtin:targets@1,y2021,a,A,red' },
    'header_unknown',
  ],
  [
    'a sum of an unknown kind',
    {
      'targets.csv':
        'unit,template,period,key,label_vi,over_units\ntu-ky,builtin:targets@1,y2021,a,A,average',
    },
    'cell_bad_choice',
  ],
  [
    'a ratio of a column the form does not have',
    {
      'targets.csv':
        'unit,template,period,key,label_vi,over_units\ntu-ky,builtin:targets@1,y2021,a,A,ratio:met/asked*100',
    },
    'cell_bad_choice',
  ],
  [
    'a parent in both files',
    { 'unit-parents.csv': 'unit,tree,parent,valid_from\ntu-ky,party,tinh,2000-01-01' },
    'parent_given_twice',
  ],
  ['a form that is no form', { 'templates/x.json': '{"id":"x"}' }, 'bad_form'],
  ['a province file with another member', { 'province.json': '{"id":"hd","name":"A","x":1}' }, 'bad_member'],
  ['a form whose rule names no row', { 'templates/x.json': withStrayRule() }, 'unsound_form'],
  ['a member twice', { 'province.json': '{"id":"hd","name":"A","name":"B"}' }, 'json_twice'],
];

test.each(broken)('%s is a fault with words in both languages', async (_, files, code) => {
  const { data, faults } = await readFolder(await folder({ ...GOOD, ...files }));
  expect(data).toBeUndefined();
  expect(faults.map((found) => found.code)).toContain(code);
  for (const found of faults) {
    for (const lang of ['vi', 'en'] as const) expect(faultWords(found, lang)).not.toMatch(/\{\w+\}/);
  }
});

test('what a fault brings with it is not told a second time', async () => {
  const told = async (file: string, from: string, to: string) => {
    const { faults } = await readFolder(
      await folder({ ...GOOD, [file]: GOOD[file]?.replace(from, to) ?? '' }),
    );
    return faults.map(({ code }) => code);
  };
  expect(await told('periods.csv', ',year,', ',yaer,')).toEqual(['header_unknown', 'header_missing']);
  expect(await told('assignments.csv', 'template', 'form')).toEqual(['header_unknown', 'header_missing']);
  expect(await told('assignments.csv', 'builtin:targets@1', 'builtin:target@1')).toEqual([
    'unknown_template',
  ]);
});

test('a wrong form is told member by member in Vietnamese, at its line', async () => {
  const form = JSON.stringify({ ...builtIn('inspection'), id: 'own', version: 'một' }, null, 1).replace(
    '"kind": "grid"',
    '"kind": "gird"',
  );
  const { faults } = await readFolder(await folder({ ...GOOD, 'templates/own.json': form }));
  const lineOf = (text: string) => form.slice(0, form.indexOf(text)).split('\n').length;
  expect(faults.map((found) => faultWords(found, 'vi'))).toEqual([
    `templates/own.json, dòng ${lineOf('"version"')}: Biểu chưa đúng ở mục “version”: cần là số.`,
    `templates/own.json, dòng ${lineOf('"gird"')}: Biểu chưa đúng ở mục “sections.0.kind”: phải là một trong: grid, list.`,
  ]);
});

test('a form whose parts do not fit is told at the line of the rule that says so', async () => {
  const form = JSON.stringify(JSON.parse(withStrayRule()), null, 1);
  const { faults } = await readFolder(await folder({ ...GOOD, 'templates/own.json': form }));
  const rules = form.slice(0, form.indexOf('"rules"')).split('\n').length;
  expect(faults.map(({ code, at }) => [code, at.line])).toEqual([['unsound_form', rules + 1]]);
});

test('names, parents or targets without the file they belong to are faults', async () => {
  const only = {
    'province.json': GOOD['province.json'] ?? '',
    'unit-names.csv': 'unit,valid_from,name\na,2000-01-01,b',
    'targets.csv': GOOD['targets.csv'] ?? '',
  };
  const { faults } = await readFolder(await folder(only));
  expect(faults.map(({ code, at }) => [code, at.file])).toEqual([
    ['file_alone', 'unit-names.csv'],
    ['file_alone', 'targets.csv'],
  ]);
});

test('a folder that is not there is said to be missing', async () => {
  expect((await readFolder(join(dir, 'gone'))).faults.map(({ code }) => code)).toEqual(['folder_missing']);
});

test('every fault is said in Vietnamese and in English with the same particulars', () => {
  for (const { vi, en } of Object.values(IMPORT_FAULTS)) {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(names(vi)).toEqual(names(en));
  }
});
