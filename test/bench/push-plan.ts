/** Who pushes what in the push bench, and what its two sending processes are asked. */

export const CLIENTS = 16;
export const PAIRS = 8;
/** Pushes per client and segment: 8 × 16 × 160 = 20,480 measured transactions a side. */
export const EACH = 160;
/** Pushes per client before anything is measured. */
export const WARM_UP = 240;
/** Every office sends once. */
export const OFFICES = CLIENTS * (WARM_UP + PAIRS * EACH);
export const PER_DISTRICT = 95;

/** Offices are numbered from 1. */
export const unitOf = (office: number): string => `x${office}`;

/** One transaction of either side. `serial` is never used twice on a side. */
export interface Push {
  readonly office: number;
  readonly serial: number;
}

/** Deals out pushes: each client has its offices, one after the other. */
export class Dealer {
  #given = 0;
  #serial = 0;

  /** Shares of `each` pushes for every client. */
  deal(each: number): Push[][] {
    const from = this.#given;
    this.#given += each;
    return Array.from({ length: CLIENTS }, (_, client) =>
      Array.from({ length: each }, (_, n) => ({
        office: 1 + client * (OFFICES / CLIENTS) + from + n,
        serial: ++this.#serial,
      })),
    );
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

/** The values one real push stored, for the bare side to write again under other keys. */
export interface ExampleRows {
  readonly contentHash: string;
  readonly reasonsHash: string;
  readonly revisionHash: string;
  readonly hash: string;
  readonly rules: string;
  readonly fingerprint: string;
  readonly reply: string;
  readonly cells: readonly string[];
  readonly buckets: readonly string[];
  readonly values: readonly string[];
  readonly states: string;
  /** Office number − 1 → id of its report and the units above it. */
  readonly reports: readonly { readonly id: string; readonly scopes: readonly string[] }[];
}
