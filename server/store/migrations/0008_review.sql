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

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['acceptance', 'signature', 'follow_up'] LOOP
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

-- A level accepts by one of its own, and nobody accepts what they sent themselves.
CREATE POLICY by_its_level ON acceptance AS RESTRICTIVE FOR INSERT TO so_tinh_app
  WITH CHECK (EXISTS (SELECT FROM review_levels(report_id) AS l WHERE l.unit = level_unit AND l.mine)
    AND NOT EXISTS (SELECT FROM revision v WHERE v.province_id = acceptance.province_id
      AND v.report_id = acceptance.report_id AND v.no = acceptance.revision AND v.person_id = acceptance.person_id));
CREATE POLICY by_signers ON signature AS RESTRICTIVE FOR INSERT TO so_tinh_app
  WITH CHECK (my_role_covers(report_id, ARRAY['signer']));
CREATE POLICY by_reviewers ON remark AS RESTRICTIVE FOR INSERT TO so_tinh_app WITH CHECK (reviews_report(report_id));

-- Shared or not, a mark is its reviewers'; one that is shared everybody's who works at the office.
CREATE POLICY of_reviewers ON follow_up FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND (reviews_report(report_id)
    OR (shared AND my_role_covers(report_id, ARRAY['clerk', 'signer', 'reviewer']))));
CREATE POLICY by_reviewers ON follow_up FOR INSERT TO so_tinh_app
  WITH CHECK (province_id = my_province() AND report_id = ANY (my_opened_reports()) AND person_id = opener_of(report_id)
    AND reviews_report(report_id));
CREATE POLICY resolved_once ON follow_up FOR UPDATE TO so_tinh_app
  USING (province_id = my_province() AND report_id = ANY (my_opened_reports()) AND resolved_at IS NULL
    AND reviews_report(report_id))
  WITH CHECK (resolved_by = opener_of(report_id));
GRANT UPDATE (resolved_at, resolved_by, resolver, resolution) ON follow_up TO so_tinh_app;
