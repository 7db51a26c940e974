-- Reading totals: the version of a total, and the total itself as own report + folded + pending in one snapshot.
-- A unit's own report is read where it lies; only the units above it have it added up, so that a push by one of
-- 50,000 offices does not cost one stored row per cell.
-- read_total runs as so_tinh_system and checks the right to the scope itself, as total_version does: a person who may read a unit's total
-- may read the sums of the units below it without being able to open their reports.

-- One row when the person may read this total, none otherwise (a missing one looks the same).
-- Between two folds pending rows are only added, so (generation, pending, own) names the content exactly.
-- p_scope null: this person's highest_scope at the end of the period.
CREATE FUNCTION total_version(p_iss text, p_sub text, p_template text, p_period text, p_scope text)
RETURNS TABLE (province_id text, scope_unit text, scope_name text, template_version int, generation bigint, pending bigint,
  own text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_units text[];
  v_subtrees text[];
  v_day date;
  v_own bigint;
BEGIN
  SELECT p.province_id, array_agg(r.unit_id), coalesce(array_agg(r.unit_id) FILTER (WHERE r.subtree), '{}')
  INTO province_id, v_units, v_subtrees
  FROM identity i
  JOIN person p ON p.province_id = i.province_id AND p.id = i.person_id AND p.revoked_at IS NULL
  LEFT JOIN person_role r ON r.province_id = p.province_id AND r.person_id = p.id
  WHERE i.iss = p_iss AND i.sub = p_sub
  GROUP BY p.province_id, p.id
  ORDER BY p.province_id LIMIT 1;
  IF NOT FOUND THEN RETURN; END IF;
  -- What a parent typed as its subtree's sum is compared with a total and never is one.
  IF p_template LIKE '%.consolidated' THEN RETURN; END IF;
  SELECT d.last_day INTO v_day FROM period d WHERE d.province_id = total_version.province_id AND d.id = p_period;
  IF NOT FOUND THEN RETURN; END IF;
  -- Climbing the trees costs more than all the rest, so it is done only where the roles themselves do not answer.
  scope_unit := p_scope;
  IF scope_unit IS NULL AND cardinality(v_subtrees) = 1 THEN
    scope_unit := v_subtrees[1];
  ELSIF scope_unit IS NULL THEN
    scope_unit := highest_scope(province_id, v_day, v_units, v_subtrees);
  ELSIF scope_unit = ANY (v_units) IS NOT TRUE
    AND may_read_scope(province_id, scope_unit, v_day, v_units, v_subtrees) IS NOT TRUE THEN
    RETURN;
  END IF;
  IF scope_unit IS NULL THEN RETURN; END IF;
  SELECT max(r.template_version) INTO template_version FROM report r
  WHERE r.province_id = total_version.province_id AND r.template_id = p_template AND r.period_id = p_period
    AND NOT r.trial;
  IF template_version IS NULL THEN RETURN; END IF;
  SELECT u.name INTO scope_name FROM unit_on(province_id, scope_unit, v_day) AS u;
  SELECT h.generation INTO generation FROM total_head h
  WHERE h.province_id = total_version.province_id AND h.template_id = p_template AND h.period_id = p_period
    AND h.scope_unit = total_version.scope_unit;
  SELECT r.id, concat_ws('.', r.submitted_revision, r.state, CASE WHEN r.trial THEN 'trial' END) INTO v_own, own FROM report r
  WHERE r.province_id = total_version.province_id AND r.unit_id = total_version.scope_unit AND r.template_id = p_template
    AND r.period_id = p_period;
  -- Rows of the own report leave without a new generation, so they must not be counted.
  SELECT count(*) INTO pending FROM pending_total t
  WHERE t.province_id = total_version.province_id AND t.template_id = p_template AND t.period_id = p_period
    AND t.scopes @> ARRAY[total_version.scope_unit] AND t.report_id IS DISTINCT FROM v_own;
  generation := coalesce(generation, 0);
  RETURN NEXT;
END
$$;

-- Own + folded + pending, said here once: the rows behind totals, each a place of its own (counted from 1), made of pieces of one
-- period's tree. `subtree` is a unit and all below it at the end of the period, `own` its report alone. Figures are multiplied by the
-- piece's share; how many reports stand behind them is not. p_periods: of each place its period, null where it is not to be read.
-- p_cells: these cells only; null: all; {}: none. That pieces are a scope's, and the right to it, is for the caller to know.
-- kind 'cell': sums; kind 'head': coverage in n_number (expected), n_none (received), n_na (accepted), n_nyk (late) and
-- n_estimate (missing).
CREATE FUNCTION read_sums(p_template text, p_counting text, p_periods text[], p_piece_places int[], p_units text[],
  p_parts text[], p_shares numeric[], p_cells text[])
RETURNS TABLE (place int, kind text, cell text, bucket text, sum text, n_number bigint, n_none bigint, n_na bigint, n_nyk bigint,
  n_estimate bigint)
LANGUAGE sql STABLE AS $$
  WITH pieces AS MATERIALIZED (
    SELECT my_province() AS province_id, p.place, p_periods[p.place] AS period, p.unit, p.part, p.share
    FROM unnest(p_piece_places, p_units, p_parts, p_shares) AS p (place, unit, part, share)
    WHERE p_periods[p.place] IS NOT NULL
  ), own AS MATERIALIZED (
    SELECT r.*, p.place, p.share FROM pieces p
    JOIN report r ON r.province_id = p.province_id AND r.unit_id = p.unit AND r.template_id = p_template
      AND r.period_id = p.period AND NOT r.trial
  ), told AS MATERIALIZED (
    SELECT t.period_id, s.scope, t.report_id, t.revision, t.sign, t.counting, t.expected, t.received, t.accepted, t.late, t.missing
    FROM pending_total t CROSS JOIN LATERAL unnest(t.scopes) AS s (scope)
    WHERE t.province_id = my_province() AND t.template_id = p_template AND t.period_id = ANY (p_periods)
      AND (s.scope, t.report_id) NOT IN (SELECT o.unit_id, o.id FROM own o)
  ), waiting AS MATERIALIZED (
    SELECT t.*, p.province_id, p.place, p.share FROM told t
    JOIN pieces p ON p.period = t.period_id AND p.unit = t.scope AND p.part = 'subtree'
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
      AND t.scope_unit = p.unit AND t.counting = p_counting AND (p_cells IS NULL OR t.cell = ANY (p_cells))
    WHERE p.part = 'subtree'
    UNION ALL
    SELECT w.place, m.cell, m.bucket, w.sign * m.value * w.share,
      w.sign * (m.state IN ('n', 'e'))::int, w.sign * (m.state = '0')::int, w.sign * (m.state = 'x')::int,
      w.sign * (m.state = '?')::int, w.sign * (m.state = 'e')::int
    FROM counted w
    JOIN revision v ON v.province_id = w.province_id AND v.report_id = w.report_id AND v.no = w.revision
    CROSS JOIN LATERAL unnest(v.measure_cells, v.measure_buckets, v.measure_values,
      string_to_array(v.measure_states, NULL)) AS m (cell, bucket, value, state)
    WHERE p_cells IS NULL OR m.cell = ANY (p_cells)
  ), heads AS (
    SELECT p.place, h.expected, h.received, h.accepted, h.late, h.missing
    FROM pieces p
    JOIN total_head h ON h.province_id = p.province_id AND h.template_id = p_template AND h.period_id = p.period
      AND h.scope_unit = p.unit
    WHERE p.part = 'subtree'
    UNION ALL
    SELECT w.place, w.expected, w.received, w.accepted, w.late, w.missing FROM waiting w
    UNION ALL
    SELECT o.place, 1, (o.submitted_revision IS NOT NULL)::int, (o.accepted_revision IS NOT NULL)::int,
      (o.submitted_revision IS NOT NULL AND o.late)::int, o.missing
    FROM own o
  )
  SELECT c.place, 'cell', c.cell, c.bucket, trim_scale(sum(c.sum))::text, sum(c.n_number), sum(c.n_none), sum(c.n_na),
    sum(c.n_nyk), sum(c.n_estimate)
  FROM cells c WHERE p_cells IS DISTINCT FROM '{}' GROUP BY c.place, c.cell, c.bucket
  UNION ALL
  SELECT a.place, 'head', '', '', NULL, coalesce(sum(h.expected), 0), coalesce(sum(h.received), 0),
    coalesce(sum(h.accepted), 0), coalesce(sum(h.late), 0), coalesce(sum(h.missing), 0)
  FROM unnest(p_periods) WITH ORDINALITY AS a (period, place) LEFT JOIN heads h ON h.place = a.place
  WHERE a.period IS NOT NULL GROUP BY a.place
$$;

-- The rows behind a total as it was: the scope is one whole piece of the tree at the end of its period.
CREATE FUNCTION read_total(p_template text, p_period text, p_scope text, p_counting text)
RETURNS TABLE (kind text, cell text, bucket text, sum text, n_number bigint, n_none bigint, n_na bigint, n_nyk bigint, n_estimate bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.kind, s.cell, s.bucket, s.sum, s.n_number, s.n_none, s.n_na, s.n_nyk, s.n_estimate
  FROM period d
  CROSS JOIN LATERAL read_sums(p_template, p_counting, ARRAY[d.id], ARRAY[1], ARRAY[p_scope], ARRAY['subtree'], ARRAY[1]::numeric[],
    NULL) AS s
  WHERE d.province_id = my_province() AND d.id = p_period
    AND may_read_scope(d.province_id, p_scope, d.last_day, my_units(), my_subtrees())
$$;

-- Adds one batch of pending rows into the totals of every unit above them; the number of rows folded.
-- One folder per province at a time; another one leaves at once. Rows are written in key order.
-- Reports of one form below one unit list the same cells in the same order: those are added up place by place, and
-- only the few sums that remain are named and carried to every unit above.
CREATE FUNCTION fold_totals(p_province text, p_batch int) RETURNS int
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  folded int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('so_tinh.fold.' || p_province, 0)) THEN
    RETURN 0;
  END IF;
  WITH gone AS (
    DELETE FROM pending_total t
    WHERE t.province_id = p_province
      AND t.id = ANY (ARRAY(SELECT o.id FROM pending_total o WHERE o.province_id = p_province ORDER BY o.id LIMIT p_batch))
    RETURNING t.*
  ), lines AS MATERIALIZED (
    SELECT g.template_id, g.period_id, array_remove(g.scopes, r.unit_id) AS above, g.counting, g.sign, g.expected,
      g.received, g.accepted, g.late, g.missing, v.measure_cells AS cells, v.measure_buckets AS buckets, v.measure_values AS figures,
      v.measure_states AS states
    FROM gone g
    JOIN report r ON r.province_id = p_province AND r.id = g.report_id
    LEFT JOIN revision v ON v.province_id = p_province AND v.report_id = g.report_id AND v.no = g.revision
  ), heads AS (
    INSERT INTO total_head AS h (province_id, template_id, period_id, scope_unit, expected, received, accepted, late, missing,
      generation)
    SELECT p_province, l.template_id, l.period_id, s.scope, sum(l.expected), sum(l.received), sum(l.accepted), sum(l.late),
      sum(l.missing), 1
    FROM lines l CROSS JOIN LATERAL unnest(l.above) AS s (scope)
    GROUP BY l.template_id, l.period_id, s.scope
    ORDER BY l.template_id, l.period_id, s.scope
    ON CONFLICT (province_id, template_id, period_id, scope_unit) DO UPDATE SET
      expected = h.expected + excluded.expected, received = h.received + excluded.received,
      accepted = h.accepted + excluded.accepted, late = h.late + excluded.late, missing = h.missing + excluded.missing,
      generation = h.generation + 1
    RETURNING 1
  ), groups AS MATERIALIZED (
    SELECT row_number() OVER () AS id, d.* FROM (
      SELECT DISTINCT l.template_id, l.period_id, l.above, l.counting, l.cells, l.buckets FROM lines l
      WHERE l.cells IS NOT NULL AND l.above <> '{}') AS d
  ), sums AS MATERIALIZED (
    SELECT q.id, m.place, m.state, sum(l.sign * m.figure) AS sum, sum(l.sign) AS n
    FROM lines l
    JOIN groups q USING (template_id, period_id, above, counting, cells, buckets)
    CROSS JOIN LATERAL unnest(l.figures, string_to_array(l.states, NULL)) WITH ORDINALITY AS m (figure, state, place)
    GROUP BY q.id, m.place, m.state
  ), named AS MATERIALIZED (
    SELECT q.id, q.template_id, q.period_id, q.above, q.counting, c.cell, c.bucket, c.place
    FROM groups q CROSS JOIN LATERAL unnest(q.cells, q.buckets) WITH ORDINALITY AS c (cell, bucket, place)
  ), cells AS (
    INSERT INTO total AS t (province_id, template_id, period_id, scope_unit, counting, cell, bucket, sum,
      n_number, n_none, n_na, n_nyk, n_estimate)
    SELECT p_province, q.template_id, q.period_id, s.scope, q.counting, q.cell, q.bucket, sum(u.sum),
      coalesce(sum(u.n) FILTER (WHERE u.state IN ('n', 'e')), 0), coalesce(sum(u.n) FILTER (WHERE u.state = '0'), 0),
      coalesce(sum(u.n) FILTER (WHERE u.state = 'x'), 0), coalesce(sum(u.n) FILTER (WHERE u.state = '?'), 0),
      coalesce(sum(u.n) FILTER (WHERE u.state = 'e'), 0)
    FROM sums u
    JOIN named q USING (id, place)
    CROSS JOIN LATERAL unnest(q.above) AS s (scope)
    GROUP BY q.template_id, q.period_id, s.scope, q.counting, q.cell, q.bucket
    ORDER BY q.template_id, q.period_id, s.scope, q.counting, q.cell, q.bucket
    ON CONFLICT (province_id, template_id, period_id, scope_unit, counting, cell, bucket) DO UPDATE SET
      sum = t.sum + excluded.sum, n_number = t.n_number + excluded.n_number, n_none = t.n_none + excluded.n_none,
      n_na = t.n_na + excluded.n_na, n_nyk = t.n_nyk + excluded.n_nyk, n_estimate = t.n_estimate + excluded.n_estimate
    RETURNING 1
  )
  SELECT count(*) INTO folded FROM gone;
  RETURN folded;
END
$$;

REVOKE ALL ON FUNCTION total_version(text, text, text, text, text), read_total(text, text, text, text),
  read_sums(text, text, text[], int[], text[], text[], numeric[], text[]), fold_totals(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION total_version(text, text, text, text, text), read_total(text, text, text, text)
  TO so_tinh_app, so_tinh_system;
GRANT EXECUTE ON FUNCTION read_sums(text, text, text[], int[], text[], text[], numeric[], text[]), fold_totals(text, int)
  TO so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION total_version(text, text, text, text, text) OWNER TO so_tinh_system;
ALTER FUNCTION read_total(text, text, text, text) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
