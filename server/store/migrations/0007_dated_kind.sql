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

-- A unit as it was on a day; before its first name, that first name, and its id where it never had one. One statement without
-- rights of its own, so that queries take it in as if it were written there.
CREATE FUNCTION unit_on(p_province text, p_unit text, p_day date) RETURNS TABLE (id text, name text, kind text)
LANGUAGE sql STABLE AS $$
  SELECT u.id,
    coalesce((SELECT n.name FROM unit_name n WHERE n.province_id = u.province_id AND n.unit_id = u.id
      ORDER BY (n.valid_from <= p_day) DESC, abs(p_day - n.valid_from) LIMIT 1), u.id),
    coalesce((SELECT k.kind FROM unit_kind k
      WHERE k.province_id = u.province_id AND k.unit_id = u.id AND k.valid_from <= p_day
      ORDER BY k.valid_from DESC LIMIT 1), u.kind)
  FROM unit u WHERE u.province_id = p_province AND u.id = p_unit
$$;

-- The rows behind many totals at once, each a place: a scope on a day's map, made of pieces as in read_sums; for the person of this
-- transaction. No rows of a place without the right to its scope on that day.
-- p_piece_places says which place a piece belongs to. p_cell: this cell only; null: all.
CREATE FUNCTION read_places(p_template text, p_counting text, p_periods text[], p_scopes text[], p_maps date[],
  p_piece_places int[], p_units text[], p_parts text[], p_shares numeric[], p_cell text)
RETURNS TABLE (place int, kind text, cell text, bucket text, sum text, n_number bigint, n_none bigint, n_na bigint, n_nyk bigint,
  n_estimate bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH rights AS MATERIALIZED (
    SELECT s.scope, s.map, may_read_scope(my_province(), s.scope, s.map, my_units(), my_subtrees()) AS granted
    FROM (SELECT DISTINCT t.scope, t.map FROM unnest(p_scopes, p_maps) AS t (scope, map)) AS s
  )
  SELECT s.* FROM read_sums(p_template, p_counting, ARRAY(
      SELECT CASE WHEN a.granted THEN q.period END
      FROM unnest(p_periods, p_scopes, p_maps) WITH ORDINALITY AS q (period, scope, map, place)
      JOIN rights a ON a.scope = q.scope AND a.map = q.map
      ORDER BY q.place),
    p_piece_places, p_units, p_parts, p_shares, CASE WHEN p_cell IS NOT NULL THEN ARRAY[p_cell] END) AS s
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
