/** Owns UrlFetchApp: limits of the quota table, the manifest's allow-list, and the way out through the host's network. */

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';
import { face, NotInStandIn } from './face.ts';
import type { FetchReply, FetchRequest, Host } from './host.ts';
import { spend } from './quota.ts';

type Options = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions;
type Response = GoogleAppsScript.URL_Fetch.HTTPResponse;

/** Quota table: 50 MB a request and a reply, URL 2 kB (reference: 2082 characters), 60 s. */
export const FETCH_BYTES = 50 * 1024 * 1024;
export const URL_LENGTH = 2082;
export const FETCH_MS = 60_000;
/** Same table: 100 headers of 8 kB. */
export const HEADERS = { most: 100, bytes: 8 * 1024 } as const;

/** Options the stand-in acts on; another one is refused rather than ignored. */
const KNOWN = new Set([
  'method',
  'contentType',
  'headers',
  'payload',
  'muteHttpExceptions',
  'followRedirects',
]);

function bodyOf(options: Options): { body: string | undefined; type: string | undefined } {
  const { payload, contentType } = options;
  if (payload === undefined || payload === null) return { body: undefined, type: contentType };
  // A string is sent as form data unless contentType says otherwise (reference: fetch, "payload").
  if (typeof payload === 'string')
    return { body: payload, type: contentType ?? 'application/x-www-form-urlencoded' };
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(payload)) form.append(key, String(value));
  return { body: form.toString(), type: contentType ?? 'application/x-www-form-urlencoded' };
}

function requestOf(url: string, options: Options): FetchRequest {
  for (const key of Object.keys(options)) {
    if (!KNOWN.has(key) && key !== 'url') throw new NotInStandIn(`UrlFetchApp.fetch option ${key}`);
  }
  const { body, type } = bodyOf(options);
  if (body !== undefined && Buffer.byteLength(body) > FETCH_BYTES) {
    throw new GoogleError('urlLimit', { what: 'URLFetch POST Size' });
  }
  return {
    url,
    method: (options.method ?? (body === undefined ? 'get' : 'post')).toUpperCase(),
    headers: { ...options.headers, ...(type ? { 'content-type': type } : {}) },
    body,
    followRedirects: options.followRedirects ?? true,
  };
}

function permit(host: Host, url: string): void {
  if (url.length > URL_LENGTH) throw new GoogleError('urlLimit', { what: 'URLFetch URL Length' });
  if (!/^https?:\/\//.test(url)) throw new GoogleError('badArgument', { what: url });
  const list = host.urlAllowList;
  if (list && !list.some((prefix) => url.startsWith(prefix))) throw new GoogleError('urlNotAllowed', { url });
}

function permitHeaders({ headers }: FetchRequest): void {
  const all = Object.entries(headers);
  const long = all.some(([name, value]) => Buffer.byteLength(`${name}: ${value}`) > HEADERS.bytes);
  if (all.length > HEADERS.most || long) throw new GoogleError('urlLimit', { what: 'URLFetch Header Size' });
}

function makeResponse(run: Execution, reply: FetchReply): Response {
  const text = (): string => Buffer.from(reply.body).toString('utf8');
  return face<Response>(run, 'URL_Fetch.HTTPResponse', {
    getResponseCode: () => reply.status,
    getContentText: () => text(),
    getHeaders: () => ({ ...reply.headers }),
    getAllHeaders: () => ({ ...reply.headers }),
    getContent: () => [...reply.body].map((byte) => (byte > 127 ? byte - 256 : byte)),
  });
}

async function send(run: Execution, host: Host, url: string, options: Options): Promise<Response> {
  permit(host, url);
  const request = requestOf(url, options);
  permitHeaders(request);
  spend(host.stores.used, run, 'urlfetch');
  run.counts.fetches += 1;
  const begun = run.clock.now();
  const timeIsUp = (): never => {
    run.clock.advance(begun + FETCH_MS - run.clock.now());
    throw new GoogleError('urlTimeout', { url });
  };
  const reply = await host.network(request).catch((error: unknown) => {
    // muteHttpExceptions does not mute these (public reports): the call throws.
    if (error instanceof Error && error.name === 'TimeoutError') return timeIsUp();
    throw new GoogleError('urlFailed', { url });
  });
  // The server may have let virtual time pass: then it acted, and its reply is lost.
  if (run.clock.now() - begun > FETCH_MS) timeIsUp();
  if (reply.body.byteLength > FETCH_BYTES)
    throw new GoogleError('urlLimit', { what: 'URLFetch Response Size' });
  if (reply.status >= 400 && !options.muteHttpExceptions) {
    const body = Buffer.from(reply.body).toString('utf8').slice(0, 200);
    throw new GoogleError('urlStatus', { url, code: String(reply.status), body });
  }
  return makeResponse(run, reply);
}

/**
 * The face answers with a promise that the desk waits for on the script's behalf; to the script the call is synchronous.
 */
export function makeUrlFetchApp(run: Execution, host: Host): GoogleAppsScript.URL_Fetch.UrlFetchApp {
  return face<GoogleAppsScript.URL_Fetch.UrlFetchApp>(run, 'URL_Fetch.UrlFetchApp', {
    fetch: (url: string, options?: Options) => {
      run.clock.advance(host.fetchMs ?? 0);
      return send(run, host, url, options ?? {}) as unknown as Response;
    },
    // All at once: together they last as long as one (guess M15).
    fetchAll: (requests) => {
      run.clock.advance(host.fetchMs ?? 0);
      const sent = requests.map((each) =>
        typeof each === 'string' ? send(run, host, each, {}) : send(run, host, each.url, each),
      );
      return Promise.all(sent) as unknown as Response[];
    },
  });
}
