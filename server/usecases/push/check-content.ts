/** Checks a content of a report, whoever asks: a push, a preview, an acceptance, a carried draft or a replay. */
import type { Issue } from '../../../shared/issue.ts';
import type { ReportContent } from '../../../shared/report.ts';
import type { AssignedRow, Template } from '../../../shared/template.ts';
import { unreasoned, type Validation, validate } from '../../../shared/validate.ts';
import { type LockedReport, type PastReport, type ReportAddress, selectPast } from '../../store/reports.ts';
import type { Flights } from '../../store/transaction.ts';
import type { FormOfReport } from '../forms/effective-template.ts';
import { factsFrom, needsPast } from './check-facts.ts';
import { comparablePast } from './comparable-past.ts';
import { rememberedReasons } from './remembered-reasons.ts';

/** What a content is checked against besides its form. */
interface CheckOccasion {
  readonly report: { readonly assigned: readonly AssignedRow[]; readonly period: LockedReport['period'] };
  /** From `pastFor`. */
  readonly past: readonly PastReport[];
  /** The day of the check, ISO. */
  readonly day: string;
  readonly mode: 'draft' | 'submit';
  readonly offerFixes: boolean;
}

/** The office's other reports as far as the form looks at them and may hold them against this one; `known`: where the opening brought them. */
export async function pastFor(
  { template, ofVersion }: FormOfReport,
  { assigned }: Pick<CheckOccasion['report'], 'assigned'>,
  at: ReportAddress,
  known: readonly PastReport[] | null | undefined,
  ask: () => Flights,
): Promise<readonly PastReport[]> {
  if (!needsPast(template)) return [];
  let past = known;
  if (!past) {
    const flights = ask();
    [past] = await flights.send(selectPast(flights, at));
  }
  return comparablePast(past, { template, assigned }, ofVersion);
}

export const checkContent = (
  template: Template,
  content: ReportContent,
  { report, past, day, mode, offerFixes }: CheckOccasion,
): Validation =>
  validate(template, content, {
    assigned: report.assigned,
    facts: factsFrom(template, report.period, past, day),
    mode,
    offerFixes,
  });

/** Issue key → reason: those given, and those the office need not give again. */
export const reasonsFor = (
  { template, asOf }: FormOfReport,
  { report, past }: Pick<CheckOccasion, 'report' | 'past'>,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> => ({
  ...rememberedReasons(template, report.period, past, asOf),
  ...given,
});

/** What keeps a content from being submitted; undefined: nothing does. */
export function blocking(
  issues: readonly Issue[],
  reasons: Readonly<Record<string, string>>,
): { readonly errors: number; readonly warnings: number } | undefined {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = unreasoned(issues, reasons).length;
  return errors === 0 && warnings === 0 ? undefined : { errors, warnings };
}
