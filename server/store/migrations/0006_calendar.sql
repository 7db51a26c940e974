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

-- The answer given to a key with which a period was moved; who did it and why stands in the ledger. One key space per province.
CREATE TABLE period_move (
  province_id text NOT NULL,
  key text NOT NULL,
  period_id text NOT NULL,
  -- SHA-256 (hex) of what was asked.
  fingerprint text NOT NULL,
  reply text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (province_id, key),
  FOREIGN KEY (province_id, period_id) REFERENCES period (province_id, id)
);

-- An administrator of the whole province: with all below, at a unit that has others below it and none above.
CREATE FUNCTION administers_province() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM person_role r
    WHERE r.province_id = my_province() AND r.person_id = my_person() AND r.role = 'administrator' AND r.subtree
      AND EXISTS (SELECT FROM unit_edge e
        WHERE e.province_id = r.province_id AND e.parent_id = r.unit_id AND e.valid_to IS NULL)
      AND NOT EXISTS (SELECT FROM unit_edge e
        WHERE e.province_id = r.province_id AND e.child_id = r.unit_id AND e.valid_to IS NULL))
$$;

ALTER TABLE period_move ENABLE ROW LEVEL SECURITY;
ALTER TABLE period_move FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON period_move TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_administrators ON period_move TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND (SELECT administers_province()))
  WITH CHECK (province_id = my_province() AND administers_province());
CREATE POLICY of_administrators ON period FOR UPDATE TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND (SELECT administers_province()));
GRANT SELECT ON period_move TO so_tinh_app, so_tinh_system;
GRANT INSERT ON period_move TO so_tinh_app;
GRANT UPDATE (state) ON period TO so_tinh_app;
REVOKE ALL ON FUNCTION administers_province() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administers_province() TO so_tinh_app, so_tinh_system;
