/** Threads that stand in for the one files are made in: held up, stuck, dying or counting, as a test needs. */
import { BroadcastChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

const GATE = 'file-thread';

const threadOf = (onJob: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
import { deserialize } from 'node:v8';
import { BroadcastChannel, parentPort, receiveMessageOnPort, threadId } from 'node:worker_threads';
const gate = new BroadcastChannel('${GATE}');
parentPort.on('message', (order) => {
  const job = deserialize(order);
  const done = () => parentPort.postMessage({ name: String(threadId), body: new Uint8Array([65]) });
  ${onJob}
});`)}`,
  );

/** Busy with every job, as with a large workbook, until it is let go. */
export const HELD_UP = threadOf(`
  gate.postMessage('begun ' + job.make);
  while (receiveMessageOnPort(gate) === undefined);
  done();
  gate.postMessage('made ' + job.make);`);

/** Never ends with an empty form; makes anything else at once. The file's name is the id of the thread. */
export const STUCK = threadOf(`
  if (job.make !== 'form') return done();
  gate.postMessage('begun form');
  for (;;);`);

/** Ends at every empty form, without a word; makes anything else at once. The file's name is the id of the thread. */
export const DYING = threadOf(`if (job.make === 'form') process.exit(3); else done();`);

/** The other end of threads that are held up or stuck. */
export class Gate {
  /** What the threads said, in order: `begun form`, `made form`, … */
  readonly said: unknown[] = [];
  readonly #channel = new BroadcastChannel(GATE);
  #heard: (() => void) | undefined;

  constructor() {
    this.#channel.onmessage = (message) => {
      this.said.push((message as MessageEvent).data);
      this.#heard?.();
    };
  }

  /** Resolves when a thread has begun with a job. */
  begun(): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = resolve;
    });
  }

  /** Lets the job under way be finished. */
  letGo(): void {
    this.#channel.postMessage('go');
  }

  /** Lets the job under way be finished, and does not look at the file: returns when the thread has handed it over. */
  letGoUnseen(): void {
    this.letGo();
    // The channel is taken too; its types do not say so.
    const port = this.#channel as unknown as MessagePort;
    while (receiveMessageOnPort(port)?.message === undefined);
  }

  close(): void {
    this.#channel.close();
  }
}
