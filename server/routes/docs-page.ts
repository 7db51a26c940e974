/** Renders an OpenAPI document as one readable HTML page: how to sign in, every address with an example, every schema. */

import { z } from 'zod';
import { Id } from '../../shared/template.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (value: unknown, key: string): Json => {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
};
const textAt = (value: unknown, key: string): string => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
};
const listAt = (value: unknown, key: string): readonly unknown[] => {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; background: #fff; }
  h1 { margin-bottom: 0; } h2 { margin: 2.5rem 0 0.5rem; padding-top: 1rem; border-top: 1px solid #d8dee4; font-size: 1.25rem; }
  h3 { margin: 2.5rem 0 0; font-size: 1.05rem; } h4 { margin: 1rem 0 0.3rem; font-size: 0.95rem; }
  p { margin: 0.4rem 0; } .en, .muted { color: #59636e; }
  code, pre { font: 0.9rem/1.4 ui-monospace, monospace; background: #f3f5f7; border-radius: 4px; }
  code { padding: 0.1rem 0.3rem; overflow-wrap: anywhere; } pre { padding: 0.8rem; overflow-x: auto; margin: 0.4rem 0; }
  .parameters td:first-child code { white-space: nowrap; } .parameters td:nth-child(2) { min-width: 7.5rem; } .parameters td:last-child { min-width: 13rem; }
  .verb { color: #0b5cad; text-transform: uppercase; font-weight: 600; } table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #d8dee4; }
  nav ul { list-style: none; padding: 0; margin: 0; columns: 2; column-gap: 2rem; } nav li { break-inside: avoid; margin-bottom: 0.35rem; overflow-wrap: anywhere; }
  @media (max-width: 44rem) { nav ul { columns: 1; } .parameters th { display: none; }
    .parameters td { display: block; padding: 0.1rem 0; border: 0; } .parameters tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid #d8dee4; } }
  a { color: #0b5cad; }
  @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; } .en, .muted { color: #9198a1; } code, pre { background: #21262d; }
    a, .verb { color: #7cacf8; } h2, th, td, .parameters tr { border-color: #3d444d; } }`;

/** Paragraphs; backquoted parts as code. */
const prose = (text: string): string =>
  text
    .split('\n\n')
    .map((line) => safe(line).replace(/`([^`]+)`/g, '<code>$1</code>'))
    .join('<br>');

/** "Vietnamese · English": the second in grey. */
function bilingual(text: string): string {
  const [vi = '', ...en] = text.split(' · ');
  if (en.length === 0) return prose(text);
  return `${prose(vi)} <span class="en" lang="en">· ${prose(en.join(' · '))}</span>`;
}

/** "`code`: words" of a problem; the code leads to what it means. */
const problems = (text: string): string =>
  text
    .split('\n\n')
    .map((line) =>
      bilingual(line).replace(/<code>(\w+)<\/code>/, '<a href="/problems/$1"><code>$1</code></a>'),
    )
    .join('<br>');

const anchorOf = (verb: string, path: string): string =>
  `${verb}${path.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;

function shape(schema: unknown): string {
  const name = textAt(schema, '$ref').split('/').at(-1) ?? '';
  if (name !== '') return `<p><a href="#schema-${safe(name)}">${safe(name)}</a></p>`;
  return `<details><summary>Lược đồ <span class="en">· Schema</span></summary><pre>${safe(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function bodies(contents: Json): string {
  return Object.entries(contents)
    .filter(([type]) => type !== 'application/problem+json')
    .map(([type, content]) => `<p><code>${safe(type)}</code></p>${shape(objectAt(content, 'schema'))}`)
    .join('');
}

const codes = (values: readonly unknown[]): string =>
  values.map((value) => `<code>${safe(String(value))}</code>`).join(', ');

const ID_PATTERN = String(z.toJSONSchema(Id).pattern);
const ID_WORDS =
  'chữ không dấu, số và <code>. _ -</code> <span class="en">· letters, digits and . _ -</span>';

/** What may be given: choices, limits, form, and what is taken when nothing is. */
function allowed(schema: Json): string {
  const parts: string[] = [];
  const choices = listAt(schema, 'enum');
  const [least, most] = [textAt(schema, 'minimum'), textAt(schema, 'maximum')];
  if (choices.length > 0) parts.push(codes(choices));
  else if (textAt(schema, 'format') === 'date') parts.push('<code>yyyy-mm-dd</code>');
  else if (least !== '' && most !== '') parts.push(`${least} – ${most}`);
  else if (textAt(schema, 'pattern') === ID_PATTERN) parts.push(ID_WORDS);
  else if (textAt(schema, 'pattern') !== '') parts.push(`<code>${safe(textAt(schema, 'pattern'))}</code>`);
  const usual = textAt(schema, 'default');
  if (usual !== '') parts.push(`mặc định <span class="en">· default</span> <code>${safe(usual)}</code>`);
  return parts.join('<br>');
}

const PLACES: Readonly<Record<string, string>> = {
  path: 'địa chỉ <span class="en">· path</span>',
  query: 'sau dấu ? <span class="en">· query</span>',
  header: 'tiêu đề <span class="en">· header</span>',
};

function parameters(operation: Json): string {
  const rows = listAt(operation, 'parameters').map((parameter) => {
    const required =
      isObject(parameter) && parameter.required === true
        ? '<br>bắt buộc <span class="en">· required</span>'
        : '';
    const schema = objectAt(parameter, 'schema');
    const words = textAt(parameter, 'description') || textAt(schema, 'description');
    return `<tr><td><code>${safe(textAt(parameter, 'name'))}</code></td><td>${PLACES[textAt(parameter, 'in')] ?? ''}${required}</td><td>${bilingual(words)}</td><td>${allowed(schema)}</td></tr>`;
  });
  if (rows.length === 0) return '';
  const heads = ['Tên · Name', 'Ở đâu · Where', 'Nghĩa · Meaning', 'Giá trị · Values'];
  const head = heads.map((text) => `<th scope="col">${bilingual(text)}</th>`).join('');
  return `<h4>${bilingual('Tham số · Parameters')}</h4><table class="parameters"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const exampleOf = (parameter: unknown): string =>
  textAt(parameter, 'example') || textAt(objectAt(parameter, 'schema'), 'example');

/** A command to try the address with, from the examples of the document. */
function command(path: string, verb: string, operation: Json): string {
  const given = listAt(operation, 'parameters');
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    exampleOf(given.find((parameter) => textAt(parameter, 'name') === name)),
  );
  const keys = given.filter((parameter) => textAt(parameter, 'in') === 'header');
  const contents = objectAt(objectAt(operation, 'requestBody'), 'content');
  const content = objectAt(contents, 'application/json');
  const file = Object.keys(contents).find((type) => type !== 'application/json');
  const lines = [
    `curl ${verb === 'get' ? '' : `-X ${verb.toUpperCase()} `}"$SO_TINH${address}"`,
    '-H "Authorization: Bearer $TOKEN"',
    ...keys.map((parameter) => `-H "${textAt(parameter, 'name')}: ${exampleOf(parameter)}"`),
    ...(content.example === undefined
      ? []
      : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(content.example, null, 2)}'`]),
    ...(file === undefined ? [] : [`-H "Content-Type: ${file}"`, '--data-binary @bieu.xlsx']),
    ...(/\.(?:xlsx|csv)$/.test(address) ? ['-OJ'] : []),
  ];
  return `<h4>${bilingual('Ví dụ · Example')}</h4><pre>${safe(lines.join(' \\\n  '))}</pre>`;
}

function operationHtml(path: string, verb: string, operation: Json): string {
  const responses = Object.entries(objectAt(operation, 'responses')).map(
    ([status, response]) =>
      `<tr><th scope="row">${safe(status)}</th><td>${problems(textAt(response, 'description'))}${bodies(objectAt(response, 'content'))}</td></tr>`,
  );
  const body = bodies(objectAt(objectAt(operation, 'requestBody'), 'content'));
  const note = textAt(operation, 'description');
  return `<section id="${anchorOf(verb, path)}"><h3><span class="verb">${safe(verb)}</span> <code>${safe(path)}</code></h3>
    <p>${bilingual(textAt(operation, 'summary'))}</p>${note === '' ? '' : `<p class="note">${bilingual(note)}</p>`}
    ${parameters(operation)}${body === '' ? '' : `<h4>${bilingual('Nội dung gửi · Body')}</h4>${body}`}
    ${command(path, verb, operation)}
    <h4>${bilingual('Trả lời · Answers')}</h4><table><tbody>${responses.join('')}</tbody></table></section>`;
}

interface Entry {
  readonly path: string;
  readonly verb: string;
  readonly operation: Json;
}

const contents = (entries: readonly Entry[]): string =>
  entries
    .map(
      ({ path, verb, operation }) =>
        `<li><a href="#${anchorOf(verb, path)}"><span class="verb">${safe(verb)}</span> ${safe(path)}</a><br>${bilingual(textAt(operation, 'summary'))}</li>`,
    )
    .join('');

/** The page. `document`: an OpenAPI 3.1 document. */
export function page(document: object): string {
  const info = objectAt(document, 'info');
  const components = objectAt(document, 'components');
  const entries = Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).map(([verb, operation]) => ({
      path,
      verb,
      operation: isObject(operation) ? operation : {},
    })),
  );
  const servers = listAt(document, 'servers').map(
    (server) => `<p>${bilingual(textAt(server, 'description'))}</p>`,
  );
  const schemes = Object.values(objectAt(components, 'securitySchemes')).map((scheme) =>
    textAt(scheme, 'description')
      .split('\n\n')
      .map((text) => `<p>${bilingual(text)}</p>`)
      .join(''),
  );
  const schemas = Object.entries(objectAt(components, 'schemas')).map(
    ([name, schema]) => `<h3 id="schema-${safe(name)}">${safe(name)}</h3>${shape(schema)}`,
  );
  const title = safe(textAt(info, 'title'));
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8">
    <meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}: API</title><style>${STYLE}</style></head>
    <body><h1>${title}: API</h1><p>${bilingual(textAt(info, 'description'))}</p>
    <p><a href="/openapi.json">OpenAPI 3.1 (JSON)</a> · <a href="/problems">${bilingual('Các thông báo khi không làm được · Problems')}</a></p>
    <nav><h2>${bilingual('Các địa chỉ · Addresses')}</h2><ul>${contents(entries)}</ul></nav>
    <h2>${bilingual('Địa chỉ gốc · Base address')}</h2>${servers.join('')}
    <h2>${bilingual('Đăng nhập · Signing in')}</h2>${schemes.join('')}
    <h2>${bilingual('Từng địa chỉ · Each address')}</h2>${entries.map(({ path, verb, operation }) => operationHtml(path, verb, operation)).join('')}
    <h2>${bilingual('Lược đồ · Schemas')}</h2>${schemas.join('')}</body></html>`;
}
