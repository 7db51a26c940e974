/** A province where two levels review: communes below a district below the province, each office with its clerk and its signer. */
import { expect } from 'vitest';
import type { ReportContent } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import type { Differences, ReviewStanding } from '../../shared/wire-review.ts';
import { newKey, type PostOptions, type Reply, type TestApp, tinyPath, tinyPush } from './app.ts';
import { makeProvince, type ProvinceOptions, TINY } from './make.ts';

export const CONTENT: ReportContent = {
  main: { a: { n: '5' }, b: { n: '2' } },
  jobs: { j1: { what: 'việc một', status: 'open' } },
};

/** The tiny form, to be accepted only when it is signed. */
export const SIGNED_FORM: Template = { ...TINY, id: 'signed', signOff: true };

export const remark = (section: string, row: string, column: string) => ({
  at: { section, row, column },
  text: 'Số này chưa khớp.',
});

/** Communes u0, u1, … below d1, which is below p; a reviewer at p and at d1, a clerk and a signer in every office. */
export function reviewedProvince(
  app: TestApp,
  communes: number,
  more: ProvinceOptions = {},
): Promise<string> {
  const offices = {
    d1: 'p',
    d2: 'p',
    ...Object.fromEntries(Array.from({ length: communes }, (_, i) => [`u${i}`, 'd1'])),
  };
  const roles: ProvinceOptions['roles'] = [
    ...['p', ...Object.keys(offices)].flatMap((unit) => [
      [`clerk.${unit}`, 'clerk', unit, false] as const,
      [`signer.${unit}`, 'signer', unit, false] as const,
    ]),
    ['tinh', 'reviewer', 'p', true],
    ['huyen', 'reviewer', 'd1', true],
    ['writer', 'writer', 'p', true],
  ];
  return makeProvince(app.db, () => app.now, { offices, roles, templates: [TINY, SIGNED_FORM], ...more });
}

/** One office and what its people and reviewers do with its report; each call under a new key unless one is given. */
export interface Desk {
  readonly unit: string;
  readonly path: (rest?: string) => string;
  push(content: ReportContent, base: number, more?: object): Promise<Reply>;
  decide(as: string, body: object, key?: string): Promise<Reply>;
  sign(revision: number, key?: string): Promise<Reply>;
  revert(revision: number, as?: string, key?: string): Promise<Reply>;
  review(as?: string): Promise<ReviewStanding>;
  differences(since?: string): Promise<Reply<Differences>>;
  /** Actions of the ledger about this report, in order. */
  entries(): Promise<string[]>;
}

export function deskOf(app: TestApp, unit: string, template = 'tiny'): Desk {
  const path = (rest = '') => tinyPath(unit, rest).replace('/tiny/', `/${template}/`);
  const post = (rest: string, body: object, as: string, key = newKey(), more: PostOptions = {}) =>
    app.post(path(rest), body, { as, key, ...more });
  return {
    unit,
    path,
    push: (content, base, more) => post('/revisions', tinyPush(content, base, more), `clerk.${unit}`),
    decide: (as, body, key) => post('/decisions', body, as, key),
    sign: (revision, key) => post('/signatures', { revision }, `signer.${unit}`, key),
    revert: (revision, as = `clerk.${unit}`, key) => post('/reversions', { revision }, as, key),
    review: async (as = 'tinh') => (await app.get<ReviewStanding>(path('/review'), as)).body,
    differences: (since) =>
      app.get<Differences>(path(`/differences${since === undefined ? '' : `?since=${since}`}`), 'tinh'),
    entries: async () => {
      const rows = await app.db.system<{ action: string }[]>`
        SELECT a.action FROM audit_entry a JOIN report r ON r.province_id = a.province_id AND r.id = a.report_id
        WHERE r.province_id = 'tinh' AND r.unit_id = ${unit} AND r.template_id = ${template} ORDER BY a.link`;
      return rows.map(({ action }) => action);
    },
  };
}

/** Says what was refused where something else was expected. */
export function ok<T>(reply: Reply<T>): T {
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}
export const codeOf = ({ body }: Reply): unknown => body.code;
