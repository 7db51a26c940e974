/** Turns whatever a call does into data: google.script.run hands on only an error's message, so nothing may be thrown. */
import { AddonProblem, addonProblem } from './problems.ts';
import type { Permission, RpcResult } from './rpc.ts';

/** What may be for want of a permission: Google tells nobody so in words of ours. */
const FOR_WANT = ['identity_missing', 'server_unreachable'];

/**
 * The value, or the problem that stopped it. What nobody named is `unexpected`: logged, its message never shown.
 * @param lacking asked after a failure only: permissions the person did not grant.
 */
export function guard<T>(
  work: () => T,
  log: (error: unknown) => void,
  lacking: () => readonly Permission[] = () => [],
): RpcResult<T> {
  try {
    return { ok: true, value: plain(work()) };
  } catch (error) {
    const named = error instanceof AddonProblem ? error.problem : undefined;
    if (named !== undefined && !FOR_WANT.includes(named.code)) return { ok: false, problem: named };
    const permissions = lacking();
    const [first] = permissions;
    if (first !== undefined) {
      const authorizationUrl = named?.authorizationUrl ?? first.url;
      const { problem } = addonProblem('identity_missing', {}, { authorizationUrl });
      return { ok: false, problem: { ...problem, permissions } };
    }
    if (named !== undefined) return { ok: false, problem: named };
    log(error);
    return { ok: false, problem: addonProblem('unexpected').problem };
  }
}

/** Only JSON goes over the bridge: members that are undefined are left out. */
function plain<T>(value: T): T {
  const text: string = JSON.stringify(value);
  return JSON.parse(text) as T;
}
