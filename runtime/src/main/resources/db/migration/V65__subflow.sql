-- Workflows that a step of another one started, and which it may wait for.
ALTER TABLE nacre.workflow_instance
  ADD COLUMN parent      uuid,                  -- the instance whose step started it
  ADD COLUMN parent_step text;
CREATE INDEX workflow_instance_parent ON nacre.workflow_instance (parent, parent_step) WHERE parent IS NOT NULL;
