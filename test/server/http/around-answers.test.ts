/** What fails around an answer, not in it, still ends as a problem with an id, and its line in the log tells nothing of a row. */
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { WorkbookReader } from '../../../server/excel/workbook-reader.ts';
import { FileWriter } from '../../../server/exports/file-writer.ts';
import { createLog } from '../../../server/http/log.ts';
import { createMetrics } from '../../../server/http/metrics.ts';
import { openDatabase } from '../../../server/store/db.ts';
import { listening } from '../../support/listening.ts';

const lines: string[] = [];
const files = new FileWriter();
// Nobody listens there: what is asked here needs no database.
const db = openDatabase('postgres://nobody@127.0.0.1:1/none');
const fault = Object.assign(new Error('counting failed'), { detail: 'Failing row contains (48 người).' });
const app = listening(
  createApp({
    db,
    files,
    reader: new WorkbookReader(),
    config: readConfig({}),
    clock: () => new Date('2022-04-01T02:00:00.000Z'),
    newId: () => 'request-0001',
    verifyToken: async () => ({ iss: 'i', sub: 's', email: 'a@b.vn', authoritative: true }),
    log: createLog('info', { write: (line) => lines.push(line) }),
    metrics: {
      ...createMetrics(),
      request: () => {
        throw fault;
      },
    },
  }),
);
afterAll(async () => {
  await app.close();
  await files.stop();
  await db.close();
});

test.each(['/docs', '/nothing', '/api/nothing'])('counting %s fails', async (path) => {
  lines.length = 0;
  const reply = await app.request(path, { headers: { authorization: 'Bearer x' } });
  expect(reply.status).toBe(500);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.headers.get('x-request-id')).toBe('request-0001');
  expect(await reply.json()).toMatchObject({ code: 'internal', requestId: 'request-0001' });
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['error']);
  expect(lines.join()).toContain('counting failed');
  expect(lines.join()).not.toContain('48 người');
});
