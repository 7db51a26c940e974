-- Kinds of units over time. unit.kind is the first one; here stand those that came after it.

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
