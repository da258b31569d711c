-- what services gave to connectors to call them with, until it ends; sealed like secrets
CREATE TABLE nacre.token (
  app         text        NOT NULL,             -- an app id, or id@test
  connector   text        NOT NULL,
  terms       text        NOT NULL,             -- how it is asked for; on other terms it is asked for anew
  wrapped     bytea,                            -- the token's own key, under the master key
  sealed      bytea,                            -- the token and what renews it; null before the first
  ends_at     timestamptz,                      -- null: nobody knows
  given_at    timestamptz,
  owner       uuid,                             -- who gets the next one just now
  owned_until timestamptz,
  PRIMARY KEY (app, connector)
);
