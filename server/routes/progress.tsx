/** The page that shows how far the offices are. */
import { z } from 'zod';
import { Id } from '../../shared/template.ts';
import { afterOffice, paging } from '../http/paging.ts';
import type { Routes } from '../http/routes.ts';
import { readProgress } from '../usecases/read-progress.ts';
import { assetRoutes } from '../web/assets.ts';
import { address, PROGRESS_PATH, pageReply } from '../web/layout.tsx';
import { PROGRESS_FILTERS, type ProgressFilter, ProgressPage } from '../web/progress-page.tsx';
import { pageWord } from '../web/words.ts';
import type { RouteContext } from './context.ts';
import { answeringWith } from './office-page-problem.ts';
import { langOf } from './office-page-style.ts';
import { identityIn, visitorOf } from './office-page-who.ts';

const FILTERS = Object.keys(PROGRESS_FILTERS) as ProgressFilter[];
const OFFICES = 100;
/** What is none of ours in an address is as good as not asked: a page is opened by hand, from a mail, from a list of old ones. */
const Question = z.object({
  period: Id.optional().catch(undefined),
  state: z.enum(FILTERS).optional().catch(undefined),
  cursor: paging(afterOffice, 'hd.tu-ky').cursor.catch(undefined),
});

export function progressRoutes(routes: Routes, context: RouteContext): void {
  const { deps } = context;
  assetRoutes(routes);
  routes.page(
    PROGRESS_PATH,
    answeringWith(context)(async (c) => {
      const lang = langOf(c);
      const identity = await identityIn(deps, c);
      const { period, state, cursor } = Question.parse(c.req.query());
      const progress = await readProgress(deps, identity, { period, state }, { cursor, limit: OFFICES });
      const visitor = await visitorOf(deps, identity);
      const path = address(PROGRESS_PATH, { period: progress.period.id, state, cursor });
      return pageReply(
        { lang, title: pageWord(lang, 'progress'), path, visitor },
        <ProgressPage progress={progress} asked={{ lang, state, cursor }} />,
      );
    }),
  );
}
