/** Refusals of who worked on another revision than the one there is: a sheet behind it, a sheet ahead of it, a reviewer. */
import { changesBetween } from '../../../shared/changes.ts';
import { Problem } from '../../../shared/problem.ts';
import type { CellChange } from '../../../shared/wire.ts';
import type { ReportAddress } from '../../store/reports.ts';
import { selectRevision } from '../../store/revisions.ts';
import type { Flights } from '../../store/transaction.ts';

async function changesSince(
  flights: Flights,
  at: ReportAddress,
  base: number,
  current: number,
): Promise<readonly CellChange[]> {
  const [[was], [is]] = await flights.send(
    selectRevision(flights, at, base),
    selectRevision(flights, at, current),
  );
  return changesBetween(was?.content ?? {}, is?.content ?? {});
}

/** Why a sheet based on `base` cannot follow `current`, with the cells it has to look at. */
export async function pushConflict(
  flights: Flights,
  at: ReportAddress,
  base: number,
  current: number,
): Promise<Problem> {
  const conflict = { current, changesSince: await changesSince(flights, at, base, current) };
  return new Problem(base > current ? 'revision_ahead' : 'stale_revision', { base, current }, { conflict });
}

/** Why a decision on `base` is none on `current`, with what changed since where `base` came before it. */
export async function decisionConflict(
  flights: Flights,
  at: ReportAddress,
  base: number,
  current: number,
): Promise<Problem> {
  const changes = base < current ? await changesSince(flights, at, base, current) : [];
  return new Problem(
    'decision_on_another',
    { base, current },
    { conflict: { current, changesSince: changes } },
  );
}
