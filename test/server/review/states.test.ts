/** The database's own checks say the same as the table of review and the names of roles. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COUNTED } from '../../../shared/review.ts';
import { ReportState, RoleName } from '../../../shared/wire.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { CONTENT, deskOf, ok, reviewedProvince } from '../../support/reviewing.ts';

let app: TestApp;

beforeAll(async () => {
  app = await testApp();
  await reviewedProvince(app, 1);
  ok(await deskOf(app, 'u0').push(CONTENT, 0));
});
afterAll(() => app.stop());

/** Whether the database takes a report in this state with these revisions counted. */
async function takes(state: string, submitted: number | null, accepted: number | null): Promise<boolean> {
  try {
    await app.db.system.begin(async (sql) => {
      await sql`UPDATE report SET state = ${state}, submitted_revision = ${submitted}, accepted_revision = ${accepted}
        WHERE province_id = 'tinh' AND unit_id = 'u0' AND template_id = 'tiny'`;
      throw new Error('taken');
    });
  } catch (error) {
    if (error instanceof Error && error.message === 'taken') return true;
    expect(error).toMatchObject({ code: '23514' });
  }
  return false;
}

test('what counts in each state is what the table says, and nothing else is stored', async () => {
  for (const state of ReportState.options)
    for (const submitted of [null, 1])
      for (const accepted of [null, 1]) {
        const told = COUNTED[state];
        const agrees = told.submitted === (submitted !== null) && told.accepted === (accepted !== null);
        expect([state, submitted, accepted, await takes(state, submitted, accepted)]).toEqual([
          state,
          submitted,
          accepted,
          agrees,
        ]);
      }
  expect(await takes('sent', null, null)).toBe(false);
});

const listed = (definition: string): string[] =>
  [...definition.matchAll(/'(\w+)'::text/g)].map(([, name]) => name ?? '');

test.each([
  ['person_role', 'role', RoleName.options],
  ['report', 'state', ReportState.options],
])('the database knows the same names in %s.%s', async (table, column, names) => {
  const checks = await app.db.system<{ text: string }[]>`
    SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint
    WHERE contype = 'c' AND conrelid = ${table}::regclass AND conname = ${`${table}_${column}_check`}`;
  expect(checks.flatMap(({ text }) => listed(text)).sort()).toEqual([...names].sort());
});
