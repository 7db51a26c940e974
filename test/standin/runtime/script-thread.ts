/** Owns one script thread from the host's side: starting executions, answering their calls, taking the result. */

import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { GoogleError } from '../model/google-error.ts';
import type { Execution } from '../script/execution.ts';
import { NotInStandIn } from '../script/face.ts';
import { realmCode, workerCode } from './built.ts';
import type { Marker, Reply } from './realm.ts';
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
  /** Asked before each call of a service, by its name ("Range.setValues"): what happens meanwhile happens here. */
  readonly between?: ((method: string) => void | Promise<void>) | undefined;
  /** Told after each call of a service. */
  readonly after?: () => void;
}

interface Line {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly flag: Int32Array;
}

/** Takes one call at a time. */
export class ScriptThread {
  private readonly code: string;
  private line: Line;

  constructor(code: string) {
    this.code = code;
    this.line = this.open();
  }

  async close(): Promise<void> {
    this.line.port.close();
    await this.line.worker.terminate();
  }

  call({ run, name, args, wire, globals, between, after }: Call): Promise<unknown> {
    const registry = new Registry(run);
    const { line } = this;
    // Globals first: they describe the enums an event's arguments hold.
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
      const leave = (): void => {
        line.port.off('message', onMessage);
        line.worker.off('error', onDeath);
        line.worker.off('exit', onDeath);
        line.port.unref();
      };
      const answer = async (from: FromWorker & { kind: 'invoke' }): Promise<void> => {
        if (between) await between(registry.methodOf(from.ref, from.member));
        const reply = await registry.invoke(from.ref, from.member, from.args);
        after?.();
        if (!run.isOver()) return say(line, reply);
        leave();
        this.kill();
        reject(registry.defects[0] ?? killed(run));
      };
      const onMessage = (from: FromWorker): void => {
        if (from.kind === 'missing') registry.defects.push(new NotInStandIn(from.what));
        else if (from.kind === 'invoke') answer(from).catch(onDeath);
        else {
          leave();
          settle(registry, from, resolve, reject);
        }
      };
      line.worker.once('error', onDeath);
      line.worker.once('exit', onDeath);
      line.port.on('message', onMessage);
      line.port.postMessage(message);
    });
  }

  /** A run past its time is not told: no catch, no finally of the script runs any more (guess M15). What it wrote stays. */
  private kill(): void {
    const { port, worker } = this.line;
    port.close();
    worker.terminate();
    this.line = this.open();
  }

  private open(): Line {
    const signal = new SharedArrayBuffer(4);
    const { port1, port2 } = new MessageChannel();
    const setup: WorkerSetup = { port: port2, signal, realmCode: realmCode(), code: this.code };
    const worker = new Worker(workerCode(), { eval: true, workerData: setup, transferList: [port2] });
    worker.unref();
    port1.unref();
    return { worker, port: port1, flag: new Int32Array(signal) };
  }
}

function say({ port, flag }: Line, reply: Reply): void {
  port.postMessage(reply);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}

function killed(run: Execution): ScriptError {
  run.stop();
  return new ScriptError('Exception', new GoogleError('tooLong').inLanguage(run.person.language));
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
