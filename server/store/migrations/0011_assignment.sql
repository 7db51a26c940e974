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
