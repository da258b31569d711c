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

-- The zone in which a clock was read last: when the app's is another one, days don't begin twice.
ALTER TABLE nacre.workflow_clock ADD COLUMN zone text;
