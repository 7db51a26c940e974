/** What a form offers for blank cells is of the territory the office reports on now, or nothing. */
import { afterAll, expect, test } from 'vitest';
import type { ReportForm } from '../../../shared/wire.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

const Q2 = { ...Q1, id: '2022-q2', from: '2022-04-01', to: '2022-06-30', due: { default: '2022-07-05' } };
const FORM = {
  ...TINY,
  sections: TINY.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column) =>
      column.id === 'n' ? { ...column, prefill: { from: 'lastPeriod' as const, column: 'n' } } : column,
    ),
  })),
};

let app: TestApp;
afterAll(() => app.stop());

test('an office that took another in is not offered its figures of before, others are', async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, { templates: [FORM], periods: [Q1, Q2] });
  await app.db.system`INSERT INTO succession (province_id, old_id, new_id, day)
    VALUES ('tinh', 'x2', 'x1', '2022-05-01')`;
  const offered: Record<string, unknown> = {};
  for (const unit of ['x1', 'd2']) {
    const push = tinyPush({ main: { a: { n: '5' }, c: { n: '9' } } });
    const sent = await app.post(tinyPath(unit, '/revisions'), push, { as: `clerk.${unit}`, key: newKey() });
    expect(sent.status, sent.text).toBe(200);
    const path = tinyPath(unit).replace(Q1.id, Q2.id);
    offered[unit] = (await app.get<ReportForm>(path, `clerk.${unit}`)).body.offered?.main?.a;
  }
  expect(offered).toEqual({ x1: undefined, d2: { n: '5' } });
});
