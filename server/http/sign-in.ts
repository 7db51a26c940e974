/**
 * Signing in with an account of an OpenID provider: authorization code with PKCE. Says who the account is; what it may do is our own
 * tables' business. What one attempt must remember stays in the browser, so that any server can end what another began.
 */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import type { Config } from '../config.ts';
import type { Identity } from '../usecases/enter.ts';
import { identityFrom } from './auth.ts';

export const RETURN_PATH = '/dang-nhap/ve';
const TIMEOUT_SECONDS = 10;
/** After the provider failed to say what it can do, it is left alone for so long. */
const QUIET_MS = 10_000;

const Memo = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });
type Memo = z.infer<typeof Memo>;

export interface SignIn {
  /** The provider's page, and what the browser must bring back with its answer; `next`: a page of ours, '' for the person's first. */
  begin(next: string): Promise<{ readonly url: string; readonly memo: string }>;
  /**
   * Who signed in. Throws Problem `sign_in_failed` where the answer is none to `memo`, `sign_in_refused` where the person turned
   * back, `not_signed_in` for an account the settings do not take, `idp_unavailable`.
   */
  finish(
    query: URLSearchParams,
    memo: string | undefined,
  ): Promise<{ readonly identity: Identity; readonly next: string }>;
}

/** A page of ours and nothing else: an address of another site must not follow from signing in. */
export const ownPage = (path: string | undefined): string | undefined =>
  path !== undefined && /^\/(?![/\\])[\w\-./?=&%~]*$/.test(path) ? path : undefined;

export function createSignIn(
  settings: NonNullable<Config['signIn']>,
  domains: readonly string[],
  clock: () => Date,
): SignIn {
  const provider = askOnce(() => discover(settings), clock);
  const redirectUri = `${settings.publicUrl}${RETURN_PATH}`;
  return {
    async begin(next) {
      const verifier = randomPKCECodeVerifier();
      const memo: Memo = { state: randomState(), nonce: randomNonce(), verifier, next };
      const url = buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        state: memo.state,
        nonce: memo.nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, memo: Buffer.from(JSON.stringify(memo)).toString('base64url') };
    },
    async finish(query, memo) {
      const { state, nonce, verifier, next } = readMemo(memo);
      const answer = new URL(redirectUri);
      answer.search = query.toString();
      const tokens = await authorizationCodeGrant(await provider(), answer, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      }).catch(refuse);
      const { identity } = identityFrom(tokens.claims() ?? {}, domains, clock());
      return { identity, next };
    },
  };
}

async function discover({
  issuer,
  clientId,
  clientSecret,
}: NonNullable<Config['signIn']>): Promise<Configuration> {
  const execute = [enableNonRepudiationChecks];
  // Settings let nothing but this machine be reached without TLS.
  if (issuer.startsWith('http://')) execute.push(allowInsecureRequests);
  return discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS });
}

/** The provider's own description, asked for when it is first needed, and again a while after it could not be had. */
function askOnce(ask: () => Promise<Configuration>, clock: () => Date): () => Promise<Configuration> {
  let known: Promise<Configuration> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock().getTime() - failedAt < QUIET_MS) throw new Problem('idp_unavailable');
    known ??= ask();
    try {
      return await known;
    } catch {
      known = undefined;
      failedAt = clock().getTime();
      throw new Problem('idp_unavailable');
    }
  };
}

function readMemo(memo: string | undefined): Memo {
  try {
    return Memo.parse(JSON.parse(Buffer.from(memo ?? '', 'base64url').toString()));
  } catch {
    throw new Problem('sign_in_failed');
  }
}

/** What the library throws says which check failed: that is for nobody outside. */
function refuse(error: unknown): never {
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied')
    throw new Problem('sign_in_refused');
  if (error instanceof TypeError || isTimeout(error)) throw new Problem('idp_unavailable');
  throw new Problem('sign_in_failed');
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'OAUTH_TIMEOUT';
