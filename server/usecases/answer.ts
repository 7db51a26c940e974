/** An answer kept under its key: the same question of the same person gets the same bytes, any other under that key is refused. */
import { canonicalJson } from '../../shared/canonical.ts';
import { Problem } from '../../shared/problem.ts';
import { sha256 } from '../store/hash.ts';
import { violatedConstraint } from '../store/transaction.ts';

/** A reply as it goes out: status and JSON text. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The answer was given before. */
  readonly replayed: boolean;
}

/** As it was found under a key. `fingerprint` null: there is no such key; `reply` null: what it was used for is under way, or was broken off. */
interface KeptAnswer {
  readonly fingerprint: string | null;
  readonly status: number | null;
  readonly reply: string | null;
}

/** An answer given for the first time. */
export const answered = (reply: object): Answer => ({
  status: 200,
  body: JSON.stringify(reply),
  replayed: false,
});

/** What a person asks, as SHA-256 (hex): the same words of somebody else, or to do something else, are another question. */
export const fingerprintOf = (act: string, person: string, ...question: readonly unknown[]): string =>
  sha256([act, person, ...question.map(canonicalJson)].join(' '));

/** The answer given before to this key. Throws Problem `idempotency_key_reused` if the question was another one. */
export function answeredBefore(kept: KeptAnswer | undefined, fingerprint: string): Answer | undefined {
  if (kept === undefined || kept.fingerprint === null) return undefined;
  if (kept.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused');
  if (kept.status === null || kept.reply === null) return undefined;
  return { status: kept.status, body: kept.reply, replayed: true };
}

/** Taken a moment ago for something else, or by somebody else: the database lets the first one through. */
export function asProblem(error: unknown): unknown {
  const broken = violatedConstraint(error);
  const isKey = broken === 'push_key_pkey' || broken === 'act_key_pkey';
  return isKey ? new Problem('idempotency_key_reused') : error;
}
