-- The whole store of a province: offices, people, periods, reports, their revisions, and the totals with their coverage.
-- Every table of a province carries province_id in every key, so that it can be distributed by it.
-- The roles so_tinh_app and so_tinh_system are group roles of the server, not of one database.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['so_tinh_app', 'so_tinh_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA public TO so_tinh_app, so_tinh_system;

-- ---------------------------------------------------------------- offices

CREATE TABLE province (
  id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  name text NOT NULL
);

CREATE TABLE unit (
  province_id text NOT NULL REFERENCES province (id),
  id text NOT NULL CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  kind text NOT NULL,
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  PRIMARY KEY (province_id, id)
);

CREATE TABLE unit_name (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  valid_from date NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (province_id, unit_id, valid_from),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id)
);

CREATE TABLE unit_alias (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  alias text NOT NULL,
  PRIMARY KEY (province_id, unit_id, alias),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id)
);

-- Administrative codes are strings ("01"), reused and renamed over time: dated, never a key.
CREATE TABLE unit_code (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  valid_from date NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (province_id, unit_id, valid_from),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id)
);

-- Two parallel trees; a child has one parent per tree at a time. valid_to is the last day, inclusive.
CREATE TABLE unit_edge (
  province_id text NOT NULL,
  tree text NOT NULL CHECK (tree IN ('party', 'state')),
  parent_id text NOT NULL,
  child_id text NOT NULL CHECK (child_id <> parent_id),
  valid_from date NOT NULL,
  valid_to date CHECK (valid_to >= valid_from),
  PRIMARY KEY (province_id, tree, child_id, valid_from),
  FOREIGN KEY (province_id, parent_id) REFERENCES unit (province_id, id),
  FOREIGN KEY (province_id, child_id) REFERENCES unit (province_id, id)
);
CREATE INDEX unit_edge_parent ON unit_edge (province_id, parent_id);

-- ---------------------------------------------------------------- people

CREATE TABLE person (
  province_id text NOT NULL REFERENCES province (id),
  id text NOT NULL CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  name text NOT NULL,
  email text NOT NULL CHECK (email = lower(email)),
  revoked_at timestamptz,
  PRIMARY KEY (province_id, id),
  UNIQUE (province_id, email)
);
CREATE INDEX person_email ON person (email);

-- Who a verified token is. One account per person and issuer.
CREATE TABLE identity (
  province_id text NOT NULL,
  iss text NOT NULL,
  sub text NOT NULL,
  person_id text NOT NULL,
  bound_at timestamptz NOT NULL,
  PRIMARY KEY (province_id, iss, sub),
  UNIQUE (province_id, iss, person_id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);
CREATE INDEX identity_account ON identity (iss, sub);

CREATE TABLE person_role (
  province_id text NOT NULL,
  person_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('clerk', 'reviewer', 'writer', 'administrator')),
  unit_id text NOT NULL,
  -- true: the role also covers every unit below.
  subtree boolean NOT NULL,
  PRIMARY KEY (province_id, person_id, role, unit_id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id)
);

-- ---------------------------------------------------------------- forms and periods

-- A published (id, version) never changes: nobody is granted UPDATE.
CREATE TABLE template (
  province_id text NOT NULL REFERENCES province (id),
  id text NOT NULL CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  version int NOT NULL CHECK (version > 0),
  body jsonb NOT NULL,
  -- SHA-256 (hex) of the canonical JSON of the body.
  hash text NOT NULL,
  PRIMARY KEY (province_id, id, version)
);

CREATE TABLE period (
  province_id text NOT NULL REFERENCES province (id),
  id text NOT NULL CHECK (id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  kind text NOT NULL,
  label_vi text NOT NULL,
  label_en text NOT NULL,
  year int NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  -- unit kind (or "default") -> last day to submit
  due jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('future', 'open', 'closed', 'locked')),
  PRIMARY KEY (province_id, id)
);

-- ---------------------------------------------------------------- reports

CREATE TABLE report (
  province_id text NOT NULL,
  id bigint GENERATED BY DEFAULT AS IDENTITY,
  unit_id text NOT NULL,
  template_id text NOT NULL,
  template_version int NOT NULL,
  period_id text NOT NULL,
  -- AssignedRow[]
  assigned jsonb NOT NULL DEFAULT '[]',
  -- The unit and all above it in either tree at the end of the period: fixed, so that what was added can be taken away again.
  scopes text[] NOT NULL CHECK (unit_id = ANY (scopes)),
  state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'returned', 'accepted', 'locked')),
  -- Number of the last revision, drafts included; 0 before the first.
  revision int NOT NULL DEFAULT 0 CHECK (revision >= 0),
  -- The revisions that count in totals; null = none counts.
  submitted_revision int,
  accepted_revision int,
  -- The first submission came after the due date. Null before the first submission.
  late boolean,
  spreadsheet_id text,
  PRIMARY KEY (province_id, id),
  UNIQUE (province_id, unit_id, template_id, period_id),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id),
  FOREIGN KEY (province_id, template_id, template_version) REFERENCES template (province_id, id, version),
  FOREIGN KEY (province_id, period_id) REFERENCES period (province_id, id),
  CHECK (submitted_revision <= revision AND accepted_revision <= submitted_revision),
  CHECK ((accepted_revision IS NOT NULL) <= (state IN ('accepted', 'locked'))),
  CHECK ((submitted_revision IS NOT NULL) = (state IN ('submitted', 'accepted', 'locked')))
);
CREATE INDEX report_form ON report (province_id, template_id, period_id, template_version);

CREATE TABLE revision (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  no int NOT NULL CHECK (no > 0),
  -- The revision the office worked from; 0 = none.
  base int NOT NULL CHECK (base >= 0),
  mode text NOT NULL CHECK (mode IN ('draft', 'submit')),
  content jsonb NOT NULL,
  -- issue key -> reason given
  reasons jsonb NOT NULL,
  issues jsonb NOT NULL,
  content_hash text NOT NULL,
  person_id text NOT NULL,
  at timestamptz NOT NULL,
  spreadsheet_id text,
  -- The measures of this revision as parallel arrays: "section|row|column", bucket, value, and one character of state each
  -- (n number, e number that is an estimate, 0 declared none, x not applicable, ? not yet known). Null for drafts.
  measure_cells text[],
  measure_buckets text[],
  measure_values numeric[],
  measure_states text,
  PRIMARY KEY (province_id, report_id, no),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id),
  CHECK ((measure_cells IS NULL) = (mode = 'draft')),
  CHECK (cardinality(measure_cells) = cardinality(measure_values)),
  CHECK (cardinality(measure_cells) = cardinality(measure_buckets)),
  CHECK (cardinality(measure_cells) = length(measure_states)),
  CHECK (
    array_position(measure_values, 'NaN') IS NULL
    AND array_position(measure_values, 'Infinity') IS NULL
    AND array_position(measure_values, '-Infinity') IS NULL
  )
);

CREATE SEQUENCE receipt_serial AS bigint;

CREATE TABLE receipt (
  province_id text NOT NULL,
  number text NOT NULL,
  report_id bigint NOT NULL,
  revision int NOT NULL,
  unit_id text NOT NULL,
  -- The sender's name as it was.
  person text NOT NULL,
  at timestamptz NOT NULL,
  content_hash text NOT NULL,
  -- "inspection@1"
  rules text NOT NULL,
  late boolean NOT NULL,
  PRIMARY KEY (province_id, number),
  UNIQUE (province_id, report_id, revision),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no)
);

-- The answer given to a key, kept in the transaction that made it true. One key space per office.
CREATE TABLE push_key (
  province_id text NOT NULL,
  unit_id text NOT NULL,
  key text NOT NULL,
  report_id bigint NOT NULL,
  -- SHA-256 (hex) of method, path and canonical body.
  fingerprint text NOT NULL,
  status int NOT NULL,
  reply text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (province_id, unit_id, key),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id)
);

CREATE TABLE remark (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  revision int NOT NULL,
  ordinal int NOT NULL,
  section_id text NOT NULL,
  row_key text NOT NULL,
  column_id text NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (province_id, report_id, revision, ordinal),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no)
);

-- Who decided what and when; nobody is granted UPDATE or DELETE. Pushes speak for themselves in revision.
CREATE TABLE audit_entry (
  province_id text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  person_id text NOT NULL,
  action text NOT NULL,
  report_id bigint NOT NULL,
  revision int NOT NULL,
  PRIMARY KEY (province_id, id),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);
CREATE INDEX audit_entry_report ON audit_entry (province_id, report_id);

-- ---------------------------------------------------------------- totals

-- What a push or decision changes in totals, not yet folded in. Rows are only added, then deleted by the folder.
CREATE TABLE pending_total (
  province_id text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  template_id text NOT NULL,
  period_id text NOT NULL,
  scopes text[] NOT NULL,
  report_id bigint NOT NULL,
  -- The revision whose measures are added (sign 1) or taken away (sign -1); null = coverage only.
  revision int,
  sign smallint NOT NULL CHECK (sign IN (1, -1)),
  counting text NOT NULL CHECK (counting IN ('submitted', 'accepted')),
  expected smallint NOT NULL DEFAULT 0,
  received smallint NOT NULL DEFAULT 0,
  accepted smallint NOT NULL DEFAULT 0,
  late smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (province_id, id),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id),
  FOREIGN KEY (province_id, report_id, revision) REFERENCES revision (province_id, report_id, no)
);
CREATE INDEX pending_total_form ON pending_total (province_id, template_id, period_id);

CREATE TABLE total (
  province_id text NOT NULL,
  template_id text NOT NULL,
  period_id text NOT NULL,
  scope_unit text NOT NULL,
  counting text NOT NULL CHECK (counting IN ('submitted', 'accepted')),
  -- "section|row|column"
  cell text NOT NULL,
  bucket text NOT NULL,
  sum numeric NOT NULL CHECK (sum > '-Infinity' AND sum < 'Infinity'),
  n_number int NOT NULL CHECK (n_number >= 0),
  n_none int NOT NULL CHECK (n_none >= 0),
  n_na int NOT NULL CHECK (n_na >= 0),
  n_nyk int NOT NULL CHECK (n_nyk >= 0),
  n_estimate int NOT NULL CHECK (n_estimate >= 0),
  PRIMARY KEY (province_id, template_id, period_id, scope_unit, counting, cell, bucket),
  FOREIGN KEY (province_id, scope_unit) REFERENCES unit (province_id, id)
);

CREATE TABLE total_head (
  province_id text NOT NULL,
  template_id text NOT NULL,
  period_id text NOT NULL,
  scope_unit text NOT NULL,
  expected int NOT NULL CHECK (expected >= 0),
  received int NOT NULL CHECK (received >= 0),
  accepted int NOT NULL CHECK (accepted >= 0),
  late int NOT NULL CHECK (late >= 0),
  -- Goes up by one with every fold that touches this scope.
  generation bigint NOT NULL,
  PRIMARY KEY (province_id, template_id, period_id, scope_unit),
  FOREIGN KEY (province_id, scope_unit) REFERENCES unit (province_id, id)
);

-- ---------------------------------------------------------------- who may see what

-- The unit and every unit above it on a day, each tree walked by itself.
CREATE FUNCTION scopes_of(p_province text, p_unit text, p_day date) RETURNS text[]
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE above (tree, unit_id, depth) AS (
    SELECT t.tree, p_unit, 0 FROM (VALUES ('party'), ('state')) AS t (tree)
    UNION ALL
    SELECT e.tree, e.parent_id, a.depth + 1
    FROM above a
    JOIN unit_edge e ON e.province_id = p_province AND e.tree = a.tree AND e.child_id = a.unit_id
      AND e.valid_from <= p_day AND (e.valid_to IS NULL OR e.valid_to >= p_day)
    WHERE a.depth < 20
  )
  SELECT array_agg(unit_id ORDER BY depth, unit_id)
  FROM (SELECT unit_id, min(depth) AS depth FROM above GROUP BY unit_id) AS once
$$;

CREATE FUNCTION my_province() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('so_tinh.province', true), '') $$;
CREATE FUNCTION my_person() RETURNS text LANGUAGE sql STABLE AS
  $$ SELECT nullif(current_setting('so_tinh.person', true), '') $$;
-- Units of any role, and units whose whole subtree a role covers.
CREATE FUNCTION my_units() RETURNS text[] LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('so_tinh.units', true), ''), '{}')::text[] $$;
CREATE FUNCTION my_subtrees() RETURNS text[] LANGUAGE sql STABLE AS
  $$ SELECT coalesce(nullif(current_setting('so_tinh.subtrees', true), ''), '{}')::text[] $$;

-- Looks the account up afresh and makes it the context of this transaction. No row: unknown or revoked.
CREATE FUNCTION enter_person(p_iss text, p_sub text)
RETURNS TABLE (province_id text, province_name text, person_id text, person_name text, email text, roles jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_units text[];
  found_subtrees text[];
BEGIN
  SELECT p.province_id, v.name, p.id, p.name, p.email
  INTO province_id, province_name, person_id, person_name, email
  FROM identity i
  JOIN person p ON p.province_id = i.province_id AND p.id = i.person_id AND p.revoked_at IS NULL
  JOIN province v ON v.id = p.province_id
  WHERE i.iss = p_iss AND i.sub = p_sub
  ORDER BY p.province_id
  LIMIT 1;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT
    coalesce(array_agg(DISTINCT r.unit_id), '{}'),
    coalesce(array_agg(DISTINCT r.unit_id) FILTER (WHERE r.subtree), '{}'),
    coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'unit', r.unit_id, 'subtree', r.subtree)
      ORDER BY r.role, r.unit_id), '[]')
  INTO found_units, found_subtrees, roles
  FROM person_role r
  WHERE r.province_id = enter_person.province_id AND r.person_id = enter_person.person_id;
  PERFORM
    set_config('so_tinh.province', enter_person.province_id, true),
    set_config('so_tinh.person', enter_person.person_id, true),
    set_config('so_tinh.units', found_units::text, true),
    set_config('so_tinh.subtrees', found_subtrees::text, true);
  RETURN NEXT;
END
$$;

-- Ties an account to the one person known by this address, once. The caller has made sure the address is the account's own.
CREATE FUNCTION bind_person(p_iss text, p_sub text, p_email text, p_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO identity (province_id, iss, sub, person_id, bound_at)
  SELECT p.province_id, p_iss, p_sub, p.id, p_at
  FROM person p
  WHERE p.email = lower(p_email) AND p.revoked_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.iss = p_iss AND i.sub = p_sub)
  ORDER BY p.province_id
  LIMIT 1
  ON CONFLICT DO NOTHING;
  RETURN FOUND;
END
$$;

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['province', 'unit', 'unit_name', 'unit_alias', 'unit_code', 'unit_edge', 'person', 'identity',
    'person_role', 'template', 'period', 'report', 'revision', 'receipt', 'push_key', 'remark', 'audit_entry',
    'pending_total', 'total', 'total_head'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system_all ON %I TO so_tinh_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO so_tinh_app, so_tinh_system', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['unit', 'unit_name', 'unit_alias', 'unit_code', 'unit_edge', 'template', 'period'] LOOP
    EXECUTE format('CREATE POLICY of_my_province ON %I FOR SELECT TO so_tinh_app
      USING (province_id = (SELECT my_province()))', t);
  END LOOP;
  -- What hangs on a report is seen and added exactly where the report is seen.
  FOREACH t IN ARRAY ARRAY['revision', 'receipt', 'push_key', 'remark', 'audit_entry', 'pending_total'] LOOP
    EXECUTE format('CREATE POLICY of_my_reports ON %I TO so_tinh_app
      USING (province_id = (SELECT my_province())
        AND EXISTS (SELECT 1 FROM report r WHERE r.province_id = %I.province_id AND r.id = report_id))', t, t);
    EXECUTE format('GRANT INSERT ON %I TO so_tinh_app', t);
  END LOOP;
END
$$;

CREATE POLICY my_own ON province FOR SELECT TO so_tinh_app USING (id = (SELECT my_province()));
CREATE POLICY my_own ON person FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND id = (SELECT my_person()));
CREATE POLICY my_own ON identity FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND person_id = (SELECT my_person()));
CREATE POLICY my_own ON person_role FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND person_id = (SELECT my_person()));
CREATE POLICY of_my_units ON report TO so_tinh_app
  USING (province_id = (SELECT my_province())
    AND (unit_id = ANY ((SELECT my_units())::text[]) OR scopes && (SELECT my_subtrees())));
-- A person with any role at a unit may read that unit's totals; a subtree role those of every unit below too.
CREATE POLICY of_my_units ON total FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND scope_unit = ANY ((SELECT my_units())::text[]));
CREATE POLICY of_my_units ON total_head FOR SELECT TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND scope_unit = ANY ((SELECT my_units())::text[]));

GRANT UPDATE (state, revision, submitted_revision, accepted_revision, late) ON report TO so_tinh_app;
GRANT USAGE ON SEQUENCE receipt_serial TO so_tinh_app;

GRANT INSERT, UPDATE ON province, unit, unit_name, unit_alias, unit_code, unit_edge, person, identity, person_role,
  period, report, total, total_head TO so_tinh_system;
GRANT DELETE ON unit_name, unit_alias, unit_code, unit_edge, person_role, identity, pending_total TO so_tinh_system;
GRANT INSERT ON template, pending_total, audit_entry TO so_tinh_system;

REVOKE ALL ON FUNCTION enter_person(text, text), bind_person(text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enter_person(text, text), bind_person(text, text, text, timestamptz) TO so_tinh_app, so_tinh_system;
-- They run as so_tinh_system, so that forced row level security holds even where the owner is no superuser.
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION enter_person(text, text) OWNER TO so_tinh_system;
ALTER FUNCTION bind_person(text, text, text, timestamptz) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
