/** Decides which moves of forms the files ask for, and refuses those that may not be. Pure. */
import { MOVE_WORDS, mayMove, STATE_WORDS, type TemplateState } from '../../../shared/template-state.ts';
import { fault, type ImportFault } from '../../import/faults.ts';
import type { StoredTemplate } from '../../store/import.ts';
import type { Source, TemplateStateRow } from '../../store/province-data.ts';

export interface FormMove {
  readonly id: string;
  readonly version: number;
  readonly from: TemplateState;
  readonly state: TemplateState;
  readonly reason: string;
  readonly at?: Source | undefined;
}

export const isBack = ({ state }: FormMove): boolean => state === 'draft';

/** Forms the province does not have yet begin in their state and move nowhere. */
export function formMoves(
  wanted: readonly TemplateStateRow[],
  known: readonly StoredTemplate[],
): { readonly moves: readonly FormMove[]; readonly faults: readonly ImportFault[] } {
  const states = new Map(known.map(({ id, version, state }) => [`${id}@${version}`, state]));
  const moves: FormMove[] = [];
  const faults: ImportFault[] = [];
  for (const { template: id, version, state, reason, at } of wanted) {
    const form = `${id}@${version}`;
    const from = states.get(form);
    if (from === undefined || from === state) continue;
    if (mayMove(from, state)) moves.push({ id, version, from, state, reason: reason ?? 'tệp nhập', at });
    else
      faults.push(
        fault('template_moved', at, { form, from: STATE_WORDS[from].vi, to: MOVE_WORDS[state].vi }),
      );
  }
  return { moves, faults };
}
