/** Many decisions under one key of one person: begun once, answered once. */
import type { Flights } from './transaction.ts';

interface BatchKey {
  readonly province: string;
  readonly person: string;
  readonly key: string;
}

export interface BatchRow {
  fingerprint: string;
  /** null: under way or broken off. */
  reply: string | null;
}

/** Waits for a copy of this request that begins at the same moment; then nothing is added. */
export const insertBatch = (
  { sql }: Flights,
  { province, person, key, fingerprint, at }: BatchKey & { readonly fingerprint: string; readonly at: Date },
) => sql`
  INSERT INTO decision_batch (province_id, person_id, key, fingerprint, at)
  VALUES (${province}, ${person}, ${key}, ${fingerprint}, ${at}) ON CONFLICT DO NOTHING`;

export const selectBatch = ({ sql }: Flights, { province, person, key }: BatchKey) => sql<BatchRow[]>`
  SELECT fingerprint, reply FROM decision_batch
  WHERE province_id = ${province} AND person_id = ${person} AND key = ${key}`;

export const updateBatch = ({ sql }: Flights, { province, person, key }: BatchKey, reply: string) => sql`
  UPDATE decision_batch SET reply = ${reply}
  WHERE province_id = ${province} AND person_id = ${person} AND key = ${key} AND reply IS NULL`;
