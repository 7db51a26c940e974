/** Invitations: a code the administrator gives to a person whose address nobody vouches for ties the account that brings it, once. */
import { dayInVietnam } from '../../shared/days.ts';
import { Problem, type ProblemCode } from '../../shared/problem.ts';
import type { InvitationAccepted } from '../../shared/wire-invitation.ts';
import { Bounded } from '../bounded.ts';
import { insertEvent, sendingIn } from '../store/audit.ts';
import type { Database } from '../store/db.ts';
import { sha256 } from '../store/hash.ts';
import { type AcceptanceRow, acceptCode, replaceInvitation, selectInvited } from '../store/invitations.ts';
import { type Account, enterPerson, unitNames } from '../store/people.ts';
import type { Flights } from '../store/transaction.ts';
import { entered, type Identity, type UsecaseDeps, writeTransaction } from './enter.ts';

/** Crockford's: no letter that looks like a digit. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;
const DAY_MS = 24 * 3_600_000;

/** A code of 60 bits out of at least 12 random bytes, as it is told: "7K2M-9QXA-04TB". */
export function codeFrom(bytes: Uint8Array): string {
  const signs = Array.from(bytes.subarray(0, LENGTH), (byte) => SIGNS.charAt(byte % 32)).join('');
  if (signs.length < LENGTH) throw new Error('too few bytes for a code');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

/** Small letters, spaces and hyphens do not matter; what looks like a digit is one. */
const hashOf = (code: string): string =>
  sha256(
    `invitation ${code
      .toUpperCase()
      .replace(/[\s‐-―-]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')}`,
  );

interface InviteCall {
  readonly person: string;
  readonly unit: string;
  readonly role: string;
  readonly days: number;
}

type Invited =
  | { readonly kind: 'made'; readonly name: string; readonly code: string; readonly until: Date }
  /** Nobody of this id holds the role there, several provinces have such a person, or an account is theirs already. */
  | { readonly kind: 'missing' | 'unclear' | 'tied' };

/** Makes a code for the person; the one they had before ends. Only its hash is kept. */
export async function invite(
  deps: { readonly db: Pick<Database, 'system'>; readonly clock: () => Date; readonly newCode: () => string },
  { days, ...of }: InviteCall,
): Promise<Invited> {
  const at = deps.clock();
  const until = new Date(at.getTime() + days * DAY_MS);
  const code = deps.newCode();
  return deps.db.system.begin(async (sql): Promise<Invited> => {
    const [found, ...others] = await selectInvited(sql, of);
    if (found === undefined) return { kind: 'missing' };
    if (others.length > 0) return { kind: 'unclear' };
    if (found.tied) return { kind: 'tied' };
    const { province } = found;
    await replaceInvitation(sql, { ...of, province, hash: hashOf(code), at, until });
    await insertEvent(sendingIn(sql), {
      province,
      at,
      person: 'administrator',
      action: 'invited',
      subject: `person/${of.person}`,
      details: { unit: of.unit, role: of.role, until: until.toISOString() },
    });
    return { kind: 'made', name: found.name, code, until };
  });
}

const MOST_WRONG = 5;
const REST_MS = 15 * 60_000;
const MOST_ACCOUNTS = 10_000;

/** Counts the wrong codes of each account: after 5 it rests for 15 minutes. Kept by this process alone. */
export class WrongCodes {
  readonly #since = new Bounded<{ count: number; at: number }>(MOST_ACCOUNTS);

  /** Throws Problem `invitation_tries`. */
  refuse(account: Account, now: Date): void {
    const wrong = this.#since.get(keyOf(account));
    const left = wrong === undefined ? 0 : wrong.at + REST_MS - now.getTime();
    if (wrong === undefined || wrong.count < MOST_WRONG || left <= 0) return;
    throw new Problem('invitation_tries', {
      most: MOST_WRONG,
      minutes: Math.ceil(left / 60_000),
      seconds: Math.ceil(left / 1000),
    });
  }

  add(account: Account, now: Date): void {
    const wrong = this.#since.get(keyOf(account));
    const lately = wrong !== undefined && wrong.at + REST_MS > now.getTime();
    this.#since.set(keyOf(account), { count: lately ? wrong.count + 1 : 1, at: now.getTime() });
  }
}

const keyOf = ({ iss, sub }: Account): string => `${iss} ${sub}`;

const REFUSED: Readonly<Record<Exclude<AcceptanceRow['outcome'], 'accepted' | 'before'>, ProblemCode>> = {
  unknown: 'invitation_unknown',
  used: 'invitation_used',
  person_tied: 'invitation_used',
  expired: 'invitation_expired',
  withdrawn: 'invitation_expired',
  account_tied: 'account_tied',
};

/**
 * Ties the account to the invited person. The same account may ask again and is answered alike, so it needs no key.
 * Throws Problem `invitation_unknown`, `invitation_expired`, `invitation_used`, `account_tied` or `invitation_tries`.
 */
export async function acceptInvitation(
  deps: UsecaseDeps,
  wrong: WrongCodes,
  identity: Identity,
  code: string,
): Promise<InvitationAccepted> {
  const now = deps.clock();
  wrong.refuse(identity, now);
  try {
    return await writeTransaction(deps, (flights) => accept(flights, identity, hashOf(code), now));
  } catch (error) {
    if (error instanceof Problem && error.code === 'invitation_unknown') wrong.add(identity, now);
    throw error;
  }
}

async function accept(
  flights: Flights,
  identity: Identity,
  hash: string,
  now: Date,
): Promise<InvitationAccepted> {
  const [[row]] = await flights.send(acceptCode(flights, identity, hash, now));
  const outcome = row?.outcome ?? 'unknown';
  if (outcome !== 'accepted' && outcome !== 'before') throw new Problem(REFUSED[outcome]);
  const [people] = await flights.send(enterPerson(flights, identity));
  const who = entered(people[0]);
  const unit = row?.unit_id ?? '';
  const role = row?.role ?? '';
  const [units] = await flights.send(unitNames(flights, [unit], dayInVietnam(now)));
  if (outcome === 'accepted') {
    await insertEvent(flights, {
      province: who.province.id,
      at: now,
      person: who.person,
      action: 'invitation_accepted',
      subject: `person/${who.person.id}`,
      details: { unit, role },
    });
  }
  return {
    person: who.person.name,
    province: who.province.name,
    unit,
    unitName: units[0]?.name ?? unit,
    role,
  };
}
