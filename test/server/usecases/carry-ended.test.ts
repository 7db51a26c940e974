/** A new version of a form leaves the drafts of an ended period alone, as a push to it is refused. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import type { ReportForm } from '../../../shared/wire.ts';
import type { CarryReply } from '../../../shared/wire-carry.ts';
import { newKey, type TestApp, testApp, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

const CONTENT = { main: { a: { n: '5' }, b: { n: '3' } } };
const NEXT = {
  ...TINY,
  version: 2,
  rules: [],
  sections: TINY.sections.map(({ rows, ...section }) =>
    rows === undefined ? section : { ...section, rows: rows.filter(({ key }) => key !== 'b') },
  ),
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.stop());

const ENDED = { why: { vi: 'kỳ đã đóng hoặc đã khóa với đơn vị này nên không sửa được gì nữa' } };

/** x1 and x2 have a draft; x2 was given more time, for a locked period too. */
test.each([
  { province: 'dong', states: ['closed'], moved: ['x2'] },
  { province: 'khoa', states: ['closed', 'locked'], moved: ['x2'] },
  { province: 'mo', states: [], moved: ['p', 'x1', 'x2'] },
])(
  'in a period moved to $states the reports of $moved are carried, the others kept with the reason',
  async (of) => {
    const { province, states, moved } = of;
    const as = (name: string) => app.token(name, province);
    await makeProvince(app.db, () => app.now, { id: province, offices: { x1: 'p', x2: 'p' } });
    const data = { province: { id: province, name: `Tỉnh ${province}` }, templates: [{ template: NEXT }] };
    const deps = { db: app.db, clock: () => app.now };
    expect((await importProvince(deps, data, { dryRun: false })).faults).toEqual([]);
    const path = (unit: string, rest = '') => `/api/reports/${unit}/tiny/${Q1.id}${rest}`;
    for (const unit of ['x1', 'x2']) {
      const draft = tinyPush(CONTENT, 0, { mode: 'draft' });
      const call = { as: as(`clerk.${unit}`), key: newKey() };
      expect((await app.post(path(unit, '/revisions'), draft, call)).status).toBe(200);
    }
    for (const state of states) {
      const call = { as: as('administrator'), key: newKey() };
      expect((await app.post(`/api/periods/${Q1.id}/state`, { state }, call)).status).toBe(200);
    }
    await app.db.system`
    UPDATE report SET extended_to = '2199-12-31', extended_locked = true WHERE province_id = ${province} AND unit_id = 'x2'`;

    for (const dryRun of [true, false]) {
      const body = { period: Q1.id, from: 1, dryRun };
      const reply = await app.post<CarryReply>('/api/templates/tiny/2/carry', body, {
        as: as('administrator'),
      });
      expect(reply.status, reply.text).toBe(200);
      const units = reply.body.moved.map(({ unit }) => unit);
      expect(units).toEqual(moved);
      const kept = ['p', 'x1', 'x2'].filter((unit) => !moved.includes(unit));
      expect(reply.body.kept).toMatchObject(kept.map((unit) => ({ unit, ...ENDED })));
    }
    const x1 = (await app.get<ReportForm>(path('x1'), as('clerk.x1'))).body;
    const carried = moved.includes('x1');
    expect([x1.head.revision, x1.head.templateVersion]).toEqual(carried ? [2, 2] : [1, 1]);
    expect(x1.content).toEqual(carried ? { main: { a: { n: '5' } } } : CONTENT);
  },
);
