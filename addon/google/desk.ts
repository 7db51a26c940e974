/** Puts the Google adapters together for one call; nothing is touched before the call begins. */
import { guard } from '../core/guard.ts';
import type { Ports } from '../core/ports.ts';
import type { RpcResult } from '../core/rpc.ts';
import { openDoctor } from './doctor.ts';
import { documentProperties, exclusive, identity, newId, serverAt } from './outside.ts';
import { openWorkbook } from './workbook.ts';

/** Replaced when the add-on is built. */
declare const SO_TINH_SERVER_URL: string;

/** Runs one call of the sidebar; whatever happens comes back as data. */
export function answer<T>(work: (ports: Ports) => T): RpcResult<T> {
  return guard(
    () =>
      work({
        workbook: openWorkbook(),
        doctor: openDoctor(),
        http: serverAt(SO_TINH_SERVER_URL),
        properties: documentProperties(),
        identity,
        newId,
        exclusive,
      }),
    // Where it happened, without the message: that may quote what stands on the sheet.
    (error) => Logger.log(error instanceof Error ? `${error.name} ${placesOf(error)}` : typeof error),
  );
}

const placesOf = ({ stack = '', message }: Error): string => stack.replace(message, '').slice(0, 1000);
