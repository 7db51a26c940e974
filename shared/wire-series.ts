/** Wire of lines over time and of rankings; the add-on asks for neither. */
import { z } from 'zod';
import { Reason } from './not-comparable.ts';
import { PeriodKind } from './period.ts';
import { Bilingual, Id } from './template.ts';
import { Basis, Coverage, Total } from './wire.ts';

const TotalCell = Total.pick({ section: true, row: true, column: true });

/** The period of a point: ISO dates, the window inclusive. */
const SeriesPeriod = z.object({
  id: Id,
  kind: PeriodKind,
  label: Bilingual,
  year: z.int(),
  from: z.iso.date(),
  to: z.iso.date(),
});

/**
 * From the first day of the year to the last day of the point. `of`: the periods the figure is made of; flows are added
 * over windows that join, cumulative figures and stocks are taken from one. `reason` where `value` is null.
 */
const YearToDate = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** The periods named by `of`, each with its coverage. */
  windows: z.array(z.object({ period: Id, coverage: Coverage })),
  cells: z.array(
    TotalCell.extend({ value: z.string().nullable(), of: z.array(Id), reason: Reason.optional() }),
  ),
});
export type YearToDate = z.infer<typeof YearToDate>;

/** "So cùng kỳ": the same window one year before. `growth`: per cent with one decimal. `reason` where one of them is null. */
const OnYear = z.object({
  /** null: there is none, or it cannot be told; see `reason`. */
  base: Id.nullable(),
  reason: Reason.optional(),
  cells: z.array(
    TotalCell.extend({
      before: z.string().nullable(),
      difference: z.string().nullable(),
      growth: z.string().nullable(),
      reason: Reason.optional(),
    }),
  ),
});
export type OnYear = z.infer<typeof OnYear>;

export const SeriesPoint = z.object({
  period: SeriesPeriod,
  templateVersion: z.int().nullable(),
  /** null where the point cannot be told. */
  coverage: Coverage.nullable(),
  totals: z.array(Total),
  /** Why the whole point cannot be told. */
  reason: Reason.optional(),
  /** Rows of the newest version of the form that this point's version does not have. */
  absent: z.array(z.object({ section: Id, row: Id, reason: Reason })),
  yearToDate: YearToDate.optional(),
  onYear: OnYear.optional(),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

/** On which map the points were read: `map` null means each at the end of its own period. `since`: where common territory begins. */
const SeriesBasis = z.object({
  kind: z.enum(['asWas', 'today', 'common']),
  map: z.iso.date().nullable(),
  since: z.iso.date().nullable(),
  beyond: Basis.shape.beyond,
});

/** GET /api/series/{template}?scope=&basis=&counts=&kind=&from=&to=&derive=overTime; points oldest first. */
export const Series = z.object({
  template: Id,
  scope: z.object({ unit: Id, name: z.string() }),
  counts: z.enum(['accepted', 'submitted']),
  basis: SeriesBasis,
  points: z.array(SeriesPoint),
});
export type Series = z.infer<typeof Series>;

/** Offices that are ranked as one: several on common territory. */
const RankedUnits = z.array(z.object({ unit: Id, name: z.string() })).min(1);

/** GET /api/rankings/{template}/{period}?cell=section|row|column&scope=&basis=&counts= */
export const Ranking = z.object({
  template: Id,
  period: Id,
  scope: z.object({ unit: Id, name: z.string() }),
  counts: z.enum(['accepted', 'submitted']),
  basis: z.object({ kind: z.enum(['asWas', 'today', 'common']), map: z.iso.date() }),
  cell: TotalCell,
  /** Which way is better; the first rank is the best. */
  direction: z.enum(['higher', 'lower']),
  /** How many there are on this basis, told or not: "thứ 6/11". */
  of: z.int().min(0),
  ranked: z.array(
    z.object({
      units: RankedUnits,
      beyond: Basis.shape.beyond,
      rank: z.int(),
      value: z.string(),
      coverage: Coverage,
    }),
  ),
  untold: z.array(z.object({ units: RankedUnits, beyond: Basis.shape.beyond, reason: Reason })),
  /** What the scope reported itself, beside the offices below it; absent where it owes no such report, and on another map. */
  own: z.object({ value: z.string().nullable(), coverage: Coverage }).optional(),
});
export type Ranking = z.infer<typeof Ranking>;
