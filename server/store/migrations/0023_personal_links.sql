-- For people without Google: a one-time link made by the administrator becomes a session of a few hours in one browser.
-- Of links and sessions only hashes are kept.

CREATE TABLE personal_link (
  province_id text NOT NULL,
  -- SHA-256 (hex) of the secret in the link.
  link_hash text NOT NULL,
  person_id text NOT NULL,
  made_at timestamptz NOT NULL,
  -- Taken back by ending early.
  ends_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (province_id, link_hash),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);
CREATE INDEX personal_link_hash ON personal_link (link_hash);
CREATE INDEX personal_link_person ON personal_link (province_id, person_id);

CREATE TABLE web_session (
  province_id text NOT NULL,
  -- SHA-256 (hex) of the secret in the cookie.
  session_hash text NOT NULL,
  person_id text NOT NULL,
  made_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (province_id, session_hash),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);
CREATE INDEX web_session_hash ON web_session (session_hash);

DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['personal_link', 'web_session'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY system_all ON %I TO so_tinh_system USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT ON %I TO so_tinh_app', t);
  END LOOP;
END
$$;
GRANT SELECT, INSERT, UPDATE (ends_at, used_at) ON personal_link TO so_tinh_system;
GRANT SELECT, INSERT, UPDATE (ends_at), DELETE ON web_session TO so_tinh_system;

-- Opens a session by a link, once. True: it is open. Runs as so_tinh_system, since whoever asks is nobody yet: who has the link
-- has the right. The account a session enters by is the person's own with this service.
CREATE FUNCTION use_personal_link(p_link text, p_session text, p_at timestamptz, p_until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  used personal_link;
BEGIN
  UPDATE personal_link l SET used_at = p_at
  FROM person p
  WHERE l.link_hash = p_link AND l.used_at IS NULL AND l.ends_at > p_at
    AND p.province_id = l.province_id AND p.id = l.person_id AND p.revoked_at IS NULL
  RETURNING l.* INTO used;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO identity (province_id, iss, sub, person_id, bound_at)
  VALUES (used.province_id, 'so-tinh.personal-link', used.province_id || '/' || used.person_id, used.person_id, p_at)
  ON CONFLICT DO NOTHING;
  DELETE FROM web_session s WHERE s.province_id = used.province_id AND s.ends_at <= p_at;
  INSERT INTO web_session (province_id, session_hash, person_id, made_at, ends_at)
  VALUES (used.province_id, p_session, used.person_id, p_at, p_until);
  RETURN true;
END
$$;

-- The account a session enters by; null for none, or one that has ended. Whether the person still has access is asked on entering.
CREATE FUNCTION session_account(p_session text, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.province_id || '/' || s.person_id FROM web_session s WHERE s.session_hash = p_session AND s.ends_at > p_at
$$;

CREATE FUNCTION end_session(p_session text, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE web_session s SET ends_at = p_at WHERE s.session_hash = p_session AND s.ends_at > p_at
$$;

REVOKE ALL ON FUNCTION use_personal_link(text, text, timestamptz, timestamptz), session_account(text, timestamptz),
  end_session(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION use_personal_link(text, text, timestamptz, timestamptz), session_account(text, timestamptz),
  end_session(text, timestamptz) TO so_tinh_app;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION use_personal_link(text, text, timestamptz, timestamptz) OWNER TO so_tinh_system;
ALTER FUNCTION session_account(text, timestamptz) OWNER TO so_tinh_system;
ALTER FUNCTION end_session(text, timestamptz) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
