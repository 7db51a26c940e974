/** Owns one script thread from the host's side: starting executions, answering their calls, taking the result. */

import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { Execution } from '../script/execution.ts';
import { NotInStandIn } from '../script/face.ts';
import { realmCode, workerCode } from './built.ts';
import type { Marker } from './realm.ts';
import { Registry } from './registry.ts';
import type { FromWorker, RunMessage, WorkerSetup } from './worker.ts';

/** An error the script itself did not catch: what a failure handler in the sidebar receives. */
export class ScriptError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export interface Call {
  readonly run: Execution;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly wire: boolean;
  readonly globals: Readonly<Record<string, object>>;
}

export class ScriptThread {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly flag: Int32Array;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(code: string) {
    const signal = new SharedArrayBuffer(4);
    const { port1, port2 } = new MessageChannel();
    const setup: WorkerSetup = { port: port2, signal, realmCode: realmCode(), code };
    this.flag = new Int32Array(signal);
    this.port = port1;
    this.worker = new Worker(workerCode(), { eval: true, workerData: setup, transferList: [port2] });
    this.worker.unref();
    this.port.unref();
  }

  /** Executions of one desk run one after another (guess: Google runs up to 10 of a sidebar at once, in no stated order). */
  call(call: Call): Promise<unknown> {
    const next = this.tail.then(() => this.perform(call));
    this.tail = next.catch(() => undefined);
    return next;
  }

  async close(): Promise<void> {
    this.port.close();
    await this.worker.terminate();
  }

  private perform({ run, name, args, wire, globals }: Call): Promise<unknown> {
    const registry = new Registry(run);
    const markers = registry.encode(globals) as Record<string, Marker>;
    const message: RunMessage = {
      name,
      args: args.map((each) => registry.encode(each)),
      wire,
      globals: markers,
      startMs: run.clock.now(),
    };
    return new Promise((resolve, reject) => {
      const onDeath = (cause: unknown): void =>
        reject(cause instanceof Error ? cause : new Error(`the script's thread ended while ${name} ran`));
      const onMessage = (from: FromWorker): void => {
        if (from.kind === 'missing') registry.defects.push(new NotInStandIn(from.what));
        else if (from.kind === 'invoke') this.answer(registry, from);
        else {
          this.port.off('message', onMessage);
          this.worker.off('error', onDeath);
          this.worker.off('exit', onDeath);
          this.port.unref();
          settle(registry, from, resolve, reject);
        }
      };
      this.worker.once('error', onDeath);
      this.worker.once('exit', onDeath);
      this.port.on('message', onMessage);
      this.port.postMessage(message);
    });
  }

  private async answer(registry: Registry, from: FromWorker & { kind: 'invoke' }): Promise<void> {
    const reply = registry.invoke(from.ref, from.member, from.args);
    this.port.postMessage(reply instanceof Promise ? await reply : reply);
    Atomics.store(this.flag, 0, 1);
    Atomics.notify(this.flag, 0);
  }
}

function settle(
  registry: Registry,
  done: FromWorker & { kind: 'done' },
  resolve: (value: unknown) => void,
  reject: (error: Error) => void,
): void {
  const [defect] = registry.defects;
  if (defect !== undefined) reject(defect);
  else if (done.ok) resolve(done.value);
  else reject(new ScriptError(done.name, done.message));
}
