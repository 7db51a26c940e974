-- Kinds of units over time, and totals of many scopes and periods read at once.

-- unit.kind is the first kind; here stand those that came after it.
CREATE TABLE unit_kind (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  valid_from date NOT NULL,
  kind text NOT NULL,
  basis text,
  PRIMARY KEY (province_id, unit_id, valid_from),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id)
);

ALTER TABLE unit_kind ENABLE ROW LEVEL SECURITY;
ALTER TABLE unit_kind FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON unit_kind TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_my_province ON unit_kind FOR SELECT TO so_tinh_app USING (province_id = (SELECT my_province()));
GRANT SELECT ON unit_kind TO so_tinh_app, so_tinh_system;
GRANT INSERT, UPDATE, DELETE ON unit_kind TO so_tinh_system;

-- The rows behind many totals at once, each a place of its own: a scope on a day's map, made of pieces of one period's tree, as in
-- read_pieces; for the person of this transaction. No rows of a place without the right to its scope on that day.
-- p_piece_places says which place a piece belongs to, counted from 1. p_cell: this cell only; null: all.
CREATE FUNCTION read_places(p_template text, p_counting text, p_periods text[], p_scopes text[], p_maps date[],
  p_piece_places int[], p_units text[], p_parts text[], p_shares numeric[], p_cell text)
RETURNS TABLE (place int, kind text, cell text, bucket text, sum text, n_number bigint, n_none bigint, n_na bigint, n_nyk bigint,
  n_estimate bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH rights AS MATERIALIZED (
    SELECT s.scope, s.map, may_read_scope(my_province(), s.scope, s.map, my_units(), my_subtrees()) AS granted
    FROM (SELECT DISTINCT t.scope, t.map FROM unnest(p_scopes, p_maps) AS t (scope, map)) AS s
  ), places AS MATERIALIZED (
    SELECT my_province() AS province_id, q.place::int AS place, q.period
    FROM unnest(p_periods, p_scopes, p_maps) WITH ORDINALITY AS q (period, scope, map, place)
    JOIN rights a ON a.scope = q.scope AND a.map = q.map AND a.granted
  ), pieces AS MATERIALIZED (
    SELECT a.province_id, a.place, a.period, p.unit, p.part, p.share
    FROM unnest(p_piece_places, p_units, p_parts, p_shares) AS p (place, unit, part, share)
    JOIN places a ON a.place = p.place
  ), own AS MATERIALIZED (
    SELECT r.*, p.place, p.share FROM pieces p
    JOIN report r ON r.province_id = p.province_id AND r.unit_id = p.unit AND r.template_id = p_template
      AND r.period_id = p.period AND NOT r.trial
  ), waiting AS MATERIALIZED (
    SELECT t.*, p.place, p.share FROM pieces p
    JOIN pending_total t ON t.province_id = p.province_id AND t.template_id = p_template AND t.period_id = p.period
      AND t.scopes @> ARRAY[p.unit]
    WHERE p.part = 'subtree'
      AND NOT EXISTS (SELECT 1 FROM own o WHERE o.place = p.place AND o.unit_id = p.unit AND o.id = t.report_id)
  ), counted AS (
    SELECT w.province_id, w.place, w.report_id, w.revision, w.sign, w.share FROM waiting w WHERE w.counting = p_counting
    UNION ALL
    SELECT o.province_id, o.place, o.id,
      CASE p_counting WHEN 'accepted' THEN o.accepted_revision ELSE o.submitted_revision END, 1, o.share
    FROM own o
  ), cells AS (
    SELECT p.place, t.cell, t.bucket, t.sum * p.share AS sum, t.n_number, t.n_none, t.n_na, t.n_nyk, t.n_estimate
    FROM pieces p
    JOIN total t ON t.province_id = p.province_id AND t.template_id = p_template AND t.period_id = p.period
      AND t.scope_unit = p.unit AND t.counting = p_counting AND (p_cell IS NULL OR t.cell = p_cell)
    WHERE p.part = 'subtree'
    UNION ALL
    SELECT w.place, m.cell, m.bucket, w.sign * m.value * w.share,
      w.sign * (m.state IN ('n', 'e'))::int, w.sign * (m.state = '0')::int, w.sign * (m.state = 'x')::int,
      w.sign * (m.state = '?')::int, w.sign * (m.state = 'e')::int
    FROM counted w
    JOIN revision v ON v.province_id = w.province_id AND v.report_id = w.report_id AND v.no = w.revision
    CROSS JOIN LATERAL unnest(v.measure_cells, v.measure_buckets, v.measure_values,
      string_to_array(v.measure_states, NULL)) AS m (cell, bucket, value, state)
    WHERE p_cell IS NULL OR m.cell = p_cell
  ), heads AS (
    SELECT p.place, h.expected, h.received, h.accepted, h.late
    FROM pieces p
    JOIN total_head h ON h.province_id = p.province_id AND h.template_id = p_template AND h.period_id = p.period
      AND h.scope_unit = p.unit
    WHERE p.part = 'subtree'
    UNION ALL
    SELECT w.place, w.expected, w.received, w.accepted, w.late FROM waiting w
    UNION ALL
    SELECT o.place, 1, (o.submitted_revision IS NOT NULL)::int, (o.accepted_revision IS NOT NULL)::int,
      (o.submitted_revision IS NOT NULL AND o.late)::int
    FROM own o
  )
  SELECT c.place, 'cell', c.cell, c.bucket, trim_scale(sum(c.sum))::text, sum(c.n_number), sum(c.n_none), sum(c.n_na),
    sum(c.n_nyk), sum(c.n_estimate)
  FROM cells c GROUP BY c.place, c.cell, c.bucket
  UNION ALL
  SELECT a.place, 'head', '', '', NULL, coalesce(sum(h.expected), 0), coalesce(sum(h.received), 0),
    coalesce(sum(h.accepted), 0), coalesce(sum(h.late), 0), 0
  FROM places a LEFT JOIN heads h ON h.place = a.place GROUP BY a.place
$$;

-- What read_places would answer, named exactly and for less: of each piece the generation of its folded sums, how many rows wait, and
-- where its own report stands. Between two folds rows are only added, so the three name the content. The same rights, place by place.
CREATE FUNCTION places_version(p_template text, p_periods text[], p_scopes text[], p_maps date[], p_piece_places int[],
  p_units text[], p_parts text[])
RETURNS TABLE (place int, version text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH rights AS MATERIALIZED (
    SELECT s.scope, s.map, may_read_scope(my_province(), s.scope, s.map, my_units(), my_subtrees()) AS granted
    FROM (SELECT DISTINCT t.scope, t.map FROM unnest(p_scopes, p_maps) AS t (scope, map)) AS s
  ), places AS MATERIALIZED (
    SELECT my_province() AS province_id, q.place::int AS place, q.period
    FROM unnest(p_periods, p_scopes, p_maps) WITH ORDINALITY AS q (period, scope, map, place)
    JOIN rights a ON a.scope = q.scope AND a.map = q.map AND a.granted
  )
  SELECT a.place, coalesce(string_agg(concat(h.generation, '.', w.pending, '.', r.submitted_revision, '.', r.state), ','
    ORDER BY p.nth), '')
  FROM places a
  LEFT JOIN unnest(p_piece_places, p_units, p_parts) WITH ORDINALITY AS p (place, unit, part, nth) ON p.place = a.place
  LEFT JOIN report r ON r.province_id = a.province_id AND r.unit_id = p.unit AND r.template_id = p_template
    AND r.period_id = a.period
  LEFT JOIN total_head h ON p.part = 'subtree' AND h.province_id = a.province_id AND h.template_id = p_template
    AND h.period_id = a.period AND h.scope_unit = p.unit
  LEFT JOIN LATERAL (
    SELECT count(*) AS pending FROM pending_total t
    WHERE p.part = 'subtree' AND t.province_id = a.province_id AND t.template_id = p_template AND t.period_id = a.period
      AND t.scopes @> ARRAY[p.unit] AND t.report_id IS DISTINCT FROM r.id
  ) AS w ON true
  GROUP BY a.place
$$;

REVOKE ALL ON FUNCTION places_version(text, text[], text[], date[], int[], text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION places_version(text, text[], text[], date[], int[], text[], text[]) TO so_tinh_app, so_tinh_system;
REVOKE ALL ON FUNCTION read_places(text, text, text[], text[], date[], int[], text[], text[], numeric[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_places(text, text, text[], text[], date[], int[], text[], text[], numeric[], text)
  TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION places_version(text, text[], text[], date[], int[], text[], text[]) OWNER TO so_tinh_system;
ALTER FUNCTION read_places(text, text, text[], text[], date[], int[], text[], text[], numeric[], text) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
