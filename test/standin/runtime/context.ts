/** Owns a bare context: nothing of Node in it, only the language, the services, and the script. */

import { createContext, Script } from 'node:vm';
import type { Marker, Realm, RealmDoor } from './realm.ts';

const scripts = new Map<string, Script>();

function compiled(code: string, filename: string): Script {
  const key = `${filename}\n${code}`;
  const known = scripts.get(key);
  if (known) return known;
  const made = new Script(code, { filename });
  scripts.set(key, made);
  return made;
}

/** Every execution starts anew: "every google.script.run call re-initialises the whole script" (public measurements). */
export function startScript(
  realmCode: string,
  code: string,
  door: RealmDoor,
  globals: Readonly<Record<string, Marker>>,
): Realm {
  const context = createContext({});
  compiled('delete globalThis.WebAssembly; delete globalThis.console;', 'bare.js').runInContext(context);
  compiled(realmCode, 'realm.js').runInContext(context);
  const Inside = compiled('StandInRealm.Realm', 'take.js').runInContext(context) as typeof Realm;
  compiled('delete globalThis.StandInRealm;', 'hide.js').runInContext(context);
  const realm = new Inside(door);
  realm.installClock();
  realm.install(globals);
  compiled(code, 'Code.js').runInContext(context);
  return realm;
}
