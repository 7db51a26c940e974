/** The page of the API lets a programmer begin: base address, token, contents, what each parameter may be, an example of each call. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../support/app.ts';

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly schema: { readonly enum?: readonly string[]; readonly description?: string };
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
}
interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let app: TestApp;
let text: string;
let document: Document;
beforeAll(async () => {
  app = await testApp();
  text = await (await app.app.request('/docs')).text();
  document = (await (await app.app.request('/openapi.json')).json()) as Document;
});
afterAll(() => app.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([verb, operation]) => ({ path, verb, operation })),
  );

test('the page says where the addresses begin and how to get and pass a token', () => {
  expect(document.servers).toMatchObject([{ url: '/' }]);
  for (const words of ['Địa chỉ gốc', 'Authorization: Bearer', 'ScriptApp.getIdentityToken()', 'id_token']) {
    expect(text).toContain(words);
  }
});

test('every address stands in the contents, and every link of the page leads somewhere', async () => {
  const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link]) => link ?? '');
  expect(links.filter((link) => link.startsWith('#') && !ids.has(link.slice(1)))).toEqual([]);
  const inside = links.filter((link) => link.startsWith('#get') || link.startsWith('#post'));
  expect(inside).toHaveLength(operations().length);
  for (const link of new Set(links.filter((each) => each.startsWith('/')))) {
    expect([link, (await app.app.request(link)).status]).toEqual([link, 200]);
  }
});

test('every parameter is explained in both languages, and every choice it leaves is shown', () => {
  for (const { path, operation } of operations()) {
    for (const { name, description, schema } of operation.parameters ?? []) {
      expect(`${path} ${name}: ${description ?? schema.description}`).toMatch(/: \S.* · \S/);
      for (const choice of schema.enum ?? []) expect(text).toContain(`<code>${choice}</code>`);
    }
  }
  expect(text).toContain('1 – 200');
});

test('every address has a command to try, with a body where it takes one', () => {
  expect(text.match(/curl /g)).toHaveLength(operations().length);
  expect(text).not.toMatch(/SO_TINH[^\n]*(?:\{|\/\/|undefined)/);
  for (const { path, operation } of operations()) {
    // A file has no example; the command names one.
    if (operation.requestBody?.content['application/json'] === undefined) continue;
    // That the service takes it is asked on every route in every-route.test.ts.
    const { example } = operation.requestBody.content['application/json'];
    expect([path, typeof example]).toEqual([path, 'object']);
  }
});
