/** Owns what outlives one execution of the script: the file, the person's screen, stores, locks, and the way to the network. */

import type { Workbook } from '../model/workbook.ts';
import type { Person } from './execution.ts';
import type { Locks } from './locks.ts';
import type { HeldTrigger } from './triggers.ts';
import type { UiState } from './ui-state.ts';

export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly followRedirects: boolean;
}

export interface FetchReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Rejects with `timeout` or any other error when no reply comes. */
export type Network = (request: FetchRequest) => Promise<FetchReply>;

/** Text by key, one store of PropertiesService or CacheService. */
export type Store = Map<string, string>;

/** `<sub>:<service>` → calls since the first of the day. */
export type Usage = Map<string, { readonly since: number; readonly count: number }>;

export interface Stores {
  /** `document`, `script` or `user:<email>` → properties. */
  readonly properties: Map<string, Store>;
  /** The same names → entries with the instant they expire. */
  readonly cache: Map<string, Map<string, { value: string; expiresAt: number }>>;
  readonly used: Usage;
  readonly triggers: HeldTrigger[];
}

export interface Host {
  readonly workbook: Workbook;
  readonly ui: UiState;
  readonly stores: Stores;
  readonly locks: Locks;
  /** Real milliseconds to wait for a lock whose holder's time stands still. */
  readonly lockPatienceMs?: number;
  /** Virtual milliseconds a request lasts. */
  readonly fetchMs?: number;
  /** HTML files of the project by name, with and without `.html`. */
  readonly html: Readonly<Record<string, string>>;
  readonly network: Network;
  /** The token of this person, or null as Google answers without the `openid` scope. */
  readonly identityToken: (person: Person, scopes: ReadonlySet<string> | undefined) => string | null;
  readonly scriptId: string;
  /** `oauthScopes` of the manifest. */
  readonly manifestScopes: readonly string[];
  /** `urlFetchWhitelist` of the manifest; undefined = none declared. */
  readonly urlAllowList?: readonly string[];
  readonly newId: () => string;
  readonly log: (line: string) => void;
}

export function newStores(): Stores {
  return { properties: new Map(), cache: new Map(), used: new Map(), triggers: [] };
}
