/** Reads the units of a province over time, and where a total on another map stands. */

import type { Tree } from '../../shared/dated-trees.ts';
import type { Period } from '../../shared/period.ts';
import type { Flights } from './transaction.ts';

interface TerritoryRow {
  units: [id: string, from: string, to: string | null][];
  edges: [tree: Tree, parent: string, child: string, from: string, to: string | null][];
  successions: [old: string, heir: string, day: string, share: string | null][];
}

/** Of the province of this transaction's person. */
export const selectTerritory = ({ sql }: Flights) => sql<TerritoryRow[]>`
  SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_array(id, valid_from, valid_to)), '[]') FROM unit) AS units,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(tree, parent_id, child_id, valid_from, valid_to)), '[]')
      FROM unit_edge) AS edges,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(old_id, new_id, day, trim_scale(share)::text)), '[]')
      FROM succession) AS successions`;

interface Stand {
  /** How often the map of the province changed. */
  version: string;
  period: Pick<Period, 'from' | 'to' | 'label'> | null;
  /** The newest version of the form owed for the period. */
  template_version: number | null;
}

/** Where the province of this transaction's person stands. */
export const selectStand = (
  { sql }: Flights,
  of: { readonly template: string; readonly period: string },
) => sql<Stand[]>`
  SELECT p.map_version::text AS version, owed_version(${of.template}, ${of.period}) AS template_version,
    (SELECT jsonb_build_object('from', d.first_day, 'to', d.last_day,
        'label', jsonb_build_object('vi', d.label_vi, 'en', d.label_en)) FROM period d
      WHERE d.province_id = p.id AND d.id = ${of.period}) AS period
  FROM province p`;

/** The days on which the unit took over land or people of others, or gave some away. */
export const selectReshaped = ({ sql }: Flights, unit: string) => sql<{ day: string }[]>`
  SELECT DISTINCT day::text AS day FROM succession
  WHERE province_id = (SELECT my_province()) AND old_id <> new_id AND (old_id = ${unit} OR new_id = ${unit})`;
