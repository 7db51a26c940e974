-- A push in two statements: one opens it with all it is decided on, one stores it. Each statement saved is a wake-up
-- saved on both sides. Everything runs with the caller's rights, under row-level security.

-- Counted contents of the same office and template in other periods: the 24 last before this one ends, and all of its year.
CREATE FUNCTION past_reports(p_unit text, p_template text, p_period text)
RETURNS TABLE (period_id text, kind text, year int, first_day date, last_day date, template_version int, content jsonb,
  reasons jsonb)
LANGUAGE sql STABLE AS $$
  WITH this AS (SELECT * FROM period WHERE province_id = (SELECT my_province()) AND id = p_period),
  others AS (
    SELECT d.id, d.kind, d.year, d.first_day, d.last_day, d.year = this.year AS same_year, r.id AS report_id,
      r.province_id, r.submitted_revision, r.template_version,
      row_number() OVER (ORDER BY (d.last_day <= this.last_day) DESC, d.last_day DESC) AS place
    FROM this
    JOIN report r ON r.province_id = this.province_id AND r.unit_id = p_unit AND r.template_id = p_template
      AND r.period_id <> this.id AND r.submitted_revision IS NOT NULL
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
  )
  SELECT o.id, o.kind, o.year, o.first_day, o.last_day, o.template_version, v.content, v.reasons
  FROM others o
  JOIN revision v ON v.province_id = o.province_id AND v.report_id = o.report_id AND v.no = o.submitted_revision
  WHERE o.same_year OR o.place <= 24
  ORDER BY o.last_day, o.id
$$;

-- All a push is decided on.
CREATE TYPE opened_push AS (
  province_id text, province_name text, person_id text, person_name text, email text, roles jsonb,
  id bigint, scopes text[], assigned jsonb, template_version int, state text, revision int, submitted_revision int,
  accepted_revision int, late boolean, spreadsheet_id text, period jsonb, period_state text, period_label text, due text,
  extended_to text, extended_locked boolean,
  fingerprint text, status int, reply text, serial bigint, past jsonb, link int, previous text,
  trial boolean, rules_version bigint, profile text, missing int, owners jsonb);

-- Makes the account the context, locks the report and makes it the one rows may be added to, looks the key up after the
-- lock was got. No row: unknown account.
-- id null: no such report, or not theirs to see, or (p_wait false) it or its unit's chain held by another transaction.
-- past: past_reports as JSON when asked for, otherwise null.
-- link, previous (p_enters, key not answered yet): the place of the next entry in the unit's chain, held like the report.
-- owners: [section, person] of every section that somebody owns who may send it; null where nobody does.
CREATE FUNCTION open_push(p_iss text, p_sub text, p_unit text, p_template text, p_period text, p_key text, p_past boolean,
  p_enters boolean DEFAULT false, p_wait boolean DEFAULT true)
RETURNS SETOF opened_push
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o opened_push;
  set_to text;
BEGIN
  SELECT e.province_id, e.province_name, e.person_id, e.person_name, e.email, e.roles
  INTO o.province_id, o.province_name, o.person_id, o.person_name, o.email, o.roles
  FROM enter_person(p_iss, p_sub) AS e;
  IF NOT FOUND THEN RETURN; END IF;
  -- Locked first and read after: what is read then is what the lock protects.
  IF p_wait THEN
    SELECT r.id INTO o.id FROM report r
    WHERE r.province_id = o.province_id AND r.unit_id = p_unit AND r.template_id = p_template AND r.period_id = p_period
    FOR NO KEY UPDATE;
  ELSE
    SELECT r.id INTO o.id FROM report r
    WHERE r.province_id = o.province_id AND r.unit_id = p_unit AND r.template_id = p_template AND r.period_id = p_period
    FOR NO KEY UPDATE SKIP LOCKED;
  END IF;
  IF FOUND THEN
    SELECT r.scopes, r.assigned, r.template_version, r.state, r.revision, r.submitted_revision, r.accepted_revision,
      r.late, r.spreadsheet_id, r.profile, r.missing, r.extended_to::text, r.extended_locked, d.state, d.label_vi,
      coalesce(r.extended_to::text, d.due ->> u.kind, d.due ->> 'default'),
      jsonb_build_object('kind', d.kind, 'year', d.year, 'from', d.first_day, 'to', d.last_day), r.trial,
      (SELECT p.rules_version FROM province p WHERE p.id = o.province_id),
      -- Most forms have none: then nobody's roles are asked for.
      CASE WHEN EXISTS (SELECT FROM section_owner s
        WHERE s.province_id = r.province_id AND s.unit_id = p_unit AND s.template_id = p_template)
        THEN (SELECT jsonb_agg(jsonb_build_array(s.section_id, s.id)) FROM section_owners(p_unit, p_template, p_period) AS s)
      END
    INTO o.scopes, o.assigned, o.template_version, o.state, o.revision, o.submitted_revision, o.accepted_revision,
      o.late, o.spreadsheet_id, o.profile, o.missing, o.extended_to, o.extended_locked, o.period_state, o.period_label,
      o.due, o.period, o.trial, o.rules_version, o.owners
    FROM report r
    JOIN period d ON d.province_id = r.province_id AND d.id = r.period_id
    CROSS JOIN LATERAL unit_on(r.province_id, r.unit_id, d.last_day) AS u
    WHERE r.province_id = o.province_id AND r.id = o.id;
    set_to := set_config('so_tinh.reports', ARRAY[o.id]::text, true);
    set_to := set_config('so_tinh.openers', ARRAY[o.person_id]::text, true);
    SELECT k.fingerprint, k.status, k.reply INTO o.fingerprint, o.status, o.reply
    FROM push_key k WHERE k.province_id = o.province_id AND k.unit_id = p_unit AND k.key = p_key;
    IF NOT FOUND THEN
      o.serial := nextval('receipt_serial');
      IF p_enters THEN
        SELECT e.link + 1, e.hash INTO o.link, o.previous FROM chain_end(o.province_id, p_unit, p_wait) AS e;
        IF NOT FOUND THEN
          o.id := NULL;
          RETURN NEXT o;
          RETURN;
        END IF;
      END IF;
    END IF;
    -- Most offices have nothing to compare with in their first year, and the question is a long one.
    IF p_past AND NOT EXISTS (SELECT FROM report r WHERE r.province_id = o.province_id AND r.unit_id = p_unit
      AND r.template_id = p_template AND r.period_id <> p_period AND r.submitted_revision IS NOT NULL) THEN
      o.past := '[]';
    ELSIF p_past THEN
      o.past := (SELECT coalesce(jsonb_agg(to_jsonb(p) ORDER BY p.last_day, p.period_id), '[]')
        FROM past_reports(p_unit, p_template, p_period) AS p);
    END IF;
  END IF;
  RETURN NEXT o;
END
$$;

-- Opens the pushes that can travel together, each under its own person's rights: those whose account is known, whose report is theirs
-- and free, all of one province, one of a unit, as its chain has one next entry. The others have no row; nor have those whose past
-- reports would make the answer too long. Afterwards the context is nobody's: rows may be added to the opened reports only, by
-- their openers, and none of them waits long for a lock.
CREATE FUNCTION open_pushes(p_pushes jsonb) RETURNS TABLE (place int, opened opened_push)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  asked record;
  home text;
  reports bigint[] := '{}';
  openers text[] := '{}';
  units text[] := '{}';
  past_bytes int := 0;
  set_to text;
BEGIN
  set_to := set_config('lock_timeout', '500ms', true);
  FOR asked IN
    SELECT * FROM jsonb_to_recordset(p_pushes)
      AS p (place int, iss text, sub text, unit text, template text, period text, key text, past boolean,
        enters boolean)
  LOOP
    -- Whoever holds a chain gets it again: asking the lock would not tell.
    CONTINUE WHEN asked.unit = ANY (units);
    SELECT * INTO opened
    FROM open_push(asked.iss, asked.sub, asked.unit, asked.template, asked.period, asked.key, asked.past, asked.enters,
      false);
    CONTINUE WHEN NOT FOUND OR opened.id IS NULL OR opened.province_id <> home;
    past_bytes := past_bytes + coalesce(pg_column_size(opened.past), 0);
    CONTINUE WHEN past_bytes > 1000000 AND reports <> '{}';
    home := opened.province_id;
    reports := reports || opened.id;
    openers := openers || opened.person_id;
    units := units || asked.unit;
    place := asked.place;
    RETURN NEXT;
  END LOOP;
  set_to := set_config('so_tinh.province', coalesce(home, ''), true);
  set_to := set_config('so_tinh.person', '', true);
  set_to := set_config('so_tinh.units', '', true);
  set_to := set_config('so_tinh.subtrees', '', true);
  set_to := set_config('so_tinh.reports', reports::text, true);
  set_to := set_config('so_tinh.openers', openers::text, true);
END
$$;

REVOKE ALL ON FUNCTION past_reports(text, text, text), open_pushes(jsonb),
  open_push(text, text, text, text, text, text, boolean, boolean, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION past_reports(text, text, text), open_pushes(jsonb),
  open_push(text, text, text, text, text, text, boolean, boolean, boolean) TO so_tinh_app;
