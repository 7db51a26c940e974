-- The life of a form, and rules that join it later: draft, trial, published, retired; rehearsed, on trial, on from a day.

ALTER TABLE template ADD COLUMN state text NOT NULL DEFAULT 'published'
  CHECK (state IN ('draft', 'trial', 'published', 'retired'));
-- Goes up with every change of what rules join a form: what a process keeps of them is as good as this number.
ALTER TABLE province ADD COLUMN rules_version bigint NOT NULL DEFAULT 0;

-- A draft alone may get another body; states follow one another.
CREATE FUNCTION keep_template() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.body, NEW.hash) IS DISTINCT FROM (OLD.body, OLD.hash) AND OLD.state <> 'draft' THEN
    RAISE check_violation USING MESSAGE = format('form %s@%s is no draft', OLD.id, OLD.version);
  END IF;
  IF NEW.state <> OLD.state
    AND (OLD.state, NEW.state) NOT IN (('draft', 'trial'), ('trial', 'draft'), ('trial', 'published'), ('published', 'retired')) THEN
    RAISE check_violation USING MESSAGE = format('form %s@%s is %s', OLD.id, OLD.version, OLD.state);
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keep_template BEFORE UPDATE ON template FOR EACH ROW EXECUTE FUNCTION keep_template();

-- A run of rules over reports of past periods: what was asked and the summary, never a report.
CREATE TABLE rule_rehearsal (
  province_id text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  template_id text NOT NULL,
  -- SHA-256 (hex) of the canonical JSON of each rule.
  rule_hashes text[] NOT NULL,
  summary jsonb NOT NULL,
  at timestamptz NOT NULL,
  person_id text NOT NULL,
  PRIMARY KEY (province_id, id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);

-- A rule joins a form, changes it or leaves it from a day on. Rows are only added; of those that reach a report the last one holds.
CREATE TABLE rule_switch (
  province_id text NOT NULL,
  template_id text NOT NULL,
  version int NOT NULL,
  -- Counts the switches of a form from 1; receipts name it.
  no int NOT NULL CHECK (no > 0),
  rule_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('trial', 'on', 'off')),
  -- trial: the first day of pushes; on, off: of the last days of periods.
  from_day date NOT NULL,
  -- The rule; null when it is switched off.
  rule jsonb,
  rule_hash text,
  -- Periods that had a submission when it was switched: they keep their rules.
  kept_periods text[] NOT NULL,
  at timestamptz NOT NULL,
  person_id text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (province_id, template_id, version, no),
  FOREIGN KEY (province_id, template_id, version) REFERENCES template (province_id, id, version),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id),
  CHECK ((rule IS NULL) = (state = 'off') AND (rule_hash IS NULL) = (rule IS NULL))
);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['rule_rehearsal', 'rule_switch'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system_all ON %I TO so_tinh_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY of_my_province ON %I FOR SELECT TO so_tinh_app
      USING (province_id = (SELECT my_province()))', t);
    EXECUTE format('CREATE POLICY by_administrators ON %I FOR INSERT TO so_tinh_app
      WITH CHECK (province_id = my_province() AND person_id = my_person() AND administers_province())', t);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO so_tinh_app, so_tinh_system', t);
  END LOOP;
END
$$;
CREATE POLICY by_administrators ON template FOR UPDATE TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND (SELECT administers_province()));
CREATE POLICY by_administrators ON province FOR UPDATE TO so_tinh_app
  USING (id = (SELECT my_province()) AND (SELECT administers_province()));
GRANT UPDATE (state) ON template TO so_tinh_app;
GRANT UPDATE (state, body, hash) ON template TO so_tinh_system;
GRANT UPDATE (rules_version) ON province TO so_tinh_app, so_tinh_system;
REVOKE ALL ON FUNCTION keep_template() FROM PUBLIC;

-- The trial of a published version is over: reports nobody has submitted are expected in totals from now on. Tells how many that
-- were submitted stay trial reports.
CREATE FUNCTION end_trial(p_province text, p_template text, p_version int) RETURNS int
LANGUAGE sql SET search_path = public, pg_temp AS $$
  WITH freed AS (
    UPDATE report r SET trial = false
    FROM template t
    WHERE r.province_id = p_province AND r.template_id = p_template AND r.template_version = p_version AND r.trial
      AND r.late IS NULL
      AND t.province_id = r.province_id AND t.id = r.template_id AND t.version = r.template_version AND t.state = 'published'
    RETURNING r.template_id, r.period_id, r.scopes, r.id, r.missing
  ), noted AS (
    INSERT INTO pending_total (province_id, template_id, period_id, scopes, report_id, sign, counting, expected, missing)
    SELECT p_province, template_id, period_id, scopes, id, 1, 'submitted', 1, missing FROM freed
  )
  SELECT count(*)::int FROM report r
  WHERE r.province_id = p_province AND r.template_id = p_template AND r.template_version = p_version AND r.trial
    AND r.id NOT IN (SELECT id FROM freed)
$$;
-- The same for the administrator of this transaction; null for anybody else.
CREATE FUNCTION end_my_trial(p_template text, p_version int) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN administers_province() THEN end_trial(my_province(), p_template, p_version) END
$$;
REVOKE ALL ON FUNCTION end_trial(text, text, int), end_my_trial(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION end_trial(text, text, int) TO so_tinh_system;
GRANT EXECUTE ON FUNCTION end_my_trial(text, int) TO so_tinh_app, so_tinh_system;

-- Versions this report was on before it was carried to another: an import that still names one does not take it back.
ALTER TABLE report ADD COLUMN carried_from int[] NOT NULL DEFAULT '{}';

-- Puts a draft report that this transaction has opened on another published version. False: it may not be, or no longer.
CREATE FUNCTION carry_report(p_report bigint, p_from int, p_version int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF administers_province() IS NOT TRUE OR p_report = ANY (my_opened_reports()) IS NOT TRUE THEN
    RETURN false;
  END IF;
  UPDATE report r SET template_version = p_version, carried_from = array_append(array_remove(r.carried_from, p_from), p_from)
  FROM template t
  WHERE r.province_id = my_province() AND r.id = p_report AND r.template_version = p_from AND r.state = 'draft' AND NOT r.trial
    AND t.province_id = r.province_id AND t.id = r.template_id AND t.version = p_version AND t.state = 'published';
  RETURN FOUND;
END
$$;
REVOKE ALL ON FUNCTION carry_report(bigint, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION carry_report(bigint, int, int) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION end_my_trial(text, int) OWNER TO so_tinh_system;
ALTER FUNCTION carry_report(bigint, int, int) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
