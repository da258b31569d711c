-- Workflows at run time: instances, what happened in them, people's tasks, timers, messages.
-- All effects of an instance are rows of this database, so that one transaction holds them.

CREATE TABLE nacre.workflow_instance (
  id           uuid PRIMARY KEY,               -- version 7: sorts by time
  app          text        NOT NULL,           -- order_hub, or order_hub@test
  workflow     text        NOT NULL,
  version      integer     NOT NULL,           -- the published version that it stays on
  form         text,
  record       uuid,
  state        text        NOT NULL CHECK (state IN ('ready', 'waiting', 'done', 'ended', 'rejected', 'failed', 'cancelled')),
  outcome      text,                           -- what an end step called the end, or why it was cancelled
  position     jsonb       NOT NULL DEFAULT '[]',
  input        jsonb       NOT NULL DEFAULT '{}',
  steps        jsonb       NOT NULL DEFAULT '{}', -- outputs by step id
  problems     jsonb       NOT NULL DEFAULT '[]', -- why it failed
  attempts     integer     NOT NULL DEFAULT 0,
  depth        integer     NOT NULL DEFAULT 0, -- how many workflows started each other before it
  events       integer     NOT NULL DEFAULT 0, -- the last number of its timeline
  started_by   text        NOT NULL,
  started_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  finished_at  timestamptz,
  ready_at     timestamptz NOT NULL            -- while ready: not before
) WITH (fillfactor = 70);
CREATE INDEX workflow_instance_ready ON nacre.workflow_instance (ready_at) WHERE state = 'ready';
CREATE INDEX workflow_instance_record ON nacre.workflow_instance (record, id) WHERE record IS NOT NULL;
CREATE INDEX workflow_instance_app ON nacre.workflow_instance (app, id);

CREATE TABLE nacre.workflow_event (
  instance  uuid        NOT NULL REFERENCES nacre.workflow_instance,
  seq       integer     NOT NULL,
  at        timestamptz NOT NULL,
  step      text,
  kind      text        NOT NULL,
  who       text        NOT NULL,
  detail    jsonb       NOT NULL,
  PRIMARY KEY (instance, seq)
);

CREATE TABLE nacre.task (
  id          uuid PRIMARY KEY,                -- version 7: sorts by time
  app         text        NOT NULL,
  workflow    text        NOT NULL,
  instance    uuid        NOT NULL REFERENCES nacre.workflow_instance,
  step        text        NOT NULL,
  form        text,
  record      uuid,
  title       jsonb       NOT NULL,            -- text by language
  actions     text[]      NOT NULL,
  mode        text        NOT NULL CHECK (mode IN ('any', 'all')),
  state       text        NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
  due_at      timestamptz,
  decision    text,
  comment     text,
  done_by     text,
  created_at  timestamptz NOT NULL,
  done_at     timestamptz
) WITH (fillfactor = 70);
CREATE INDEX task_open ON nacre.task (app, id) WHERE state = 'open';
CREATE INDEX task_instance ON nacre.task (instance);
CREATE INDEX task_record ON nacre.task (record) WHERE record IS NOT NULL;

CREATE TABLE nacre.task_assignee (
  task      uuid    NOT NULL REFERENCES nacre.task,
  ordinal   integer NOT NULL,
  role      text,
  user_id   text,                              -- exactly one of role and user
  decision  text,                              -- where everybody must act: what they did
  PRIMARY KEY (task, ordinal),
  CHECK ((role IS NULL) <> (user_id IS NULL))
);
CREATE INDEX task_assignee_user ON nacre.task_assignee (user_id) WHERE user_id IS NOT NULL;

CREATE TABLE nacre.workflow_timer (
  id        uuid PRIMARY KEY,
  instance  uuid        NOT NULL REFERENCES nacre.workflow_instance,
  step      text        NOT NULL,
  due_at    timestamptz NOT NULL,
  what      jsonb       NOT NULL               -- the step's own note
);
CREATE INDEX workflow_timer_due ON nacre.workflow_timer (due_at);
CREATE INDEX workflow_timer_instance ON nacre.workflow_timer (instance);

CREATE TABLE nacre.notification (
  id          uuid PRIMARY KEY,                -- version 7: sorts by time
  app         text        NOT NULL,
  role        text,
  user_id     text,                            -- exactly one of role and user
  title       jsonb,                           -- text by language
  text        jsonb       NOT NULL,
  form        text,
  record      uuid,
  instance    uuid        REFERENCES nacre.workflow_instance,
  created_at  timestamptz NOT NULL,
  CHECK ((role IS NULL) <> (user_id IS NULL))
);
CREATE INDEX notification_role ON nacre.notification (app, role, id) WHERE role IS NOT NULL;
CREATE INDEX notification_user ON nacre.notification (app, user_id, id) WHERE user_id IS NOT NULL;

CREATE TABLE nacre.notification_read (
  notification  uuid        NOT NULL REFERENCES nacre.notification,
  user_id       text        NOT NULL,
  read_at       timestamptz NOT NULL,
  PRIMARY KEY (notification, user_id)
);
