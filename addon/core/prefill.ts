/** Owns offering what the form says may stand in blank cells; nothing is written before the person says so. */

import { structureErrors } from '../../shared/told-once.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { officeColumn, shownChanges } from './mending.ts';
import { examineWhole } from './new-rows.ts';
import type { Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { ShownChange } from './rpc-fixes.ts';
import type { PrefillResult } from './rpc-office.ts';
import { fetchOffered } from './server.ts';
import { needReport } from './session.ts';
import { checkResult } from './show.ts';

/** Where nothing at all is typed; applied by applyFix, which writes only where it is still so. */
export function prefill(ports: Ports): PrefillResult {
  const form = fetchOffered(ports, needReport(ports));
  const state = examineWhole(ports, form, 'check', ports.exclusive);
  const broken = structureErrors(state.issues);
  if (broken.length > 0) throw addonProblem('structure_broken', { count: String(broken.length) });
  const cells = Object.entries(form.offered ?? {}).flatMap(([section, rows]) =>
    Object.entries(rows).flatMap(([row, columns]) =>
      Object.entries(columns).map(([column, value]) => ({ section, row, column, value })),
    ),
  );
  const blank = shownChanges(state, cells).filter(({ from }: ShownChange) => from === '');
  return {
    check: checkResult(ports, state),
    changes: blank.map((change) => ({ ...change, ...sourceOf(form, change) })),
    withheld: form.offeredFrom?.filter(({ withheld }) => withheld) ?? [],
  };
}

function sourceOf(
  { template, period, offeredFrom }: ReportForm,
  { at }: ShownChange,
): Pick<ShownChange, 'source'> {
  const from = officeColumn(template, at.section, at.column)?.prefill?.from;
  if (from === undefined) return {};
  const year = String(period.year);
  const label =
    from === 'plan' ? { vi: year, en: year } : offeredFrom?.find((source) => source.from === from)?.label;
  return label === undefined ? {} : { source: { from, label } };
}
