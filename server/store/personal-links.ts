/** Personal links, known by the hashes of their secrets only. */
import type { Transaction } from './sql.ts';
import type { Flights } from './transaction.ts';

/** The issuer under which a person enters by a session: no token can name it, since it is no address. */
export const LINK_ISSUER = 'so-tinh.personal-link';

/** People of this id with access, one of each province; locked until the transaction ends. */
export const selectLinked = (
  sql: Transaction,
  person: string,
): Promise<{ province: string; name: string }[]> => sql<{ province: string; name: string }[]>`
  SELECT province_id AS province, name FROM person WHERE id = ${person} AND revoked_at IS NULL
  ORDER BY province_id FOR UPDATE`;

/** Ends the links of the person nobody used, and keeps the hash of a new one. */
export async function replaceLink(
  sql: Transaction,
  of: {
    readonly province: string;
    readonly person: string;
    readonly hash: string;
    readonly at: Date;
    readonly until: Date;
  },
): Promise<void> {
  await sql`
    UPDATE personal_link SET ends_at = ${of.at}
    WHERE province_id = ${of.province} AND person_id = ${of.person} AND used_at IS NULL AND ends_at > ${of.at}`;
  await sql`
    INSERT INTO personal_link (province_id, link_hash, person_id, made_at, ends_at)
    VALUES (${of.province}, ${of.hash}, ${of.person}, ${of.at}, ${of.until})`;
}

export const openSession = (
  { sql }: Flights,
  of: { readonly link: string; readonly session: string; readonly at: Date; readonly until: Date },
) => sql<{ opened: boolean }[]>`
  SELECT use_personal_link(${of.link}, ${of.session}, ${of.at}, ${of.until}) AS opened`;
