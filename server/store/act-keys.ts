/** Keys of acts that are not one report's, each with its answer. */
import type { Flights } from './transaction.ts';

interface KeptAct {
  fingerprint: string;
  status: number;
  /** null: under way or broken off, or somebody else's. */
  reply: string | null;
}

interface NewActKey {
  readonly province: string;
  readonly person: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly at: Date;
}

export const selectActKey = ({ sql }: Flights, key: string) => sql<KeptAct[]>`
  SELECT fingerprint, 200 AS status, reply FROM kept_act(${key})`;

/** Keeps the answer under its key. */
export const insertActKey = ({ sql }: Flights, of: NewActKey & { readonly reply: string }) => sql`
  INSERT INTO act_key (province_id, key, person_id, fingerprint, reply, at)
  VALUES (${of.province}, ${of.key}, ${of.person}, ${of.fingerprint}, ${of.reply}, ${of.at})`;

/** For what is done in several transactions. Waits for a copy that begins at the same moment; then nothing is added. */
export const beginActKey = ({ sql }: Flights, of: NewActKey) => sql`
  INSERT INTO act_key (province_id, key, person_id, fingerprint, at)
  VALUES (${of.province}, ${of.key}, ${of.person}, ${of.fingerprint}, ${of.at}) ON CONFLICT DO NOTHING`;

export const answerActKey = ({ sql }: Flights, key: string, reply: string) => sql`
  UPDATE act_key SET reply = ${reply}
  WHERE province_id = (SELECT my_province()) AND key = ${key} AND reply IS NULL`;
