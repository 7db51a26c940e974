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
