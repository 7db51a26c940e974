/** Threads that stand in for the one files are made in: held up, dying or counting, as a test needs. */
import { BroadcastChannel } from 'node:worker_threads';

const GATE = 'file-thread';

const threadOf = (onJob: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
import { BroadcastChannel, parentPort, receiveMessageOnPort, threadId } from 'node:worker_threads';
const gate = new BroadcastChannel('${GATE}');
parentPort.on('message', (job) => {
  const done = () => parentPort.postMessage({ name: String(threadId), body: new Uint8Array([65]) });
  ${onJob}
});`)}`,
  );

/** Busy with every job, as with a large workbook, until it is let go. */
export const HELD_UP = threadOf(`
  gate.postMessage('begun');
  while (receiveMessageOnPort(gate) === undefined);
  done();`);

/** Ends at every empty form, without a word; makes anything else at once. The file's name is the id of the thread. */
export const DYING = threadOf(`if (job.make === 'form') process.exit(3); else done();`);

/** The other end of threads that are held up. */
export class Gate {
  readonly #channel = new BroadcastChannel(GATE);

  /** Resolves when a thread has begun with a job. */
  begun(): Promise<void> {
    return new Promise((resolve) => {
      this.#channel.onmessage = () => resolve();
    });
  }

  /** Lets the job under way be finished. */
  letGo(): void {
    this.#channel.postMessage('go');
  }

  close(): void {
    this.#channel.close();
  }
}
