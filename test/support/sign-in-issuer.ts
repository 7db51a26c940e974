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
  /** Who sits at the provider's sign-in page; undefined: they turn back without signing in; a list: they are asked who they are. */
  who: SignedInAs | readonly SignedInAs[] | undefined;
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
    const [, uid, number] = /^\/who\/([^/]+)(?:\/(\d+))?$/.exec(context.path) ?? [];
    if (uid === undefined) return next();
    const { who } = issuer;
    const person = Array.isArray(who) ? who[Number(number)] : who;
    if (Array.isArray(who) && person === undefined) {
      context.type = 'html';
      context.body = askingPage(uid, who);
      return;
    }
    if (person === undefined) {
      const turnedBack = { error: 'access_denied', error_description: 'turned back' };
      return provider.interactionFinished(context.req, context.res, turnedBack);
    }
    known.set(person.sub, person);
    const grant = new provider.Grant({ accountId: person.sub, clientId: CLIENT_ID });
    grant.addOIDCScope('openid email');
    const consent = { grantId: await grant.save() };
    const login = { accountId: person.sub };
    await provider.interactionFinished(context.req, context.res, { login, consent });
  });
  server.on('request', provider.callback());
  return issuer;
}

/** The page at which somebody says who they are; there is no password to be known. */
const askingPage = (uid: string, people: readonly SignedInAs[]): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Chọn tài khoản</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:2rem auto;padding:0 1rem}li{margin:.75rem 0}</style></head>
<body><h1>Chọn tài khoản</h1><p>Nhà cung cấp tài khoản của bản trình diễn: không có mật khẩu.</p><ul>${people
    .map(({ email }, number) => `<li><a href="/who/${uid}/${number}">${email}</a></li>`)
    .join('')}</ul></body></html>`;
