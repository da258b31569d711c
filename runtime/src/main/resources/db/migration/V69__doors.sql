-- What an inbox entry has started, once each: by a webhook trigger (state 'received'), or by what became of the entry.
CREATE TABLE nacre.workflow_entry (
  entry    bigint NOT NULL,
  workflow text   NOT NULL,
  state    text   NOT NULL,
  record   uuid   NOT NULL,                     -- all zeros where the instance is about none
  instance uuid   NOT NULL,
  PRIMARY KEY (entry, workflow, state, record)
);
CREATE INDEX workflow_entry_instance ON nacre.workflow_entry (instance);

-- The zone in which a clock was read last, and the time on the wall up to which a schedule has been served:
-- when the zone is another one, no day comes twice.
ALTER TABLE nacre.workflow_clock
  ADD COLUMN zone text,
  ADD COLUMN wall timestamp;

-- Where people are reached outside.
ALTER TABLE nacre.user_account
  ADD COLUMN email text,
  ADD COLUMN phone text;
