-- Units over time: who succeeded whom, by which document; what a unit's beginning, end, names, codes and places rest on.

ALTER TABLE unit ADD COLUMN legacy_area text, ADD COLUMN basis text, ADD COLUMN end_basis text;
ALTER TABLE unit_name ADD COLUMN basis text;
ALTER TABLE unit_code ADD COLUMN basis text;
ALTER TABLE unit_edge ADD COLUMN basis text;

-- From `day` on, `share` of what the old unit was is the new one's. Null: all of it, or a part whose share nobody published.
-- A unit that keeps a part succeeds itself.
CREATE TABLE succession (
  province_id text NOT NULL,
  old_id text NOT NULL,
  new_id text NOT NULL,
  day date NOT NULL,
  share numeric CHECK (share > 0 AND share <= 1 AND share < 'Infinity'),
  basis text,
  PRIMARY KEY (province_id, old_id, new_id, day),
  FOREIGN KEY (province_id, old_id) REFERENCES unit (province_id, id),
  FOREIGN KEY (province_id, new_id) REFERENCES unit (province_id, id)
);

ALTER TABLE succession ENABLE ROW LEVEL SECURITY;
ALTER TABLE succession FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON succession TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_my_province ON succession FOR SELECT TO so_tinh_app USING (province_id = (SELECT my_province()));
GRANT SELECT ON succession TO so_tinh_app, so_tinh_system;
GRANT INSERT, UPDATE, DELETE ON succession TO so_tinh_system;
