/** Identity tokens against a real issuer over HTTP: what is let in, what is not, and how little the issuer is asked. */
import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../../../server/config.ts';
import { createVerifier } from '../../../server/http/auth.ts';
import type { Claims } from '../../standin/issuer.ts';
import { Issuer } from '../../standin/issuer.ts';

const NOW = Math.floor(Date.now() / 1000);
const clock = () => new Date(NOW * 1000);
const PERSON: Claims = { sub: 'sub-1', email: 'An@X1.gov.vn', hd: 'x1.gov.vn' };

let issuer: Issuer;
beforeAll(async () => {
  issuer = await Issuer.start({ clock: () => NOW * 1000 });
});
afterAll(() => issuer.stop());

function settings(more: Record<string, string> = {}) {
  return readConfig({
    IDENTITY_ISSUERS: issuer.url,
    IDENTITY_AUDIENCES: `other.apps.example,${issuer.audience}`,
    IDENTITY_JWKS_URL: issuer.jwksUrl,
    ...more,
  }).identity;
}
const verifier = (more?: Record<string, string>, at = clock) => createVerifier(settings(more), at);

test('an honest token says who the account is, the address in small letters', async () => {
  expect(await verifier()(issuer.token(PERSON))).toEqual({
    iss: issuer.url,
    sub: 'sub-1',
    email: 'an@x1.gov.vn',
    authoritative: true,
  });
});

test.each([
  ['a Workspace account', PERSON, true],
  ['a gmail.com account', { sub: 's', email: 'an@gmail.com' }, true],
  ['a foreign mailbox', { sub: 's', email: 'an@example.vn' }, false],
])('the issuer vouches for the address of %s: %o → %s', async (_, claims, authoritative) => {
  expect((await verifier()(issuer.token(claims))).authoritative).toBe(authoritative);
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** HS256 signed with the published RSA key as if it were a secret. */
function confused(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secret = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({
    type: 'spki',
    format: 'pem',
  });
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: 'key-1' })}.${part({ ...PERSON, iss: issuer.url, aud: issuer.audience, iat: NOW, exp: NOW + 600 })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const REFUSED: Record<string, () => string> = {
  'wrong audience': () => issuer.token({ ...PERSON, aud: 'someone-else' }),
  'wrong issuer': () => issuer.token({ ...PERSON, iss: 'https://accounts.example.com' }),
  'alg none': () => issuer.token(PERSON, { alg: 'none' }),
  'alg HS256 in the header': () => issuer.token(PERSON, { alg: 'HS256' }),
  'HS256 with the public key as secret': confused,
  'another key under a known kid': () => issuer.token(PERSON, { foreignKey: true }),
  'expired over a minute ago': () => issuer.token({ ...PERSON, iat: NOW - 4000, exp: NOW - 61 }),
  'issued in the future': () => issuer.token({ ...PERSON, iat: NOW + 120, exp: NOW + 4000 }),
  'unverified address': () => issuer.token({ ...PERSON, email_verified: false }),
  'address verified in words only': () => issuer.token({ ...PERSON, email_verified: 'true' }),
  'no address': () => issuer.token({ sub: 's' }),
  'no subject': () => issuer.token({ ...PERSON, sub: '' }),
  'a kid that is a path': () => issuer.token(PERSON, { kid: '../../etc/passwd' }),
  'a changed payload': () => {
    const [head, , tail] = issuer.token(PERSON).split('.');
    return `${head}.${part({ ...PERSON, sub: 'sub-2', iss: issuer.url, aud: issuer.audience, iat: NOW, exp: NOW + 600, email_verified: true })}.${tail}`;
  },
  'no token at all': () => 'abc.def.ghi',
  'a very long one': () => `${issuer.token(PERSON)}${'A'.repeat(9000)}`,
};

test.each(Object.keys(REFUSED))('refused: %s', async (name) => {
  const token = REFUSED[name]?.() ?? '';
  await expect(verifier()(token)).rejects.toMatchObject({ code: 'not_signed_in', details: {} });
});

test('a minute of clock difference is allowed both ways', async () => {
  const late = issuer.token({ ...PERSON, iat: NOW - 3000, exp: NOW - 30 });
  const early = issuer.token({ ...PERSON, iat: NOW + 30, exp: NOW + 3000 });
  expect((await verifier()(late)).sub).toBe('sub-1');
  expect((await verifier()(early)).sub).toBe('sub-1');
});

test.each([
  ['the domain asked for', { hd: 'x1.gov.vn' }, true],
  ['another domain', { hd: 'x2.gov.vn' }, false],
  ['no domain', { hd: undefined }, false],
])('where a domain is set, %s: %o → %s', async (_, claims, passes) => {
  const outcome = verifier({ IDENTITY_DOMAINS: 'x1.gov.vn' })(
    issuer.token({ ...PERSON, ...claims } as Claims),
  );
  if (passes) expect((await outcome).sub).toBe('sub-1');
  else await expect(outcome).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('without an audience set nobody gets in', async () => {
  await expect(verifier({ IDENTITY_AUDIENCES: '' })(issuer.token(PERSON))).rejects.toMatchObject({
    code: 'not_signed_in',
  });
});

test('a token seen before is refused once it has run out', async () => {
  let at = NOW;
  const verify = verifier({}, () => new Date(at * 1000));
  const token = issuer.token({ ...PERSON, exp: NOW + 100 });
  await verify(token);
  at = NOW + 159;
  expect((await verify(token)).sub).toBe('sub-1');
  at = NOW + 161;
  await expect(verify(token)).rejects.toMatchObject({ code: 'not_signed_in' });
});

test('a flood of unknown keys asks the issuer once', async () => {
  const verify = verifier();
  await verify(issuer.token(PERSON));
  const before = issuer.keyRequests;
  const flood = Array.from({ length: 200 }, (_, i) => verify(issuer.token(PERSON, { kid: `made-up-${i}` })));
  const outcomes = await Promise.allSettled(flood);
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  expect(issuer.keyRequests - before).toBeLessThanOrEqual(1);
  expect((await verify(issuer.token(PERSON))).sub).toBe('sub-1');
});

test('a new key works at the first fetch that knows it', async () => {
  const own = await Issuer.start({ clock: () => NOW * 1000 });
  const config = readConfig({
    IDENTITY_ISSUERS: own.url,
    IDENTITY_AUDIENCES: own.audience,
    IDENTITY_JWKS_URL: own.jwksUrl,
  });
  own.rotate();
  const verify = createVerifier(config.identity, clock);
  expect((await verify(own.token(PERSON))).sub).toBe('sub-1');
  await own.stop();
});

test('while the issuer is away known keys go on, unknown ones get “try again”, not “sign in again”', async () => {
  const own = await Issuer.start({ clock: () => NOW * 1000 });
  const config = readConfig({
    IDENTITY_ISSUERS: own.url,
    IDENTITY_AUDIENCES: own.audience,
    IDENTITY_JWKS_URL: own.jwksUrl,
  });
  const known = createVerifier(config.identity, clock);
  await known(own.token(PERSON));
  const fresh = own.token({ ...PERSON, sub: 'sub-9' });
  await own.stop();
  expect((await known(fresh)).sub).toBe('sub-9');
  const cold = createVerifier(config.identity, clock);
  await expect(cold(fresh)).rejects.toMatchObject({ code: 'idp_unavailable' });
  await expect(cold(fresh)).rejects.toMatchObject({ code: 'idp_unavailable' });
});
