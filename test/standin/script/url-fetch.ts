/** Owns UrlFetchApp: limits of the quota table, the manifest's allow-list, and the way out through the host's network. */

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';
import { face, NotInStandIn } from './face.ts';
import type { FetchReply, FetchRequest, Host } from './host.ts';

type Options = GoogleAppsScript.URL_Fetch.URLFetchRequestOptions;
type Response = GoogleAppsScript.URL_Fetch.HTTPResponse;

/** Quota table: 50 MB a request and a reply, URL 2 kB (reference: 2082 characters), 60 s. */
export const FETCH_BYTES = 50 * 1024 * 1024;
export const URL_LENGTH = 2082;
export const FETCH_MS = 60_000;

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
  run.counts.fetches += 1;
  const request = requestOf(url, options);
  const reply = await host.network(request).catch((error: unknown) => {
    const late = error instanceof Error && error.name === 'TimeoutError';
    if (late) run.clock.advance(FETCH_MS);
    // muteHttpExceptions does not mute these (public reports): the call throws.
    throw new GoogleError(late ? 'urlTimeout' : 'urlFailed', { url });
  });
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
    fetch: (url: string, options?: Options) => send(run, host, url, options ?? {}) as unknown as Response,
    fetchAll: (requests) =>
      Promise.all(
        requests.map((each) =>
          typeof each === 'string' ? send(run, host, each, {}) : send(run, host, each.url, each),
        ),
      ) as unknown as Response[],
  });
}
