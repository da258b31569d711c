-- What came in and what long work is doing. Both are read far more rarely than written.
CREATE SCHEMA IF NOT EXISTS nacre;

-- Every inbound payload, appended and committed before it is acknowledged, kept as the ledger.
-- An entry that is being worked is a locked row, not a state: a crash leaves nothing to clean up.
CREATE TABLE nacre.inbox (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app           text        NOT NULL,           -- as addressed: order_hub, order_hub@test
  connector     text        NOT NULL,
  key           text,                           -- entries with one key are worked in order
  job           uuid,                           -- the file import that it came with
  state         text        NOT NULL,           -- received, done, dead or skipped
  attempts      integer     NOT NULL DEFAULT 0, -- failed ones that are worth another try
  replays       integer     NOT NULL DEFAULT 0, -- how often a person sent it through again
  due_at        timestamptz NOT NULL,           -- not to be worked before
  received_at   timestamptz NOT NULL,
  processed_at  timestamptz,
  digest        bytea       NOT NULL,           -- SHA-256 of the body
  plan          text,                           -- digest of the mapping that it went through
  headers       jsonb       NOT NULL,
  body          bytea       NOT NULL,
  original      bytea,                          -- the body as it came, once it was corrected
  corrected_by  text,
  problems      jsonb,                          -- [{ingest, source, pointer, code, args}]
  records       jsonb,                          -- [{ingest, form, id, outcome}]
  created       integer     NOT NULL DEFAULT 0,
  updated       integer     NOT NULL DEFAULT 0,
  unchanged     integer     NOT NULL DEFAULT 0
);
CREATE INDEX inbox_due ON nacre.inbox (id) WHERE state = 'received';
CREATE INDEX inbox_by_key ON nacre.inbox (app, connector, key, id) WHERE key IS NOT NULL;
CREATE INDEX inbox_dead ON nacre.inbox (app, id) WHERE state = 'dead';
CREATE INDEX inbox_by_job ON nacre.inbox (job, state) WHERE job IS NOT NULL;

-- Long work that a person waits for: imports, files through a connector.
CREATE TABLE nacre.job (
  id           uuid PRIMARY KEY,
  app          text        NOT NULL,
  kind         text        NOT NULL,            -- import, file
  subject      text        NOT NULL,            -- the form or connector
  file         text,                            -- the file's name, as its owner calls it
  state        text        NOT NULL,            -- running, done, failed or cancelled
  rows         bigint      NOT NULL DEFAULT 0, -- read from the file so far
  total        bigint,                          -- null while unknown
  done         bigint      NOT NULL DEFAULT 0,
  created      bigint      NOT NULL DEFAULT 0,
  updated      bigint      NOT NULL DEFAULT 0,
  unchanged    bigint      NOT NULL DEFAULT 0,
  failed       bigint      NOT NULL DEFAULT 0,
  problems     jsonb       NOT NULL DEFAULT '[]', -- the first 1000
  who          text        NOT NULL,
  started_at   timestamptz NOT NULL,
  touched_at   timestamptz NOT NULL,            -- the worker's last sign of life
  finished_at  timestamptz
);
CREATE INDEX job_by_app ON nacre.job (app, started_at);
