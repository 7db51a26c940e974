/** What counted is read in batches of offices: a batch touches the contents of its own offices, however many others there are. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountedQuestion, selectCounted, selectCountedUnits } from '../../../server/store/counted.ts';
import { connect } from '../../../server/store/db.ts';
import { enterPerson } from '../../../server/store/people.ts';
import { type Flights, transaction } from '../../../server/store/transaction.ts';
import { START, type TestApp, testApp } from '../../support/app.ts';
import { OFFICES } from '../../support/make.ts';
import {
  makeShortfallProvince,
  PERIODS,
  type Place,
  results,
  send,
  told,
} from '../../support/shortfall-province.ts';

let app: TestApp;
let place: Place;
const UNITS = ['d1', 'd2', 'p', 'x1', 'x2'];
/** Offices that have sent nothing yet. */
const SILENT = Array.from({ length: 60 }, (_, index) => [`y${index}`, 'd2'] as const);

beforeAll(async () => {
  app = await testApp();
  app.now = START;
  place = await makeShortfallProvince(app, { offices: { ...OFFICES, ...Object.fromEntries(SILENT) } });
  for (const unit of UNITS) {
    await send(place, { unit, template: 'tasks', period: '2022-q1' }, told({}));
    await send(place, { unit, template: 'tasks', period: '2022-q2' }, told({}));
    await send(place, { unit, template: 'targets', period: '2021' }, results('92'));
  }
  await app.get('/api/me', place.as('reviewer'));
  const owner = connect(app.adminUrl, { max: 1 });
  await owner`ANALYZE`;
  await owner.end();
});
afterAll(() => app.stop());

async function asReviewer<T>(work: (flights: Flights) => Promise<T>): Promise<T> {
  const retry = { random: () => 0, pause: async () => undefined };
  const [account] = await app.db.system<{ iss: string; sub: string }[]>`
    SELECT iss, sub FROM identity WHERE province_id = ${place.id} AND person_id = 'reviewer'`;
  if (account === undefined) throw new Error('the reviewer has not signed in');
  return transaction(app.db.app, 'read', retry, async (flights) => {
    await flights.send(enterPerson(flights, account));
    return work(flights);
  });
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}
const touched = (node: PlanNode, table: string): number =>
  (node['Relation Name'] === table
    ? (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
    : 0) + (node.Plans ?? []).reduce((sum, below) => sum + touched(below, table), 0);

/** Of each office: three forms in every period. */
const REPORTS = 3 * PERIODS.length;
const OF: CountedQuestion = { scope: 'p', own: false, counted: null, template: 'tasks', year: 2022 };

test('a batch reads the reports and contents of its own offices only', async () => {
  const plan = await asReviewer(async (flights) => {
    const { sql } = flights;
    // As at size, where no table is read whole.
    for (const way of ['seqscan', 'hashjoin', 'mergejoin'])
      await flights.send(sql.unsafe(`SET LOCAL enable_${way} = off`));
    const [[row]] = await flights.send(
      sql<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>`
        EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${selectCounted(flights, OF, ['d2', 'x1'])}`,
    );
    return row?.['QUERY PLAN'][0]?.Plan;
  });
  if (plan === undefined) throw new Error('no plan');
  // The plan tells means over loops, to two places.
  expect(Math.round(touched(plan, 'revision'))).toBe(4);
  expect(Math.round(touched(plan, 'report'))).toBeLessThanOrEqual(2 * REPORTS);
});

test('batches of whole offices hold what one question for all holds, in order; a later page begins behind its office', async () => {
  await asReviewer(async (flights) => {
    const [units] = await flights.send(selectCountedUnits(flights, OF));
    expect(units.map(({ unit }) => unit)).toEqual(UNITS);
    const [later] = await flights.send(selectCountedUnits(flights, OF, 'p'));
    expect(later.map(({ unit }) => unit)).toEqual(['x1', 'x2']);
    const [all] = await flights.send(selectCounted(flights, OF, UNITS));
    expect(all.map(({ unit_id, period_id }) => [unit_id, period_id])).toEqual(
      UNITS.flatMap((unit) => [
        [unit, '2022-q1'],
        [unit, '2022-q2'],
      ]),
    );
    const parts = [];
    for (const unit of UNITS) parts.push(...(await flights.send(selectCounted(flights, OF, [unit])))[0]);
    expect(parts).toEqual(all);
  });
});
