/** What a push changes in the totals above it. */
import type { LockedReport } from '../../store/reports.ts';
import type { TotalDelta } from '../../store/revisions.ts';

/** A submission takes the place of the one that counted before, if any. */
export function submissionDeltas(report: LockedReport, no: number, late: boolean): TotalDelta[] {
  const { submitted_revision: old } = report;
  if (old !== null) {
    return [
      { revision: old, sign: -1, counting: 'submitted' },
      { revision: no, sign: 1, counting: 'submitted' },
    ];
  }
  const counted = { revision: no, sign: 1, counting: 'submitted' } as const;
  return [{ ...counted, received: 1, late: late ? 1 : 0, missing: -report.missing }];
}

/** A draft counts nowhere; what it leaves blank is known above it. */
export const draftDeltas = (missing: number): TotalDelta[] =>
  missing === 0 ? [] : [{ revision: null, sign: 1, counting: 'submitted', missing }];
