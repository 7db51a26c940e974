/** Sessions of people on the pages: whose a session is, opening one for who signed in, and leaving. */
import { insertEvent } from '../store/audit.ts';
import { sha256 } from '../store/hash.ts';
import { enterPerson } from '../store/people.ts';
import { LINK_ISSUER } from '../store/personal-links.ts';
import { endSession, openOwnSession, seeSession, selectSession } from '../store/sessions.ts';
import {
  asPerson,
  entered,
  type Identity,
  readTransaction,
  type UsecaseDeps,
  writeTransaction,
} from './enter.ts';

export const HOUR_MS = 3_600_000;
/** A working day. */
export const SESSION_HOURS = 10;
/** Who signed in with an account is asked to again after so long without a press. */
const IDLE_MINUTES = 60;

export const sessionHash = (secret: string): string => sha256(`web-session ${secret}`);

/** The session a personal link opens for the browser it was shown in; `door` is a secret only that browser has. */
export const doorSession = (link: string, door: string): string => sha256(`door ${link} ${door}`);

/** What the forms of a session bear: nobody without its cookie can tell it, and the cookie cannot be told from it. */
export const formToken = (secret: string): string => sha256(`form-of-session ${secret}`);

export const identityOf = (sub: string): Identity => ({
  iss: LINK_ISSUER,
  sub,
  email: '',
  authoritative: false,
});

/** Whose session this is; undefined where it is none, has ended, or was left alone for too long. */
export async function sessionIdentity(deps: UsecaseDeps, session: string): Promise<Identity | undefined> {
  const hash = sessionHash(session);
  const at = deps.clock();
  const found = await readTransaction(deps, async (flights) => {
    const [[row]] = await flights.commit(selectSession(flights, hash, at));
    return row;
  });
  if (found === undefined) return undefined;
  if (found.unseen) {
    await writeTransaction(deps, async (flights) => {
      await flights.commit(seeSession(flights, hash, at));
    });
  }
  return identityOf(found.sub);
}

/** Opens a session for the person of an account that signed in, and says what they are here for. Throws Problem `account_unknown`. */
export function openSignedIn(
  deps: UsecaseDeps,
  identity: Identity,
  session: string,
): Promise<'filling' | 'overseeing'> {
  const at = deps.clock();
  const until = new Date(at.getTime() + SESSION_HOURS * HOUR_MS);
  return asPerson(deps, identity, () =>
    writeTransaction(deps, async (flights) => {
      const [people] = await flights.send(enterPerson(flights, identity));
      const { province, person, roles } = entered(people[0]);
      await flights.send(
        openOwnSession(flights, { session: sessionHash(session), at, until, idleSeconds: IDLE_MINUTES * 60 }),
      );
      await insertEvent(flights, {
        province: province.id,
        at,
        person,
        action: 'signed_in',
        subject: `person/${person.id}`,
        details: { until: until.toISOString() },
      });
      return roles.every(({ role }) => role === 'clerk') ? 'filling' : 'overseeing';
    }),
  );
}

export function leaveSession(deps: UsecaseDeps, session: string): Promise<void> {
  return writeTransaction(deps, async (flights) => {
    await flights.commit(endSession(flights, sessionHash(session), deps.clock()));
  });
}
