/** One way to declare a route: what it takes, what it answers, which problems it knows; the OpenAPI document comes from the same lines. */
import type { Context } from 'hono';
import { z } from 'zod';
import { PROBLEMS, Problem, type ProblemCode } from '../../shared/problem.ts';
import { Id } from '../../shared/template.ts';
import { Bounded } from '../bounded.ts';
import { wrongField } from '../wrong-field.ts';
import { checked, readBody } from './body.ts';
import { worded } from './parameter-words.ts';
import { jsonReply, Reply, respond } from './reply.ts';
import type { AppEnv, Routes } from './routes.ts';

/** The three names of a report in an address. */
export const ReportParams = z.strictObject({ unit: Id, template: Id, period: Id });
export const IdempotencyKey = z.string().regex(/^[A-Za-z0-9_-]{8,128}$/);

/** RFC 9457 body of every refusal. */
const ProblemBody = z
  .looseObject({
    type: z.string(),
    status: z.int(),
    code: z.string(),
    title: z.string(),
    title_en: z.string(),
    detail: z.string(),
    detail_en: z.string(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });

/** Whether an act takes an Idempotency-Key. */
type KeyNeed = 'required' | 'optional' | undefined;

interface EndpointSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, K extends KeyNeed> {
  readonly method: 'get' | 'post';
  /** Hono's pattern, e.g. `/api/receipts/:number`. */
  readonly path: string;
  /** One line, Vietnamese · English. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** A body to begin from, for the documents. */
  readonly example?: z.input<B>;
  readonly key?: K;
  /** Media type of a body that is a file; the handler reads it. */
  readonly file?: string;
  /** Media type → schema of the answer; JSON unless said otherwise. */
  readonly reply: z.ZodType | Readonly<Record<string, z.ZodType>>;
  /** Problems this route can meet besides those every route can. */
  readonly problems?: readonly ProblemCode[];
}

interface EndpointInput<P, Q, B, K extends KeyNeed> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Idempotency-Key, where the route takes one. */
  readonly key: K extends 'required' ? string : K extends 'optional' ? string | undefined : undefined;
}

const MOST_ADDRESSES = 500;
const FILE = z.string().meta({ format: 'binary' });

const EVERYWHERE: readonly ProblemCode[] = [
  'not_signed_in',
  'account_unknown',
  'not_allowed',
  'internal',
  'database_unavailable',
  'idp_unavailable',
];
const WITH_BODY: readonly ProblemCode[] = [
  'malformed_json',
  'json_too_deep',
  'body_too_large',
  'unsupported_media_type',
  'invalid_request',
  'storage_full',
];

/** Declares a route for the signed in, and its entry in the OpenAPI document. The handler answers a value (sent as JSON) or a Reply. */
export function endpoint<
  P extends z.ZodType = z.ZodObject,
  Q extends z.ZodType = z.ZodObject,
  B extends z.ZodType = z.ZodUndefined,
  K extends KeyNeed = undefined,
>(
  routes: Routes,
  spec: EndpointSpec<P, Q, B, K>,
  handler: (
    c: Context<AppEnv>,
    input: EndpointInput<z.output<P>, z.output<Q>, z.output<B>, K>,
  ) => Promise<object | Reply>,
): void {
  document(routes, spec);
  const addressOf = addressReader<z.output<P>, z.output<Q>>(spec);
  const { body: schema } = spec;
  routes.signedIn(spec.method === 'get' ? 'GET' : 'POST', spec.path, async (c) => {
    const { params, query } = addressOf(c);
    const body = (schema === undefined ? undefined : await readBody(c, schema)) as z.output<B>;
    const key = keyOf(c, spec.key) as EndpointInput<never, never, never, K>['key'];
    const answer = await handler(c, { params, query, key, body });
    return respond(c.get('requestId'), answer instanceof Reply ? answer : jsonReply(answer));
  });
}

/** Reads the names and the query of an address. One address always reads the same, and readers ask for a few all day. */
function addressReader<P, Q>(
  spec: Pick<EndpointSpec<z.ZodType, z.ZodType, z.ZodType, KeyNeed>, 'params' | 'query'>,
) {
  const params = spec.params ?? z.strictObject({});
  const query = spec.query ?? z.strictObject({});
  const known = new Bounded<{ readonly params: P; readonly query: Q }>(MOST_ADDRESSES);
  return (c: Context): { readonly params: P; readonly query: Q } => {
    const { url } = c.req;
    let address = known.get(url);
    if (address === undefined) {
      address = {
        params: Object.freeze(checkedParams(params, c.req.param())) as P,
        query: Object.freeze(checked(query, singles(url))) as Q,
      };
      known.set(url, address);
    }
    return address;
  };
}

/** An address whose names cannot be names is an address of nothing. */
function checkedParams(schema: z.ZodType, params: unknown): unknown {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new Problem('no_such_address');
}

/** Throws Problem `idempotency_key_required` where one is needed and none was sent, or none that is a key. */
function keyOf(c: Context, need: KeyNeed): string | undefined {
  if (need === undefined) return undefined;
  const key = c.req.header('idempotency-key');
  if (key === undefined ? need === 'optional' : IdempotencyKey.safeParse(key).success) return key;
  throw new Problem('idempotency_key_required');
}

/** Query parameters, each once. */
function singles(url: string): Record<string, string> {
  const from = url.indexOf('?');
  if (from === -1) return {};
  const found = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(url.slice(from + 1))) {
    if (found.has(name)) throw wrongField(`/${name}`, 'chỉ được nêu một lần', 'may be given once only');
    found.set(name, value);
  }
  return Object.fromEntries(found);
}

function document(routes: Routes, spec: EndpointSpec<z.ZodType, z.ZodType, z.ZodType, KeyNeed>): void {
  const { params, query, body, file, reply, key, example } = spec;
  const codes = [...EVERYWHERE, ...(body === undefined ? [] : WITH_BODY), ...(spec.problems ?? [])];
  if (params !== undefined) codes.push('no_such_address');
  if (key !== undefined) codes.push('idempotency_key_required', 'idempotency_key_reused');
  const contents = reply instanceof z.ZodType ? { 'application/json': reply } : reply;
  const headers =
    key === undefined
      ? undefined
      : z.object({ 'Idempotency-Key': key === 'required' ? IdempotencyKey : IdempotencyKey.optional() });
  routes.registry.registerPath({
    method: spec.method,
    path: spec.path.replace(/:([A-Za-z]+)(?:\{[^}]*\})?/g, '{$1}'),
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    security: [{ google: [] }],
    request: {
      ...(params instanceof z.ZodObject ? { params: worded(params) } : {}),
      ...(query instanceof z.ZodObject ? { query: worded(query) } : {}),
      ...(headers === undefined ? {} : { headers: worded(headers) }),
      ...(file === undefined ? {} : { body: { required: true, content: { [file]: { schema: FILE } } } }),
      ...(body === undefined
        ? {}
        : {
            body: {
              required: true,
              content: {
                'application/json': { schema: body, ...(example === undefined ? {} : { example }) },
              },
            },
          }),
    },
    responses: {
      200: {
        description: 'OK',
        content: Object.fromEntries(Object.entries(contents).map(([type, schema]) => [type, { schema }])),
      },
      ...problemResponses(codes),
    },
  });
}

/** One entry per status, naming the codes behind it. */
function problemResponses(codes: readonly ProblemCode[]): Record<string, object> {
  const responses: Record<string, { description: string; content: object }> = {};
  for (const code of [...new Set(codes)].sort()) {
    const { status, title } = PROBLEMS[code];
    const line = `\`${code}\`: ${title.vi} · ${title.en}`;
    const known = responses[status];
    responses[status] = {
      description: known === undefined ? line : `${known.description}\n\n${line}`,
      content: { 'application/problem+json': { schema: ProblemBody } },
    };
  }
  return responses;
}
