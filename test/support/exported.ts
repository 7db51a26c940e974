/** The exports of the built-in forms, as three offices of which two sent the valid sample would have them. */
import type { ReportExport } from '../../server/exports/report-table.ts';
import type { TotalsExport } from '../../server/exports/totals-table.ts';
import {
  countBuckets,
  finishTotals,
  measuresOf,
  type SummedMeasure,
  taskCounts,
  taskSections,
} from '../../shared/aggregate.ts';
import { add } from '../../shared/decimal.ts';
import { formOf } from './forms.ts';
import { validSample } from './samples/index.ts';
import type { Sample } from './samples/sample.ts';

export const MADE = '17/12/2021 14:03';
export const MOMENT = new Date('2021-12-17T07:03:00Z');

/** What `offices` equal reports add up to. */
function summed({ template, assigned, content }: Sample, offices: number): SummedMeasure[] {
  const sums = new Map<string, SummedMeasure>();
  for (let office = 0; office < offices; office += 1) {
    for (const { state, estimate, value, ...place } of measuresOf(template, assigned, content, 'year')) {
      const key = JSON.stringify(place);
      const before = sums.get(key) ?? {
        ...place,
        value: '0',
        number: 0,
        none: 0,
        notApplicable: 0,
        notYetKnown: 0,
        estimate: 0,
      };
      sums.set(key, {
        ...before,
        value: add(before.value, value),
        [state]: before[state] + 1,
        estimate: before.estimate + (estimate ? 1 : 0),
      });
    }
  }
  return [...sums.values()];
}

export function totalsExport(id: string, lang: 'vi' | 'en' = 'vi'): TotalsExport {
  const sample = validSample(id);
  const { template } = sample;
  const measures = summed(sample, 2);
  const buckets = countBuckets(measures);
  return {
    template,
    totals: {
      template: id,
      templateVersion: template.version,
      period: '2021',
      scope: { unit: 'tinh', name: 'Tỉnh ủy Hải Dương' },
      counts: 'submitted',
      coverage: { expected: 3, received: 2, accepted: 1, late: 1 },
      totals: finishTotals(template, measures),
      buckets,
      tasks: taskSections(template).map((section) => taskCounts(template, section, buckets, '2021-12-17')),
    },
    period: { label: { vi: 'Năm 2021', en: 'Year 2021' }, to: '2021-12-31' },
    assigned: sample.assigned,
    made: MADE,
    publications: [],
    lang,
  };
}

const SENT = [
  { no: 1, day: '2021-12-15', person: 'Nguyễn Thị Lan', standing: 'replaced' },
  { no: 3, day: '2021-12-17', person: 'Nguyễn Thị Lan', standing: 'counted' },
] as const;

export function reportExport(id: string, lang: 'vi' | 'en' = 'vi'): ReportExport {
  const { template, assigned, content, facts } = validSample(id);
  const form = formOf(template, content, 3);
  return {
    form: { ...form, assigned: [...assigned], facts },
    sent: SENT,
    publications: [],
    made: MADE,
    lang,
  };
}
