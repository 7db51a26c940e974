/** Puts the Google adapters together for one call; nothing is touched before the call begins. */
import { guard } from '../core/guard.ts';
import type { Ports } from '../core/ports.ts';
import { addonProblem } from '../core/problems.ts';
import type { RpcResult } from '../core/rpc.ts';
import { answers } from './answers.ts';
import { openDoctor } from './doctor.ts';
import { triggers } from './hourly.ts';
import { documentProperties, exclusive, identity, missingPermissions, newId, serverAt } from './outside.ts';
import { openWorkbook } from './workbook.ts';

/** Replaced when the add-on is built. */
declare const SO_TINH_SERVER_URL: string;

/** Who the sidebar that calls was opened by; '' when it does not know. Each call is a run of the script of its own. */
let opened = '';

/** Takes note of who asks, and does it: the sidebar sends who behind the arguments of its call. */
export function askedBy(args: unknown[], work: (...given: unknown[]) => unknown): unknown {
  const last = args[args.length - 1];
  const told = typeof last === 'object' && last !== null && 'openedBy' in last ? last.openedBy : '';
  opened = typeof told === 'string' ? told : '';
  return work.apply(null, args);
}

/** With several accounts Google may run a call as another one than the sidebar was opened by: then nothing is done, and nothing sent. */
function refuseOther(): void {
  if (opened === '') return;
  const answered = identity.email();
  if (answered !== '' && answered !== opened) throw addonProblem('other_account', { opened, answered });
}

// Where it happened, without the message: that may quote what stands on the sheet.
const log = (error: unknown): void =>
  void Logger.log(error instanceof Error ? `${error.name} ${placesOf(error)}` : typeof error);

/** Runs a call that needs neither a person nor a file. */
export const answerAnybody = <T>(work: () => T): RpcResult<T> => guard(work, log);

/** Runs one call of the sidebar; whatever happens comes back as data. */
export function answer<T>(work: (ports: Ports) => T): RpcResult<T> {
  return guard(
    () => {
      refuseOther();
      return work({
        workbook: openWorkbook(),
        doctor: openDoctor(),
        http: serverAt(SO_TINH_SERVER_URL),
        properties: documentProperties(),
        answers,
        identity,
        triggers,
        newId,
        exclusive,
      });
    },
    log,
    missingPermissions,
  );
}

const placesOf = ({ stack = '', message }: Error): string => stack.replace(message, '').slice(0, 1000);
