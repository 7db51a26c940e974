/** Many offices pushing at one moment: provinces made for it, bursts of pushes, what was stored, and locks held meanwhile. */
import { connect } from '../../server/store/db.ts';
import type { Period } from '../../shared/period.ts';
import type { Template } from '../../shared/template.ts';
import type { PushReply, PushRequest } from '../../shared/wire.ts';
import { newKey, type Reply, type TestApp, tinyPath, tinyPush } from './app.ts';
import { makeProvince, Q1, TINY } from './make.ts';

export const UNITS = Array.from({ length: 14 }, (_, i) => `u${i}`);
export const A5 = { main: { a: { n: '5' } } };

/** The second quarter's sheet may not fall below the first quarter's. */
export const Q2: Period = {
  ...Q1,
  id: '2022-h1',
  kind: 'halfYear',
  to: '2022-06-30',
  due: { default: '2022-07-05' },
};
export const GROWING: Template = {
  ...TINY,
  id: 'growing',
  rules: [
    {
      id: 'G1',
      kind: 'monotonic',
      severity: 'error',
      axis: 'rows',
      section: 'main',
      each: ['n'],
      why: { vi: 'Số lũy kế không giảm.', en: 'A running total does not fall.' },
      basis: 'mẫu thử',
    },
  ],
};

export interface Push {
  readonly unit: string;
  readonly body: Partial<PushRequest>;
  readonly key?: string;
  /** Who sends it, by default the office's clerk. */
  readonly as?: string;
  readonly path?: string;
}

/** What an answer says besides numbers and moments. */
export const saidBy = ({ status, body }: Reply<PushReply>) => ({
  status,
  code: (body as { code?: string }).code,
  state: body.state,
  revision: body.revision,
  issues: body.issues?.map(({ code }) => code),
});

export class Bursts {
  readonly app: TestApp;
  #provinces = 0;

  constructor(app: TestApp) {
    this.app = app;
  }

  newProvince(units: readonly string[] = UNITS): Promise<string> {
    return makeProvince(this.app.db, () => this.app.now, {
      id: `t${++this.#provinces}`,
      offices: Object.fromEntries(units.map((unit) => [unit, 'p'])),
      templates: [TINY, GROWING],
      periods: [Q1, Q2],
    });
  }

  /** A province whose tiny form the server knows and whose clerks it has met, so that nobody needs to travel alone. */
  async metProvince(units: readonly string[] = UNITS): Promise<string> {
    const province = await this.newProvince(units);
    await this.send(province, { unit: 'p', body: tinyPush(A5) });
    for (const unit of units) await this.app.get('/api/me', this.app.token(`clerk.${unit}`, province));
    return province;
  }

  send(province: string, { unit, body, key = newKey(), as, path }: Push): Promise<Reply<PushReply>> {
    return this.app.post<PushReply>(path ?? tinyPath(unit, '/revisions'), body, {
      as: this.app.token(as ?? `clerk.${unit}`, province),
      key,
    });
  }

  /** All at once, so that all but the first few travel together. */
  burst(province: string, pushes: readonly Push[]): Promise<Reply<PushReply>[]> {
    return Promise.all(pushes.map((push) => this.send(province, push)));
  }

  /** In how many transactions the revisions of this province were stored. */
  async transactions(province: string): Promise<number> {
    const rows = await this.app.db.system`
      SELECT DISTINCT xmin::text FROM revision WHERE province_id = ${province}`;
    return rows.length;
  }

  /** Offices with a revision, each as often as it has one. */
  async storedUnits(province: string): Promise<string[]> {
    const rows = await this.app.db.system<{ unit: string }[]>`
      SELECT r.unit_id AS unit FROM revision v
      JOIN report r ON r.province_id = v.province_id AND r.id = v.report_id
      WHERE v.province_id = ${province} ORDER BY r.id, v.no`;
    return rows.map(({ unit }) => unit);
  }

  /** Holds what a statement locks for as long as `work` takes. */
  async whileHeld<T>(statement: string, work: () => Promise<T>): Promise<T> {
    const sql = connect(this.app.adminUrl, { max: 1 });
    try {
      const held = await sql.begin(async (tx) => {
        await tx.unsafe(statement);
        return { result: await work() };
      });
      return held.result;
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
