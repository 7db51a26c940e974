-- Days off and days worked instead, which due dates are worked out from.

-- What a province adds to the public holidays the program knows, or has otherwise.
CREATE TABLE calendar_day (
  province_id text NOT NULL REFERENCES province (id),
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('off', 'working')),
  name_vi text NOT NULL,
  basis text,
  PRIMARY KEY (province_id, day)
);

-- Unit kind (or "default") -> working days after the last day of data, where a date of `due` is worked out so.
ALTER TABLE period ADD COLUMN due_rule jsonb NOT NULL DEFAULT '{}';

ALTER TABLE calendar_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_day FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON calendar_day TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_my_province ON calendar_day FOR SELECT TO so_tinh_app USING (province_id = (SELECT my_province()));
GRANT SELECT ON calendar_day TO so_tinh_app, so_tinh_system;
GRANT INSERT, UPDATE, DELETE ON calendar_day TO so_tinh_system;

-- ---------------------------------------------------------------- periods from state to state

-- An administrator has moved it from state to state: the state in an imported file is an old one from then on.
ALTER TABLE period ADD COLUMN moved boolean NOT NULL DEFAULT false;

CREATE POLICY of_administrators ON period FOR UPDATE TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND (SELECT administers_province()));
GRANT UPDATE (state, moved) ON period TO so_tinh_app;

-- ---------------------------------------------------------------- more time for single reports

-- The last day to submit that was granted, in place of the period's; until then a closed period takes the report, a locked one where
-- an administrator granted it.
ALTER TABLE report ADD COLUMN extended_to date, ADD COLUMN extended_locked boolean NOT NULL DEFAULT false;

-- What was asked and decided about more time. A decision is made once.
CREATE TABLE extension (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  -- Counts those of a report from 1.
  no int NOT NULL CHECK (no > 0),
  -- Goes up over all reports, for lists.
  id bigint GENERATED ALWAYS AS IDENTITY,
  state text NOT NULL CHECK (state IN ('asked', 'granted', 'refused')),
  -- The last day to submit until then; null = none.
  due date,
  -- All null: granted without being asked for. Names as they were.
  asked_until date,
  reason text,
  asked_by text,
  asked_name text,
  asked_at timestamptz,
  until date,
  remark text,
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  PRIMARY KEY (province_id, report_id, no),
  UNIQUE (province_id, id),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id),
  FOREIGN KEY (province_id, asked_by) REFERENCES person (province_id, id),
  FOREIGN KEY (province_id, decided_by) REFERENCES person (province_id, id),
  CHECK (num_nulls(asked_until, reason, asked_by, asked_name, asked_at) IN (0, 5)),
  CHECK (num_nulls(decided_by, decided_name, decided_at) = CASE state WHEN 'asked' THEN 3 ELSE 0 END),
  CHECK ((until IS NOT NULL) = (state = 'granted')),
  CHECK (state = 'granted' OR asked_by IS NOT NULL)
);
CREATE UNIQUE INDEX extension_open ON extension (province_id, report_id) WHERE state = 'asked';

ALTER TABLE extension ENABLE ROW LEVEL SECURITY;
ALTER TABLE extension FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON extension TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_my_reports ON extension FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province())
    AND EXISTS (SELECT 1 FROM report r WHERE r.province_id = extension.province_id AND r.id = report_id));
-- Whether this person decides about more time for a report: who reviews it, and its administrators.
CREATE FUNCTION decides_more_time(p_report bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$ SELECT my_role_covers(p_report, ARRAY['administrator']) OR reviews_report(p_report) $$;
CREATE POLICY of_my_opened_reports ON extension FOR INSERT TO so_tinh_app
  WITH CHECK (province_id = my_province() AND report_id = ANY (my_opened_reports())
    AND coalesce(decided_by, asked_by) = opener_of(report_id)
    AND CASE state WHEN 'asked' THEN my_role_covers(report_id, ARRAY['clerk']) ELSE decides_more_time(report_id) END);
CREATE POLICY decided_once ON extension FOR UPDATE TO so_tinh_app
  USING (province_id = my_province() AND report_id = ANY (my_opened_reports()) AND state = 'asked'
    AND decides_more_time(report_id))
  WITH CHECK (state <> 'asked' AND decided_by = opener_of(report_id));

-- Puts the day that was granted on a report this transaction has opened; for a locked period too by administrators alone.
CREATE FUNCTION extend_report(p_report bigint, p_until date, p_locked boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE report r SET extended_to = p_until, extended_locked = p_locked
  WHERE r.province_id = my_province() AND r.id = p_report AND r.id = ANY (my_opened_reports())
    AND CASE WHEN p_locked THEN my_role_covers(r.id, ARRAY['administrator']) ELSE decides_more_time(r.id) END;
  IF NOT FOUND THEN
    RAISE insufficient_privilege USING MESSAGE = format('report %s may not be given more time', p_report);
  END IF;
END
$$;
REVOKE ALL ON FUNCTION extend_report(bigint, date, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION extend_report(bigint, date, boolean) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION extend_report(bigint, date, boolean) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
GRANT SELECT ON extension TO so_tinh_app, so_tinh_system;
GRANT INSERT, UPDATE (state, until, remark, decided_by, decided_name, decided_at) ON extension TO so_tinh_app;
