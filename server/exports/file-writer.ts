/** Has files made in a thread of their own, one after the other: a large one takes seconds and must not keep others waiting. */
import { Worker } from 'node:worker_threads';
import { Problem } from '../../shared/problem.ts';
import type { FileJob, MadeFile } from './file.ts';

const THREAD = new URL('./file-thread.mjs', import.meta.url);

/** Each holds the data of a report; most are made in well under a second. */
const WAITING_MAX = 50;
const RETRY_SECONDS = 10;
/** A thread with nothing to do gives its memory back after this. */
const IDLE_MS = 60_000;
/** A report of 20,000 tasks fits in half of it. Beyond it the thread ends, not the service. */
const MEMORY_MB = 1_024;

interface Order {
  readonly job: FileJob;
  readonly done: (file: MadeFile) => void;
  readonly fail: (error: unknown) => void;
}

export class FileWriter {
  readonly #source: URL;
  readonly #waiting: Order[] = [];
  #thread: Worker | undefined;
  #making: Order | undefined;
  #idle: NodeJS.Timeout | undefined;
  #stopped = false;

  /** `source`: what the thread runs. */
  constructor(source: URL = THREAD) {
    this.#source = source;
  }

  /**
   * The file, when its turn has come. Rejects with Problem `too_many_requests` or `shutting_down`, or with the error
   * that ended the thread; the next file then gets a new one.
   */
  write(job: FileJob): Promise<MadeFile> {
    return new Promise((done, fail) => {
      if (this.#stopped) throw new Problem('shutting_down');
      if (this.#waiting.length >= WAITING_MAX) {
        throw new Problem('too_many_requests', { seconds: RETRY_SECONDS });
      }
      this.#waiting.push({ job, done, fail });
      this.#next();
    });
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

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
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
      this.#thread.postMessage(order.job);
    } catch (error) {
      this.#settle((made) => made.fail(error));
    }
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
    thread.on('message', (file: MadeFile) => this.#settle((order) => order.done(file)));
    thread.on('error', lost);
    thread.on('exit', (code) => lost(new Error(`The thread of files ended with code ${code}`)));
    return thread;
  }

  #settle(answer: (order: Order) => void): void {
    const order = this.#making;
    this.#making = undefined;
    if (order !== undefined) answer(order);
    this.#next();
  }
}
