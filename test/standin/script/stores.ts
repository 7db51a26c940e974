/** Owns PropertiesService, CacheService and LockService with their quotas (quota table; d.ts of the cache). */

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';
import { face } from './face.ts';
import type { Host, Store } from './host.ts';

type Properties = GoogleAppsScript.Properties.Properties;
type Cache = GoogleAppsScript.Cache.Cache;
type Lock = GoogleAppsScript.Lock.Lock;

/** Quota table: 9 kB a value, 500 kB a store. Counted in UTF-8 bytes (guess). */
export const PROPERTY_VALUE_BYTES = 9 * 1024;
export const PROPERTY_STORE_BYTES = 500 * 1024;
/** Reference "Class Cache": key 250 characters, value 100 kB, 600 s by default, at most 21 600 s. */
export const CACHE_KEY_LENGTH = 250;
export const CACHE_VALUE_BYTES = 100 * 1024;
const CACHE_SECONDS = { usual: 600, most: 21_600 } as const;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

function makeProperties(run: Execution, store: Store): Properties {
  const put = (key: string, value: string): void => {
    const text = String(value);
    if (bytes(text) > PROPERTY_VALUE_BYTES) throw new GoogleError('propertyTooLarge');
    let total = bytes(key) + bytes(text);
    for (const [name, held] of store) if (name !== key) total += bytes(name) + bytes(held);
    if (total > PROPERTY_STORE_BYTES) throw new GoogleError('storeFull');
    store.set(key, text);
  };
  const made: Properties = face<Properties>(run, 'Properties.Properties', {
    getProperty: (key) => store.get(key) ?? null,
    getProperties: () => Object.fromEntries(store),
    getKeys: () => [...store.keys()],
    setProperty: (key, value) => {
      put(key, value);
      return made;
    },
    setProperties: (values: { [key: string]: string }, deleteAllOthers?: boolean) => {
      if (deleteAllOthers) store.clear();
      for (const [key, value] of Object.entries(values)) put(key, value);
      return made;
    },
    deleteProperty: (key) => {
      store.delete(key);
      return made;
    },
    deleteAllProperties: () => {
      store.clear();
      return made;
    },
  });
  return made;
}

function within<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const userStore = (run: Execution): string => `user:${run.person.sub}`;

export function makePropertiesService(
  run: Execution,
  host: Host,
): GoogleAppsScript.Properties.PropertiesService {
  const store = (name: string): Properties =>
    makeProperties(
      run,
      within(host.stores.properties, name, () => new Map()),
    );
  return face<GoogleAppsScript.Properties.PropertiesService>(run, 'Properties.PropertiesService', {
    getDocumentProperties: () => store('document'),
    getScriptProperties: () => store('script'),
    getUserProperties: () => store(userStore(run)),
  });
}

function makeCache(run: Execution, entries: Map<string, { value: string; expiresAt: number }>): Cache {
  const get = (key: string): string | null => {
    const entry = entries.get(key);
    if (!entry || entry.expiresAt <= run.clock.now()) return null;
    return entry.value;
  };
  const put = (key: string, value: unknown, seconds: number = CACHE_SECONDS.usual): void => {
    const text = String(value);
    if (key.length > CACHE_KEY_LENGTH) throw new GoogleError('cacheKeyTooLong');
    if (bytes(text) > CACHE_VALUE_BYTES) throw new GoogleError('cacheTooLarge');
    if (seconds < 1 || seconds > CACHE_SECONDS.most) throw new GoogleError('cacheSeconds');
    entries.set(key, { value: text, expiresAt: run.clock.now() + seconds * 1000 });
  };
  return face<Cache>(run, 'Cache.Cache', {
    get,
    getAll: (keys) =>
      Object.fromEntries(
        keys.flatMap((key) => {
          const value = get(key);
          return value === null ? [] : [[key, value]];
        }),
      ),
    put,
    putAll: (values: { [key: string]: unknown }, seconds?: number) => {
      for (const [key, value] of Object.entries(values)) put(key, value, seconds);
    },
    remove: (key) => {
      entries.delete(key);
    },
    removeAll: (keys) => {
      for (const key of keys) entries.delete(key);
    },
  });
}

export function makeCacheService(run: Execution, host: Host): GoogleAppsScript.Cache.CacheService {
  const cache = (name: string): Cache =>
    makeCache(
      run,
      within(host.stores.cache, name, () => new Map()),
    );
  return face<GoogleAppsScript.Cache.CacheService>(run, 'Cache.CacheService', {
    getDocumentCache: () => cache('document'),
    getScriptCache: () => cache('script'),
    getUserCache: () => cache(userStore(run)),
  });
}

/** A lock held by another run is waited for on the virtual clock, in vain (guess: real waiting may succeed). */
function makeLock(run: Execution, held: Map<string, object>, name: string): Lock {
  const tryLock = (timeoutMs: number): boolean => {
    if (typeof timeoutMs !== 'number') throw new GoogleError('badArgument', { what: 'timeoutInMillis' });
    const holder = held.get(name);
    if (holder === undefined || holder === run) {
      held.set(name, run);
      return true;
    }
    run.clock.advance(timeoutMs);
    return false;
  };
  return face<Lock>(run, 'Lock.Lock', {
    tryLock,
    waitLock: (timeoutMs) => {
      if (!tryLock(timeoutMs)) throw new GoogleError('lockTimeout');
    },
    hasLock: () => held.get(name) === run,
    releaseLock: () => {
      if (held.get(name) === run) held.delete(name);
    },
  });
}

export function makeLockService(run: Execution, host: Host): GoogleAppsScript.Lock.LockService {
  const lock = (name: string): Lock => makeLock(run, host.locks.held, name);
  return face<GoogleAppsScript.Lock.LockService>(run, 'Lock.LockService', {
    getDocumentLock: () => lock(`document:${host.workbook.id}`),
    getScriptLock: () => lock('script'),
    getUserLock: () => lock(userStore(run)),
  });
}

/** All locks of an execution are released when it ends (reference: LockService). */
export function releaseLocks(run: Execution, host: Host): void {
  for (const [name, holder] of host.locks.held) if (holder === run) host.locks.held.delete(name);
}
