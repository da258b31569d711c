-- People whom an OpenID provider vouches for
ALTER TABLE nacre.user_account ADD COLUMN subject text UNIQUE;   -- issuer and subject; null: a local account
ALTER TABLE nacre.user_account ADD COLUMN roles_at timestamptz;  -- of the token that named the roles
-- given by the provider, and taken by it
ALTER TABLE nacre.member ADD COLUMN provided boolean NOT NULL DEFAULT false;
