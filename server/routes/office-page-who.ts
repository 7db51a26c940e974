/** Who has come in to the pages for people without Google: found by the cookie of their session, and how a page names them and their file. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { Problem } from '../../shared/problem.ts';
import type { AppEnv } from '../http/routes.ts';
import type { Identity, UsecaseDeps } from '../usecases/enter.ts';
import { readMe } from '../usecases/read-reports.ts';
import { sessionIdentity } from '../usecases/sessions.ts';
import type { Markup } from './office-page-style.ts';

const COOKIE = '__Host-so-tinh';
const OFFICES_NAMED = 2;
/** Of a file's name: enough of its beginning, and its end, where copies differ. */
const NAME_START = 50;
const NAME_END = 20;

/** A value of letters, digits, "-" and "_", as all of ours are. */
export const cookieIn = (c: Context<AppEnv>, name: string): string | undefined =>
  new RegExp(`(?:^|;\\s*)${name}=([\\w-]{20,2000})(?:;|$)`).exec(c.req.header('cookie') ?? '')?.[1];

export const sessionIn = (c: Context<AppEnv>): string | undefined => cookieIn(c, COOKIE);

/** `Lax` for who signs in: a link in a mail, and the way back from the provider, begin at another site. */
export const sessionCookie = (
  value: string,
  seconds: number,
  sameSite: 'Strict' | 'Lax' = 'Strict',
): string => `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=${sameSite}`;

/** Throws Problem `not_signed_in`. */
export async function identityIn(deps: UsecaseDeps, c: Context<AppEnv>): Promise<Identity> {
  const session = sessionIn(c);
  const identity = session === undefined ? undefined : await sessionIdentity(deps, session);
  if (identity === undefined) throw new Problem('not_signed_in');
  return identity;
}

/** "Nguyễn Văn A · Huyện ủy X": the person, and the offices they work for. */
export async function visitorOf(deps: UsecaseDeps, identity: Identity): Promise<string> {
  const { person, roles } = await readMe(deps, identity);
  const offices = [...new Set(roles.map(({ unitName }) => unitName))];
  const more = offices.length > OFFICES_NAMED ? ', …' : '';
  return [person.name, offices.slice(0, OFFICES_NAMED).join(', ') + more]
    .filter((words) => words !== '')
    .join(' · ');
}

/** The name of a file as its sender chose it, its middle left out where it is long; apart from the words around it. */
export function fileName(name: string): Markup {
  const signs = [...name];
  const cut =
    signs.length <= NAME_START + NAME_END
      ? name
      : `${signs.slice(0, NAME_START).join('')}…${signs.slice(-NAME_END).join('')}`;
  return html`<bdi>${cut}</bdi>`;
}
