-- A release may be split: parts 1 and up in order, part 0 for the rest.
ALTER TABLE nacre.release RENAME COLUMN condition TO audience;
ALTER TABLE nacre.release ADD COLUMN route_by text;  -- what a share is counted by; null: the record

-- every release there was, so that one step back is one call
CREATE TABLE nacre.release_log (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app          text        NOT NULL REFERENCES nacre.app,
  environment  text        NOT NULL,
  parts        jsonb       NOT NULL,
  origin       bigint,                          -- the one that was gone back to, if that was it
  released_at  timestamptz NOT NULL,
  released_by  text        NOT NULL
);
CREATE INDEX release_log_by_app ON nacre.release_log (app, environment, id);
INSERT INTO nacre.release_log (app, environment, parts, released_at, released_by)
  SELECT app, environment, jsonb_build_array(jsonb_build_object('version', version)), released_at, released_by
  FROM nacre.release WHERE part = 0;

-- the pack that an app was installed from, as it came: what an upgrade compares with
CREATE TABLE nacre.pack_base (
  app           text PRIMARY KEY REFERENCES nacre.app,
  hash          text        NOT NULL,           -- SHA-256 of the canonical files
  files         bytea       NOT NULL,           -- the canonical files, zipped
  version       text,                           -- what the pack calls itself
  installed_at  timestamptz NOT NULL,
  installed_by  text        NOT NULL
);
