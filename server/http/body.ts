/** Reads a JSON body: right type, bounded size and depth, no duplicate keys, well-formed text; then the schema. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { schemaFaults } from '../schema-words.ts';
import { wrongField, wrongFields } from '../wrong-field.ts';

const LIMIT_MB = 16;
/** 16 MB: a list of 5,000 rows and 40 columns of Vietnamese text, with room to spare. */
export const BODY_LIMIT_BYTES = LIMIT_MB * 1024 * 1024;
const JSON_DEPTH_LIMIT = 32;
const ERRORS_SHOWN = 50;

const tooLarge = (): Problem => new Problem('body_too_large', { limit: `${LIMIT_MB} MB` });

/** The whole body as bytes; `over` for more than `limit`. Content-Length is not believed alone: what arrives is counted. */
export async function readBytes(
  request: Request,
  limit: number = BODY_LIMIT_BYTES,
  over: () => Problem = tooLarge,
): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) throw over();
  if (announced > 0 && !request.headers.has('transfer-encoding'))
    return new Uint8Array(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw over();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;
const OPEN = new Set([91, 123]);
const CLOSE = new Set([93, 125]);

/** Position after the string that begins at `start`. */
function afterString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

/** Members of objects as written. Throws Problem `json_too_deep`, before anything recursive sees the text. */
function countMembers(text: string): number {
  let depth = 0;
  let members = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
      continue;
    }
    if (code === COLON) members++;
    else if (OPEN.has(code) && ++depth > JSON_DEPTH_LIMIT) {
      throw new Problem('json_too_deep', { limit: JSON_DEPTH_LIMIT });
    } else if (CLOSE.has(code)) depth--;
    at++;
  }
  return members;
}

/** Members of objects as parsed: fewer than written means a key came twice. */
function countParsed(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += countParsed(item);
    return members;
  }
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw new Problem('malformed_json');
    members += 1 + countParsed(member);
  }
  return members;
}

/** Escapes are the only way such a character gets through a strict UTF-8 decoder and JSON.parse. */
const SUSPECT = /\\u(?:0000|[dD][89a-fA-F])/;
const LONE_SURROGATE = /\p{Cs}/u;

const isIllFormed = (text: string): boolean => text.includes('\0') || LONE_SURROGATE.test(text);

function firstIllFormed(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return isIllFormed(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (isIllFormed(key)) return path;
    const found = firstIllFormed(member, `${path}/${pointerPart(key)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

const pointerPart = (key: string): string => key.replace(/~/g, '~0').replace(/\//g, '~1');

/** Parses JSON text strictly. Throws Problem `malformed_json`, `json_too_deep` or `invalid_request`. */
function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem('malformed_json');
  }
  const members = countMembers(text);
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('malformed_json');
  }
  if (countParsed(value) !== members) throw new Problem('malformed_json');
  const illFormed = SUSPECT.test(text) ? firstIllFormed(value, '') : undefined;
  if (illFormed !== undefined) {
    throw wrongField(illFormed, 'có ký tự không hợp lệ', 'holds a character that is not text');
  }
  return value;
}

/** A value checked against a schema. Throws Problem `invalid_request` listing JSON pointers, never values. */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = schemaFaults(parsed.error.issues, value)
    .slice(0, ERRORS_SHOWN)
    .map(({ path, vi, en }) => ({
      path: path.map((part) => `/${pointerPart(String(part))}`).join(''),
      vi,
      en,
    }));
  throw wrongFields(wrong);
}

/** A JSON text that did not come as one body, read as strictly. Throws as `readBody` does. */
export const checkedText = <S extends z.ZodType>(schema: S, text: string): z.output<S> =>
  checked(schema, parseJson(Buffer.from(text, 'utf8')));

/** The JSON body of a request. Throws Problem `unsupported_media_type`, `body_too_large`, and those of parseJson and checked. */
export async function readBody<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S>> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (type !== 'application/json' || encoding !== 'identity') {
    throw new Problem('unsupported_media_type', { expected: 'application/json' });
  }
  return checked(schema, parseJson(await readBytes(c.req.raw)));
}
