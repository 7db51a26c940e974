-- One-time codes that tie an account to a person whose address nobody vouches for. Of a code only its hash is kept.

CREATE TABLE invitation (
  province_id text NOT NULL,
  -- SHA-256 (hex) of the code.
  code_hash text NOT NULL,
  person_id text NOT NULL,
  -- Held by the person when the code was made, and still when it is accepted.
  unit_id text NOT NULL,
  role text NOT NULL,
  made_at timestamptz NOT NULL,
  -- Taken back by ending early.
  ends_at timestamptz NOT NULL,
  accepted_at timestamptz,
  -- The account that accepted it.
  iss text,
  sub text,
  PRIMARY KEY (province_id, code_hash),
  FOREIGN KEY (province_id, person_id) REFERENCES person (province_id, id),
  FOREIGN KEY (province_id, unit_id) REFERENCES unit (province_id, id),
  CHECK (num_nonnulls(accepted_at, iss, sub) IN (0, 3))
);
CREATE INDEX invitation_code ON invitation (code_hash);
CREATE INDEX invitation_person ON invitation (province_id, person_id);

ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON invitation TO so_tinh_system USING (true) WITH CHECK (true);
GRANT SELECT ON invitation TO so_tinh_app;
GRANT SELECT, INSERT, UPDATE (ends_at, accepted_at, iss, sub) ON invitation TO so_tinh_system;

-- Ties the account to the invited person, once. `outcome`: accepted, before (by this account), unknown, used, expired (or taken
-- back), withdrawn (the person or the role), account_tied (somebody signs in with it already), person_tied (with another).
-- Runs as so_tinh_system, since the account is nobody's yet: who has the code has the right.
CREATE FUNCTION accept_invitation(p_iss text, p_sub text, p_hash text, p_at timestamptz)
RETURNS TABLE (outcome text, person_id text, unit_id text, role text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  invited invitation;
BEGIN
  SELECT * INTO invited FROM invitation i WHERE i.code_hash = p_hash FOR UPDATE;
  person_id := invited.person_id;
  unit_id := invited.unit_id;
  role := invited.role;
  outcome := CASE
    WHEN invited.code_hash IS NULL THEN 'unknown'
    WHEN invited.iss = p_iss AND invited.sub = p_sub THEN 'before'
    WHEN invited.accepted_at IS NOT NULL THEN 'used'
    WHEN invited.ends_at <= p_at THEN 'expired'
    WHEN EXISTS (SELECT 1 FROM identity i WHERE i.iss = p_iss AND i.sub = p_sub) THEN 'account_tied'
    WHEN NOT EXISTS (SELECT 1 FROM person p
      JOIN person_role r ON r.province_id = p.province_id AND r.person_id = p.id AND r.unit_id = invited.unit_id AND r.role = invited.role
      WHERE p.province_id = invited.province_id AND p.id = invited.person_id AND p.revoked_at IS NULL) THEN 'withdrawn'
    ELSE 'accepted' END;
  IF outcome = 'accepted' THEN
    INSERT INTO identity (province_id, iss, sub, person_id, bound_at)
    VALUES (invited.province_id, p_iss, p_sub, invited.person_id, p_at) ON CONFLICT DO NOTHING;
    IF FOUND THEN
      UPDATE invitation i SET accepted_at = p_at, iss = p_iss, sub = p_sub
      WHERE i.province_id = invited.province_id AND i.code_hash = p_hash;
    ELSE
      outcome := 'person_tied';
    END IF;
  END IF;
  RETURN NEXT;
END
$$;
REVOKE ALL ON FUNCTION accept_invitation(text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accept_invitation(text, text, text, timestamptz) TO so_tinh_app;
GRANT CREATE ON SCHEMA public TO so_tinh_system;
ALTER FUNCTION accept_invitation(text, text, text, timestamptz) OWNER TO so_tinh_system;
REVOKE CREATE ON SCHEMA public FROM so_tinh_system;
