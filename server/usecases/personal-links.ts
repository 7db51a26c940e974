/** Personal links: an administrator makes one for a person without Google; used once, it becomes a session of a few hours. */
import { insertEvent, sendingIn } from '../store/audit.ts';
import type { Database } from '../store/db.ts';
import { sha256 } from '../store/hash.ts';
import { enterPerson } from '../store/people.ts';
import { openSession, replaceLink, selectLinked } from '../store/personal-links.ts';
import { selectSession } from '../store/sessions.ts';
import { entered, type UsecaseDeps, writeTransaction } from './enter.ts';
import { HOUR_MS, identityOf, SESSION_HOURS, sessionHash } from './sessions.ts';

const DAY_MS = 24 * HOUR_MS;

const linkHash = (secret: string): string => sha256(`personal-link ${secret}`);

type MadeLink =
  | { readonly kind: 'made'; readonly name: string; readonly secret: string; readonly until: Date }
  | { readonly kind: 'missing' | 'unclear' };

/** Makes a link for the person; the one they had before ends. */
export function makeLink(
  deps: {
    readonly db: Pick<Database, 'system'>;
    readonly clock: () => Date;
    readonly newSecret: () => string;
  },
  { person, days }: { readonly person: string; readonly days: number },
): Promise<MadeLink> {
  const at = deps.clock();
  const until = new Date(at.getTime() + days * DAY_MS);
  const secret = deps.newSecret();
  return deps.db.system.begin(async (sql): Promise<MadeLink> => {
    const [found, ...others] = await selectLinked(sql, person);
    if (found === undefined) return { kind: 'missing' };
    if (others.length > 0) return { kind: 'unclear' };
    await replaceLink(sql, { province: found.province, person, hash: linkHash(secret), at, until });
    await insertEvent(sendingIn(sql), {
      province: found.province,
      at,
      person: 'administrator',
      action: 'link_made',
      subject: `person/${person}`,
      details: { until: until.toISOString() },
    });
    return { kind: 'made', name: found.name, secret, until };
  });
}

/** Opens a session by a link. False: there is no such link, it was used, or its time is over. */
export function useLink(deps: UsecaseDeps, link: string, session: string): Promise<boolean> {
  const at = deps.clock();
  const until = new Date(at.getTime() + SESSION_HOURS * HOUR_MS);
  return writeTransaction(deps, async (flights) => {
    const hash = sessionHash(session);
    const [[row]] = await flights.send(
      openSession(flights, { link: linkHash(link), session: hash, at, until }),
    );
    if (row?.opened !== true) return false;
    const [[account]] = await flights.send(selectSession(flights, hash, at));
    const [people] = await flights.send(enterPerson(flights, identityOf(account?.sub ?? '')));
    const { province, person } = entered(people[0]);
    await insertEvent(flights, {
      province: province.id,
      at,
      person,
      action: 'link_used',
      subject: `person/${person.id}`,
      details: { until: until.toISOString() },
    });
    return true;
  });
}
