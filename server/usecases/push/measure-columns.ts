/** The measures of a revision as the store takes them: parallel columns. */
import type { Measure } from '../../../shared/aggregate.ts';
import type { MeasureColumns } from '../../store/pushes.ts';
import { joinCell } from '../../store/totals.ts';

const STATES = { none: '0', notApplicable: 'x', notYetKnown: '?' } as const;

export function measureColumns(measures: readonly Measure[]): MeasureColumns {
  return {
    cells: measures.map(({ section, row, column }) => joinCell(section, row, column)),
    buckets: measures.map(({ bucket }) => bucket),
    values: measures.map(({ value }) => value),
    states: measures
      .map(({ state, estimate }) => (state === 'number' ? (estimate ? 'e' : 'n') : STATES[state]))
      .join(''),
  };
}
