/** Owns the guarantees of the local issuer: honest tokens verify against its published keys, forged ones do not. */

import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claims, type Forgery, Issuer } from './index.ts';

let issuer: Issuer;
beforeAll(async () => {
  issuer = await Issuer.start();
});
afterAll(() => issuer.stop());

const verify = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUrl)), {
    issuer: issuer.url,
    audience: issuer.audience,
    algorithms: ['RS256'],
  });

test('discovery leads to the keys', async () => {
  const found = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as {
    jwks_uri: string;
  };
  expect(found.jwks_uri).toBe(issuer.jwksUrl);
});

test('an honest token carries its person', async () => {
  const { payload } = await verify(
    issuer.token({ sub: '7', email: 'a@haiduong.example.vn', hd: 'haiduong.example.vn' }),
  );
  expect(payload).toMatchObject({ sub: '7', email: 'a@haiduong.example.vn', email_verified: true });
});

test('a token signed before a change of keys still verifies', async () => {
  const before = issuer.token({ sub: '7' });
  issuer.rotate();
  await expect(verify(before)).resolves.toBeDefined();
  await expect(verify(issuer.token({ sub: '7' }))).resolves.toBeDefined();
});

test.each<[string, Claims, Forgery]>([
  ['an expired one', { sub: '7', exp: 1 }, {}],
  ['another audience', { sub: '7', aud: 'other' }, {}],
  ['another issuer', { sub: '7', iss: 'https://accounts.example' }, {}],
  ['no signature', { sub: '7' }, { alg: 'none' }],
  ['a symmetric algorithm', { sub: '7' }, { alg: 'HS256' }],
  ['a foreign key', { sub: '7' }, { foreignKey: true }],
  ['an unknown key id', { sub: '7' }, { kid: 'nobody' }],
])('a token with %s does not verify', async (_name, claims, forgery) => {
  await expect(verify(issuer.token(claims, forgery))).rejects.toThrow();
});
