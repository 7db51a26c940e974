/** A unit's kind holds from a day on: what it decides is decided by the kind at the end of the period. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFolder } from '../../../server/import/read-folder.ts';
import { findSheetReports } from '../../../server/store/spreadsheets.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { dueDate, type Period } from '../../../shared/period.ts';
import type { ReportForm } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

const CITY_FROM = '2026-04-30';
const NQ = 'NQ 30/2026/QH16';

const quarter = (id: string, from: string, to: string): Period => ({
  id,
  kind: 'quarter',
  label: { vi: `Quý ${id}`, en: `Quarter ${id}` },
  year: 2026,
  from,
  to,
  due: { default: '2026-12-31', tinh: '2026-06-30', 'thanh-pho': '2026-07-25' },
  state: 'open',
});
const PERIODS = [quarter('q1', '2026-01-01', '2026-03-31'), quarter('q2', '2026-04-01', '2026-06-30')];

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.now = new Date('2026-07-01T02:00:00Z');
  await makeProvince(app.db, () => app.now, {
    periods: PERIODS,
    offices: { d1: 'p' },
    kinds: [{ unit: 'p', validFrom: CITY_FROM, kind: 'thanh-pho', basis: NQ }],
  });
});
afterAll(() => app?.stop());

const dueOf = async (period: string): Promise<string | null> =>
  (await app.get<ReportForm>(`/api/reports/p/tiny/${period}`, 'clerk.p')).body.head.due;

test('Đồng Nai is a province in the first quarter and a city in the second: each has the due date of its day', async () => {
  expect([await dueOf('q1'), await dueOf('q2')]).toEqual(['2026-06-30', '2026-07-25']);
  const sheets = await Promise.all(
    PERIODS.map(({ id }) => findSheetReports(app.db.system, { unit: 'p', template: 'tiny', period: id })),
  );
  expect(sheets.flat().map(({ unitKind, period }) => [unitKind, dueDate(period, unitKind)])).toEqual([
    ['tinh', '2026-06-30'],
    ['thanh-pho', '2026-07-25'],
  ]);
});

test('a push is late by the kind at the end of its period, not by today’s', async () => {
  const sent = async (period: string) =>
    (
      await app.post<{ receipt: { late: boolean } }>(
        `/api/reports/p/tiny/${period}/revisions`,
        tinyPush({ main: { a: { n: '1', how: 'official' } } }),
        { as: 'clerk.p', key: newKey() },
      )
    ).body.receipt.late;
  expect([await sent('q1'), await sent('q2')]).toEqual([true, false]);
});

describe('unit-kinds.csv', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'so-tinh-kinds-'));
    await mkdir(join(dir, 'templates'));
    await writeFile(join(dir, 'province.json'), '{"id": "dn", "name": "Đồng Nai"}');
    await writeFile(
      join(dir, 'units.csv'),
      'id,kind,name,valid_from,valid_to\ndn,tinh,Đồng Nai,2025-07-01,\nxa,xa,Xã A,2025-07-01,2026-12-31\n',
    );
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const bring = async (...lines: string[]) => {
    await writeFile(join(dir, 'unit-kinds.csv'), `unit,valid_from,kind,basis\n${lines.join('\n')}\n`);
    const { data, faults } = await readFolder(dir);
    expect(faults).toEqual([]);
    if (data === undefined) throw new Error('not read');
    return importProvince({ db: app.db, clock: () => app.now }, data, { dryRun: false });
  };

  test('is stored, the same again changes nothing, and what changes is told by line', async () => {
    const line = `dn,30/04/2026,thanh-pho,${NQ}`;
    const first = await bring(line);
    expect(first).toMatchObject({ faults: [], stored: true });
    expect(first.changes).toContainEqual({
      list: 'kinds',
      kind: 'added',
      key: `dn, ${CITY_FROM}`,
      at: { file: 'unit-kinds.csv', line: 2 },
    });
    expect(await bring(line)).toMatchObject({ changes: [], stored: false, same: { kinds: 1 } });
    const changed = await bring('dn,30/04/2026,thanh-pho-truc-thuoc,');
    expect(changed.changes.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['changed', `kind: thanh-pho → thanh-pho-truc-thuoc; basis: ${NQ} → (trống · empty)`],
    ]);
    const gone = await bring('xa,01/01/2026,phuong,');
    expect(gone.changes.map(({ kind, key }) => [kind, key])).toEqual([
      ['added', 'xa, 2026-01-01'],
      ['removed', `dn, ${CITY_FROM}`],
    ]);
  });

  test.each([
    ['two kinds from one day', ['dn,2026-04-30,a,', 'dn,2026-04-30,b,'], 'twice', 3],
    ['a second first kind', ['dn,2025-07-01,thanh-pho,'], 'kind_first_day', 2],
    ['a kind before the office exists', ['dn,2025-06-30,thanh-pho,'], 'kind_outside', 2],
    ['a kind after the office ended', ['xa,2027-01-01,phuong,'], 'kind_outside', 2],
    ['a kind of nobody', ['zz,2026-04-30,phuong,'], 'unknown_unit', 2],
  ])('%s is refused by its line, and nothing is stored', async (_, lines, code, line) => {
    const plan = await bring(...lines);
    expect(plan.stored).toBe(false);
    expect(plan.faults.map((found) => [found.code, found.at.file, found.at.line])).toEqual([
      [code, 'unit-kinds.csv', line],
    ]);
  });
});
