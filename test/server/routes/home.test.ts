/** The pages a person meets first. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROBLEMS } from '../../../shared/problem.ts';
import { type TestApp, testApp } from '../../support/app.ts';

let at: TestApp;
beforeAll(async () => {
  at = await testApp();
});
afterAll(() => at.stop());

const html = async (path: string) => {
  const reply = await at.app.request(path);
  return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
};

test('whoever opens the address is told in Vietnamese what it is and where to go', async () => {
  const { status, type, text } = await html('/');
  expect(status).toBe(200);
  expect(type).toContain('text/html');
  expect(text).toContain('Máy chủ nhận báo cáo của các đơn vị trong tỉnh');
  const links = [...text.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
  for (const link of links.filter((each) => !each.startsWith('/readyz'))) {
    expect((await html(link)).status).toBe(200);
  }
});

test('the type of every problem is a page that says what to do', async () => {
  for (const [code, { title }] of Object.entries(PROBLEMS)) {
    const { status, text } = await html(`/problems/${code}`);
    expect(status).toBe(200);
    expect(text).toContain(title.vi);
  }
  expect((await html('/problems/constructor')).status).toBe(404);
});
