/** Has files made in a thread of their own, one after the other: a large one takes seconds and must not keep others waiting. */
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { Problem } from '../../shared/problem.ts';
import type { FileJob } from './file.ts';
import type { MadeFile } from './made-file.ts';

const THREAD = new URL('./file-thread.mjs', import.meta.url);

const LIMITS = {
  /** Orders that wait; most are made in well under a second. */
  orders: 50,
  /** Bytes of all that wait: some twenty reports of 5,000 tasks. Ordinary ones reach the number above first. */
  bytes: 64 * 1024 * 1024,
  /** Ten times what a report of 20,000 tasks takes. */
  deadlineMs: 60_000,
};
const RETRY_SECONDS = 10;
/** A thread with nothing to do gives its memory back after this. */
const IDLE_MS = 60_000;
/** A report of 20,000 tasks fits in half of it. Beyond it the thread ends, not the service. */
const MEMORY_MB = 1_024;

interface Order {
  /** The job as the thread is handed it: its size is known, and what it was made from can go. */
  readonly job: Buffer<ArrayBuffer>;
  readonly done: (file: MadeFile) => void;
  readonly fail: (error: unknown) => void;
}

const busy = () => new Problem('too_many_requests', { seconds: RETRY_SECONDS });

export class FileWriter {
  readonly #source: URL;
  readonly #limits: typeof LIMITS;
  readonly #waiting: Order[] = [];
  #thread: Worker | undefined;
  #making: Order | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #idle: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `source`: what the thread runs. */
  constructor(source: URL = THREAD, limits: Partial<typeof LIMITS> = {}) {
    this.#source = source;
    this.#limits = { ...LIMITS, ...limits };
  }

  /**
   * The file, when its turn has come. Rejects with Problem `too_many_requests`, `export_too_slow`, `shutting_down`, or
   * `client_gone` when `left` is aborted before its turn; or with the error that ended the thread. The next file then
   * gets a new one.
   */
  async write(job: FileJob, left?: AbortSignal): Promise<MadeFile> {
    if (this.#stopped) throw new Problem('shutting_down');
    if (left?.aborted) throw new Problem('client_gone');
    if (this.#waiting.length >= this.#limits.orders) throw busy();
    return this.#queue(serialize(job), left);
  }

  /** Refuses what waits and whatever comes, with `shutting_down`; the file being made may still be finished. */
  close(): void {
    this.#stopped = true;
    for (const order of this.#waiting.splice(0)) order.fail(new Problem('shutting_down'));
  }

  /** Ends the thread; what is not made yet is refused with `shutting_down`. Repeatable. */
  async stop(): Promise<void> {
    this.close();
    const { fail } = this.#making ?? {};
    this.#making = undefined;
    fail?.(new Problem('shutting_down'));
    await this.#end();
  }

  #queue(job: Order['job'], left: AbortSignal | undefined): Promise<MadeFile> {
    const bytes = this.#waiting.reduce((sum, waiting) => sum + waiting.job.byteLength, job.byteLength);
    // The largest would otherwise never get its turn while others come.
    if (this.#waiting.length > 0 && bytes > this.#limits.bytes) throw busy();
    return new Promise((done, fail) => {
      const order = { job, done, fail };
      left?.addEventListener('abort', () => this.#drop(order), { once: true });
      this.#waiting.push(order);
      this.#next();
    });
  }

  /** What the thread is at is left to it: a new thread costs the others more than most files take. */
  #drop(order: Order): void {
    const place = this.#waiting.indexOf(order);
    if (place === -1) return;
    this.#waiting.splice(place, 1);
    order.fail(new Problem('client_gone'));
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    clearTimeout(this.#deadline);
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }

  #rest(): void {
    this.#thread?.unref();
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
  }

  #next(): void {
    if (this.#making !== undefined) return;
    const order = this.#waiting.shift();
    if (order === undefined) {
      this.#rest();
      return;
    }
    clearTimeout(this.#idle);
    this.#making = order;
    try {
      this.#thread ??= this.#start();
      this.#thread.ref();
      this.#thread.postMessage(order.job, [order.job.buffer]);
      this.#deadline = setTimeout(() => this.#late(), this.#limits.deadlineMs);
    } catch (error) {
      this.#settle((made) => made.fail(error));
    }
  }

  #late(): void {
    void this.#end();
    const seconds = this.#limits.deadlineMs / 1000;
    this.#settle((order) => order.fail(new Problem('export_too_slow', { seconds })));
  }

  #start(): Worker {
    const thread = new Worker(this.#source, {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const lost = (error: unknown) => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      this.#settle((order) => order.fail(error));
    };
    thread.on('message', (file: MadeFile) => {
      // One that was ended may still hand over its file, when another is being made.
      if (this.#thread === thread) this.#settle((order) => order.done(file));
    });
    thread.on('error', lost);
    thread.on('exit', (code) => lost(new Error(`The thread of files ended with code ${code}`)));
    return thread;
  }

  #settle(answer: (order: Order) => void): void {
    clearTimeout(this.#deadline);
    const order = this.#making;
    this.#making = undefined;
    if (order !== undefined) answer(order);
    this.#next();
  }
}
