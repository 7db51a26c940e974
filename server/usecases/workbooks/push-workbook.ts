/** Sends a workbook through the one push there is; what could not be read on its sheets keeps it back as any wrong cell does. */
import type { Issue } from '../../../shared/issue.ts';
import { Problem } from '../../../shared/problem.ts';
import { structureErrors } from '../../../shared/told-once.ts';
import type { Answer } from '../answer.ts';
import type { UsecaseDeps } from '../enter.ts';
import { blocking } from '../push/check-content.ts';
import type { PushQueue } from '../push/push-queue.ts';
import { pushRevision } from '../push/push-revision.ts';
import {
  checkWorkbook,
  issuesOf,
  pushOf,
  reasonsOf,
  type SentWorkbook,
  toldOfFile,
  type WorkbookCall,
  type WorkbookTerms,
} from './sent-workbook.ts';

/** Under its key once, like every push. Throws what a push throws, with the addresses of the office's own sheet. */
export async function pushWorkbook(
  deps: UsecaseDeps,
  queue: PushQueue,
  call: WorkbookCall & { readonly key: string },
  sent: SentWorkbook,
  { mode, ...terms }: WorkbookTerms & { readonly mode: 'draft' | 'submit' },
): Promise<Answer> {
  await refuseUnread(deps, queue, call, sent, { mode, ...terms });
  try {
    return await pushRevision(deps, queue, { ...call, request: pushOf(sent, terms, mode, false) });
  } catch (error) {
    throw error instanceof Problem ? withAddresses(error, sent) : error;
  }
}

/** A cell that was not read would be sent as blank: never in a submission, and in no mode where fields may be mixed up. */
async function refuseUnread(
  deps: UsecaseDeps,
  queue: PushQueue,
  call: WorkbookCall,
  sent: SentWorkbook,
  { mode, ...terms }: WorkbookTerms & { readonly mode: 'draft' | 'submit' },
): Promise<void> {
  const { issues: found } = sent.read;
  const errors =
    mode === 'submit' ? found.filter(({ severity }) => severity === 'error') : structureErrors(found);
  if (errors.length === 0) return;
  const { issues } = await checkWorkbook(deps, queue, call, sent, terms);
  const left = blocking(issues, reasonsOf(sent, terms)) ?? { errors: errors.length, warnings: 0 };
  throw new Problem('report_has_errors', { ...left }, toldOfFile(sent, issues));
}

function withAddresses(problem: Problem, sent: SentWorkbook): Problem {
  const { issues, words: _, ...others } = problem.extra;
  if (problem.code !== 'report_has_errors' || !Array.isArray(issues)) return problem;
  const told = toldOfFile(sent, issuesOf(sent, issues as Issue[]));
  return new Problem(problem.code, problem.details, Object.assign(told, others));
}
