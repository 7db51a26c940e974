/** Owns how many executions of one desk run at once, and which of the waiting ones is next. */

import { type Call, ScriptThread } from './script-thread.ts';

interface Waiting {
  readonly start: (thread: ScriptThread) => Promise<unknown>;
}

/**
 * Ten calls of google.script.run at once, the eleventh queues, "the order is not guaranteed" (guide "HTML Service: Communicate
 * with server functions"). One lane keeps the order, for tests that are about something else.
 */
export class Lanes {
  private readonly code: string;
  private readonly most: number;
  /** Which of so many waiting calls is next. */
  private readonly pick: (waiting: number) => number;
  private readonly threads: ScriptThread[] = [];
  private idle: ScriptThread[] = [];
  private queue: Waiting[] = [];

  constructor(code: string, most: number, pick: (waiting: number) => number) {
    this.code = code;
    this.most = most;
    this.pick = pick;
  }

  /** `make` is asked when the call's turn comes: that is when its execution begins. */
  call(make: () => Call, ended: (call: Call) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const start = async (thread: ScriptThread): Promise<void> => {
        const call = make();
        await thread
          .call(call)
          .finally(() => ended(call))
          .then(resolve, reject);
      };
      this.queue.push({ start });
      this.next();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private next(): void {
    if (this.queue.length === 0) return;
    const thread = this.idle.pop() ?? (this.threads.length < this.most ? this.another() : undefined);
    if (!thread) return;
    const [waiting] = this.queue.splice(this.pick(this.queue.length), 1);
    if (!waiting) return;
    waiting.start(thread).finally(() => {
      this.idle.push(thread);
      this.next();
    });
  }

  private another(): ScriptThread {
    const thread = new ScriptThread(this.code);
    this.threads.push(thread);
    return thread;
  }
}
