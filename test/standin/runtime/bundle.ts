/** Owns running a built script in this very thread: for tests that need no network. */

import type { Execution } from '../script/execution.ts';
import { NotInStandIn } from '../script/face.ts';
import type { Globals } from '../script/globals.ts';
import { realmCode } from './built.ts';
import { startScript } from './context.ts';
import type { Marker } from './realm.ts';
import { Registry } from './registry.ts';

export interface LoadedBundle {
  /** As google.script.run calls it: only JSON goes in and comes out. Throws what the script throws. */
  run(name: string, ...args: readonly unknown[]): unknown;
  /** As a menu or trigger calls it: services may be given. */
  fire(name: string, ...args: readonly unknown[]): void;
}

/** `globals` from appsScript(); UrlFetchApp needs a Desk, because only there can the script wait for a reply. */
export function loadBundle(code: string, globals: Globals, run: Execution): LoadedBundle {
  const registry = new Registry(run);
  const door = {
    startMs: run.clock.now(),
    missing: (what: string) => {
      registry.defects.push(new NotInStandIn(what));
    },
    invoke: (ref: number, member: string, args: readonly unknown[]) => {
      const reply = registry.invoke(ref, member, args);
      if (reply instanceof Promise) {
        reply.catch(() => undefined);
        throw new NotInStandIn(`${member} outside a Desk`);
      }
      return reply;
    },
  };
  const realm = startScript(realmCode(), code, door, registry.encode(globals) as Record<string, Marker>);
  const perform = (name: string, args: readonly unknown[], wire: boolean): unknown => {
    const result = realm.call(
      name,
      args.map((each) => registry.encode(each)),
      wire,
    );
    const [defect] = registry.defects;
    if (defect !== undefined) throw defect;
    return result;
  };
  return {
    run: (name, ...args) => perform(name, args, true),
    fire: (name, ...args) => {
      perform(name, args, false);
    },
  };
}
