/** Everything a person can do in the sidebar, joined from its subjects: a subject adds its file and a line in each of the two lists. */
import { type CheckActions, checkActions } from './actions-check.ts';
import { type DoctorActions, doctorActions } from './actions-doctor.ts';
import { type FixActions, fixActions } from './actions-fixes.ts';
import { type OfficeActions, officeActions } from './actions-office.ts';
import { type OpenActions, openActions } from './actions-open.ts';
import { type SendActions, sendActions } from './actions-send.ts';
import type { Desk } from './desk.ts';

export interface Actions
  extends OpenActions,
    CheckActions,
    FixActions,
    SendActions,
    DoctorActions,
    OfficeActions {}

export const actionsOf = (desk: Desk): Actions => ({
  ...openActions(desk),
  ...checkActions(desk),
  ...fixActions(desk),
  ...sendActions(desk),
  ...doctorActions(desk),
  ...officeActions(desk),
});
