/** The settings of the server, read once from the environment; nothing else reads it. */
import { z } from 'zod';
import { Refusal } from './refusal.ts';

const list = (standard: string) =>
  z
    .string()
    .default(standard)
    .transform((text) => text.split(/[,\s]+/).filter((item) => item !== ''));

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const safeUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}, 'cần địa chỉ https:// (http:// chỉ cho máy này) · must be https:// (http:// on this machine only)');

const postgresUrl = z.string().refine((text) => {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}, 'cần dạng postgres://tài-khoản:mật-khẩu@máy:5432/cơ-sở · must look like postgres://user:password@host:5432/database');

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const count = (lowest: number, highest: number, standard: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number().int().min(lowest).max(highest).default(standard),
  );

const Environment = z.object({
  /** Directory of the embedded database. */
  SO_TINH_DATA: z.string().min(1).default('./data'),
  /** PostgreSQL 15 or newer to use instead of the embedded one. */
  DATABASE_URL: optional(postgresUrl),
  /** Connections of the request pool. */
  DATABASE_CONNECTIONS: count(1, 500, 10),
  /** PostgreSQL programs to use instead of the bundled ones. */
  PG_BINDIR: optional(z.string().min(1)),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** 0 = any free port. */
  PORT: count(0, 65_535, 8080),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Accepted `iss` of identity tokens. */
  IDENTITY_ISSUERS: list('https://accounts.google.com,accounts.google.com'),
  /** Accepted `aud`: the OAuth client ids of the add-on's script. */
  IDENTITY_AUDIENCES: list(''),
  IDENTITY_JWKS_URL: safeUrl.default('https://www.googleapis.com/oauth2/v3/certs'),
  /** Accepted `hd` (Workspace domains); empty = any account our own tables know. */
  IDENTITY_DOMAINS: list(''),
  /** Address people reach this server at, without a path; the provider sends them back there. */
  PUBLIC_URL: optional(safeUrl),
  /** The provider people sign in at on the pages: its issuer address. */
  SIGN_IN_ISSUER: safeUrl.default('https://accounts.google.com'),
  /** What the provider knows these pages by; without it nobody can sign in there. */
  SIGN_IN_CLIENT_ID: optional(z.string().min(1)),
  SIGN_IN_CLIENT_SECRET: optional(z.string().min(1)),
  /** Base address of Google's APIs; another one for a stand-in. */
  GOOGLE_ROOT_URL: optional(safeUrl),
});

export interface Config {
  readonly dataDir: string;
  /** undefined = the embedded database. */
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly binDir: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly identity: {
    readonly issuers: readonly string[];
    /** Empty = no token is accepted. */
    readonly audiences: readonly string[];
    readonly jwksUrl: string;
    /** Empty = not checked. */
    readonly domains: readonly string[];
  };
  /** undefined = nobody signs in on the pages. */
  readonly signIn:
    | {
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string;
        /** Without a slash at its end. */
        readonly publicUrl: string;
      }
    | undefined;
  readonly googleRootUrl: string | undefined;
}

/** Parses the environment. Throws Refusal `bad_settings` naming every wrong variable, never its value. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
    throw new Refusal('bad_settings', { list: lines.join('\n') });
  }
  const read = parsed.data;
  return {
    dataDir: read.SO_TINH_DATA,
    databaseUrl: read.DATABASE_URL,
    databaseConnections: read.DATABASE_CONNECTIONS,
    binDir: read.PG_BINDIR,
    host: read.HOST,
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    identity: {
      issuers: read.IDENTITY_ISSUERS,
      audiences: read.IDENTITY_AUDIENCES,
      jwksUrl: read.IDENTITY_JWKS_URL,
      domains: read.IDENTITY_DOMAINS,
    },
    signIn: signInOf(read),
    googleRootUrl: read.GOOGLE_ROOT_URL,
  };
}

/** All of its settings or none: half of them is a mistake nobody would see before somebody cannot sign in. */
function signInOf(read: z.infer<typeof Environment>): Config['signIn'] {
  const named = { ...read, PUBLIC_URL: read.PUBLIC_URL && new URL(read.PUBLIC_URL).origin };
  const needed = ['PUBLIC_URL', 'SIGN_IN_CLIENT_ID', 'SIGN_IN_CLIENT_SECRET'] as const;
  const { PUBLIC_URL, SIGN_IN_CLIENT_ID, SIGN_IN_CLIENT_SECRET } = named;
  if (SIGN_IN_CLIENT_ID === undefined && SIGN_IN_CLIENT_SECRET === undefined) return undefined;
  if (!PUBLIC_URL || !SIGN_IN_CLIENT_ID || !SIGN_IN_CLIENT_SECRET) {
    const missing = needed.filter((name) => !named[name]);
    const list = missing.map((name) => `  ${name}: cần có để đăng nhập · needed for signing in`).join('\n');
    throw new Refusal('bad_settings', { list });
  }
  return {
    issuer: read.SIGN_IN_ISSUER,
    clientId: SIGN_IN_CLIENT_ID,
    clientSecret: SIGN_IN_CLIENT_SECRET,
    publicUrl: PUBLIC_URL,
  };
}

/** The settings of this process. */
export const processConfig = (): Config => readConfig(process.env);
