/** Downloads that take too long, and clients that do not wait: one does not hold up the others. */
import { expect, test, vi } from 'vitest';
import { FileWriter } from '../../../server/exports/file-writer.ts';
import { spokenId } from '../../../shared/request-id.ts';
import { testApp } from '../../support/app.ts';
import { Gate, HELD_UP, STUCK } from '../../support/file-threads.ts';
import { makeProvince } from '../../support/make.ts';

const FORM = '/api/exports/forms/x1/tiny/2022-q1.xlsx';
const REPORT = '/api/exports/reports/x1/tiny/2022-q1.xlsx';

test('a file that is never finished is given up and told in words', async () => {
  const app = await testApp(new FileWriter(STUCK, { deadlineMs: 1 }));
  await makeProvince(app.db, () => app.now);
  const { status, body } = await app.get(FORM);
  expect([status, body.code, body.title]).toEqual([503, 'export_too_slow', 'Xuất tệp quá lâu']);
  expect(body.detail).toContain(`báo mã ${spokenId(String(body.requestId))}.`);
  await app.stop();
});

test('who hangs up before their turn is taken from the queue, and that is no failure of the service', async () => {
  const files = new FileWriter(HELD_UP);
  const write = vi.spyOn(files, 'write');
  const app = await testApp(files);
  await makeProvince(app.db, () => app.now);
  const gate = new Gate();
  const begun = gate.begun();
  const form = app.get(FORM);
  await begun;
  const client = new AbortController();
  const answer = app.app.request(REPORT, {
    headers: { authorization: `Bearer ${app.token('clerk.x1')}` },
    signal: client.signal,
  });
  while (write.mock.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
  client.abort();
  await expect(answer).rejects.toThrow();
  await expect(write.mock.results[1]?.value).rejects.toMatchObject({ code: 'client_gone' });
  gate.letGo();
  expect((await form).status).toBe(200);
  expect(gate.said).not.toContain('begun report');
  expect(app.logged.filter(({ level }) => level === 'error')).toEqual([]);
  gate.close();
  await app.stop();
});
