/** The measures of a revision as the store takes them: parallel columns. */
import type { Measure } from '../../../shared/aggregate.ts';
import type { MeasureColumns } from '../../store/pushes.ts';
import { cellName } from '../../store/totals.ts';

const STATES = { none: '0', notApplicable: 'x', notYetKnown: '?' } as const;

export function columnsOf(measures: readonly Measure[]): MeasureColumns {
  return {
    cells: measures.map(({ section, row, column }) => cellName(section, row, column)),
    buckets: measures.map(({ bucket }) => bucket),
    values: measures.map(({ value }) => value),
    states: measures
      .map(({ state, estimate }) => (state === 'number' ? (estimate ? 'e' : 'n') : STATES[state]))
      .join(''),
  };
}
