/** The files about who owes what: lines with shorter forms and consolidated reports, rules over many, groups. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFolder } from '../../../server/import/read-folder.ts';
import { builtIn, publishedBuiltIn } from '../../../shared/templates/index.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function read(files: Readonly<Record<string, string>>) {
  const all = { 'province.json': '{"id": "hd", "name": "Hải Dương"}', ...files };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return readFolder(dir);
}

test('a line may name a shorter form, and ask for the report with all offices below', async () => {
  const { data, faults } = await read({
    'assignments.csv':
      'unit,template,period,profile,consolidated\n' +
      'cb1,builtin:inspection@1,q1,chi-bo,\n' +
      'tu-ky,builtin:inspection@1,q1,,\n' +
      'tu-ky,builtin:inspection@1,q1,,có',
  });
  expect(faults).toEqual([]);
  expect(data?.assignments?.map(({ unit, template, profile }) => [unit, template, profile])).toEqual([
    ['cb1', 'inspection', 'chi-bo'],
    ['tu-ky', 'inspection', null],
    ['tu-ky', 'inspection.consolidated', null],
  ]);
  const forms = data?.templates?.map(({ template }) => template) ?? [];
  expect(forms.map(({ id }) => id)).toEqual(['inspection', 'inspection.consolidated']);
  expect(forms[1]?.sections).toEqual(publishedBuiltIn('inspection')?.sections);
  expect(forms[1]?.descriptors.name.vi).toBe(
    'Thống kê kiểm tra, giám sát, kỷ luật (bao gồm cả dữ liệu cấp dưới)',
  );
});

test('a consolidated report of targets has the rows of the office’s own', async () => {
  const { data } = await read({
    'assignments.csv':
      'unit,template,period,consolidated\nhd,builtin:targets@1,y,\nhd,builtin:targets@1,y,yes',
    'targets.csv':
      'unit,template,period,key,label_vi,method,plan\nhd,builtin:targets@1,y,thu,Thu ngân sách,sum,trên 5.830',
  });
  expect(data?.assignments?.map(({ assigned }) => assigned.map(({ key }) => key))).toEqual([
    ['thu'],
    ['thu'],
  ]);
});

test('rules and groups are read with what they leave open', async () => {
  const { data, faults } = await read({
    'assignment-rules.csv':
      'template,period,kind,group,under,profile,consolidated\n' +
      'builtin:inspection@1,q1,chi-bo,,hd,chi-bo,\n' +
      'builtin:inspection@1,q1,,khoi-a,,,yes',
    'unit-groups.csv':
      'unit,group,valid_from,valid_to\ntu-ky,khoi-a,01/01/2020,\nhd,khoi-a,2020-01-01,2021-12-31',
  });
  expect(faults).toEqual([]);
  expect(data?.rules).toMatchObject([
    { template: 'inspection', kind: 'chi-bo', group: null, under: 'hd', profile: 'chi-bo', at: { line: 2 } },
    {
      template: 'inspection.consolidated',
      kind: null,
      group: 'khoi-a',
      under: null,
      profile: null,
      at: { line: 3 },
    },
  ]);
  expect(data?.groups).toMatchObject([
    { unit: 'tu-ky', group: 'khoi-a', validFrom: '2020-01-01', validTo: null },
    { unit: 'hd', validTo: '2021-12-31' },
  ]);
});

test('a rule over a form there is not, a form id kept for consolidated reports and a wrong profile are told at their line', async () => {
  const { faults } = await read({
    'assignment-rules.csv': 'template,period\nbuiltin:nothing@1,q1',
    'templates/own.json': JSON.stringify({ ...builtIn('inspection'), id: 'own.consolidated' }),
    'templates/short.json': JSON.stringify(
      {
        ...builtIn('inspection'),
        id: 'short',
        profiles: [{ id: 'ngan', label: { vi: 'Ngắn', en: 'Short' }, leaveOut: { rows: ['NOWHERE'] } }],
      },
      null,
      1,
    ),
  });
  expect(faults.map(({ code, at }) => [code, at.file])).toEqual([
    ['unsound_form', 'templates/own.json'],
    ['unsound_form', 'templates/short.json'],
    ['unknown_template', 'assignment-rules.csv'],
  ]);
  expect(faults[1]?.params.why).toBe('profile "ngan": no row "NOWHERE"');
  expect(faults[1]?.at.line).toBeGreaterThan(100);
  expect(faults[2]?.at.line).toBe(2);
});
