-- Parts of a content too large for one request, kept until the push that names them, a day at most. Nothing counts them.
CREATE TABLE push_part (
  province_id text NOT NULL,
  report_id bigint NOT NULL,
  person_id text NOT NULL,
  -- Idempotency-Key of the push they are of.
  key text NOT NULL,
  no int NOT NULL CHECK (no BETWEEN 0 AND 15),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 1000000),
  at timestamptz NOT NULL,
  PRIMARY KEY (province_id, report_id, person_id, key, no),
  FOREIGN KEY (province_id, report_id) REFERENCES report (province_id, id),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id)
);
CREATE INDEX push_part_at ON push_part (province_id, at);

ALTER TABLE push_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE push_part FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON push_part TO so_tinh_system USING (true) WITH CHECK (true);
-- Nobody but their sender sees or takes them.
CREATE POLICY my_own ON push_part TO so_tinh_app
  USING (province_id = (SELECT my_province()) AND person_id = (SELECT my_person()))
  WITH CHECK (province_id = my_province() AND person_id = my_person()
    AND EXISTS (SELECT 1 FROM report r WHERE r.province_id = push_part.province_id AND r.id = report_id));
GRANT SELECT, INSERT, DELETE ON push_part TO so_tinh_app;
GRANT SELECT, DELETE ON push_part TO so_tinh_system;

-- Parts of pushes nobody finished within a day, whoever sent them. Runs as so_tinh_system, since only their sender sees them.
CREATE FUNCTION drop_old_parts(p_now timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM push_part WHERE province_id = my_province() AND at < p_now - interval '1 day'
$$;
REVOKE ALL ON FUNCTION drop_old_parts(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_old_parts(timestamptz) TO so_tinh_app;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION drop_old_parts(timestamptz) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
