/** Signing in and coming back from the provider: what a browser is told and given on the way. */
import { Problem } from '../../shared/problem.ts';
import { Reply } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import { ownPage, RETURN_PATH, type SignIn } from '../http/sign-in.ts';
import { leaveSession, openSignedIn, SESSION_HOURS } from '../usecases/sessions.ts';
import { PROGRESS_PATH } from '../web/layout.tsx';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { LIST, SIGN_IN } from './office-page-style.ts';
import { cookieIn, sessionCookie, sessionIn } from './office-page-who.ts';

const MEMO_COOKIE = '__Host-so-tinh-dang-nhap';
const MEMO_SECONDS = 600;

/** Lax: the provider's answer begins at another site. */
const memoCookie = (memo: string, seconds: number): string =>
  `${MEMO_COOKIE}=${memo}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`;

export function signInRoutes(routes: Routes, context: RouteContext): void {
  const { deps, newId, signIn } = context;
  const answering = answeringWith(context);
  const provider = (): SignIn => {
    if (signIn === undefined) throw new Problem('sign_in_off');
    return signIn;
  };
  routes.page(
    SIGN_IN,
    answering(async (c) => {
      const { url, memo } = await provider().begin(ownPage(c.req.query('next')) ?? '');
      return new Reply(null, { location: url, 'set-cookie': memoCookie(memo, MEMO_SECONDS) }, 303);
    }),
  );
  routes.page(
    RETURN_PATH,
    answering(async (c) => {
      const query = new URL(c.req.url).searchParams;
      const { identity, next } = await provider().finish(query, cookieIn(c, MEMO_COOKIE));
      const session = `${newId()}-${newId()}`;
      const here = await openSignedIn(deps, identity, session);
      const first = here === 'filling' ? LIST : PROGRESS_PATH;
      // Whoever was in before in this browser is out.
      const before = sessionIn(c);
      if (before !== undefined) await leaveSession(deps, before);
      return new Reply(
        null,
        {
          location: next === '' ? first : next,
          'set-cookie': sessionCookie(session, SESSION_HOURS * 3600, 'Lax'),
        },
        303,
      );
    }),
  );
}
