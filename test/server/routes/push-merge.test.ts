/** Several people write one report: what a stale push that asks to be merged stores, asks or is refused, and what stays of every value. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReportContent } from '../../../shared/report.ts';
import type { Totals } from '../../../shared/wire.ts';
import type { CellHistory, MergeConflicts, MergingPush, MergingReply } from '../../../shared/wire-merge.ts';
import {
  formOf,
  newKey,
  type Reply,
  START,
  type TestApp,
  testApp,
  tinyPath,
  tinyPush,
} from '../../support/app.ts';
import { makeProvince } from '../../support/make.ts';

let app: TestApp;
/** Each test has an office of its own, whose clerks write its one report together. */
const OFFICES = Array.from({ length: 20 }, (_, i) => `x${i}`);
const left = [...OFFICES];
let unit: string;

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    offices: Object.fromEntries(OFFICES.map((office) => [office, 'p'])),
    roles: [
      ['an', 'clerk', 'p', true],
      ['binh', 'clerk', 'p', true],
      ['reviewer', 'reviewer', 'p', true],
      ['writer', 'writer', 'p', true],
      ['xa', 'clerk', 'p', false],
    ],
  });
});
afterAll(() => app.stop());

beforeEach(() => {
  app.now = START;
  unit = left.pop() ?? '';
});

type Body = Partial<MergingPush>;
const as = (person: string): string => app.token(person);
const push = <T = MergingReply>(
  person: string,
  content: ReportContent,
  base: number,
  more: Body = {},
  key = newKey(),
): Promise<Reply<T>> =>
  app.post<T>(
    tinyPath(unit, '/revisions'),
    { ...tinyPush(content, base), onStale: 'merge', mode: 'draft', ...more },
    { as: as(person), key },
  );
const latest = async (): Promise<ReportContent> => (await formOf(app, unit, as('an'))).content;
const historyOf = async (row: string, column = 'n', section = 'main'): Promise<CellHistory['entries']> => {
  const path = tinyPath(unit, `/cells/${section}/${row}/${column}/history`);
  return (await app.get<CellHistory>(path, as('an'))).body.entries;
};
const stored = async (reply: Promise<Reply<MergingReply>>): Promise<MergingReply> => {
  const { status, text, body } = await reply;
  expect(status, text).toBe(200);
  return body;
};
const BASE: ReportContent = { main: { a: { n: '10' }, c: { n: '50' } }, jobs: { j1: { what: 'việc 1' } } };

test('cells two people changed apart are stored as one revision, and the second is told what it lacks', async () => {
  await stored(push('an', BASE, 0));
  await stored(push('an', { ...BASE, main: { ...BASE.main, a: { n: '12' } } }, 1));
  const jobs = { ...BASE.jobs, j2: { what: 'việc 2' } };
  const reply = await stored(push('binh', { ...BASE, jobs }, 1, { mode: 'submit' }));
  const at = { section: 'main', row: 'a', column: 'n' };
  expect(reply).toMatchObject({
    revision: 3,
    state: 'submitted',
    merged: { base: 1, current: 2, cells: [{ at, before: '10', after: '12' }] },
  });
  const merged = { main: { a: { n: '12' }, c: { n: '50' } }, jobs };
  expect(await latest()).toEqual(merged);
  const revision = await app.get(tinyPath(unit, '/revisions/3'), as('an'));
  expect(revision.body).toMatchObject({ no: 3, base: 1, content: merged });
  expect(revision.body.contentHash).toBe(reply.receipt?.contentHash);
  const totals = await app.get<Totals>(
    `/api/totals/tiny/2022-q1?scope=${unit}&counts=submitted`,
    as('writer'),
  );
  expect(totals.body.totals.find(({ row, column }) => row === 'a' && column === 'n')?.value).toBe('12');
});

test('a push that does not ask to be merged is refused as before', async () => {
  await stored(push('an', BASE, 0));
  await stored(push('an', { main: { a: { n: '12' } } }, 1));
  for (const onStale of [undefined, 'refuse'] as const) {
    const reply = await push<Record<string, unknown>>('binh', BASE, 1, { onStale });
    expect([reply.status, reply.body.code]).toEqual([409, 'stale_revision']);
  }
  const ahead = await push<Record<string, unknown>>('binh', BASE, 9);
  expect([ahead.status, ahead.body.code]).toEqual([409, 'revision_ahead']);
});

test('a cell both changed is asked about: both values, who wrote the other one and when; nothing is stored', async () => {
  await stored(push('an', BASE, 0));
  app.now = new Date('2022-04-02T02:30:00.000Z');
  await stored(push('an', { ...BASE, main: { a: { n: '1200.5' }, c: { n: '50' } } }, 1));
  const other = { ...BASE, main: { a: { n: '15' }, c: { n: '51' } } };
  const reply = await push<{ code: string; detail: string; conflict: MergeConflicts }>('binh', other, 1);
  expect([reply.status, reply.body.code]).toEqual([409, 'merge_conflict']);
  expect(reply.body.detail).toContain('Có 1 ô');
  const at = { section: 'main', row: 'a', column: 'n' };
  expect(reply.body.conflict).toEqual({
    current: 2,
    base: 1,
    changesSince: [{ at, before: '10', after: '1200.5' }],
    cells: [
      {
        at,
        before: '10',
        mine: '15',
        theirs: '1200.5',
        by: { person: 'Người an', revision: 2, at: '2022-04-02T02:30:00.000Z' },
        words: {
          vi: 'Chính · Dòng a · Số: anh/chị ghi 15; Người an, lúc 09:30 ngày 02/04/2022 (lần gửi số 2), ghi 1.200,5; trước đó 10',
          en: 'Main · Row a · Number: you have 15; Người an, at 09:30 on 02/04/2022 (revision 2), has 1,200.5; before it was 10',
        },
      },
    ],
  });
  expect((await formOf(app, unit, as('an'))).head.revision).toBe(2);
});

test('a row one deleted and the other changed is asked about, cell by cell', async () => {
  await stored(push('an', BASE, 0));
  await stored(push('an', { ...BASE, jobs: { j1: { what: 'việc 1', status: 'done' } } }, 1));
  const reply = await push<{ code: string; conflict: MergeConflicts }>('binh', { ...BASE, jobs: {} }, 1);
  expect(reply.body.code).toBe('merge_conflict');
  const cells = reply.body.conflict.cells.map(({ at, mine, theirs, by }) => [
    at.column,
    mine,
    theirs,
    by?.revision,
  ]);
  expect(cells).toEqual([
    ['status', null, 'done', 2],
    ['what', null, 'việc 1', 2],
  ]);
});

test('both values of a conflict stay in the history of the cell, whichever is chosen', async () => {
  await stored(push('an', BASE, 0));
  await stored(push('an', { main: { a: { n: '12' } } }, 1));
  expect((await push('binh', { main: { a: { n: '15' } } }, 1)).status).toBe(409);
  const at = { section: 'main', row: 'a', column: 'n' };
  const chosen = [{ at, mine: '15', theirs: '12', chosen: '12' }];
  await stored(push('binh', { main: { a: { n: '12' } } }, 2, { resolved: chosen }));
  await stored(push('binh', { main: { a: { n: '12' }, b: { n: '1' } } }, 3));
  expect(await historyOf('a')).toEqual([
    expect.objectContaining({ revision: 1, person: 'Người an', before: null, after: '10', resolved: [] }),
    expect.objectContaining({ revision: 2, person: 'Người an', before: '10', after: '12', resolved: [] }),
    {
      revision: 3,
      mode: 'draft',
      at: START.toISOString(),
      person: 'Người binh',
      before: '12',
      after: '12',
      resolved: [{ mine: '15', theirs: '12', chosen: '12' }],
      accepted: [],
      published: [],
    },
  ]);
});

test('choices made again because a third came between stay all of them', async () => {
  const one = (n: string): ReportContent => ({ main: { a: { n } } });
  await stored(push('an', one('1'), 0));
  await stored(push('an', one('2'), 1));
  const at = { section: 'main', row: 'a', column: 'n' };
  const first = { at, mine: '3', theirs: '2', chosen: '4' };
  await stored(push('an', one('5'), 2));
  const again = await push<{ code: string }>('binh', one('4'), 2, { resolved: [first] });
  expect(again.body.code).toBe('merge_conflict');
  const second = { at, mine: '4', theirs: '5', chosen: { empty: 'none' as const } };
  const content = { main: { a: { n: { empty: 'none' as const } } } };
  await stored(push('binh', content, 3, { resolved: [first, second] }));
  const last = (await historyOf('a')).at(-1);
  expect(last).toMatchObject({
    revision: 4,
    before: '5',
    after: { empty: 'none' },
    resolved: [
      { mine: '3', theirs: '2', chosen: '4' },
      { mine: '4', theirs: '5', chosen: { empty: 'none' } },
    ],
  });
});

test.each<[string, string, string, string]>([
  ['the value chosen is not the one sent', '15', '10', '16'],
  ['the other value was never there', '15', '11', '12'],
])('a choice is refused where %s', async (_, mine, theirs, chosen) => {
  await stored(push('an', { main: { a: { n: '10' } } }, 0));
  const at = { section: 'main', row: 'a', column: 'n' };
  const reply = await push<Record<string, unknown>>('binh', { main: { a: { n: '12' } } }, 1, {
    resolved: [{ at, mine, theirs, chosen }],
  });
  expect([reply.status, reply.body.code, reply.body.cells]).toEqual([422, 'resolution_unfit', [at]]);
  expect((await formOf(app, unit, as('an'))).head.revision).toBe(1);
});

test('choices of one cell that do not follow one another are refused', async () => {
  await stored(push('an', { main: { a: { n: '10' } } }, 0));
  const at = { section: 'main', row: 'a', column: 'n' };
  const resolved = [
    { at, mine: '1', theirs: '2', chosen: '3' },
    { at, mine: '4', theirs: '10', chosen: '5' },
  ];
  const reply = await push<Record<string, unknown>>('binh', { main: { a: { n: '5' } } }, 1, { resolved });
  expect(reply.body.code).toBe('resolution_unfit');
});

test('the same key and body get the same answer though others pushed since; another body is refused', async () => {
  await stored(push('an', BASE, 0));
  await stored(push('an', { ...BASE, main: { ...BASE.main, a: { n: '12' } } }, 1));
  const mine = { ...BASE, main: { ...BASE.main, c: { n: '60' } } };
  const key = newKey();
  const first = await push('binh', mine, 1, {}, key);
  expect(first.body.merged?.cells).toHaveLength(1);
  await stored(push('an', { main: { a: { n: '99' } } }, 3));
  const again = await push('binh', mine, 1, {}, key);
  expect(again.text).toBe(first.text);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  const other = await push<Record<string, unknown>>('binh', mine, 1, { onStale: 'refuse' }, key);
  expect(other.body.code).toBe('idempotency_key_reused');
  expect((await formOf(app, unit, as('an'))).head.revision).toBe(4);
});

test('two halves right by themselves and wrong together are refused whole, with what the sender has not seen', async () => {
  const whole = { main: { a: { n: '10' }, b: { n: '5' }, c: { n: '50' } } };
  await stored(push('an', whole, 0, { mode: 'submit' }));
  await stored(push('an', { main: { ...whole.main, a: { n: '6' } } }, 1, { mode: 'submit' }));
  const mine = { main: { ...whole.main, b: { n: '8' } } };
  const reply = await push<Record<string, unknown>>('binh', mine, 1, { mode: 'submit' });
  expect([reply.status, reply.body.code]).toEqual([422, 'report_has_errors']);
  expect(reply.body.merged).toMatchObject({ base: 1, current: 2, cells: [{ before: '10', after: '6' }] });
  expect((await formOf(app, unit, as('an'))).head.revision).toBe(2);
});

test('a reason the other gave for a warning holds for the merge too', async () => {
  const warned = { main: { a: { n: '60' }, c: { n: '50' } } };
  const reasons = { 'T2|main|a|n': 'đã kiểm tra', 'T2|main|c|n': 'đã kiểm tra' };
  await stored(push('an', { main: { c: { n: '50' } } }, 0));
  await stored(push('an', warned, 1, { mode: 'submit', reasons }));
  const reply = push('binh', { main: { c: { n: '50' } }, jobs: BASE.jobs ?? {} }, 1, { mode: 'submit' });
  expect((await stored(reply)).state).toBe('submitted');
});

test('a preview of a merge says what it would take over, and stores nothing', async () => {
  await stored(push('an', BASE, 0));
  await stored(push('an', { ...BASE, main: { ...BASE.main, a: { n: '12' } } }, 1));
  const mine = { ...BASE, main: { ...BASE.main, c: { n: '60' } } };
  const reply = await stored(push('binh', mine, 1, { dryRun: true }));
  expect(reply).toMatchObject({ stored: false, revision: 2, merged: { current: 2 } });
  expect(reply.changes.map(({ at }) => at.row)).toEqual(['c']);
  expect((await formOf(app, unit, as('an'))).head.revision).toBe(2);
});

test('of a returned report merged pushes change the named cells only', async () => {
  const sent = { main: { a: { n: '10' }, b: { n: '5' }, c: { n: '50' } } };
  await stored(push('an', sent, 0, { mode: 'submit' }));
  const remarks = ['a', 'b'].map((row) => ({ at: { section: 'main', row, column: 'n' }, text: 'xem lại' }));
  const returned = await app.post(
    tinyPath(unit, '/decisions'),
    { action: 'return', revision: 1, remarks },
    { as: as('reviewer'), key: newKey() },
  );
  expect(returned.status, returned.text).toBe(200);
  await stored(push('an', { main: { ...sent.main, a: { n: '11' } } }, 1));
  const closed = await push<Record<string, unknown>>('binh', { main: { ...sent.main, c: { n: '51' } } }, 1);
  expect(closed.body.code).toBe('closed_cells_changed');
  expect(closed.body.cells).toEqual([{ section: 'main', row: 'c', column: 'n' }]);
  await stored(push('binh', { main: { ...sent.main, b: { n: '6' } } }, 1, { mode: 'submit' }));
  expect(await latest()).toEqual({ main: { a: { n: '11' }, b: { n: '6' }, c: { n: '50' } } });
});

test('the past of a cell is told to who may see the report, of cells of the form only', async () => {
  await stored(push('an', BASE, 0));
  const path = (cell: string) => tinyPath(unit, `/cells/${cell}/history`);
  expect((await app.get(path('main/a/n'), as('reviewer'))).status).toBe(200);
  expect((await app.get<CellHistory>(path('main/b/n'), as('an'))).body.entries).toEqual([]);
  for (const [cell, person] of [
    ['main/a/n', 'xa'],
    ['nowhere/a/n', 'an'],
    ['main/a/none', 'an'],
  ] as const) {
    const reply = await app.get(path(cell), as(person));
    expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
  }
});
