-- The platform's own tables: who signs in, which apps there are, what they are made of.
-- Records are kept elsewhere, in a schema per app.
CREATE SCHEMA IF NOT EXISTS nacre;

CREATE TABLE nacre.user_account (
  id             text PRIMARY KEY,              -- the sign-in name
  name           text        NOT NULL,
  password_hash  text,                          -- bcrypt; null: can't sign in with a password
  administrator  boolean     NOT NULL DEFAULT false,
  active         boolean     NOT NULL DEFAULT true,
  demo           boolean     NOT NULL DEFAULT false,
  created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE nacre.member (
  app      text NOT NULL,
  user_id  text NOT NULL REFERENCES nacre.user_account,
  role     text NOT NULL,
  PRIMARY KEY (app, role, user_id)
);
CREATE INDEX member_by_user ON nacre.member (user_id);

CREATE TABLE nacre.api_key (
  hash        text PRIMARY KEY,                 -- SHA-256 of the key, which is random enough
  id          uuid        NOT NULL UNIQUE,
  user_id     text        NOT NULL REFERENCES nacre.user_account,
  name        text        NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz                       -- null: never
);

CREATE TABLE nacre.secret (
  app         text        NOT NULL,
  name        text        NOT NULL,
  wrapped     bytea       NOT NULL,             -- the secret's own key, under the master key
  sealed      bytea       NOT NULL,             -- the secret, under its own key
  updated_at  timestamptz NOT NULL DEFAULT now(),
  updated_by  text        NOT NULL,
  PRIMARY KEY (app, name)
);

CREATE TABLE nacre.audit (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL DEFAULT now(),
  who      text        NOT NULL,
  act      text        NOT NULL,
  app      text,
  subject  text        NOT NULL
);
CREATE INDEX audit_by_app ON nacre.audit (app, id);

CREATE TABLE nacre.app (
  id          text PRIMARY KEY,
  created_at  timestamptz NOT NULL DEFAULT now(),
  created_by  text        NOT NULL
);

-- the draft: a working copy, file by file
CREATE TABLE nacre.app_file (
  app         text        NOT NULL REFERENCES nacre.app,
  path        text        NOT NULL,
  content     text        NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  updated_by  text        NOT NULL,
  PRIMARY KEY (app, path)
);

-- published and never changed
CREATE TABLE nacre.app_version (
  app         text        NOT NULL REFERENCES nacre.app,
  number      integer     NOT NULL,
  hash        text        NOT NULL,             -- SHA-256 of the canonical files
  files       bytea       NOT NULL,             -- the canonical files, zipped
  note        text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  created_by  text        NOT NULL,
  PRIMARY KEY (app, number)
);

-- who is served which version: the first part that matches; today there is one, for everybody
CREATE TABLE nacre.release (
  app          text        NOT NULL REFERENCES nacre.app,
  environment  text        NOT NULL DEFAULT '', -- empty, or test
  part         integer     NOT NULL DEFAULT 0,
  version      integer     NOT NULL,
  condition    jsonb,                           -- null: everybody
  share        numeric,                         -- null: all of them
  released_at  timestamptz NOT NULL DEFAULT now(),
  released_by  text        NOT NULL,
  PRIMARY KEY (app, environment, part),
  FOREIGN KEY (app, version) REFERENCES nacre.app_version
);

-- nodes that may hold a cached release
CREATE TABLE nacre.node (
  id       uuid PRIMARY KEY,
  seen_at  timestamptz NOT NULL DEFAULT now()
);

-- answers already given, by Idempotency-Key
CREATE TABLE nacre.idempotency (
  user_id     text        NOT NULL,
  key         text        NOT NULL,
  request     text        NOT NULL,             -- SHA-256 of method, path and body
  status      integer,
  location    text,
  etag        text,
  body        text,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_by_age ON nacre.idempotency (created_at);
