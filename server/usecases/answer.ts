/** An answer kept under its key: the same question gets the same bytes, another question under that key is refused. */
import { Problem } from '../../shared/problem.ts';
import { violatedConstraint } from '../store/transaction.ts';

/** A reply as it goes out: status and JSON text. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The answer was given before. */
  readonly replayed: boolean;
}

interface KeptAnswer {
  readonly fingerprint: string | null;
  readonly status: number | null;
  readonly reply: string | null;
}

/** The answer given before to this key. Throws Problem `idempotency_key_reused` if the question was another one. */
export function answeredBefore(row: KeptAnswer | undefined, fingerprint: string): Answer | undefined {
  if (row === undefined || row.fingerprint === null || row.status === null || row.reply === null)
    return undefined;
  if (row.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused');
  return { status: row.status, body: row.reply, replayed: true };
}

/** Two reports of one office sent under one key at the same moment: the database lets the first one through. */
export function asProblem(error: unknown): unknown {
  return violatedConstraint(error) === 'push_key_pkey' ? new Problem('idempotency_key_reused') : error;
}
