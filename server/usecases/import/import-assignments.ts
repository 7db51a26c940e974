/** Decides which changes of assignments still may be made to reports that offices have begun to fill. Pure. */

import { canonicalJson } from '../../../shared/canonical.ts';
import { COUNTED } from '../../../shared/review.ts';
import { STATE_WORDS } from '../../../shared/template-state.ts';
import { fault, type ImportFault } from '../../import/faults.ts';
import type { StoredAssignment, StoredTemplate } from '../../store/import.ts';
import type { AssignmentRow } from '../../store/province-data.ts';
import { stateDetails } from '../review/allowed.ts';

const profileWords = ({ profile }: AssignmentRow) =>
  typeof profile === 'string'
    ? { vi: `biểu rút gọn “${profile}”`, en: `the shorter form “${profile}”` }
    : { vi: 'biểu đầy đủ', en: 'the whole form' };

/** Faults of changing one assignment; [] when it may be made. Counted figures rest on the rows assigned at the time. */
export function assignmentFaults(before: StoredAssignment, after: AssignmentRow): ImportFault[] {
  if (before.revision === 0) return [];
  const params = { unit: after.unit, template: after.template, period: after.period };
  if (before.version !== after.version) {
    const versions = { stored: String(before.version), wanted: String(after.version) };
    return [fault('assignment_sent', after.at, { ...params, ...versions })];
  }
  if ((before.profile ?? null) !== (after.profile ?? null)) {
    const [stored, wanted] = [profileWords(before), profileWords(after)];
    const words = { stored: stored.vi, stored_en: stored.en, wanted: wanted.vi, wanted_en: wanted.en };
    return [fault('profile_sent', after.at, { ...params, ...words })];
  }
  // Who assigned it makes no difference to the office.
  if (canonicalJson(before.assigned) === canonicalJson(after.assigned)) return [];
  if (COUNTED[before.state].submitted) {
    return [fault('assignment_counted', after.at, { ...params, ...stateDetails(before.state) })];
  }
  const kept = new Set(after.assigned.map((row) => row.key));
  return before.assigned
    .filter((row) => !kept.has(row.key))
    .map((row) => fault('assigned_row_gone', after.at, { ...params, key: row.key }));
}

/**
 * Faults of assigning forms that are drafts or retired, and of moving a report that is expected in totals to a trial.
 * `moved`: reports that get another version.
 */
export function unassignable(
  forms: readonly StoredTemplate[],
  wanted: readonly AssignmentRow[],
  moved: readonly { readonly before: AssignmentRow; readonly after: AssignmentRow }[],
): ImportFault[] {
  const states = new Map(forms.map(({ id, version, state }) => [`${id}@${version}`, state]));
  const stateOf = ({ template, version }: AssignmentRow) => states.get(`${template}@${version}`);
  const closed = wanted.flatMap((row) => {
    const state = stateOf(row);
    if (state === undefined || state === 'trial' || state === 'published') return [];
    const form = `${row.template}@${row.version}`;
    return [fault('assignment_unpublished', row.at, { form, state: STATE_WORDS[state].vi })];
  });
  const crossed = moved
    .filter(({ before, after }) => stateOf(after) === 'trial' && stateOf(before) !== 'trial')
    .map(({ after: { unit, template, period, at } }) =>
      fault('assignment_trial', at, { unit, template, period }),
    );
  return [...closed, ...crossed];
}
