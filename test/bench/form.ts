/** The report the bench sends: the inspection form with all its 60 indicators filled, valid by the form's own rules. */
import type { Period } from '../../shared/period.ts';
import type { ReportContent } from '../../shared/report.ts';
import { inspectionSample } from '../support/samples/inspection.ts';

const sample = inspectionSample();
export const TEMPLATE = sample.template;

/** The year is over and the due date far away: what is measured depends on no calendar. */
export const YEAR: Period = {
  id: '2021',
  kind: 'year',
  label: { vi: 'Năm 2021', en: 'Year 2021' },
  year: 2021,
  from: '2021-01-01',
  to: '2021-12-31',
  due: { default: '2199-12-31' },
  state: 'open',
};

const totals = Object.entries(sample.content.main ?? {}).map(
  ([row, { total }]) => [row, total === undefined ? {} : { total }] as const,
);

/** 60 cells; `n` is the figure of the one indicator no rule ties to another, so that no two pushes are alike. */
export const sixtyCells = (n: number): ReportContent => ({
  main: { ...Object.fromEntries(totals), 'KD.TT': { total: String(n) } },
});

export const CELLS = 60;
