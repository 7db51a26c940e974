/** JSON logs: one line a request, never a body, a cell, a token, a query string or a header. */
import { pino } from 'pino';

/** The part of pino the server uses. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
}

/** Keys whose value is removed wherever an object carrying them is logged, one level deep or at the top. */
const SECRET_KEYS = [
  'authorization',
  'cookie',
  'token',
  'password',
  'secret',
  'body',
  'content',
  'cells',
  'parameters',
  'args',
  'detail',
  'query',
];

export interface LogTarget {
  write(line: string): void;
}

/** An error as it may be logged: name, code, constraint and stack, but not what the database quotes from a row. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const {
    code,
    constraint_name: constraint,
    table_name: table,
    routine,
  } = error as Error & {
    code?: unknown;
    constraint_name?: unknown;
    table_name?: unknown;
    routine?: unknown;
  };
  const fromDatabase = error.name === 'PostgresError';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    // A database message can quote a value ("invalid input syntax … »x«"); its code says enough.
    ...(fromDatabase ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(routine === undefined ? {} : { routine }),
    stack: frames.slice(0, 12).map((line) => line.trim()),
  };
}

const serialized = (value: unknown): unknown =>
  value instanceof Error || typeof value !== 'object' ? safeError(value) : value;

/** A logger writing JSON lines to `target` (standard output by default). */
export function createLog(level: string, target?: LogTarget): Logger {
  const options = {
    level,
    base: { service: 'so-tinh' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), remove: true },
    serializers: { error: serialized, err: serialized },
  };
  return target ? pino(options, target) : pino(options);
}
