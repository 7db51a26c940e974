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
        return { kind: 'reply', status: reply.getResponseCode(), body: reply.getContentText('UTF-8') };
      } catch {
        // Name, connection and time-out failures throw even when HTTP errors are muted.
        return { kind: 'unreachable' };
      }
    },
  };
}

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

/** What the manifest asks for; people may grant less of it. */
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

const consentOf = (scopes: readonly string[]): string =>
  (ScriptApp as unknown as ScopedConsent)
    .getAuthorizationInfo(ScriptApp.AuthMode.FULL, scopes)
    .getAuthorizationUrl() ?? '';

/** Each permission the person withheld, with the link that asks for it alone. Google gives no link for what was granted. */
export function missingPermissions(): Permission[] {
  try {
    return SCOPES.map((scope) => ({ scope, url: consentOf([scope]) })).filter(({ url }) => url !== '');
  } catch {
    // The failure that led here is told as it is.
    return [];
  }
}

export const identity: IdentityPort = {
  token() {
    const token: string | null = ScriptApp.getIdentityToken();
    return token ? { kind: 'token', token } : { kind: 'missing', url: consentOf(SCOPES) };
  },
  email: () => Session.getEffectiveUser().getEmail(),
};

export const newId = (): string => Utilities.getUuid();

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
