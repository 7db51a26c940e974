-- People who sign in with an account get a session of this service as those with a personal link do; theirs ends earlier where it is
-- left alone, since many hands reach one desk.

ALTER TABLE web_session
  ADD COLUMN idle_seconds int CHECK (idle_seconds > 0),
  -- Written at most once a minute; null where only ends_at counts.
  ADD COLUMN seen_at timestamptz,
  ADD CHECK ((seen_at IS NULL) = (idle_seconds IS NULL));
GRANT UPDATE (seen_at) ON web_session TO so_tinh_system;

-- Opens a session for the person who has entered this transaction, and nobody else.
CREATE FUNCTION open_session(p_session text, p_at timestamptz, p_until timestamptz, p_idle_seconds int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF my_person() IS NULL THEN
    RAISE EXCEPTION 'nobody has entered';
  END IF;
  INSERT INTO identity (province_id, iss, sub, person_id, bound_at)
  VALUES (my_province(), 'so-tinh.personal-link', my_province() || '/' || my_person(), my_person(), p_at)
  ON CONFLICT DO NOTHING;
  DELETE FROM web_session s WHERE s.province_id = my_province() AND s.ends_at <= p_at;
  INSERT INTO web_session (province_id, session_hash, person_id, made_at, ends_at, idle_seconds, seen_at)
  VALUES (my_province(), p_session, my_person(), p_at, p_until, p_idle_seconds, p_at);
END
$$;

-- The account a session enters by, and whether that it is used has to be written down; no row for none, or one that has ended.
CREATE FUNCTION find_session(p_session text, p_at timestamptz) RETURNS TABLE (account text, unseen boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.province_id || '/' || s.person_id, coalesce(s.seen_at + interval '1 minute' <= p_at, false)
  FROM web_session s
  WHERE s.session_hash = p_session AND s.ends_at > p_at
    AND (s.seen_at IS NULL OR s.seen_at + s.idle_seconds * interval '1 second' > p_at)
$$;

-- Asked by servers of the version before.
CREATE OR REPLACE FUNCTION session_account(p_session text, p_at timestamptz) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT account FROM find_session(p_session, p_at)
$$;

-- A session that has ended stays so.
CREATE FUNCTION see_session(p_session text, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE web_session s SET seen_at = p_at
  WHERE s.session_hash = p_session AND s.ends_at > p_at AND s.seen_at < p_at
    AND s.seen_at + s.idle_seconds * interval '1 second' > p_at
$$;

REVOKE ALL ON FUNCTION open_session(text, timestamptz, timestamptz, int), find_session(text, timestamptz),
  see_session(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_session(text, timestamptz, timestamptz, int), find_session(text, timestamptz),
  see_session(text, timestamptz) TO so_tinh_app;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION open_session(text, timestamptz, timestamptz, int) OWNER TO so_tinh_system;
ALTER FUNCTION find_session(text, timestamptz) OWNER TO so_tinh_system;
ALTER FUNCTION see_session(text, timestamptz) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
