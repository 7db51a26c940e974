/** Speaks to the province's server: identity token on every request, replies parsed, problems passed on in its words. */
import { z } from 'zod';
import { canonicalJson } from '../../shared/canonical.ts';
import { PublishedTemplate } from '../../shared/profile.ts';
import { ReportContent } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import { PATHS, PushReply, ReportForm, type ReportHead, ReportList, Totals } from '../../shared/wire.ts';
import type { MergingPush } from '../../shared/wire-merge.ts';
import type { HttpPort, HttpRequest, Ports, ReportRef } from './ports.ts';
import { AddonProblem, addonProblem } from './problems.ts';
import type { RpcProblem } from './rpc.ts';

/** An answer that is not success, with the members the problem carries. */
export interface ServerRefusal {
  readonly status: number;
  readonly problem: RpcProblem;
  readonly members: Readonly<Record<string, unknown>>;
}

type Answer =
  | { readonly kind: 'ok'; readonly body: unknown }
  | { readonly kind: 'refused'; readonly refusal: ServerRefusal };

const ProblemReply = z.object({
  code: z.string(),
  title: z.string(),
  title_en: z.string(),
  detail: z.string(),
  detail_en: z.string(),
  requestId: z.string().optional(),
});

/** Status from which on the same request may be made again: too many, or the server's own trouble. */
const mayRetry = (status: number): boolean => status === 429 || status >= 500;

/** Throws identity_missing before anything is sent, server_unreachable when no answer came. */
export function ask(
  ports: Ports,
  request: Omit<HttpRequest, 'headers'>,
  headers: Record<string, string> = {},
): Answer {
  const token = ports.identity.token();
  if (token.kind === 'missing') throw addonProblem('identity_missing', {}, { authorizationUrl: token.url });
  const reply = ports.http.fetch({
    ...request,
    headers: { Authorization: `Bearer ${token.token}`, Accept: 'application/json', ...headers },
  });
  if (reply.kind !== 'reply')
    throw addonProblem(reply.kind === 'quota' ? 'quota_used_up' : 'server_unreachable');
  const body = parseJson(reply.body);
  if (reply.status >= 200 && reply.status < 300) return { kind: 'ok', body };
  const { status, problem, members } = readRefusal(reply.status, body);
  const { retryAfter } = reply;
  const told = retryAfter === undefined ? problem : { ...problem, retryAfter };
  return { kind: 'refused', refusal: { status, problem: told, members } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A proxy's error page is no problem document: then nobody knows what the server did, as when it does not answer. */
function readRefusal(status: number, body: unknown): ServerRefusal {
  const parsed = ProblemReply.safeParse(body);
  if (!parsed.success) {
    const { problem } = addonProblem(mayRetry(status) ? 'server_unreachable' : 'server_reply_unreadable');
    return { status, problem, members: {} };
  }
  const { code, title, title_en, detail, detail_en, requestId } = parsed.data;
  const problem = { code, title, title_en, detail, detail_en, retry: mayRetry(status) };
  return {
    status,
    problem: requestId === undefined ? problem : { ...problem, requestId },
    members: z.record(z.string(), z.unknown()).parse(body),
  };
}

export function get<T>(ports: Ports, path: string, schema: z.ZodType<T>): T {
  const answer = ask(ports, { method: 'get', path });
  if (answer.kind === 'refused') throw new AddonProblem(answer.refusal.problem);
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success) throw addonProblem('server_reply_unreadable');
  return parsed.data;
}

/** What sending has to know of a report is kept, so that a push can be made where the line is down. */
function getKept<T>(ports: Ports, path: string, schema: z.ZodType<T>): T {
  const keeping: HttpPort = {
    fetch(request) {
      const reply = ports.http.fetch(request);
      if (reply.kind === 'reply' && reply.status === 200) ports.answers.keep(path, reply.body);
      return reply;
    },
  };
  return get({ ...ports, http: keeping }, path, schema);
}

/** The same ports with what the server answered before in its place; whatever else is asked of it is not answered. */
export const withoutServer = (ports: Ports): Ports => ({
  ...ports,
  answers: { ...ports.answers, keep: () => undefined },
  http: {
    fetch({ method, path }) {
      const body = method === 'get' ? ports.answers.kept(path) : undefined;
      return body === undefined ? { kind: 'unreachable' } : { kind: 'reply', status: 200, body };
    },
  },
});

export const at = (ref: Pick<ReportRef, 'unit' | 'template' | 'period'>): [string, string, string] => [
  encodeURIComponent(ref.unit),
  encodeURIComponent(ref.template),
  encodeURIComponent(ref.period),
];

export const fetchForm = (ports: Ports, ref: Pick<ReportRef, 'unit' | 'template' | 'period'>): ReportForm =>
  getKept(ports, PATHS.report(...at(ref)), ReportForm);

/** With what the form offers for blank cells. */
export const fetchOffered = (ports: Ports, ref: ReportRef): ReportForm =>
  get(ports, `${PATHS.report(...at(ref))}?with=offered`, ReportForm);

const Published = z.object({ template: PublishedTemplate });

/** The form in the version a sheet was drawn for, whole. */
export const fetchTemplate = (ports: Ports, ref: Pick<ReportRef, 'template' | 'version'>): Template =>
  get(ports, `/api/templates/${encodeURIComponent(ref.template)}/${ref.version}`, Published).template;

const PAGES_MAX = 20;

/** The reports this person may push, over all pages. */
export function fetchReports(ports: Ports): ReportHead[] {
  const items: ReportHead[] = [];
  let next: string | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const query: string = next === null ? '' : `?cursor=${encodeURIComponent(next)}`;
    const list: ReportList = get(ports, `${PATHS.reports}${query}`, ReportList);
    items.push(...list.items);
    next = list.next;
    if (next === null) break;
  }
  return items.filter((head) => head.mayPush);
}

export function fetchTotals(ports: Ports, ref: Pick<ReportRef, 'template' | 'period'>): Totals {
  const path = PATHS.totals(encodeURIComponent(ref.template), encodeURIComponent(ref.period));
  return get(ports, `${path}?rows=assigned`, Totals);
}

export type PushAnswer =
  | { readonly kind: 'ok'; readonly reply: PushReply }
  | { readonly kind: 'refused'; readonly refusal: ServerRefusal };

const Stored = z.object({ content: ReportContent });

/** One revision as it was pushed. */
export const fetchRevision = (
  ports: Ports,
  ref: Pick<ReportRef, 'unit' | 'template' | 'period'>,
  no: number,
): z.infer<typeof Stored> => getKept(ports, `${PATHS.revisions(...at(ref))}/${no}`, Stored);

/** A push as the schema's author means it, so that a wrong one is found here and not by the server. */
export type PushBody = z.input<typeof MergingPush>;

/** What is sent: one spelling of one push, since a retry must repeat it to the letter. */
export const pushText = (body: object): string => canonicalJson(body);

/** `text`: of a push, or of one whose content was sent in parts before. */
export function postRevision(ports: Ports, ref: ReportRef, key: string, text: string): PushAnswer {
  const answer = ask(
    ports,
    { method: 'post', path: PATHS.revisions(...at(ref)), body: text },
    { 'Idempotency-Key': key },
  );
  if (answer.kind === 'refused') return answer;
  const parsed = PushReply.safeParse(answer.body);
  if (!parsed.success) throw addonProblem('server_reply_unreadable');
  return { kind: 'ok', reply: parsed.data };
}

/** One part of the content of a push under that key; it counts nothing until the push names it. */
export function postPart(
  ports: Ports,
  ref: ReportRef,
  key: string,
  part: { readonly no: number; readonly text: string },
): void {
  const path = `${PATHS.report(...at(ref))}/parts/${key}`;
  const answer = ask(ports, { method: 'post', path, body: JSON.stringify(part) });
  if (answer.kind === 'refused') throw new AddonProblem(answer.refusal.problem);
}
