-- Looking after workflows that run: what is tried again by itself, who was told, what is paused, and finding an
-- instance among very many.

ALTER TABLE nacre.workflow_instance
  ADD COLUMN step         text GENERATED ALWAYS AS (position -> -1 ->> 'step') STORED, -- where it stands
  ADD COLUMN since        timestamptz,          -- since when it stands there
  ADD COLUMN delays       integer NOT NULL DEFAULT 0, -- how often in a row its transaction was lost
  ADD COLUMN tried_step   text,                 -- the step that failed last and isn't done yet
  ADD COLUMN tries        integer NOT NULL DEFAULT 0, -- how often in a row that one has failed
  ADD COLUMN retry_at     timestamptz,          -- while failed: when it is tried again by itself
  ADD COLUMN incident_at  timestamptz,          -- when people were told that it stands still
  ADD COLUMN paused_at    timestamptz,
  ADD COLUMN paused_by    text,
  ADD COLUMN paused_whole boolean;              -- whether with its whole workflow
UPDATE nacre.workflow_instance SET since = updated_at;
ALTER TABLE nacre.workflow_instance ALTER COLUMN since SET NOT NULL;

DROP INDEX nacre.workflow_instance_ready;
CREATE INDEX workflow_instance_ready ON nacre.workflow_instance (ready_at) WHERE state = 'ready' AND paused_at IS NULL;
CREATE INDEX workflow_instance_retry ON nacre.workflow_instance (retry_at) WHERE state = 'failed' AND retry_at IS NOT NULL AND paused_at IS NULL;
CREATE INDEX workflow_instance_open ON nacre.workflow_instance (app, id) WHERE state IN ('ready', 'waiting', 'failed');
CREATE INDEX workflow_instance_step ON nacre.workflow_instance (app, workflow, step, id) INCLUDE (state, since, paused_at) WHERE state IN ('ready', 'waiting', 'failed');
CREATE INDEX workflow_instance_failed ON nacre.workflow_instance (app, id) WHERE state = 'failed';
CREATE INDEX workflow_instance_paused ON nacre.workflow_instance (app, id) WHERE paused_at IS NOT NULL;

-- Timers of paused instances aren't looked at.
ALTER TABLE nacre.workflow_timer ADD COLUMN asleep boolean NOT NULL DEFAULT false;
DROP INDEX nacre.workflow_timer_due;
CREATE INDEX workflow_timer_due ON nacre.workflow_timer (due_at) WHERE NOT asleep;

-- Workflows of which nothing runs until somebody lets them go on.
CREATE TABLE nacre.workflow_pause (
  app        text        NOT NULL,
  workflow   text        NOT NULL,
  paused_at  timestamptz NOT NULL,
  paused_by  text        NOT NULL,
  reason     text,
  PRIMARY KEY (app, workflow)
);

-- A message about an instance that stands still leads to that instance.
ALTER TABLE nacre.notification ADD COLUMN incident boolean NOT NULL DEFAULT false;
