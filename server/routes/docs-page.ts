/** Renders an OpenAPI document as one readable HTML page. */

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectAt = (value: unknown, key: string): Json => {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
};
const textAt = (value: unknown, key: string): string => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
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
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; }
  h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; font-size: 1.1rem; }
  code, pre { font: 0.9rem/1.4 ui-monospace, monospace; background: #f3f5f7; border-radius: 4px; }
  code { padding: 0.1rem 0.3rem; } pre { padding: 0.8rem; overflow-x: auto; }
  .verb { color: #0b5cad; text-transform: uppercase; } table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #d8dee4; }
  a { color: #0b5cad; }`;

/** "`code`: words" lines as paragraphs; backquoted parts as code. */
const prose = (text: string): string =>
  text
    .split('\n\n')
    .map((line) => safe(line).replace(/`([^`]+)`/g, '<code>$1</code>'))
    .join('<br>');

function shape(schema: unknown): string {
  const reference = textAt(schema, '$ref');
  if (reference !== '') return `<p>${safe(reference.split('/').at(-1) ?? '')}</p>`;
  return `<details><summary>Lược đồ · Schema</summary><pre>${safe(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function bodies(contents: Json): string {
  return Object.entries(contents)
    .filter(([type]) => type !== 'application/problem+json')
    .map(([type, content]) => `<p><code>${safe(type)}</code></p>${shape(objectAt(content, 'schema'))}`)
    .join('');
}

function parameters(operation: Json): string {
  const rows = listAt(operation, 'parameters').map((parameter) => {
    const required = isObject(parameter) && parameter.required === true ? 'bắt buộc · required' : '';
    return `<tr><td><code>${safe(textAt(parameter, 'name'))}</code></td><td>${safe(textAt(parameter, 'in'))}</td><td>${required}</td></tr>`;
  });
  return rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`;
}

function operationHtml(path: string, verb: string, operation: Json): string {
  const responses = Object.entries(objectAt(operation, 'responses')).map(
    ([status, response]) =>
      `<tr><th scope="row">${safe(status)}</th><td>${prose(textAt(response, 'description'))}${bodies(objectAt(response, 'content'))}</td></tr>`,
  );
  const body = bodies(objectAt(objectAt(operation, 'requestBody'), 'content'));
  return `<section><h2><span class="verb">${safe(verb)}</span> <code>${safe(path)}</code></h2>
    <p>${prose(textAt(operation, 'summary'))}</p><p>${prose(textAt(operation, 'description'))}</p>
    ${parameters(operation)}${body === '' ? '' : `<h3>Nội dung gửi · Body</h3>${body}`}
    <h3>Trả lời · Answers</h3><table><tbody>${responses.join('')}</tbody></table></section>`;
}

/** The page. `document`: an OpenAPI 3.1 document. */
export function page(document: object): string {
  const info = objectAt(document, 'info');
  const operations = Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).map(([verb, operation]) =>
      operationHtml(path, verb, isObject(operation) ? operation : {}),
    ),
  );
  const schemas = Object.entries(objectAt(objectAt(document, 'components'), 'schemas')).map(
    ([name, schema]) => `<h2>${safe(name)}</h2>${shape(schema)}`,
  );
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${safe(textAt(info, 'title'))}: API</title><style>${STYLE}</style></head>
    <body><h1>${safe(textAt(info, 'title'))}: API</h1><p>${prose(textAt(info, 'description'))}</p>
    <p><a href="/openapi.json">OpenAPI 3.1 (JSON)</a></p>${operations.join('')}${schemas.join('')}</body></html>`;
}
