/** Checks a submission again before it is accepted: with the rules and the other reports as they are now, as of the day it was sent. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { RevisionRow } from '../../store/revisions.ts';
import type { FormOfReport } from '../forms/effective-template.ts';
import { blocking, checkContent, pastFor, reasonsFor } from '../push/check-content.ts';
import { toldIssues } from '../push/told-issues.ts';
import type { Acting } from './act-on-report.ts';

/**
 * Throws `unresolved_errors` where what was sent could not be sent with what is known now: an earlier period was sent anew,
 * a rule has changed. A deadline that passed since is no error of the office's: the day is that of the submission.
 */
export async function refuseUnresolved(
  { flights, at, report, row }: Acting,
  form: FormOfReport,
  submitted: RevisionRow,
): Promise<void> {
  const { template } = form;
  const past = await pastFor(form, report, at, row.past, () => flights);
  const day = dayInVietnam(submitted.at);
  const { issues } = checkContent(template, submitted.content, {
    report,
    past,
    day,
    mode: 'submit',
    offerFixes: false,
  });
  const left = blocking(issues, reasonsFor(form, { report, past }, submitted.reasons));
  if (left === undefined) return;
  throw new Problem(
    'unresolved_errors',
    { revision: submitted.no, ...left },
    toldIssues(issues, template, report.assigned),
  );
}
