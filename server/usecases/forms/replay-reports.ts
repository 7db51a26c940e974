/** Lays out the counted reports of some offices with the facts each had when it was sent: what a check of them needs to say the same again. */
import { dayInVietnam } from '../../../shared/days.ts';
import {
  type ReplayReportRow,
  type ReplayRevisionRow,
  type ReplayStepRow,
  selectReplayReports,
  selectReplayRevisions,
  selectReplaySteps,
} from '../../store/replays.ts';
import type { PastReport } from '../../store/reports.ts';
import type { Flights } from '../../store/transaction.ts';

/** A counted report, ready to be checked again. */
export interface Replay {
  readonly report: ReplayReportRow;
  readonly revision: ReplayRevisionRow;
  /** The day it was sent, in Việt Nam. */
  readonly day: string;
  /** What the office had counted in other periods when it was sent, as a push is given it. */
  readonly past: readonly PastReport[];
}

/** As many as a push looks back on, besides all of its year. */
const MOST_PAST = 24;

const revisionKey = (report: string, no: number): string => `${report} ${no}`;

/** Replays of the offices' counted reports in these periods, read in the caller's transaction. */
export async function replaysOf(
  flights: Flights,
  template: string,
  periods: ReadonlySet<string>,
  units: readonly string[],
): Promise<Replay[]> {
  const [reports, steps, revisions] = await flights.send(
    selectReplayReports(flights, template, units),
    selectReplaySteps(flights, template, units),
    selectReplayRevisions(flights, template, units),
  );
  const byKey = new Map(revisions.map((row) => [revisionKey(row.report_id, row.no), row]));
  return reports.flatMap((report) => {
    const revision = byKey.get(revisionKey(report.id, report.counted ?? 0));
    if (revision === undefined || !periods.has(report.period.id)) return [];
    const day = dayInVietnam(revision.at);
    const past = pastOf(report, { reports, steps, byKey });
    return [{ report, revision, day, past }];
  });
}

interface Office {
  readonly reports: readonly ReplayReportRow[];
  readonly steps: readonly ReplayStepRow[];
  readonly byKey: ReadonlyMap<string, ReplayRevisionRow>;
}

/** What counted beside the report just before the entry of its submission; the ledger says so, whatever happened since. */
function pastOf(report: ReplayReportRow, { reports, steps, byKey }: Office): PastReport[] {
  const own = steps.find((step) => step.report_id === report.id && step.sent === report.counted);
  const before = steps.filter(({ unit_id, link }) => unit_id === report.unit_id && link < (own?.link ?? 0));
  const counted = new Map(before.map((step) => [step.report_id, step.counted]));
  const others = reports.flatMap((other) => {
    const revision = byKey.get(revisionKey(other.id, counted.get(other.id) ?? 0));
    return other.id === report.id || revision === undefined ? [] : [{ other, revision }];
  });
  const { period } = report;
  const nearest = [...others].sort(
    (a, b) =>
      Number(b.other.period.to <= period.to) - Number(a.other.period.to <= period.to) ||
      (a.other.period.to < b.other.period.to ? 1 : -1),
  );
  const near = new Set(nearest.slice(0, MOST_PAST));
  return others
    .filter((one) => near.has(one) || one.other.period.year === period.year)
    .map(({ other, revision }) => ({
      period_id: other.period.id,
      kind: other.period.kind,
      year: other.period.year,
      first_day: other.period.from,
      last_day: other.period.to,
      template_version: other.template_version,
      content: revision.content,
      reasons: revision.reasons,
    }));
}
