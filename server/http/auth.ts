/**
 * Verifies identity tokens: RS256 against the issuer's published keys, our issuers and audiences only.
 * Says who the account is; what it may do is our own tables' business.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { Problem } from '../../shared/problem.ts';
import { Bounded } from '../bounded.ts';
import type { Config } from '../config.ts';
import type { Identity } from '../usecases/enter.ts';
import type { Answering } from './routes.ts';

/** Throws Problem `not_signed_in` (one answer for every fault of a token) or `idp_unavailable`. */
export type VerifyToken = (token: string) => Promise<Identity>;

const LEEWAY_SECONDS = 60;
const MOST_TOKENS = 5000;
const MOST_KIDS = 1000;
const TOKEN = /^[A-Za-z0-9._~+/=-]{1,8192}$/;
/** After the issuer failed to answer, or did not know a key, it is left alone for so long. */
const QUIET_MS = 30_000;
/** How long the last good keys serve while the issuer cannot be reached. */
const KEYS_LAST_MS = 24 * 3_600_000;

interface Known {
  readonly identity: Identity;
  /** Seconds since 1970. */
  readonly exp: number;
}

export function createVerifier(settings: Config['identity'], clock: () => Date): VerifyToken {
  const keys = createKeys(settings.jwksUrl, clock);
  const known = new Bounded<Known>(MOST_TOKENS);
  return async (token) => {
    const now = clock();
    const before = known.get(token);
    if (before !== undefined) {
      if (before.exp + LEEWAY_SECONDS > now.getTime() / 1000) return before.identity;
      known.delete(token);
      throw new Problem('not_signed_in');
    }
    if (settings.audiences.length === 0 || !TOKEN.test(token)) throw new Problem('not_signed_in');
    const fresh = await verify(token, settings, keys, now);
    known.set(token, fresh);
    return fresh.identity;
  };
}

async function verify(
  token: string,
  settings: Config['identity'],
  keys: JWTVerifyGetKey,
  now: Date,
): Promise<Known> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      issuer: [...settings.issuers],
      audience: [...settings.audiences],
      clockTolerance: LEEWAY_SECONDS,
      currentDate: now,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'email'],
    });
    return identityFrom(payload, settings.domains, now);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('not_signed_in');
  }
}

/** Who verified claims are about. Throws Problem `not_signed_in` where they do not say, or say an account of another domain. */
export function identityFrom(payload: JWTPayload, domains: readonly string[], now: Date): Known {
  const { iss, sub, exp, iat, email, email_verified: verified, hd } = payload;
  const wellFormed =
    typeof iss === 'string' &&
    typeof sub === 'string' &&
    sub !== '' &&
    typeof email === 'string' &&
    typeof exp === 'number' &&
    typeof iat === 'number' &&
    (hd === undefined || typeof hd === 'string');
  if (!wellFormed || verified !== true) throw new Problem('not_signed_in');
  if (iat > now.getTime() / 1000 + LEEWAY_SECONDS) throw new Problem('not_signed_in');
  if (domains.length > 0 && (hd === undefined || !domains.includes(hd))) {
    throw new Problem('not_signed_in');
  }
  // Google vouches for an address only where it runs the mailbox: gmail.com, or a Workspace domain (hd).
  const authoritative = hd !== undefined || email.toLowerCase().endsWith('@gmail.com');
  return { exp, identity: { iss, sub, email: email.toLowerCase(), authoritative } };
}

/** The issuer's keys: asked at most every 30 s, kept through an outage, never fetched again at once for a key it did not know. */
function createKeys(jwksUrl: string, clock: () => Date): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(jwksUrl), {
    cooldownDuration: QUIET_MS,
    cacheMaxAge: 600_000,
    timeoutDuration: 5000,
  });
  const unknown = new Bounded<number>(MOST_KIDS);
  let goodAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (header, token) => {
    const now = clock().getTime();
    const kid = String(header.kid ?? '');
    const refused = unknown.get(kid);
    if (refused !== undefined && now - refused < QUIET_MS) throw new Problem('not_signed_in');
    // Without the issuer an unknown key may be a new one: that is no fault of the token.
    const fallBack = () => {
      const last = remote.jwks();
      if (last === undefined || now - goodAt > KEYS_LAST_MS) throw new Problem('idp_unavailable');
      return createLocalJWKSet(last)(header, token).catch(() => {
        throw new Problem('idp_unavailable');
      });
    };
    try {
      if (now - failedAt < QUIET_MS) return await fallBack();
      const key = await remote(header, token);
      if (remote.fresh) goodAt = now;
      return key;
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
        unknown.set(kid, now);
        throw error;
      }
      failedAt = now;
      return fallBack();
    }
  };
}

/** Lets only requests with an accepted `Authorization: Bearer` token through. */
export function authenticated(verifyToken: VerifyToken, answer: Answering): Answering {
  return async (c) => {
    const header = c.req.header('authorization') ?? '';
    if (!/^Bearer /i.test(header)) throw new Problem('not_signed_in');
    c.set('identity', await verifyToken(header.slice('Bearer '.length)));
    return answer(c);
  };
}
