/** Every built-in form goes the whole way through the service, and every answer is what the wire says it is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { canonicalJson } from '../../shared/canonical.ts';
import { Me, PushReply, Receipt, ReportForm, ReportList, Totals } from '../../shared/wire.ts';
import { newKey, type TestApp, testApp } from '../support/app.ts';
import { makeProvince } from '../support/make.ts';
import { SAMPLES, validSample } from '../support/samples/index.ts';

let app: TestApp;
const samples = Object.keys(SAMPLES).map(validSample);

beforeAll(async () => {
  app = await testApp();
  await makeProvince(app.db, () => app.now, {
    templates: samples.map(({ template }) => template),
    assigned: Object.fromEntries(samples.map(({ template, assigned }) => [template.id, assigned])),
  });
});
afterAll(() => app.stop());

const read = <S extends z.ZodType>(schema: S, reply: { status: number; text: string }): z.output<S> => {
  expect(reply.status, reply.text).toBe(200);
  return schema.parse(JSON.parse(reply.text));
};

/** What the wire carried, as the same text for the same form; the receipt's number depends on what was sent before. */
const payload = (text: string): string => {
  const form = { ...JSON.parse(text), receipt: null };
  return `${JSON.stringify(JSON.parse(canonicalJson(form)), null, 1)}\n`;
};

test.each(Object.keys(SAMPLES))('%s: form, preview, submission, receipt, totals', async (id) => {
  const { template, content, assigned } = validSample(id);
  const path = `/api/reports/x1/${id}/2022-q1`;
  const form = read(ReportForm, await app.get(path));
  expect(form.template).toEqual(template);
  expect(form.assigned).toEqual(assigned);
  const body = { protocol: 1, templateVersion: template.version, baseRevision: 0, mode: 'submit', content };
  const preview = read(PushReply, await app.post(`${path}/revisions`, { ...body, dryRun: true }));
  expect(preview.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const warnings = preview.issues.filter(({ severity }) => severity === 'warning');
  const reasons = Object.fromEntries(
    warnings.map(({ rule, code, section, row, column }) => [
      [rule ?? code, section, row ?? '', column ?? ''].join('|'),
      'đã rà soát',
    ]),
  );
  const reply = read(PushReply, await app.post(`${path}/revisions`, { ...body, reasons }, { key: newKey() }));
  const sent = await app.get(path);
  expect(read(ReportForm, sent).content).toEqual(content);
  await expect(payload(sent.text)).toMatchFileSnapshot(`../golden/${id}.payload.json`);
  expect(read(Receipt, await app.get(`/api/receipts/${reply.receipt?.number}`))).toEqual(reply.receipt);
  const own = read(Totals, await app.get(`/api/totals/${id}/2022-q1?scope=x1&counts=submitted`));
  const all = read(Totals, await app.get(`/api/totals/${id}/2022-q1?scope=p&counts=submitted`, 'writer'));
  expect(all.totals).toEqual(own.totals);
  expect(all.buckets).toEqual(own.buckets);
  expect(all.coverage).toEqual({ expected: 5, received: 1, accepted: 0, late: 0 });
  expect(all.totals.length + all.buckets.length).toBeGreaterThan(0);
  for (const change of preview.totals) {
    const total = own.totals.find(
      ({ section, row, column }) =>
        section === change.section && row === change.row && column === change.column,
    );
    expect(total?.value ?? '0').toBe(change.after);
  }
});

test('a tasks report without a task is sent with a reason, and not without', async () => {
  const path = '/api/reports/x2/tasks/2022-q1';
  const push = (content: object, reasons: Record<string, string> = {}) => {
    const body = { protocol: 1, templateVersion: 1, baseRevision: 0, mode: 'submit', content, reasons };
    return app.post(`${path}/revisions`, body, { as: 'clerk.x2', key: newKey() });
  };
  const opened = { 'opened.1': { progress: 'notStarted' } };
  for (const content of [{ opened }, { tasks: {}, opened }]) {
    const refused = await push(content);
    expect([refused.status, refused.body.code]).toEqual([422, 'report_has_errors']);
    expect(refused.body.issues).toMatchObject([{ code: 'no_rows', severity: 'warning', section: 'tasks' }]);
  }
  const reasons = { 'no_rows|tasks||': 'không phát sinh' };
  expect(read(PushReply, await push({ tasks: {}, opened }, reasons)).receipt).not.toBeNull();
  const form = read(ReportForm, await app.get(path, 'clerk.x2'));
  expect([form.head.state, form.reasons]).toEqual(['submitted', reasons]);
});

test('lists and identities are what the wire says', async () => {
  expect(read(Me, await app.get('/api/me')).roles).toHaveLength(1);
  expect(read(ReportList, await app.get('/api/reports', 'writer')).items).toHaveLength(5 * samples.length);
});
