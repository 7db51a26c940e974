-- Review by level: who accepted which revision for which office, who signed what, and what reviewers keep an eye on.

-- Rows are only added. Those of the revision that counts say which levels have accepted; those of others are history.
CREATE TABLE acceptance (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  revision int NOT NULL,
  level_unit text NOT NULL,
  person_id text NOT NULL,
  -- The reviewer's name as it was.
  person text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (province_id, report_id, revision, level_unit),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no),
  FOREIGN KEY (province_id, level_unit) REFERENCES unit (province_id, id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);

-- One a revision; rows are only added.
CREATE TABLE signature (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  revision int NOT NULL,
  person_id text NOT NULL,
  -- The signer's name as it was.
  person text NOT NULL,
  at timestamptz NOT NULL,
  content_hash text NOT NULL,
  PRIMARY KEY (province_id, report_id, revision),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);

-- What a reviewer keeps an eye on without returning it; said once, resolved once.
CREATE TABLE follow_up (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  no int NOT NULL CHECK (no > 0),
  -- Null: the whole report.
  section_id text,
  row_key text,
  column_id text,
  text text NOT NULL,
  due date,
  -- The office's own clerks and signers see it too.
  shared boolean NOT NULL,
  person_id text NOT NULL,
  person text NOT NULL,
  at timestamptz NOT NULL,
  resolved_at timestamptz,
  resolved_by text,
  resolver text,
  resolution text,
  PRIMARY KEY (province_id, report_id, no),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id),
  FOREIGN KEY (province_id, resolved_by) REFERENCES person (province_id, id),
  CHECK (num_nulls(section_id, row_key, column_id) IN (0, 3)),
  CHECK (num_nulls(resolved_at, resolved_by, resolver, resolution) IN (0, 4))
);
CREATE INDEX follow_up_open ON follow_up (province_id, due) WHERE resolved_at IS NULL;

-- The answer to many decisions under one key of one person. Null: under way, or broken off; the same key goes on with it.
CREATE TABLE decision_batch (
  province_id text NOT NULL,
  person_id text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  at timestamptz NOT NULL,
  reply text,
  PRIMARY KEY (province_id, person_id, key),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);

-- The levels of review of a report this person may see, nearest first: the offices above it where somebody reviews all below,
-- and the office itself only where there is none above. Who may review elsewhere is nobody else's to read, so it runs as
-- so_tinh_system.
CREATE FUNCTION review_levels(p_report bigint) RETURNS TABLE (unit text, place bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH held AS (
    SELECT s.unit, s.place, s.unit = r.unit_id AS own
    FROM report r CROSS JOIN LATERAL unnest(r.scopes) WITH ORDINALITY AS s (unit, place)
    WHERE r.province_id = my_province() AND r.id = p_report
      AND (r.unit_id = ANY (my_units()) OR r.scopes && my_subtrees() OR r.id = ANY (my_opened_reports()))
      AND EXISTS (
        SELECT FROM person_role x
        JOIN person p ON p.province_id = x.province_id AND p.id = x.person_id AND p.revoked_at IS NULL
        WHERE x.province_id = r.province_id AND x.unit_id = s.unit AND x.role = 'reviewer'
          AND (x.subtree OR s.unit = r.unit_id))
  )
  SELECT h.unit, h.place FROM held h
  WHERE NOT h.own OR NOT EXISTS (SELECT FROM held o WHERE NOT o.own)
  ORDER BY h.place
$$;

-- Whether this person stands in one of these roles at a report's office, or above it with its subtree.
CREATE FUNCTION my_role_covers(p_report bigint, p_roles text[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM report r JOIN person_role x ON x.province_id = r.province_id
    WHERE r.province_id = my_province() AND r.id = p_report AND x.person_id = my_person() AND x.role = ANY (p_roles)
      AND (x.unit_id = r.unit_id OR (x.subtree AND x.unit_id = ANY (r.scopes))))
$$;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['acceptance', 'signature', 'follow_up', 'decision_batch'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system_all ON %I TO so_tinh_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO so_tinh_app, so_tinh_system', t);
    EXECUTE format('GRANT INSERT ON %I TO so_tinh_app', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['acceptance', 'signature'] LOOP
    EXECUTE format('CREATE POLICY of_my_reports ON %I FOR SELECT TO so_tinh_app
      USING (province_id = (SELECT my_province())
        AND EXISTS (SELECT 1 FROM report r WHERE r.province_id = %I.province_id AND r.id = report_id))', t, t);
    EXECUTE format('CREATE POLICY of_my_opened_reports ON %I FOR INSERT TO so_tinh_app
      WITH CHECK (province_id = my_province() AND report_id = ANY (my_opened_reports())
        AND person_id = opener_of(report_id))', t);
  END LOOP;
END
$$;

CREATE POLICY of_reviewers ON follow_up FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province())
    AND (my_role_covers(report_id, ARRAY['reviewer']) OR (shared AND my_role_covers(report_id, ARRAY['clerk', 'signer']))));
CREATE POLICY by_reviewers ON follow_up FOR INSERT TO so_tinh_app
  WITH CHECK (province_id = my_province() AND report_id = ANY (my_opened_reports()) AND person_id = opener_of(report_id)
    AND my_role_covers(report_id, ARRAY['reviewer']));
CREATE POLICY resolved_once ON follow_up FOR UPDATE TO so_tinh_app
  USING (province_id = my_province() AND report_id = ANY (my_opened_reports()) AND resolved_at IS NULL
    AND my_role_covers(report_id, ARRAY['reviewer']))
  WITH CHECK (resolved_by = opener_of(report_id));
GRANT UPDATE (resolved_at, resolved_by, resolver, resolution) ON follow_up TO so_tinh_app;

CREATE POLICY my_own ON decision_batch FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND person_id = (SELECT my_person()));
CREATE POLICY my_own_too ON decision_batch FOR INSERT TO so_tinh_app
  WITH CHECK (province_id = my_province() AND person_id = my_person() AND reply IS NULL);
CREATE POLICY answered_once ON decision_batch FOR UPDATE TO so_tinh_app
  USING (province_id = my_province() AND person_id = my_person() AND reply IS NULL)
  WITH CHECK (reply IS NOT NULL);
GRANT UPDATE (reply) ON decision_batch TO so_tinh_app;

REVOKE ALL ON FUNCTION review_levels(bigint), my_role_covers(bigint, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_levels(bigint), my_role_covers(bigint, text[]) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION review_levels(bigint) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
