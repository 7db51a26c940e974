/** Turns whatever a call does into data: google.script.run hands on only an error's message, so nothing may be thrown. */
import { AddonProblem, addonProblem } from './problems.ts';
import type { RpcResult } from './rpc.ts';

/** The value, or the problem that stopped it. What nobody named is `unexpected`: logged, its message never shown. */
export function guard<T>(work: () => T, log: (error: unknown) => void): RpcResult<T> {
  try {
    return { ok: true, value: plain(work()) };
  } catch (error) {
    if (error instanceof AddonProblem) return { ok: false, problem: error.problem };
    log(error);
    return { ok: false, problem: addonProblem('unexpected').problem };
  }
}

/** Only JSON goes over the bridge: members that are undefined are left out. */
function plain<T>(value: T): T {
  const text: string = JSON.stringify(value);
  return JSON.parse(text) as T;
}
