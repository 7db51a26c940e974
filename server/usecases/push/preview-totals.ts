/** What an office's own totals would become if a content were submitted; computed, never stored. */

import type { z } from 'zod';
import { finishTotals, type Measure, measuresOf, type SummedMeasure } from '../../../shared/aggregate.ts';
import { add, subtract } from '../../../shared/decimal.ts';
import type { ReportContent } from '../../../shared/report.ts';
import type { Template } from '../../../shared/template.ts';
import type { TotalChange } from '../../../shared/wire.ts';
import type { LockedReport, ReportAddress } from '../../store/reports.ts';
import { selectRevision } from '../../store/revisions.ts';
import { selectTotal, summedFrom } from '../../store/totals.ts';
import type { Flights } from '../../store/transaction.ts';

type Change = z.infer<typeof TotalChange>;

const nameOf = ({ section, row, column, bucket }: SummedMeasure | Measure): string =>
  JSON.stringify([section, row, column, bucket]);

/** Counts of one measure by its state, as a summed measure of one report. */
export function single(measure: Measure): SummedMeasure {
  const { section, row, column, bucket, value, state, estimate } = measure;
  return {
    section,
    row,
    column,
    bucket,
    value,
    number: state === 'number' ? 1 : 0,
    none: state === 'none' ? 1 : 0,
    notApplicable: state === 'notApplicable' ? 1 : 0,
    notYetKnown: state === 'notYetKnown' ? 1 : 0,
    estimate: estimate ? 1 : 0,
  };
}

function put(sums: Map<string, SummedMeasure>, one: SummedMeasure, sign: 1 | -1): void {
  const sum = sums.get(nameOf(one)) ?? {
    ...one,
    value: '0',
    number: 0,
    none: 0,
    notApplicable: 0,
    notYetKnown: 0,
    estimate: 0,
  };
  sums.set(nameOf(one), {
    ...sum,
    value: sign === 1 ? add(sum.value, one.value) : subtract(sum.value, one.value),
    number: sum.number + sign * one.number,
    none: sum.none + sign * one.none,
    notApplicable: sum.notApplicable + sign * one.notApplicable,
    notYetKnown: sum.notYetKnown + sign * one.notYetKnown,
    estimate: sum.estimate + sign * one.estimate,
  });
}

/**
 * Totals of the reporting unit (itself and all below it) that a submission of `values` changes, as the form counts them:
 * of a form that counts accepted reports, what they become once this one is accepted. They are held against the version
 * sent last even where it no longer counts, since an answer to a return is read as a change of it. Amounts are compared,
 * so what nobody has reported is 0 here as a declared none is: a first "không phát sinh" changes no amount.
 */
export async function totalsAfter(
  flights: Flights,
  at: ReportAddress,
  report: LockedReport,
  template: Template,
  values: ReportContent,
): Promise<Change[]> {
  const scope = { template: at.template, period: at.period, scope: at.unit };
  const counted = template.counts === 'accepted' ? report.accepted_revision : report.submitted_revision;
  const [rows, [old]] = await flights.send(
    selectTotal(flights, scope, template.counts),
    selectRevision(flights, at, 'submitted'),
  );
  const { measures } = summedFrom(rows);
  const sums = new Map(measures.map((measure) => [nameOf(measure), measure]));
  const sent = measuresOf(template, report.assigned, old?.content ?? {}, report.period.kind);
  // What counts of a report that may be pushed is its last submission, or nothing of it.
  if (counted === null) for (const measure of sent) put(sums, single(measure), 1);
  const before = totalsByName(template, [...sums.values()]);
  for (const measure of sent) put(sums, single(measure), -1);
  for (const measure of measuresOf(template, report.assigned, values, report.period.kind))
    put(sums, single(measure), 1);
  const after = totalsByName(template, [...sums.values()]);
  return [...after].flatMap(([name, change]) => {
    const was = before.get(name)?.value ?? null;
    const [from, to] = [was ?? '0', change.value ?? '0'];
    return from === to
      ? []
      : [{ ...change.at, before: from, ...(was === null ? { wasBlank: true } : {}), after: to }];
  });
}

function totalsByName(template: Template, sums: readonly SummedMeasure[]) {
  const totals = finishTotals(template, sums).map(({ section, row, column, value }) => {
    const at = { section, row, column };
    return [JSON.stringify(at), { at, value }] as const;
  });
  return new Map(totals);
}
