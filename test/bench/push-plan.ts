/** Who pushes what in the push bench, and what its two sending processes are asked. */

export const CLIENTS = 16;
export const OFFICES_PER_CLIENT = 100;
export const OFFICES = CLIENTS * OFFICES_PER_CLIENT;
/** Reporting offices below one district. */
const PER_DISTRICT = 100;

export const unitOf = (office: number): string => `x${office}`;
export const districtOf = (office: number): string => `d${Math.floor(office / PER_DISTRICT)}`;

/** One transaction of either side. `serial` is never used twice on a side. */
export interface Push {
  readonly office: number;
  readonly base: number;
  readonly serial: number;
}

/** Deals out pushes so that an office belongs to one client and its revisions come in order. */
export class Dealer {
  readonly #revisions: number[] = Array.from({ length: OFFICES }, () => 0);
  readonly #next: number[] = Array.from({ length: CLIENTS }, () => 0);
  #serial = 0;

  /** Shares of `each` pushes for every client. */
  deal(each: number): Push[][] {
    return this.#next.map((_, client) => Array.from({ length: each }, () => this.#one(client)));
  }

  #one(client: number): Push {
    const turn = this.#next[client] ?? 0;
    this.#next[client] = (turn + 1) % OFFICES_PER_CLIENT;
    const office = client * OFFICES_PER_CLIENT + turn;
    const base = this.#revisions[office] ?? 0;
    this.#revisions[office] = base + 1;
    return { office, base, serial: ++this.#serial };
  }
}

export type Shares = readonly (readonly Push[])[];

export type HttpQuestion =
  | { readonly kind: 'issuer' }
  | { readonly kind: 'token'; readonly person: string }
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'prepare'; readonly shares: Shares }
  | { readonly kind: 'run' };
export type BareQuestion =
  | { readonly kind: 'open'; readonly url: string; readonly example: ExampleRows }
  | { readonly kind: 'prepare'; readonly shares: Shares }
  | { readonly kind: 'run' };

export interface Ran {
  readonly kind: 'ran';
  readonly seconds: number;
  readonly done: number;
}
export type HttpAnswer =
  | { readonly kind: 'issuer'; readonly url: string; readonly audience: string; readonly jwksUrl: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'ready' }
  | Ran;
export type BareAnswer = { readonly kind: 'ready' } | Ran;

/** The rows one real push left, as text, for the bare side to write again under other keys. */
export interface ExampleRows {
  readonly content: string;
  readonly contentHash: string;
  readonly rules: string;
  readonly fingerprint: string;
  readonly reply: string;
  readonly cells: string;
  readonly buckets: string;
  readonly values: string;
  readonly states: string;
  /** Office number → id of its report and units above it, as PostgreSQL writes an array. */
  readonly reports: readonly { readonly id: string; readonly scopes: string }[];
}
