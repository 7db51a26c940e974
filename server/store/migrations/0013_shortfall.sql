-- Work opened from a figure that fell short. The work itself stands as an assigned row in a tasks report of the office, which
-- tells of its progress; here is where it came from and in which reports it stands. Whether it is closed is never stored.

CREATE TABLE opened_task (
  province_id text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  unit_id text NOT NULL,
  -- The report and revision whose figure fell short, and the cell of that figure.
  source_report bigint NOT NULL,
  source_revision int NOT NULL,
  section_id text NOT NULL,
  row_key text NOT NULL,
  column_id text NOT NULL,
  -- [{section, row}]: the rows its figures stand in, the same in later reports.
  figures jsonb NOT NULL,
  -- AssignedRow, as it stands in the tasks reports.
  task_row jsonb NOT NULL,
  lead text NOT NULL,
  work text NOT NULL,
  deadline date NOT NULL,
  -- The reviewer's name as it was.
  opened_by text NOT NULL,
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (province_id, id),
  -- One task per figure: who comes second is told of the first.
  CONSTRAINT opened_task_source UNIQUE (province_id, source_report, section_id, row_key),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id),
  FOREIGN KEY (province_id, source_report, source_revision) REFERENCES revision (province_id, report_id, no)
);
CREATE INDEX opened_task_unit ON opened_task (province_id, unit_id);

-- The tasks reports a task stands in: the one it was opened in, then those it was carried into.
CREATE TABLE opened_task_place (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  task_id bigint NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (province_id, report_id, task_id),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id),
  FOREIGN KEY (province_id, task_id) REFERENCES opened_task (province_id, id)
);
CREATE INDEX opened_task_place_task ON opened_task_place (province_id, task_id);

-- The content of a report that counted at a moment, told by the ledger: what comes later changes nothing, so that the same
-- day always gets the same answer. Null: now.
CREATE FUNCTION counted_by(p_report report, p_before timestamptz) RETURNS TABLE (no int, content jsonb)
LANGUAGE sql STABLE AS $$
  SELECT v.no, v.content FROM revision v
  WHERE v.province_id = p_report.province_id AND v.report_id = p_report.id
    AND v.no = CASE WHEN p_before IS NULL THEN p_report.submitted_revision ELSE (
      SELECT a.submitted FROM audit_entry a
      WHERE a.province_id = p_report.province_id AND a.chain = p_report.unit_id AND a.report_id = p_report.id
        AND a.at < p_before
      ORDER BY a.link DESC LIMIT 1) END
$$;

-- What a unit is after a day: itself, then whoever is all of what it was, by a merger, a new name or a move, and from when on.
-- A split ends it: nobody is the one it became.
CREATE FUNCTION became(p_province text, p_unit text, p_after date) RETURNS TABLE (unit_id text, since date)
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE one (unit_id, since) AS (
    SELECT p_unit, p_after
    UNION ALL
    SELECT s.new_id, s.day
    FROM one JOIN succession s ON s.province_id = p_province AND s.old_id = one.unit_id AND s.day > one.since
    WHERE NOT EXISTS (SELECT FROM succession o WHERE o.province_id = p_province AND o.old_id = one.unit_id
      AND o.day > one.since AND o.day <= s.day AND (o.new_id, o.day) <> (s.new_id, s.day))
  )
  SELECT one.unit_id, min(one.since) FROM one GROUP BY one.unit_id
$$;

-- Of a content only these rows ([{section, row}]).
CREATE FUNCTION rows_named(p_content jsonb, p_rows jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(of.section, of.rows), '{}') FROM (
    SELECT w ->> 'section' AS section,
      jsonb_object_agg(w ->> 'row', coalesce(p_content #> ARRAY[w ->> 'section', w ->> 'row'], '{}')) AS rows
    FROM jsonb_array_elements(p_rows) AS w GROUP BY w ->> 'section'
  ) AS of
$$;

-- Puts a task into a report that nobody has sent and whose period is open, for a reviewer of its office; false otherwise.
-- p_required: cells of its row an office must fill, nobody has yet.
CREATE FUNCTION place_task(p_task bigint, p_report bigint, p_required int, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  v_row jsonb;
BEGIN
  -- Locked first and read after: an office may be sending this moment.
  PERFORM FROM report r WHERE r.province_id = my_province() AND r.id = p_report FOR NO KEY UPDATE;
  SELECT t.task_row INTO v_row
  FROM report r
  JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  JOIN opened_task t ON t.province_id = r.province_id AND t.id = p_task AND t.unit_id = r.unit_id
  WHERE r.province_id = my_province() AND r.id = p_report AND r.state = 'draft' AND d.state = 'open'
    AND my_role_covers(r.unit_id, r.scopes, ARRAY['reviewer']);
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO opened_task_place (province_id, report_id, task_id, at) VALUES (my_province(), p_report, p_task, p_at);
  WITH asked AS (
    UPDATE report r SET assigned = r.assigned || jsonb_build_array(v_row), missing = r.missing + p_required
    WHERE r.province_id = my_province() AND r.id = p_report
    RETURNING r.*
  )
  INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, sign, counting, missing)
  SELECT a.province_id, a.template_id, a.period_id, a.scopes, a.id, 1, 'submitted', p_required FROM asked a
  WHERE p_required > 0 AND NOT a.trial;
  RETURN true;
END
$$;

-- Notes where a task comes from, for a reviewer of the office of that report; the task, with its row under a key and a name
-- of its own: one figure falls short again and again, and its tasks stand in one list. No row without that right.
CREATE FUNCTION open_task(p_report bigint, p_revision int, p_section text, p_row text, p_column text, p_figures jsonb, p_task jsonb,
  p_lead text, p_work text, p_deadline date, p_by text, p_at timestamptz) RETURNS TABLE (task bigint, named jsonb)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO opened_task (province_id, id, unit_id, source_report, source_revision, section_id, row_key, column_id, figures, task_row,
    lead, work, deadline, opened_by, opened_at)
  OVERRIDING SYSTEM VALUE
  SELECT r.province_id, n.id, r.unit_id, r.id, p_revision, p_section, p_row, p_column, p_figures,
    p_task || jsonb_build_object('key', 'opened.' || n.id, 'label', jsonb_build_object(
      'vi', (p_task #>> '{label,vi}') || ' (việc số ' || n.id || ')', 'en', (p_task #>> '{label,en}') || ' (task ' || n.id || ')')),
    p_lead, p_work, p_deadline, p_by, p_at
  FROM report r CROSS JOIN (SELECT nextval(pg_get_serial_sequence('opened_task', 'id')) AS id) AS n
  WHERE r.province_id = my_province() AND r.id = p_report
    AND my_role_covers(r.unit_id, r.scopes, ARRAY['reviewer'])
  RETURNING id, task_row
$$;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['opened_task', 'opened_task_place'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system_all ON %I TO so_tinh_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO so_tinh_app, so_tinh_system', t);
    EXECUTE format('GRANT INSERT ON %I TO so_tinh_system', t);
  END LOOP;
END
$$;
-- Seen exactly where the report is seen.
CREATE POLICY of_my_reports ON opened_task FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND EXISTS (SELECT 1 FROM report r
    WHERE r.province_id = opened_task.province_id AND r.id = opened_task.source_report));
CREATE POLICY of_my_reports ON opened_task_place FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND EXISTS (SELECT 1 FROM report r
    WHERE r.province_id = opened_task_place.province_id AND r.id = opened_task_place.report_id));

DO $$
DECLARE
  f text;
BEGIN
  GRANT USAGE ON SEQUENCE opened_task_id_seq TO so_tinh_system;
  GRANT CREATE ON SCHEMA public TO so_tinh_system;
  FOREACH f IN ARRAY ARRAY['place_task(bigint, bigint, int, timestamptz)',
    'open_task(bigint, int, text, text, text, jsonb, jsonb, text, text, date, text, timestamptz)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO so_tinh_app, so_tinh_system';
    EXECUTE 'ALTER FUNCTION ' || f || ' OWNER TO so_tinh_system';
  END LOOP;
  REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
END
$$;
