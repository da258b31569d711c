-- How far the polling of each operation got. One row is one operation of one connector; who works
-- on it holds it until owned_until, and says so again with each page.
CREATE TABLE nacre.poll (
  app          text        NOT NULL,
  connector    text        NOT NULL,
  operation    text        NOT NULL,
  due_at       timestamptz NOT NULL,           -- not to be run before
  watermark    timestamptz,                    -- what changed before is in the inbox
  since        timestamptz,                    -- the window under way
  until        timestamptz,
  cursor       text,                           -- the page of it that comes next
  owner        uuid,                           -- who works on it
  owned_until  timestamptz,
  failures     integer     NOT NULL DEFAULT 0, -- runs that failed one after the other
  problem      jsonb,                          -- why the last one did: {code, args}
  fetched      bigint      NOT NULL DEFAULT 0, -- payloads of the last run
  started_at   timestamptz,
  finished_at  timestamptz,
  PRIMARY KEY (app, connector, operation)
);
