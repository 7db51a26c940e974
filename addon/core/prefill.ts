/** Owns offering what the form says may stand in blank cells; nothing is written before the person says so. */

import { shownChanges } from './mending.ts';
import { examineWhole } from './new-rows.ts';
import type { Ports } from './ports.ts';
import type { ShownChange } from './rpc-fixes.ts';
import type { PrefillResult } from './rpc-office.ts';
import { fetchForm } from './server.ts';
import { needReport } from './session.ts';
import { checkResult } from './show.ts';

/** Where nothing at all is typed; applied by applyFix, which writes only where it is still so. */
export function prefill(ports: Ports): PrefillResult {
  const form = fetchForm(ports, needReport(ports));
  const state = examineWhole(ports, form, 'check', ports.exclusive);
  const cells = Object.entries(form.offered ?? {}).flatMap(([section, rows]) =>
    Object.entries(rows).flatMap(([row, columns]) =>
      Object.entries(columns).map(([column, value]) => ({ section, row, column, value })),
    ),
  );
  const blank = shownChanges(state, cells).filter(({ from }: ShownChange) => from === '');
  return { check: checkResult(ports, state), changes: blank };
}
