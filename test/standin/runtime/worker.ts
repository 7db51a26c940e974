/** Owns the thread a script runs on: its calls wait here while the host answers, so a script is synchronous and the host is not blocked. */

import { type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { startScript } from './context.ts';
import type { Marker, Reply } from './realm.ts';

export interface WorkerSetup {
  readonly port: MessagePort;
  /** One Int32: 0 = waiting, 1 = answered. */
  readonly signal: SharedArrayBuffer;
  readonly realmCode: string;
  readonly code: string;
}

export interface RunMessage {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly wire: boolean;
  readonly globals: Readonly<Record<string, Marker>>;
  readonly startMs: number;
}

export type FromWorker =
  | {
      readonly kind: 'invoke';
      readonly ref: number;
      readonly member: string;
      readonly args: readonly unknown[];
    }
  | { readonly kind: 'missing'; readonly what: string }
  | { readonly kind: 'done'; readonly ok: true; readonly value: unknown }
  | { readonly kind: 'done'; readonly ok: false; readonly name: string; readonly message: string };

const { port, signal, realmCode, code } = workerData as WorkerSetup;
const flag = new Int32Array(signal);

function post(message: FromWorker): void {
  port.postMessage(message);
}

/** The flag may be seen before the message on a loaded machine; the port is asked again until the host has answered. */
const ASK_AGAIN_MS = 20;
const ASKS_MAX = 6_000;

function waitForReply(): Reply {
  for (let asked = 0; asked < ASKS_MAX; asked += 1) {
    Atomics.wait(flag, 0, 0, ASK_AGAIN_MS);
    Atomics.store(flag, 0, 0);
    const received = receiveMessageOnPort(port);
    if (received) return received.message as Reply;
  }
  const error = new Error('the host gave no answer');
  post({ kind: 'missing', what: error.message });
  throw error;
}

function perform(run: RunMessage): FromWorker {
  try {
    const door = {
      startMs: run.startMs,
      missing: (what: string) => post({ kind: 'missing', what }),
      invoke: (ref: number, member: string, args: readonly unknown[]) => {
        post({ kind: 'invoke', ref, member, args });
        return waitForReply();
      },
    };
    const realm = startScript(realmCode, code, door, run.globals);
    return { kind: 'done', ok: true, value: realm.call(run.name, run.args, run.wire) };
  } catch (error) {
    const { name, message } = error as { name?: unknown; message?: unknown };
    return { kind: 'done', ok: false, name: String(name), message: String(message) };
  }
}

port.on('message', (run: RunMessage) => post(perform(run)));
