/** Owns ScriptApp, Session, Utilities and Logger: who runs, with what consent, and small conversions. */

import { createHash, createHmac } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GoogleError } from '../model/google-error.ts';
import { instantOf, instantParts, type Wall } from '../model/zone.ts';
import { enumName } from './enums.ts';
import type { Execution } from './execution.ts';
import { face, NotInStandIn } from './face.ts';
import type { Faces } from './faces.ts';
import type { Host } from './host.ts';
import { isDateObject } from './range.ts';
import { triggerMembers } from './triggers.ts';

const two = (n: number): string => String(n).padStart(2, '0');

const PATTERNS: Readonly<Record<string, (at: Wall) => string>> = {
  yyyy: (at) => String(at.year).padStart(4, '0'),
  yy: (at) => two(at.year % 100),
  MM: (at) => two(at.month),
  M: (at) => String(at.month),
  dd: (at) => two(at.day),
  d: (at) => String(at.day),
  HH: (at) => two(at.hour),
  H: (at) => String(at.hour),
  mm: (at) => two(at.minute),
  m: (at) => String(at.minute),
  ss: (at) => two(at.second),
  s: (at) => String(at.second),
  SSS: (at) => String(at.millisecond).padStart(3, '0'),
};

/** Java SimpleDateFormat as the reference of Utilities.formatDate says; letters beyond the common ones are refused. */
export function formatDate(epochMs: number, zone: string, format: string): string {
  const at = instantParts(epochMs, zone);
  return format.replace(/'([^']*)'|([A-Za-z])\2*/g, (token, quoted?: string) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    const write = PATTERNS[token];
    if (!write) throw new NotInStandIn(`Utilities.formatDate pattern ${token}`);
    return write(at);
  });
}

/** The reverse for the same letters; text that does not fit is refused (reference: parseDate throws). */
export function parseDate(text: string, zone: string, format: string): number {
  const order: string[] = [];
  const source = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/([A-Za-z])\1*/g, (token) => {
    if (!PATTERNS[token]) throw new NotInStandIn(`Utilities.parseDate pattern ${token}`);
    order.push(token);
    return token === 'yyyy' ? '(\\d{4})' : '(\\d{1,3})';
  });
  const match = new RegExp(`^${source}$`).exec(text);
  if (!match) throw new GoogleError('badArgument', { what: 'date' });
  const part = (letter: string, otherwise: number): number => {
    const at = order.findIndex((token) => token.startsWith(letter));
    return at < 0 ? otherwise : Number(match[at + 1]);
  };
  const wall = Date.UTC(
    part('y', 1970),
    part('M', 1) - 1,
    part('d', 1),
    part('H', 0),
    part('m', 0),
    part('s', 0),
  );
  return instantOf(wall + part('S', 0), zone);
}

/** Apps Script bytes are signed. */
const signed = (bytes: Uint8Array): number[] => [...bytes].map((byte) => (byte > 127 ? byte - 256 : byte));
const bytesOf = (data: unknown): Buffer =>
  typeof data === 'string'
    ? Buffer.from(data, 'utf8')
    : Buffer.from((data as number[]).map((byte) => byte & 255));

const DIGESTS: Readonly<Record<string, string>> = {
  MD5: 'md5',
  SHA_1: 'sha1',
  SHA_256: 'sha256',
  SHA_512: 'sha512',
};

/** Reference: Blob. Of text without a charset UTF-8 is taken. */
function blobOf(faces: Faces, bytes: Buffer, contentType: string | null): GoogleAppsScript.Base.Blob {
  const blob: GoogleAppsScript.Base.Blob = face<GoogleAppsScript.Base.Blob>(faces.run, 'Base.Blob', {
    getBytes: () => signed(bytes),
    getContentType: () => contentType,
    getBlob: () => blob,
    getDataAsString: (charset?: string) =>
      bytes.toString(charset === undefined || charset === 'UTF-8' ? 'utf8' : 'latin1'),
  });
  return blob;
}

export function makeUtilities(faces: Faces, host: Host): GoogleAppsScript.Utilities.Utilities {
  const { run, enums } = faces;
  return face<GoogleAppsScript.Utilities.Utilities>(run, 'Utilities.Utilities', {
    Charset: enums.all('utilities', 'Charset'),
    DigestAlgorithm: enums.all('utilities', 'DigestAlgorithm'),
    formatDate: (date, zone, format) => {
      if (!isDateObject(date)) throw new GoogleError('badArgument', { what: 'date' });
      return formatDate(date.getTime(), zone, format);
    },
    parseDate: (text, zone, format) => new Date(parseDate(text, zone, format)),
    getUuid: () => host.newId(),
    sleep: (ms) => {
      // At most 5 minutes (reference: Utilities.sleep).
      if (ms > 300_000 || ms < 0) throw new GoogleError('sleepTooLong');
      run.clock.advance(ms);
    },
    base64Encode: (data: unknown) => bytesOf(data).toString('base64'),
    base64EncodeWebSafe: (data: unknown) =>
      bytesOf(data).toString('base64').replace(/\+/g, '-').replace(/\//g, '_'),
    base64Decode: (text: string) => signed(Buffer.from(text, 'base64')),
    base64DecodeWebSafe: (text: string) => signed(Buffer.from(text, 'base64url')),
    newBlob: (data: unknown, contentType?: string | null) =>
      blobOf(faces, bytesOf(data), contentType ?? null),
    // What it gives is what ungzip takes (reference: the example of ungzip).
    gzip: (blob: GoogleAppsScript.Base.BlobSource) =>
      blobOf(faces, gzipSync(bytesOf(blob.getBlob().getBytes())), 'application/x-gzip'),
    ungzip: (blob: GoogleAppsScript.Base.BlobSource) => {
      // The reference's own example names the type of what it unpacks; any other is refused here.
      if (blob.getBlob().getContentType() !== 'application/x-gzip')
        throw new GoogleError('badArgument', { what: 'blob' });
      return blobOf(faces, gunzipSync(bytesOf(blob.getBlob().getBytes())), null);
    },
    computeDigest: (algorithm: unknown, value: unknown) => {
      const name = DIGESTS[enumName(algorithm) ?? ''];
      if (!name) throw new GoogleError('badArgument', { what: 'algorithm' });
      return signed(createHash(name).update(bytesOf(value)).digest());
    },
    computeHmacSha256Signature: (value: unknown, key: unknown) =>
      signed(createHmac('sha256', bytesOf(key)).update(bytesOf(value)).digest()),
  });
}

export function makeSession(faces: Faces): GoogleAppsScript.Base.Session {
  const { run } = faces;
  // In LIMITED most users' e-mail is blank (guide "Simple triggers"); userinfo.email is needed otherwise (reference: getActiveUser).
  const email = (): string => (run.authMode === 'FULL' ? run.person.email : '');
  return face<GoogleAppsScript.Base.Session>(run, 'Base.Session', {
    getActiveUser: () => faces.user(email()),
    getEffectiveUser: () => faces.user(email()),
    getActiveUserLocale: () => run.person.language,
    getScriptTimeZone: () => 'Asia/Ho_Chi_Minh',
    getTemporaryActiveUserKey: () => `temporary-${run.person.sub}`,
  });
}

export function makeScriptApp(faces: Faces, host: Host): GoogleAppsScript.Script.ScriptApp {
  const { run, enums } = faces;
  const missing = (scopes: readonly string[]): string[] => scopes.filter((scope) => !run.hasScope(scope));
  return face<GoogleAppsScript.Script.ScriptApp>(run, 'Script.ScriptApp', {
    ...triggerMembers(run, host),
    AuthMode: enums.all('script', 'AuthMode'),
    AuthorizationStatus: enums.all('script', 'AuthorizationStatus'),
    // Reference: the token "if available; otherwise null"; the published types forget the null.
    getIdentityToken: () => host.identityToken(run.person, run.scopes) as string,
    getScriptId: () => host.scriptId,
    getAuthorizationInfo: (_mode: unknown, scopes?: readonly string[]) => {
      // Without a list the manifest's scopes are meant (reference: getAuthorizationInfo).
      const lacking = missing(scopes ?? host.manifestScopes);
      return face<GoogleAppsScript.Script.AuthorizationInfo>(run, 'Script.AuthorizationInfo', {
        getAuthorizationStatus: () =>
          enums.value('script', 'AuthorizationStatus', lacking.length > 0 ? 'REQUIRED' : 'NOT_REQUIRED'),
        getAuthorizationUrl: () =>
          (lacking.length > 0
            ? `https://accounts.google.com/o/oauth2/auth?scope=${encodeURIComponent(lacking.join(' '))}`
            : null) as string,
      });
    },
  });
}

export function makeLogger(run: Execution, host: Host): GoogleAppsScript.Base.Logger {
  const made: GoogleAppsScript.Base.Logger = face<GoogleAppsScript.Base.Logger>(run, 'Base.Logger', {
    log: (...parts: readonly unknown[]) => {
      host.log(parts.map(String).join(' '));
      return made;
    },
  });
  return made;
}

/** `console` of the script: the same log. */
export function makeConsole(run: Execution, host: Host): object {
  const line = (...parts: readonly unknown[]): void => host.log(parts.map(String).join(' '));
  return face<Record<string, typeof line>>(run, 'Base.console', {
    log: line,
    info: line,
    warn: line,
    error: line,
  });
}
