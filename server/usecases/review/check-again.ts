/** Checks a submission again before it is accepted: with the rules and the other reports as they are now, as of the day it was sent. */
import { Problem } from '../../../shared/problem.ts';
import type { Template } from '../../../shared/template.ts';
import { unreasoned, validate } from '../../../shared/validate.ts';
import { selectPast } from '../../store/reports.ts';
import type { RevisionRow } from '../../store/revisions.ts';
import { dayInVietnam } from '../enter.ts';
import { formAsOf } from '../forms/effective-template.ts';
import { factsFrom, needsPast } from '../push/check-facts.ts';
import { rememberedReasons } from '../push/remembered-reasons.ts';
import { toldIssues } from '../push/told-issues.ts';
import type { Acting } from './act-on-report.ts';

/**
 * Throws `unresolved_errors` where what was sent could not be sent with what is known now: an earlier period was sent anew,
 * a rule has changed. A deadline that passed since is no error of the office's: the day is that of the submission.
 */
export async function refuseUnresolved(
  { deps, flights, at, report, row }: Acting,
  base: Template,
  submitted: RevisionRow,
): Promise<void> {
  const { assigned, period, province_id: province, rules_version: since } = report;
  const asOf = await formAsOf(deps, () => flights, base, { province, since });
  const { template } = asOf({ id: at.period, to: period.to });
  const past = needsPast(template) ? (row.past ?? (await flights.send(selectPast(flights, at)))[0]) : [];
  const facts = factsFrom(template, period, past, dayInVietnam(submitted.at));
  const { issues } = validate(template, submitted.content, {
    assigned,
    facts,
    mode: 'submit',
    offerFixes: false,
  });
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const reasons = { ...rememberedReasons(template, period, past, asOf), ...submitted.reasons };
  const warnings = unreasoned(issues, reasons).length;
  if (errors === 0 && warnings === 0) return;
  throw new Problem(
    'unresolved_errors',
    { revision: submitted.no, errors, warnings },
    toldIssues(issues, template, assigned),
  );
}
