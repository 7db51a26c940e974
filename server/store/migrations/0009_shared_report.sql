-- Several people share one report: who a section was given to, and what was chosen where two wrote different values into one cell.

-- A section with owners who are clerks of the unit is changed by them only; another is every clerk's of the unit. The names of a form's sections
-- outlive its versions, so an owner is of the form and not of one version of it.
CREATE TABLE section_owner (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  template_id text NOT NULL,
  section_id text NOT NULL,
  person_id text NOT NULL,
  PRIMARY KEY (province_id, unit_id, template_id, section_id, person_id),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);

ALTER TABLE section_owner ENABLE ROW LEVEL SECURITY;
ALTER TABLE section_owner FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON section_owner TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_my_province ON section_owner FOR SELECT TO so_tinh_app USING (province_id = (SELECT my_province()));
GRANT SELECT ON section_owner TO so_tinh_app, so_tinh_system;
GRANT INSERT, DELETE ON section_owner TO so_tinh_system;

-- Of a cell two changed differently: what the sender had, what the other had stored, what the sender chose. Null: blank.
-- The chosen value stands in the revision, the other's in an earlier one; the sender's own may stand here only.
CREATE TABLE resolution (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  revision int NOT NULL,
  ordinal int NOT NULL,
  section_id text NOT NULL,
  row_key text NOT NULL,
  column_id text NOT NULL,
  mine jsonb,
  theirs jsonb,
  chosen jsonb,
  PRIMARY KEY (province_id, report_id, revision, ordinal),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no)
);

ALTER TABLE resolution ENABLE ROW LEVEL SECURITY;
ALTER TABLE resolution FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON resolution TO so_tinh_system USING (true) WITH CHECK (true);
CREATE POLICY of_my_reports ON resolution FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province())
    AND EXISTS (SELECT 1 FROM report r WHERE r.province_id = resolution.province_id AND r.id = report_id));
CREATE POLICY of_my_opened_reports ON resolution FOR INSERT TO so_tinh_app
  WITH CHECK (province_id = my_province() AND report_id = ANY (my_opened_reports()));
GRANT SELECT ON resolution TO so_tinh_app, so_tinh_system;
GRANT INSERT ON resolution TO so_tinh_app;

-- Who pushed revisions of a report this person may see, by name.
CREATE FUNCTION report_people(p_report bigint) RETURNS TABLE (id text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.name
  FROM report r
  JOIN person p ON p.province_id = r.province_id
    AND p.id IN (SELECT v.person_id FROM revision v WHERE v.province_id = r.province_id AND v.report_id = r.id)
  WHERE r.province_id = my_province() AND r.id = p_report
    AND reaches(r.unit_id, r.scopes, my_units(), my_subtrees())
$$;

-- Who owns the sections of a report this person may see, by name: those who may still send it. A section that has none left is
-- every clerk's of the office, as if it had been given to nobody.
CREATE FUNCTION section_owners(p_unit text, p_template text, p_period text)
RETURNS TABLE (section_id text, id text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.section_id, p.id, p.name
  FROM report r
  JOIN section_owner s ON s.province_id = r.province_id AND s.unit_id = r.unit_id AND s.template_id = r.template_id
  JOIN person p ON p.province_id = s.province_id AND p.id = s.person_id AND p.revoked_at IS NULL
  WHERE r.province_id = my_province() AND r.unit_id = p_unit AND r.template_id = p_template AND r.period_id = p_period
    AND reaches(r.unit_id, r.scopes, my_units(), my_subtrees())
    AND role_covers(s.person_id, r.unit_id, r.scopes, ARRAY['clerk'])
  ORDER BY s.section_id, p.name, p.id
$$;

REVOKE ALL ON FUNCTION report_people(bigint), section_owners(text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION report_people(bigint), section_owners(text, text, text) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION report_people(bigint) OWNER TO so_tinh_system;
ALTER FUNCTION section_owners(text, text, text) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
