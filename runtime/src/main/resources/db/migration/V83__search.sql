-- Finding instances and tasks among very many (ADR 78).

-- The newest of one workflow, and of an app by its workflows; and of what one person started, which
-- is little beside what connectors bring.
CREATE INDEX workflow_instance_workflow ON nacre.workflow_instance (app, workflow, id);
DROP INDEX nacre.workflow_instance_app;
CREATE INDEX workflow_instance_starter ON nacre.workflow_instance (app, started_by, id) WHERE started_by NOT LIKE '%:%';
-- What has stood still for long.
CREATE INDEX workflow_instance_since ON nacre.workflow_instance (app, since) WHERE state IN ('ready', 'waiting', 'failed');

-- Whom an open task waits for is found among them alone, however many are done.
ALTER TABLE nacre.task_assignee
  ADD COLUMN awaited_in text,               -- the task's app, while it waits for this one
  ADD COLUMN due_at     timestamptz;        -- the task's, of the same meanwhile
UPDATE nacre.task_assignee a SET awaited_in = t.app, due_at = t.due_at
FROM nacre.task t WHERE t.id = a.task AND t.state = 'open' AND a.turn = t.turn AND a.decision IS NULL;
ANALYZE nacre.task_assignee;
DROP INDEX nacre.task_assignee_user;
CREATE INDEX task_assignee_user ON nacre.task_assignee (awaited_in, user_id, due_at, task) WHERE awaited_in IS NOT NULL AND user_id IS NOT NULL;
CREATE INDEX task_assignee_role ON nacre.task_assignee (awaited_in, role, due_at, task) WHERE awaited_in IS NOT NULL AND role IS NOT NULL;
CREATE INDEX task_barred ON nacre.task (id) WHERE state = 'open' AND barred <> '{}';

-- Up to where somebody has read everything: what is older needs no row for each message.
CREATE TABLE nacre.notification_mark (
  app      text NOT NULL,
  user_id  text NOT NULL,
  upto     uuid NOT NULL,
  PRIMARY KEY (app, user_id)
);
