/** Invitations: made by the administrator's command, accepted once by the account that brings the code. */

import type { Account } from './people.ts';
import { LINK_ISSUER } from './personal-links.ts';
import type { Transaction } from './sql.ts';
import type { Flights } from './transaction.ts';

/** What became of a code, as the database function says. */
export interface AcceptanceRow {
  outcome:
    | 'accepted'
    | 'before'
    | 'unknown'
    | 'used'
    | 'expired'
    | 'withdrawn'
    | 'account_tied'
    | 'person_tied';
  person_id: string | null;
  unit_id: string | null;
  role: string | null;
}

export const acceptCode = ({ sql }: Flights, account: Account, hash: string, at: Date) => sql<
  AcceptanceRow[]
>`
  SELECT * FROM accept_invitation(${account.iss}, ${account.sub}, ${hash}, ${at})`;

interface InvitedRow {
  province: string;
  name: string;
  /** An account is the person's already. */
  tied: boolean;
}

/** People of this id who hold the role at the office, one of each province; locked until the transaction ends. */
export const selectInvited = (
  sql: Transaction,
  of: { readonly person: string; readonly unit: string; readonly role: string },
): Promise<InvitedRow[]> => sql<InvitedRow[]>`
  SELECT p.province_id AS province, p.name,
    EXISTS (SELECT 1 FROM identity i WHERE i.province_id = p.province_id AND i.person_id = p.id
      AND i.iss <> ${LINK_ISSUER}) AS tied
  FROM person p
  JOIN person_role r ON r.province_id = p.province_id AND r.person_id = p.id
  WHERE p.id = ${of.person} AND p.revoked_at IS NULL AND r.unit_id = ${of.unit} AND r.role = ${of.role}
  ORDER BY p.province_id FOR UPDATE OF p`;

/** Ends the codes of the person nobody used, and keeps the hash of a new one. */
export async function replaceInvitation(
  sql: Transaction,
  of: {
    readonly province: string;
    readonly person: string;
    readonly unit: string;
    readonly role: string;
    readonly hash: string;
    readonly at: Date;
    readonly until: Date;
  },
): Promise<void> {
  await sql`
    UPDATE invitation SET ends_at = ${of.at}
    WHERE province_id = ${of.province} AND person_id = ${of.person} AND accepted_at IS NULL AND ends_at > ${of.at}`;
  await sql`
    INSERT INTO invitation (province_id, code_hash, person_id, unit_id, role, made_at, ends_at)
    VALUES (${of.province}, ${of.hash}, ${of.person}, ${of.unit}, ${of.role}, ${of.at}, ${of.until})`;
}
