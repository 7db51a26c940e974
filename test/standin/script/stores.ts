/** Owns PropertiesService and CacheService with their quotas (quota table; d.ts of the cache). */

import { GoogleError } from '../model/google-error.ts';
import type { Execution } from './execution.ts';
import { face } from './face.ts';
import type { Host, Store } from './host.ts';
import { spend } from './quota.ts';

type Properties = GoogleAppsScript.Properties.Properties;
type Cache = GoogleAppsScript.Cache.Cache;

/** Quota table: 9 kB a value, 500 kB a store. Counted in UTF-8 bytes (guess M1). */
export const PROPERTY_VALUE_BYTES = 9 * 1024;
export const PROPERTY_STORE_BYTES = 500 * 1024;
/** Reference "Class Cache": key 250 characters, value 100 kB, 600 s by default, at most 21 600 s. */
export const CACHE_KEY_LENGTH = 250;
export const CACHE_VALUE_BYTES = 100 * 1024;
const CACHE_SECONDS = { usual: 600, most: 21_600 } as const;

const CACHE_ITEMS = { most: 1000, kept: 900 } as const;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

function makeProperties(run: Execution, store: Store, asked: () => void): Properties {
  const put = (key: string, value: string): void => {
    const text = String(value);
    if (bytes(text) > PROPERTY_VALUE_BYTES) throw new GoogleError('propertyTooLarge');
    let total = bytes(key) + bytes(text);
    for (const [name, held] of store) if (name !== key) total += bytes(name) + bytes(held);
    if (total > PROPERTY_STORE_BYTES) throw new GoogleError('storeFull');
    store.set(key, text);
  };
  const made: Properties = face<Properties>(run, 'Properties.Properties', {
    getProperty: (key) => {
      asked();
      return store.get(key) ?? null;
    },
    getProperties: () => {
      asked();
      return Object.fromEntries(store);
    },
    getKeys: () => {
      asked();
      return [...store.keys()];
    },
    setProperty: (key, value) => {
      asked();
      put(key, value);
      return made;
    },
    setProperties: (values: { [key: string]: string }, deleteAllOthers?: boolean) => {
      asked();
      if (deleteAllOthers) store.clear();
      for (const [key, value] of Object.entries(values)) put(key, value);
      return made;
    },
    deleteProperty: (key) => {
      asked();
      store.delete(key);
      return made;
    },
    deleteAllProperties: () => {
      asked();
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
      // Each call is one read or write (guess M15: a store read whole is one).
      () => spend(host.stores.used, run, 'properties'),
    );
  return face<GoogleAppsScript.Properties.PropertiesService>(run, 'Properties.PropertiesService', {
    getDocumentProperties: () => store('document'),
    getScriptProperties: () => store('script'),
    getUserProperties: () => store(userStore(run)),
  });
}

/** Past 1000 items the 900 that expire last are kept (reference: CacheService). */
function trim(entries: Map<string, { expiresAt: number }>): void {
  if (entries.size <= CACHE_ITEMS.most) return;
  const first = [...entries].sort(([, a], [, b]) => a.expiresAt - b.expiresAt);
  for (const [key] of first.slice(0, entries.size - CACHE_ITEMS.kept)) entries.delete(key);
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
    trim(entries);
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
