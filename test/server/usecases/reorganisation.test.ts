/** The reorganisation of 1 July 2025 at its real size: imported, repeated without effect, and read on either side of the day. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as stored from '../../../server/store/import-units.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { Territory } from '../../../shared/territory.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { DAY, isReal, LAST_DAY, reorganisation } from '../../support/reorganisation.ts';

const COUNTS = {
  provinces: [63, 34],
  districts: [696, 0],
  communes: [10_035, 3321],
  successions: 10_602,
  splits: 471,
};
const WAIT = 180_000;

let base: TestDatabase;
let territory: Territory;
const data = reorganisation();
const run = (dryRun = false) =>
  importProvince({ db: base.db, clock: () => new Date('2025-07-02T03:00:00Z') }, data, { dryRun });

beforeAll(async () => {
  base = await testDatabase();
}, WAIT);
afterAll(() => base?.drop());

test(`the ${isReal ? 'real' : 'made'} units are told as they would be stored, and a dry run stores none`, async () => {
  const plan = await run(true);
  expect(plan.faults).toEqual([]);
  const count = (list: string) => plan.changes.filter((change) => change.list === list).length;
  const [provinces, districts, communes] = [COUNTS.provinces, COUNTS.districts, COUNTS.communes];
  expect(count('units')).toBe([...provinces, ...districts, ...communes].reduce((sum, one) => sum + one, 0));
  expect(count('successions')).toBe(COUNTS.successions + (COUNTS.provinces[0] ?? 0));
  const rows = await base.db.system`SELECT 1 FROM unit LIMIT 1`;
  expect(rows).toHaveLength(0);
}, 180_000);

test('they are stored, and the same files again change nothing', async () => {
  const plan = await run();
  expect(plan).toMatchObject({ faults: [], stored: true });
  const again = await run();
  expect(again).toMatchObject({ changes: [], faults: [], stored: false });
  const { province } = data;
  territory = await base.db.system.begin(async (sql) => {
    const [units, edges, successions] = [
      await stored.readUnits(sql, province.id),
      await stored.readEdges(sql, province.id),
      await stored.readSuccessions(sql, province.id),
    ];
    return new Territory(
      units.map(({ id, validFrom, validTo }) => ({ id, from: validFrom, to: validTo })),
      edges.map(({ tree, parent, child, validFrom, validTo }) => ({
        tree,
        parent,
        child,
        from: validFrom,
        to: validTo,
      })),
      successions,
    );
  });
}, 180_000);

test('every new province is made of whole old ones, and no old one is left out or counted twice', () => {
  const [before = 0, after = 0] = COUNTS.provinces;
  const roots = territory.rootsOn(DAY);
  expect(roots).toHaveLength(after);
  const covers = roots.map((root) => territory.cover(root, LAST_DAY, DAY));
  expect(covers.flatMap(({ unknown }) => unknown)).toEqual([]);
  const pieces = covers.flatMap((cover) => cover.pieces);
  expect(new Set(pieces.map(({ part, share }) => `${part} ${share}`))).toEqual(new Set(['subtree 1']));
  expect(pieces.map(({ unit }) => unit).sort()).toEqual(territory.rootsOn(LAST_DAY).sort());
  expect(pieces).toHaveLength(before);
});

test.runIf(isReal)('Hải Dương came into Hải Phòng, Vĩnh Phúc and Hòa Bình into Phú Thọ', () => {
  const made = (code: string) =>
    territory
      .cover(`sau.province.${code}`, LAST_DAY, DAY)
      .pieces.map(({ unit }) => unit)
      .sort();
  expect(made('31')).toEqual(['truoc.province.30', 'truoc.province.31']);
  expect(made('25')).toEqual(['truoc.province.17', 'truoc.province.25', 'truoc.province.26']);
});

test('every split without shares refuses its heirs by name, and common territory holds them whole', () => {
  const splits = territory.unknownSplits(LAST_DAY, DAY);
  expect(splits).toHaveLength(COUNTS.splits);
  const heirs = new Map<string, string[]>();
  for (const row of data.successions) heirs.set(row.old, [...(heirs.get(row.old) ?? []), row.new]);
  for (const split of splits.filter((_, at) => at % 40 === 0)) {
    for (const heir of heirs.get(split.unit) ?? []) {
      expect(territory.cover(heir, LAST_DAY, DAY).unknown).toContainEqual(split);
      const common = territory.commonCover(heir, LAST_DAY, DAY);
      expect(common.unknown).toEqual([]);
      expect(common.pieces).toContainEqual({ unit: split.unit, part: 'subtree', share: '1' });
      expect(common.beyond.length).toBeGreaterThan(0);
    }
  }
}, 60_000);
