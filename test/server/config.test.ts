/** Settings: right by default, refused by name when wrong, never quoted. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { ROOT } from '../support/sources.ts';

test('an empty environment gives a service on this machine with the embedded database', () => {
  expect(readConfig({})).toEqual({
    dataDir: './data',
    databaseUrl: undefined,
    databaseConnections: 10,
    binDir: undefined,
    host: '127.0.0.1',
    port: 8080,
    logLevel: 'info',
    identity: {
      issuers: ['https://accounts.google.com', 'accounts.google.com'],
      audiences: [],
      jwksUrl: 'https://www.googleapis.com/oauth2/v3/certs',
      domains: [],
    },
    signIn: undefined,
    googleRootUrl: undefined,
  });
});

test('lists are read with commas or spaces, empty values count as absent', () => {
  const config = readConfig({
    IDENTITY_AUDIENCES: 'one.apps, two.apps\n three.apps',
    DATABASE_URL: '',
    PORT: '',
  });
  expect(config.identity.audiences).toEqual(['one.apps', 'two.apps', 'three.apps']);
  expect(config.databaseUrl).toBeUndefined();
  expect(config.port).toBe(8080);
});

test.each([
  ['PORT', '80a'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['LOG_LEVEL', 'loud'],
  ['DATABASE_URL', 'mysql://u:hunter2@h/d'],
  ['DATABASE_URL', 'hunter2'],
  ['IDENTITY_JWKS_URL', 'http://idp.example/keys?hunter2'],
  ['IDENTITY_JWKS_URL', 'file:///etc/hunter2'],
  ['DATABASE_CONNECTIONS', '0'],
])('%s=%s is refused by name and its value is not shown', (name, value) => {
  let message = '';
  try {
    readConfig({ [name]: value });
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad_settings', exit: 2 });
    message = (error as Error).message;
  }
  expect(message).toContain(name);
  expect(message).not.toContain('hunter2');
});

const SIGN_IN = {
  PUBLIC_URL: 'https://so-tinh.example.vn/',
  SIGN_IN_CLIENT_ID: 'pages',
  SIGN_IN_CLIENT_SECRET: 'hunter2',
};

test('signing in is at Google unless said otherwise, and comes back to the address without its slash', () => {
  expect(readConfig(SIGN_IN).signIn).toEqual({
    issuer: 'https://accounts.google.com',
    clientId: 'pages',
    clientSecret: 'hunter2',
    publicUrl: 'https://so-tinh.example.vn',
  });
});

test.each(['PUBLIC_URL', 'SIGN_IN_CLIENT_ID', 'SIGN_IN_CLIENT_SECRET'])(
  'signing in without %s is refused by name',
  (name) => {
    const refused = () => readConfig({ ...SIGN_IN, [name]: '' });
    expect(refused).toThrow(name);
    expect(refused).not.toThrow(/hunter2/);
  },
);

test('every wrong setting is named at once', () => {
  expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'x' })).toThrow(/PORT[\s\S]*LOG_LEVEL/);
});

test('a key set on this machine may be plain http', () => {
  expect(readConfig({ IDENTITY_JWKS_URL: 'http://127.0.0.1:5000/jwks' }).identity.jwksUrl).toBe(
    'http://127.0.0.1:5000/jwks',
  );
});

test('every setting is told in docs/running.md, and none that is not read', () => {
  const source = readFileSync(join(ROOT, 'server/config.ts'), 'utf8');
  const told = readFileSync(join(ROOT, 'docs/running.md'), 'utf8');
  const read = [...source.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  const listed = [...told.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
  expect(read).toContain('IDENTITY_AUDIENCES');
  expect([...listed].sort()).toEqual([...read].sort());
});
