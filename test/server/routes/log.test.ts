/** A request that fails in the database leaves its reason in the log, and neither a cell nor a token, whatever the database quotes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../../server/store/db.ts';
import { newKey, type Reply, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now);
  expect((await app.post(PATH, tinyPush(CONTENT), { key: newKey() })).status).toBe(200);
});
afterAll(() => app.stop());

const PATH = tinyPath('x1', '/revisions');
const SECRET = 'MẬT-9137';
/** The second line looks like one of a stack. */
const CELL = `Ô ${SECRET}\n    at ${SECRET} (cell.ts:1:1)`;
const CONTENT = {
  main: { a: { n: '913745', note: CELL }, c: { n: '913746' } },
  jobs: { r1: { what: CELL } },
};
const REMARKS = [{ at: { section: 'main', row: 'a', column: 'n' }, text: CELL }];

async function asAdministrator(...statements: string[]): Promise<void> {
  const admin = connect(app.adminUrl, { max: 1 });
  try {
    for (const statement of statements) await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}

/** Lets the database refuse whatever is written to a table, by a function that sees the row as NEW. */
async function whileRefused<T>(table: string, body: string, work: () => Promise<T>): Promise<T> {
  await asAdministrator(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$`,
    `CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse()`,
  );
  try {
    return await work();
  } finally {
    await asAdministrator(`DROP FUNCTION refuse() CASCADE`);
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? JSON.stringify([error.message, error.stack, { ...error }]) : '';

/** Answers 500, with a line that says where and why, and nothing of what was sent anywhere in the log. */
function expectSilence(reply: Reply, token: string, key: string, code: string): void {
  expect([reply.status, reply.body.code]).toEqual([500, 'internal']);
  const { requestId } = reply.body;
  const why = { requestId, error: expect.objectContaining({ name: 'PostgresError', code }) };
  expect(app.logged).toContainEqual({ level: 'error', fields: expect.objectContaining(why) });
  const log = JSON.stringify(app.logged);
  for (const text of [SECRET, '9137', key, token, ...token.split('.')]) {
    expect(log).not.toContain(text);
    expect(reply.text).not.toContain(text);
  }
}

const FAULTS: readonly (readonly [name: string, code: string, body: string])[] = [
  ['quotes the row in its message', 'P0001', `RAISE EXCEPTION 'refused: %', to_jsonb(NEW);`],
  [
    'quotes the cell as it is in its message',
    'P0001',
    `RAISE EXCEPTION '%', NEW.content #>> '{main,a,note}';`,
  ],
  [
    'quotes the row in its details and its hint',
    'P0001',
    `RAISE EXCEPTION 'refused' USING DETAIL = NEW.content::text, HINT = NEW.content::text;`,
  ],
  ['cannot read the cell as a number', '22P02', `NEW.no := (NEW.content #>> '{main,a,note}')::int;`],
  ['finds the row against a rule', '23502', `NEW.mode := NULL;`],
];

test.each(FAULTS)('a push the database refuses because it %s', async (_, code, body) => {
  const token = app.token('clerk.x1');
  const key = newKey();
  const reply = await whileRefused('revision', body, async () => {
    const told = asAdministrator('UPDATE revision SET at = at');
    expect(textOf(await told.catch((error: unknown) => error)), 'the database quotes the cell').toContain(
      SECRET,
    );
    app.logged.length = 0;
    return app.post(PATH, tinyPush(CONTENT, 1), { as: token, key });
  });
  expectSilence(reply, token, key, code);
});

test('a decision the database refuses quoting the remark', async () => {
  const token = app.token('reviewer');
  const key = newKey();
  app.logged.length = 0;
  const reply = await whileRefused('remark', `RAISE EXCEPTION '%', NEW;`, () =>
    app.post(
      tinyPath('x1', '/decisions'),
      { action: 'return', revision: 1, remarks: REMARKS },
      { as: token, key },
    ),
  );
  expectSilence(reply, token, key, 'P0001');
});
