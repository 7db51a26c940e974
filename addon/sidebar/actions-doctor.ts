/** Having the structure of the sheets looked at and repaired. */
import type { SortedRows } from '../core/rpc-doctor.ts';
import type { Desk } from './desk.ts';
import { NO_PANEL } from './panels.ts';
import { forgetCheck } from './state.ts';

export interface DoctorActions {
  examineStructure(): void;
  repair(rowsBy?: SortedRows): void;
  closeDoctor(): void;
}

export function doctorActions({ state, run, call, set }: Desk): DoctorActions {
  // Of sorted sheets, since the structure was looked at: of an older form all of them have to be known at once.
  let said: SortedRows = {};
  return {
    examineStructure: () =>
      run(
        'examining',
        () => call('examineStructure'),
        (doctor) => {
          said = {};
          return { ...NO_PANEL, doctor, repaired: null };
        },
      ),
    // The sheets are others now: what was found on them before is void, and so is what was said to be missing.
    repair: (rowsBy) => {
      said = { ...said, ...rowsBy };
      run(
        'repairing',
        () => call('repair', { rowsBy: said }),
        (repaired) => {
          const { start } = state();
          return { ...forgetCheck, repaired, start: start && { ...start, missing: [] } };
        },
      );
    },
    closeDoctor: () => set({ doctor: null, repaired: null }),
  };
}
