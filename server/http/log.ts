/** JSON logs: one line a request, never a body, a cell, a token, a query string or a header. */
import { destination, pino } from 'pino';

/** The part of pino the server uses. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
  /** The line of an answered request, at level info. Its fields are all there is, so nothing needs to be taken out. */
  request(line: RequestLine): void;
}

interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  /** The pattern, not the address. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
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

interface LogTarget {
  write(line: string): void;
}

/** Where an error was thrown. The stack begins with the message, and a line of that may look like a frame: none is taken from there. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  const lines = stack.slice(start === -1 ? 0 : start + message.length).split('\n');
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
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
  return {
    name: error.name,
    // A database message can quote a value ("invalid input syntax … »x«"); its code says enough.
    ...(fromDatabase ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(routine === undefined ? {} : { routine }),
    stack: framesOf(error).slice(0, 12),
  };
}

const serialized = (value: unknown): unknown =>
  value instanceof Error || typeof value !== 'object' ? safeError(value) : value;

/** Lines wait for each other this long at most, or until they fill 8 kB: a write for each would wake a reader each time. */
const FLUSH_MS = 200;
const FULL = 8192;
/** Lines of any other level are written at once: they may be the last. */
const ORDINARY = '{"level":"info"';

/** The library's own buffer copies all that waits with every line, so lines are gathered before it. */
function standardOutput(): LogTarget & { flushSync(): void } {
  const output = destination({ dest: 1, sync: true });
  let waiting = '';
  const flushSync = () => {
    if (waiting === '') return;
    const lines = waiting;
    waiting = '';
    try {
      output.write(lines);
    } catch {
      // Nobody is left to be told that the log cannot be written; the work goes on.
    }
  };
  setInterval(flushSync, FLUSH_MS).unref();
  process.once('exit', flushSync);
  return {
    write: (line) => {
      waiting += line;
      if (waiting.length >= FULL || !line.startsWith(ORDINARY)) flushSync();
    },
    flushSync,
  };
}

const BASE = { service: 'so-tinh' };
const timestamp = pino.stdTimeFunctions.isoTime;
const MIDDLE = `,${JSON.stringify(BASE).slice(1, -1)},`;

/** A logger writing JSON lines to `target` (standard output by default). What is fatal is written at once. */
export function createLog(level: string, target: LogTarget = standardOutput()): Logger {
  const options = {
    level,
    base: BASE,
    timestamp,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), remove: true },
    serializers: { error: serialized, err: serialized },
  };
  const logger = pino(options, target);
  return Object.assign(logger, {
    // pino takes three times as long, and this is the line that is written thousands of times a second.
    request: (line: RequestLine) => {
      if (!logger.isLevelEnabled('info')) return;
      const { requestId, method, route, status, ms } = line;
      const names = `"requestId":${JSON.stringify(requestId)},"method":${JSON.stringify(method)},"route":${JSON.stringify(route)}`;
      target.write(
        `${ORDINARY}${timestamp()}${MIDDLE}${names},"status":${status},"ms":${ms},"msg":"request"}\n`,
      );
    },
  });
}
