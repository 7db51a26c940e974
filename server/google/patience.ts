/** Tries calls to Google again where Google says that it may pass, and no faster than it allows. */

export interface Patience {
  /** Waits that many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** 0 ≤ n < 1, spreads the waits. */
  readonly random: () => number;
}

const MOST_TRIES = 6;
const LONGEST_WAIT_MS = 64_000;
/** The only reasons behind a 403 that pass by waiting; storageQuotaExceeded never does. */
const PASSING_REASONS = new Set(['rateLimitExceeded', 'userRateLimitExceeded']);

interface Answered {
  readonly status: number;
  readonly reasons: readonly string[];
  /** Seconds Google asks to wait. */
  readonly retryAfter: number | undefined;
}

/** Google said no, and trying again does not help, or did not. */
export class GoogleRefused extends Error {
  readonly status: number;
  /** Drive has no room left for the account. */
  readonly isFull: boolean;

  constructor({ status, reasons }: Answered, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'GoogleRefused';
    this.status = status;
    this.isFull = reasons.includes('storageQuotaExceeded');
  }
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** The client's headers come from whichever fetch it runs on, so their class cannot be asked for. */
function headerOf(headers: unknown, name: string): unknown {
  const get = member(headers, 'get');
  return typeof get === 'function' ? get.call(headers, name) : member(headers, name);
}

/** What an error of the client says of Google's answer; undefined when there was no answer. */
function answerOf(error: unknown): Answered | undefined {
  const response = member(error, 'response');
  const status = member(response, 'status');
  if (typeof status !== 'number') return undefined;
  const errors = member(member(member(response, 'data'), 'error'), 'errors');
  const reasons = Array.isArray(errors) ? errors.map((each) => String(member(each, 'reason'))) : [];
  const seconds = Number(headerOf(member(response, 'headers'), 'retry-after'));
  return { status, reasons, retryAfter: seconds > 0 ? seconds : undefined };
}

/** There was no answer at all: the work may have been done. */
const wasLost = (error: unknown): boolean =>
  /^(ECONN|ETIMEDOUT|EAI_AGAIN|EPIPE|UND_ERR)/.test(String(member(error, 'code')));

function mayPass({ status, reasons }: Answered): boolean {
  if (status === 429 || status >= 500) return true;
  return status === 403 && reasons.some((reason) => PASSING_REASONS.has(reason));
}

/** min(2^n s + random, 64 s) from the first wait on, or longer if Google says so: all of them outlast the minute Google counts. */
function waitOf(retryAfter: number | undefined, attempt: number, random: () => number): number {
  const own = Math.min(2 ** (attempt + 1) * 1000 + random() * 1000, LONGEST_WAIT_MS);
  return Math.max(own, Math.min((retryAfter ?? 0) * 1000, LONGEST_WAIT_MS));
}

/** Runs a call up to six times. The client itself never repeats a POST, so this is the only place that does. */
export async function patiently<T>(patience: Patience, call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const answered = answerOf(error);
      const passes = answered === undefined ? wasLost(error) : mayPass(answered);
      if (!passes || attempt + 1 >= MOST_TRIES)
        throw answered === undefined ? error : new GoogleRefused(answered, error);
      await patience.pause(waitOf(answered?.retryAfter, attempt, patience.random));
    }
  }
}

const MINUTE_MS = 60_000;

/** Turns to write, no more than `perMinute` in any minute: Google counts a minute's writes for each account. */
export function paced(
  perMinute: number,
  { pause, now }: Pick<Patience, 'pause'> & { readonly now: () => number },
): () => Promise<void> {
  const taken: number[] = [];
  let before = Promise.resolve();
  const take = async (): Promise<void> => {
    const oldest = taken.length < perMinute ? undefined : taken.shift();
    const wait = oldest === undefined ? 0 : oldest + MINUTE_MS - now();
    if (wait > 0) await pause(wait);
    taken.push(now());
  };
  return () => {
    before = before.then(take);
    return before;
  };
}
