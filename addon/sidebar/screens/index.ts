/** Which file draws which state of the table. */
import type { Actions } from '../actions.ts';
import { repairedScreen, structureScreen } from '../doctor.ts';
import type { Screen } from '../machine.ts';
import type { State } from '../state.ts';
import { chooseScreen, missingScreen, otherAccountScreen, unassignedScreen } from './choose.ts';
import { connectedScreen } from './connected.ts';
import { finishedScreen } from './finished.ts';
import { cleanScreen, problemsScreen } from './found.ts';
import { mergeScreen, restoredScreen } from './merge.ts';
import { previewScreen } from './preview.ts';
import { keptScreen, sentScreen } from './sent.ts';

type Draw = (state: State, actions: Actions) => HTMLElement[];

export const SCREENS: Readonly<Record<Screen, Draw>> = {
  starting: () => [],
  otherAccount: otherAccountScreen,
  unassigned: unassignedScreen,
  choose: chooseScreen,
  missing: missingScreen,
  structure: structureScreen,
  structureApart: structureScreen,
  repaired: repairedScreen,
  queued: connectedScreen,
  returned: connectedScreen,
  connected: connectedScreen,
  outdated: problemsScreen,
  problems: problemsScreen,
  clean: cleanScreen,
  preview: previewScreen,
  sent: sentScreen,
  kept: keptScreen,
  stale: mergeScreen,
  restored: restoredScreen,
  accepted: finishedScreen,
  locked: finishedScreen,
  closed: finishedScreen,
};
