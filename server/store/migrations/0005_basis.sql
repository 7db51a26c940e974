-- What totals of a scope on another map stand on.

-- Goes up with every import that changes units, parents or successions: what a process keeps of them is as good as this number.
ALTER TABLE province ADD COLUMN map_version bigint NOT NULL DEFAULT 0;

-- The newest version of a form owed for a period in the province of this transaction's person.
CREATE FUNCTION owed_version(p_template text, p_period text) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT max(r.template_version) FROM report r
  WHERE r.province_id = my_province() AND r.template_id = p_template AND r.period_id = p_period AND NOT r.trial
    AND r.template_id NOT LIKE '%.consolidated'
$$;

GRANT UPDATE (map_version) ON province TO so_tinh_system;
REVOKE ALL ON FUNCTION owed_version(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION owed_version(text, text) TO so_tinh_app, so_tinh_system;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION owed_version(text, text) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
