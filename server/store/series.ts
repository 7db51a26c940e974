/** Reads many totals of one form at once: points of a line over time, or the units of a ranking; and where they stand. */
import type { Period } from '../../shared/period.ts';
import type { Piece } from '../../shared/territory-cover.ts';
import { type Summed, summedFrom, type TotalRow } from './totals.ts';
import type { Flights } from './transaction.ts';

/** A period, and the newest version of the form owed for it; null: nobody owes it. */
export interface OwedPeriod {
  readonly period: Pick<Period, 'id' | 'kind' | 'label' | 'year' | 'from' | 'to'>;
  readonly version: number | null;
}

interface SeriesStand {
  /** How often the map of the province changed. */
  version: string;
  periods: OwedPeriod[];
}

/** Periods whose windows lie within the days, oldest first; null: no bound. Of the province of this transaction's person. */
export const selectSeriesStand = (
  { sql }: Flights,
  of: { readonly template: string; readonly from: string | null; readonly to: string | null },
) => sql<SeriesStand[]>`
  SELECT p.map_version::text AS version, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('version', owed_version(${of.template}, d.id),
      'period', jsonb_build_object('id', d.id, 'kind', d.kind, 'year', d.year, 'from', d.first_day, 'to', d.last_day,
        'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en)))
      ORDER BY d.last_day, d.first_day, d.id), '[]')
    FROM period d
    WHERE d.province_id = p.id AND (${of.from}::date IS NULL OR d.first_day >= ${of.from}::date)
      AND (${of.to}::date IS NULL OR d.last_day <= ${of.to}::date)
  ) AS periods
  FROM province p`;

/** One total to be read: the scope of a day's map (the right is asked there), made of pieces of the period's own tree. */
export interface SeriesPlace {
  readonly period: string;
  readonly scope: string;
  /** ISO date. */
  readonly map: string;
  readonly pieces: readonly Piece[];
}

const piecesOf = (places: readonly SeriesPlace[]) =>
  places.flatMap((place, at) => place.pieces.map((piece) => ({ ...piece, place: at + 1 })));

type PlacedRow = TotalRow & { place: number };

/** All rows of all places in one statement; `cell`: "section|row|column", null for all of them. */
export const selectPlaces = (
  { sql }: Flights,
  template: string,
  places: readonly SeriesPlace[],
  counting: 'submitted' | 'accepted',
  cell: string | null,
) => {
  const pieces = piecesOf(places);
  return sql<PlacedRow[]>`
    SELECT * FROM read_places(${template}, ${counting}, ${places.map(({ period }) => period)}::text[],
      ${places.map(({ scope }) => scope)}::text[], ${places.map(({ map }) => map)}::date[],
      ${pieces.map(({ place }) => place)}::int[], ${pieces.map(({ unit }) => unit)}::text[],
      ${pieces.map(({ part }) => part)}::text[], ${pieces.map(({ share }) => share)}::numeric[], ${cell}::text)`;
};

/** What the places would answer, named exactly; a place without the right to it is left out. */
export const selectPlacesVersion = ({ sql }: Flights, template: string, places: readonly SeriesPlace[]) => {
  const pieces = piecesOf(places);
  return sql<{ place: number; version: string }[]>`
    SELECT * FROM places_version(${template}, ${places.map(({ period }) => period)}::text[],
      ${places.map(({ scope }) => scope)}::text[], ${places.map(({ map }) => map)}::date[],
      ${pieces.map(({ place }) => place)}::int[], ${pieces.map(({ unit }) => unit)}::text[],
      ${pieces.map(({ part }) => part)}::text[])
    ORDER BY place`;
};

/** The sums of each place in the order asked; undefined where the person has no right to the scope on that day. */
export function placedSums(count: number, rows: readonly PlacedRow[]): (Summed | undefined)[] {
  const lists: PlacedRow[][] = Array.from({ length: count }, () => []);
  for (const row of rows) lists[row.place - 1]?.push(row);
  return lists.map((list) => (list.length === 0 ? undefined : summedFrom(list)));
}
