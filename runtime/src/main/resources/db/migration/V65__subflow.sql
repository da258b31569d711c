-- What a step of an instance started, and may wait for: another workflow, or a block of its own beside others.
ALTER TABLE nacre.workflow_instance
  ADD COLUMN parent      uuid,                  -- the instance whose step started it
  ADD COLUMN parent_step text,
  ADD COLUMN eager       boolean,               -- whether the step is told of each end, not only of the last
  ADD COLUMN items       jsonb,                 -- by step id: of what it is for, where a step goes over several
  ADD COLUMN block       jsonb;                 -- the block of the workflow that it runs; null for all of it
CREATE INDEX workflow_instance_parent ON nacre.workflow_instance (parent, parent_step) WHERE parent IS NOT NULL;
