/** A local OpenID provider with sign-in pages of its own: `oidc-provider`, whose person at the keyboard the test names. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { type ClientMetadata, type Configuration, Provider } from 'oidc-provider';

/** What the provider says of somebody who signs in; `sub` is their account. */
export interface SignedInAs {
  readonly sub: string;
  readonly email: string;
  readonly hd?: string;
  readonly verified?: boolean;
}

export interface SignInIssuer {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who sits at the provider's sign-in page; undefined: they turn back without signing in. */
  who: SignedInAs | undefined;
  close(): Promise<void>;
}

const CLIENT_ID = 'so-tinh-pages';
const CLIENT_SECRET = 'secret-of-the-pages-of-so-tinh-only-in-tests';

/** Takes requests at any free port; sends people back to `returnsTo`. */
export async function signInIssuer(returnsTo: readonly string[]): Promise<SignInIssuer> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const known = new Map<string, SignedInAs>();
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const client: ClientMetadata = {
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: [...returnsTo],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  };
  const configuration: Configuration = {
    clients: [client],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['only-in-tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/who/${uid}` },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'hd'] },
    findAccount: (_context, sub) => {
      const { email, hd, verified = true } = known.get(sub) ?? { email: '' };
      return {
        accountId: sub,
        claims: () => ({ sub, email, email_verified: verified, ...(hd === undefined ? {} : { hd }) }),
      };
    },
    ttl: { Session: 600, Interaction: 600, Grant: 600, IdToken: 600, AccessToken: 600 },
  };
  const provider = new Provider(url, configuration);
  const issuer: SignInIssuer = {
    url,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    who: undefined,
    close: () => new Promise((done) => server.close(() => done())),
  };
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/who/')) return next();
    const { who } = issuer;
    if (who === undefined) {
      const turnedBack = { error: 'access_denied', error_description: 'turned back' };
      return provider.interactionFinished(context.req, context.res, turnedBack);
    }
    known.set(who.sub, who);
    const grant = new provider.Grant({ accountId: who.sub, clientId: CLIENT_ID });
    grant.addOIDCScope('openid email');
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(context.req, context.res, { login: { accountId: who.sub }, consent });
  });
  server.on('request', provider.callback());
  return issuer;
}
