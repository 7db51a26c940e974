/** The add-on's other doors: the province's server, document properties, the person's identity token, the document lock. */

import type { Exclusive, HttpPort, IdentityPort, PropertiesPort } from '../core/ports.ts';
import type { Permission } from '../core/rpc.ts';

const LOCK_WAIT_MS = 10_000;

/** Only this server is ever called; its address is fixed when the add-on is built. */
export function serverAt(address: string): HttpPort {
  return {
    fetch({ method, path, headers, body }) {
      try {
        const reply = UrlFetchApp.fetch(`${address}${path}`, {
          method,
          headers: { ...headers },
          contentType: 'application/json',
          muteHttpExceptions: true,
          followRedirects: false,
          ...(body === undefined ? {} : { payload: body }),
        });
        const answer = {
          kind: 'reply',
          status: reply.getResponseCode(),
          body: reply.getContentText('UTF-8'),
        } as const;
        return answer.status < 400 ? answer : { ...answer, ...retryAfter(reply) };
      } catch (error) {
        // Name, connection and time-out failures throw even when HTTP errors are muted.
        return { kind: isQuota(error) ? 'quota' : 'unreachable' };
      }
    },
  };
}

function retryAfter(reply: GoogleAppsScript.URL_Fetch.HTTPResponse): { retryAfter?: number } {
  const headers = reply.getHeaders() as Readonly<Record<string, unknown>>;
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'retry-after');
  const seconds = Number(name && headers[name]);
  return seconds > 0 ? { retryAfter: seconds } : {};
}

/** The sentence is in the person's language, but ends in the name of the service; of a request that failed it ends in its address. */
const isQuota = (error: unknown): boolean => /\burlfetch\W*$/i.test(String((error as Error).message));

/** Missing where the script has no document: then nothing is remembered, and nothing fails. */
export function documentProperties(): PropertiesPort {
  const store = PropertiesService.getDocumentProperties();
  return {
    get: (name) => store?.getProperty(name) ?? undefined,
    set: (name, value) => {
      store?.setProperty(name, value);
    },
    setAll(values) {
      try {
        store?.setProperties({ ...values });
        return true;
      } catch {
        // Full, or written too often today: what is not kept can still be sent.
        return false;
      }
    },
    delete: (name) => {
      store?.deleteProperty(name);
    },
  };
}

/** What sending needs of the manifest's scopes; people may grant less of it. */
const SCOPES = [
  'https://www.googleapis.com/auth/spreadsheets.currentonly',
  'https://www.googleapis.com/auth/script.container.ui',
  'https://www.googleapis.com/auth/script.external_request',
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
];

/** The reference has this form since granular consent; the type package does not yet. */
interface ScopedConsent {
  getAuthorizationInfo(
    mode: GoogleAppsScript.Script.AuthMode,
    scopes: readonly string[],
  ): { getAuthorizationUrl(): string | null };
}

/** Where to grant these; '' when they are. */
export const consentUrlFor = (scopes: readonly string[]): string =>
  (ScriptApp as unknown as ScopedConsent)
    .getAuthorizationInfo(ScriptApp.AuthMode.FULL, scopes)
    .getAuthorizationUrl() ?? '';

/** Each permission the person withheld, with the link that asks for it alone. Google gives no link for what was granted. */
export function missingPermissions(): Permission[] {
  try {
    return SCOPES.map((scope) => ({ scope, url: consentUrlFor([scope]) })).filter(({ url }) => url !== '');
  } catch {
    // The failure that led here is told as it is.
    return [];
  }
}

export const identity: IdentityPort = {
  token() {
    const token: string | null = ScriptApp.getIdentityToken();
    return token ? { kind: 'token', token } : { kind: 'missing', url: consentUrlFor(SCOPES) };
  },
  email: () => Session.getEffectiveUser().getEmail(),
};

export const newId = (): string => Utilities.getUuid();

export const pack = (text: string): string =>
  Utilities.base64Encode(Utilities.gzip(Utilities.newBlob(text, 'text/plain')).getBytes());

export const unpack = (packed: string): string =>
  Utilities.ungzip(Utilities.newBlob(Utilities.base64Decode(packed), 'application/x-gzip')).getDataAsString(
    'UTF-8',
  );

/** Keeps two copies of the add-on off one document; people and the server are not stopped by it. */
export const exclusive: Exclusive = (work) => {
  const lock = LockService.getDocumentLock();
  if (lock === null) return work();
  if (!lock.tryLock(LOCK_WAIT_MS)) return undefined;
  try {
    return work();
  } finally {
    lock.releaseLock();
  }
};
