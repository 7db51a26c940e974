/** When the tree is corrected, the figures of a report leave the offices it stood under and join those it stands under now. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldBatch } from '../../../server/store/totals.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { FRESH_MS } from '../../../server/usecases/totals/version-desk.ts';
import type { Totals } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app?.stop());

async function totalOf(scope: string): Promise<{ sum: string | null; expected: number; received: number }> {
  const { body } = await app.get<Totals>(`/api/totals/tiny/2022-q1?scope=${scope}`, 'writer');
  const sum = body.totals.find(({ row, column }) => row === 'a' && column === 'n')?.value ?? null;
  return { sum, expected: body.coverage.expected, received: body.coverage.received };
}

test.each(['before', 'after'])(
  'a counted report moves with its figures, folded %s the move',
  async (moment) => {
    const province = 'tinh';
    if (moment === 'before') await makeProvince(app.db, () => app.now);
    const unit = moment === 'before' ? 'x1' : 'x2';
    const push = tinyPush({ main: { a: { n: '7' } } });
    expect(
      (await app.post(tinyPath(unit, '/revisions'), push, { key: newKey(), as: `clerk.${unit}` })).status,
    ).toBe(200);
    if (moment === 'before') await foldBatch(app.db.system, province, 1000);
    const whole = await totalOf('p');
    const [from, to] = [await totalOf('d1'), await totalOf('d2')];
    const stored = { validFrom: '2000-01-01', validTo: null };
    const rest = [
      { tree: 'party' as const, child: 'd1', parent: 'p', ...stored },
      { tree: 'party' as const, child: 'd2', parent: 'p', ...stored },
      { tree: 'party' as const, child: 'x1', parent: 'd2', ...stored },
      { tree: 'party' as const, child: 'x2', parent: moment === 'before' ? 'd1' : 'd2', ...stored },
    ];
    const data = { province: { id: province, name: 'Tỉnh tinh' }, edges: rest };
    const plan = await importProvince({ db: app.db, clock: () => app.now }, data, { dryRun: false });
    expect(plan).toMatchObject({ faults: [], moved: 1, stored: true });
    app.elapse(FRESH_MS);
    const check = async () => {
      expect(await totalOf('p')).toEqual(whole);
      const now = [await totalOf('d1'), await totalOf('d2')];
      expect(now.map(({ expected }) => expected)).toEqual([from.expected - 1, to.expected + 1]);
      expect(now.map(({ received }) => received)).toEqual([from.received - 1, to.received + 1]);
      expect(now.map(({ sum }) => Number(sum))).toEqual([Number(from.sum) - 7, Number(to.sum) + 7]);
    };
    await check();
    await foldBatch(app.db.system, province, 1000);
    await check();
  },
);
