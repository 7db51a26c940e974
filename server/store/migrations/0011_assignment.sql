-- Which unit owes which form for which period, by rules over kinds, groups and subtrees.

-- Units put together for what is asked of them, such as those of similar duties. valid_to is the last day, inclusive.
CREATE TABLE unit_group (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  group_id text NOT NULL,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  PRIMARY KEY (province_id, unit_id, group_id, valid_from),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id)
);

-- Whoever meets all that is named owes the form for the period. '' = not asked for.
CREATE TABLE assignment_rule (
  province_id text NOT NULL,
  template_id text NOT NULL,
  template_version int NOT NULL,
  period_id text NOT NULL,
  kind text NOT NULL,
  group_id text NOT NULL,
  -- This unit and all below it, in either tree.
  under_unit text NOT NULL,
  profile text,
  PRIMARY KEY (province_id, template_id, template_version, period_id, kind, group_id, under_unit),
  FOREIGN KEY (province_id, template_id, template_version) REFERENCES template (province_id, id, version),
  FOREIGN KEY (province_id, period_id) REFERENCES period (province_id, id)
);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['unit_group', 'assignment_rule'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system_all ON %I TO so_tinh_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY of_my_province ON %I FOR SELECT TO so_tinh_app
      USING (province_id = (SELECT my_province()))', t);
    EXECUTE format('GRANT SELECT ON %I TO so_tinh_app, so_tinh_system', t);
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO so_tinh_system', t);
  END LOOP;
END
$$;

-- ---------------------------------------------------------------- who is behind

CREATE INDEX report_chased ON report (province_id, template_id, period_id, unit_id);
CREATE INDEX person_role_unit ON person_role (province_id, unit_id);

-- Units right below one on a day, in either tree, whose sums a person of these roles may read: all where a subtree role stands at
-- the unit or above it, otherwise those they are part of themselves.
CREATE FUNCTION seen_children(p_province text, p_unit text, p_day date, p_units text[], p_subtrees text[])
RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT e.child_id FROM unit_edge e
  WHERE e.province_id = p_province AND e.parent_id = p_unit
    AND e.valid_from <= p_day AND (e.valid_to IS NULL OR e.valid_to >= p_day)
    AND ((SELECT scopes_of(p_province, p_unit, p_day) && p_subtrees)
      OR e.child_id = ANY (ARRAY(SELECT s FROM unnest(p_units) AS u CROSS JOIN LATERAL unnest(scopes_of(p_province, u, p_day)) AS s)))
$$;

-- How complete a form is for a period: one row for the scope and one for each unit right below it after `p_after`, each with its
-- own report, where the person may see it, and the sums of its subtree. No row without the right to the scope. As with totals, a
-- unit's own report is read where it lies, the others are folded or pending: a read does not grow with their number.
CREATE FUNCTION read_completeness(p_template text, p_period text, p_scope text, p_after text, p_limit int)
RETURNS TABLE (unit_id text, is_scope boolean, own_state text, own_late boolean, own_missing int, expected bigint, received bigint,
  accepted bigint, late bigint, missing bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH day AS MATERIALIZED (
    SELECT d.province_id, d.last_day FROM period d
    WHERE d.province_id = my_province() AND d.id = p_period
      AND may_read_scope(d.province_id, p_scope, d.last_day, my_units(), my_subtrees())
      AND EXISTS (SELECT FROM report r WHERE r.province_id = d.province_id AND r.template_id = p_template
        AND r.period_id = p_period AND NOT r.trial)
  ), units AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY u.id <> p_scope, u.id) AS place, u.id FROM (
      SELECT p_scope AS id FROM day
      UNION ALL
      (SELECT c FROM day CROSS JOIN LATERAL seen_children(day.province_id, p_scope, day.last_day, my_units(), my_subtrees()) AS c
        WHERE c > p_after ORDER BY c LIMIT p_limit)) AS u
  ), listed AS (
    SELECT array_agg(p_period) AS periods, array_agg(place::int) AS places, array_agg(id) AS ids,
      array_agg('subtree'::text) AS parts, array_agg(1::numeric) AS shares FROM units
  )
  SELECT u.id, u.place = 1, o.state, o.late, o.missing, s.n_number, s.n_none, s.n_na, s.n_nyk, s.n_estimate
  FROM listed l
  CROSS JOIN LATERAL read_sums(p_template, '', l.periods, l.places, l.ids, l.parts, l.shares, '{}') AS s
  JOIN units u ON u.place = s.place
  LEFT JOIN report o ON o.province_id = my_province() AND o.unit_id = u.id AND o.template_id = p_template
    AND o.period_id = p_period AND NOT o.trial AND reaches(o.unit_id, o.scopes, my_units(), my_subtrees())
  ORDER BY u.place
$$;

-- Who fills the reports of these units, for whom it is told: those who review, write or administer above them, and their colleagues.
CREATE FUNCTION clerks_of(p_units text[], p_day date) RETURNS TABLE (unit_id text, name text, email text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, p.name, p.email
  FROM unnest(p_units) AS u (id)
  JOIN person_role r ON r.province_id = my_province() AND r.unit_id = u.id AND r.role = 'clerk'
  JOIN person p ON p.province_id = r.province_id AND p.id = r.person_id AND p.revoked_at IS NULL
  WHERE u.id = ANY (my_units())
    OR my_role_covers(u.id, scopes_of(my_province(), u.id, last_there(my_province(), u.id, p_day)),
      ARRAY['reviewer', 'writer', 'administrator', 'signer'])
  ORDER BY u.id, p.name
$$;

REVOKE ALL ON FUNCTION seen_children(text, text, date, text[], text[]), read_completeness(text, text, text, text, int),
  clerks_of(text[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION seen_children(text, text, date, text[], text[]), read_completeness(text, text, text, text, int),
  clerks_of(text[], date) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION read_completeness(text, text, text, text, int) OWNER TO so_tinh_system;
ALTER FUNCTION clerks_of(text[], date) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;

-- ---------------------------------------------------------------- what a parent typed against what was computed

-- What stands behind some cells of a total, for the person of this transaction: the scope's own report, and the subtree of each
-- unit right below it whose sums the person may read. Several roads to a unit in two trees each tell its sums.
CREATE FUNCTION read_contributions(p_template text, p_period text, p_scope text, p_counting text, p_cells text[])
RETURNS TABLE (unit_id text, cell text, bucket text, sum text, n_number bigint, n_none bigint, n_na bigint, n_nyk bigint,
  n_estimate bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH units AS MATERIALIZED (
    SELECT array_agg(u.id) AS ids, array_agg(u.part) AS parts, array_agg(u.place::int) AS places, array_agg(p_period) AS periods,
      array_agg(1::numeric) AS shares
    FROM (
      SELECT row_number() OVER () AS place, u.id, u.part
      FROM period d
      CROSS JOIN LATERAL (
        SELECT p_scope AS id, 'own' AS part
        UNION ALL
        SELECT c, 'subtree' FROM seen_children(d.province_id, p_scope, d.last_day, my_units(), my_subtrees()) AS c) AS u
      WHERE d.province_id = my_province() AND d.id = p_period
        AND may_read_scope(d.province_id, p_scope, d.last_day, my_units(), my_subtrees())) AS u
  )
  SELECT u.ids[s.place], s.cell, s.bucket, s.sum, s.n_number, s.n_none, s.n_na, s.n_nyk, s.n_estimate
  FROM units u
  CROSS JOIN LATERAL read_sums(p_template, p_counting, u.periods, u.places, u.ids, u.parts, u.shares, p_cells) AS s
  WHERE s.kind = 'cell'
  ORDER BY 1
$$;

REVOKE ALL ON FUNCTION read_contributions(text, text, text, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read_contributions(text, text, text, text, text[]) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION read_contributions(text, text, text, text, text[]) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
