/** The screen between the check and sending: what would change, in cells and in totals, and what was remarked. */
import type { PreviewResult } from '../../core/rpc-send.ts';
import type { Actions } from '../actions.ts';
import { el } from '../element.ts';
import { paragraph } from '../parts.ts';
import { copyNotes, remarkCards } from '../remarks.ts';
import type { State } from '../state.ts';
import { takenList } from '../unsent.ts';
import { way } from '../way.ts';
import { say } from '../words.ts';

const TOTALS_SHOWN = 12;

export function previewScreen(state: State, actions: Actions): HTMLElement[] {
  const shown = state.preview;
  if (!shown) return [];
  return [
    el('h2', { id: 'outcome', tabindex: '-1' }, say(state.lang, 'previewTitle')),
    ...takenList(state, actions, shown.taken),
    ...changes(state, shown),
    ...totals(state, shown),
    ...remarkCards(state, actions),
    ...copyNotes(state, shown.check),
    way(state, actions),
  ];
}

function changes(state: State, { first, count, cells }: PreviewResult): HTMLElement[] {
  if (first) return [paragraph(state, 'previewFirst', { count })];
  if (count === 0) return [paragraph(state, 'previewSame')];
  const lines = cells.map(({ a1, words }) =>
    el('li', {}, el('p', {}, a1 ? el('span', { class: 'a1' }, a1) : null, words[state.lang])),
  );
  const more = count - cells.length;
  return [
    paragraph(state, 'previewCells', { count }),
    el('ul', { class: 'totals' }, ...lines),
    ...(more > 0 ? [paragraph(state, 'cellsMore', { count: more })] : []),
  ];
}

const CHANGE = { accepted: 'previewAccepted', submitted: 'previewTotals' } as const;

/** A form that counts accepted reports changes no total by being sent, and must not say so. */
function totals(state: State, { counts, totals: all }: PreviewResult): HTMLElement[] {
  const unit = state.report?.head.unitName ?? '';
  if (all.length === 0) return [paragraph(state, 'previewNoTotals', { unit })];
  const more = all.length - TOTALS_SHOWN;
  return [
    paragraph(state, CHANGE[counts], { unit }),
    el(
      'ul',
      { class: 'totals' },
      ...all.slice(0, TOTALS_SHOWN).map((words) => el('li', {}, words[state.lang])),
    ),
    ...(more > 0 ? [paragraph(state, 'previewMore', { count: more })] : []),
  ];
}
