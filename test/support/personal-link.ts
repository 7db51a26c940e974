/** A person without Google at the door: the personal link an administrator gives, and the session it opens. */
import { makeLink } from '../../server/usecases/personal-links.ts';
import type { TestApp } from './app.ts';

let links = 0;

/** Where a new link of that person leads. */
export async function linkFor(app: TestApp, person: string): Promise<string> {
  links += 1;
  const newSecret = () => `secret-of-a-link-number-${links}`;
  const made = await makeLink({ db: app.db, clock: () => app.now, newSecret }, { person, days: 7 });
  if (made.kind !== 'made') throw new Error(made.kind);
  return `/vao/${made.secret}`;
}

/** The cookie of a session just opened. */
export async function comeIn(app: TestApp, person: string): Promise<string> {
  const path = await linkFor(app, person);
  const entered = await app.app.request(path, { method: 'POST', redirect: 'manual' });
  if (entered.status !== 303) throw new Error(`${path} answered ${entered.status}`);
  return entered.headers.get('set-cookie')?.split(';')[0] ?? '';
}
