-- What goes out: written in the transaction of the change that causes it, sent by workers afterwards.
-- An entry that is being sent is leased, not locked: a partner may be slow, a transaction may not.
-- The lease of a worker that died runs out, and another one sends the entry again with the same
-- idempotency key.
CREATE TABLE nacre.outbox (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app              text        NOT NULL,          -- as addressed: order_hub, order_hub@test
  connector        text        NOT NULL,
  operation        text        NOT NULL,
  key              text,                          -- entries with one key are sent in order
  idempotency_key  text        NOT NULL,          -- the same at every attempt
  state            text        NOT NULL,          -- pending, sent or dead
  attempts         integer     NOT NULL DEFAULT 0,
  tries            integer     NOT NULL,          -- so many failed attempts make it dead
  repeatable       boolean     NOT NULL,          -- whether twice does no harm
  replays          integer     NOT NULL DEFAULT 0,
  due_at           timestamptz NOT NULL,          -- not to be sent before
  lease            uuid,                          -- the attempt that is under way
  leased_until     timestamptz,
  created_at       timestamptz NOT NULL,
  settled_at       timestamptz,
  body             text        NOT NULL,          -- what to send, as the connector's kind reads it
  original         text,                          -- the body as it was, once it was corrected
  corrected_by     text,
  answer           text,                          -- what the partner said
  problems         jsonb,                         -- [{pointer, code, args}]
  form             text,                          -- the record that it is about
  record           uuid,
  instance         uuid,                          -- the workflow that wrote it
  step             text,
  awaited          boolean     NOT NULL DEFAULT false -- whether that step waits for the answer
) WITH (fillfactor = 70);
CREATE INDEX outbox_pending ON nacre.outbox (app, connector, id) WHERE state = 'pending';
CREATE INDEX outbox_pending_key ON nacre.outbox (app, connector, key, id) WHERE state = 'pending' AND key IS NOT NULL;
CREATE INDEX outbox_dead ON nacre.outbox (app, id) WHERE state = 'dead';
CREATE INDEX outbox_app ON nacre.outbox (app, id);
CREATE INDEX outbox_instance ON nacre.outbox (instance, step) WHERE instance IS NOT NULL;

-- How fast each connector may be used: what all nodes have sent lately, and until when it rests.
CREATE TABLE nacre.outbox_pace (
  app           text          NOT NULL,
  connector     text          NOT NULL,
  sent          timestamptz[] NOT NULL DEFAULT '{}',
  paused_until  timestamptz,
  PRIMARY KEY (app, connector)
);

-- When workflows that start by time are looked at next, and what they have started already.
CREATE TABLE nacre.workflow_clock (
  app         text        NOT NULL,
  workflow    text        NOT NULL,
  spec        text        NOT NULL,               -- a changed one begins anew
  next_at     timestamptz NOT NULL,
  checked_at  timestamptz NOT NULL,
  PRIMARY KEY (app, workflow)
);
CREATE TABLE nacre.workflow_fired (
  app         text        NOT NULL,
  workflow    text        NOT NULL,
  record      uuid        NOT NULL,
  due_at      timestamptz NOT NULL,
  PRIMARY KEY (app, workflow, record, due_at)
);
