/** Everything a person can do in the sidebar, joined from its subjects: a subject adds its file and a line in each of the two lists. */
import { type CheckActions, checkActions } from './actions-check.ts';
import { type DoctorActions, doctorActions } from './actions-doctor.ts';
import { type FixActions, fixActions } from './actions-fixes.ts';
import { type MergeActions, mergeActions } from './actions-merge.ts';
import { type OfficeActions, officeActions } from './actions-office.ts';
import { type OpenActions, openActions } from './actions-open.ts';
import { type SendActions, sendActions } from './actions-send.ts';
import type { Desk } from './desk.ts';

export interface Actions
  extends OpenActions,
    CheckActions,
    FixActions,
    SendActions,
    MergeActions,
    DoctorActions,
    OfficeActions {}

export function actionsOf(desk: Desk): Actions {
  const sending = sendActions(desk);
  return {
    ...openActions(desk),
    ...checkActions(desk),
    ...fixActions(desk),
    ...sending,
    ...mergeActions(desk, sending),
    ...doctorActions(desk),
    ...officeActions(desk),
  };
}
