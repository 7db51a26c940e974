/** What a form offers for blank cells is of the period just before and of the territory the office reports on now; where it is nothing, the answer says why. */
import { afterEach, beforeEach, expect, test } from 'vitest';
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

const Q3 = { ...Q1, id: '2022-q3', from: '2022-07-01', to: '2022-09-30', due: { default: '2022-10-05' } };
const label = Q1.label;

let app: TestApp;
beforeEach(async () => {
  app = await testApp();
});
afterEach(() => app.stop());

async function send(unit: string, period = Q1.id): Promise<void> {
  const push = tinyPush({ main: { a: { n: '5' }, c: { n: '9' } } });
  const path = tinyPath(unit, '/revisions').replace(Q1.id, period);
  const sent = await app.post(path, push, { as: `clerk.${unit}`, key: newKey() });
  expect(sent.status, sent.text).toBe(200);
}

const formOf = async (unit: string, period: string, query = '?with=offered'): Promise<ReportForm> =>
  (await app.get<ReportForm>(tinyPath(unit).replace(Q1.id, period) + query, `clerk.${unit}`)).body;

test('an office that took another in is not offered its figures of before and is told since when, others are offered theirs', async () => {
  await makeProvince(app.db, () => app.now, { templates: [FORM], periods: [Q1, Q2] });
  await app.db.system`INSERT INTO succession (province_id, old_id, new_id, day)
    VALUES ('tinh', 'x2', 'x1', '2022-05-01'), ('tinh', 'x2', 'd1', '2022-05-01')`;
  await send('x1');
  await send('d2');
  const [merged, other, unsent] = [
    await formOf('x1', Q2.id),
    await formOf('d2', Q2.id),
    await formOf('d1', Q2.id),
  ];
  expect(merged.offered).toBeUndefined();
  expect(merged.offeredFrom).toEqual([
    { from: 'lastPeriod', label, withheld: 'reshaped', since: '2022-05-01' },
  ]);
  expect(other.offered?.main?.a).toEqual({ n: '5' });
  expect(other.offeredFrom).toEqual([{ from: 'lastPeriod', label }]);
  expect(unsent.offeredFrom).toEqual([{ from: 'lastPeriod', label, withheld: 'notSent' }]);
});

test('a report before the one that was skipped is not taken for the period before', async () => {
  const labelled = { ...Q2, label: { vi: 'Quý II/2022', en: 'Q2 2022' } };
  await makeProvince(app.db, () => app.now, { templates: [FORM], periods: [Q1, labelled, Q3] });
  await send('x1');
  const skipped = await formOf('x1', Q3.id);
  expect(skipped.offered).toBeUndefined();
  expect(skipped.offeredFrom).toEqual([{ from: 'lastPeriod', label: labelled.label, withheld: 'notSent' }]);
  await send('x1', Q2.id);
  const next = await formOf('x1', Q3.id);
  expect(next.offered?.main?.a).toEqual({ n: '5' });
  expect(next.offeredFrom).toEqual([{ from: 'lastPeriod', label: labelled.label }]);
});

test('a period of the kind in which the office did not owe the form is not the period before', async () => {
  await makeProvince(app.db, () => app.now, { templates: [FORM], periods: [Q1, Q3] });
  await app.db.system`INSERT INTO period
    (province_id, id, kind, label_vi, label_en, year, first_day, last_day, due, state)
    SELECT province_id, 'elsewhere', kind, label_vi, label_en, year, '2022-04-01', '2022-06-30', due, state
    FROM period WHERE id = ${Q1.id}`;
  await send('x1');
  expect((await formOf('x1', Q3.id)).offeredFrom).toEqual([{ from: 'lastPeriod', label }]);
});

test('a form is read without what it offers unless that is asked for', async () => {
  await makeProvince(app.db, () => app.now, { templates: [FORM], periods: [Q1, Q2] });
  await send('x1');
  const { offered, offeredFrom } = await formOf('x1', Q2.id, '');
  expect([offered, offeredFrom]).toEqual([undefined, undefined]);
});
