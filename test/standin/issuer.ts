/** Owns a local OpenID issuer with Google's shape: discovery, JWKS over HTTP, RS256 tokens signed on the spot. */

import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean | string;
  /** Hosted domain. */
  hd?: string;
  aud?: string;
  iss?: string;
  /** Seconds since 1970. */
  iat?: number;
  exp?: number;
  [claim: string]: unknown;
}

export interface Forgery {
  /** Another algorithm in the header, or another key than the published one. */
  alg?: 'RS256' | 'none' | 'HS256';
  foreignKey?: boolean;
  kid?: string;
}

const LIFETIME_S = 3600;
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Issuer {
  readonly audience: string;
  private readonly server: Server;
  private readonly clock: () => number;
  private keys: { kid: string; privateKey: KeyObject }[] = [];
  private readonly foreign: KeyObject;
  /** How often the JWKS was fetched. */
  keyRequests = 0;

  private constructor(server: Server, audience: string, clock: () => number) {
    this.server = server;
    this.audience = audience;
    this.clock = clock;
    this.foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    this.rotate();
  }

  /** `clock` gives milliseconds; the default is the real one, as servers under test use it too. */
  static async start(
    options: { audience?: string; clock?: () => number; port?: number } = {},
  ): Promise<Issuer> {
    const server = createServer();
    const issuer = new Issuer(
      server,
      options.audience ?? 'so-tinh-test.apps.googleusercontent.com',
      options.clock ?? Date.now,
    );
    server.on('request', (request, response) => {
      const body = issuer.answer(request.url ?? '/');
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': 'application/json',
        'cache-control': 'public, max-age=300',
      });
      response.end(JSON.stringify(body ?? { error: 'not_found' }));
    });
    await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
    server.unref();
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get jwksUrl(): string {
    return `${this.url}/oauth2/v3/certs`;
  }

  /** A new key signs from now on; the old one stays published, as Google does between rotations. */
  rotate(): void {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.keys = [{ kid: `key-${this.keys.length + 1}`, privateKey }, ...this.keys];
  }

  /** Claims not given are those of an honest token: this issuer, this audience, verified, valid for an hour. */
  token(claims: Claims, forgery: Forgery = {}): string {
    const now = Math.floor(this.clock() / 1000);
    const [key] = this.keys;
    if (!key) throw new Error('the issuer has no key');
    const alg = forgery.alg ?? 'RS256';
    const header = { alg, typ: 'JWT', kid: forgery.kid ?? key.kid };
    const payload = {
      iss: this.url,
      aud: this.audience,
      azp: this.audience,
      email_verified: true,
      iat: now,
      exp: now + LIFETIME_S,
      ...claims,
    };
    const signed = `${part(header)}.${part(payload)}`;
    if (alg === 'none') return `${signed}.`;
    const signature = sign(
      'RSA-SHA256',
      Buffer.from(signed),
      forgery.foreignKey ? this.foreign : key.privateKey,
    );
    return `${signed}.${signature.toString('base64url')}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer(path: string): object | undefined {
    if (path === '/.well-known/openid-configuration') {
      return {
        issuer: this.url,
        jwks_uri: this.jwksUrl,
        id_token_signing_alg_values_supported: ['RS256'],
        subject_types_supported: ['public'],
        response_types_supported: ['id_token'],
      };
    }
    if (path !== '/oauth2/v3/certs') return undefined;
    this.keyRequests += 1;
    return {
      keys: this.keys.map(({ kid, privateKey }) => ({
        ...createPublicKey(privateKey).export({ format: 'jwk' }),
        kid,
        alg: 'RS256',
        use: 'sig',
      })),
    };
  }
}
