-- What wakes a waiting step beside a time: a change of records, or a message.
CREATE TABLE nacre.workflow_watch (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  instance  uuid  NOT NULL REFERENCES nacre.workflow_instance,
  step      text  NOT NULL,
  app       text  NOT NULL,
  form      text,                            -- whose records; null for a message
  record    uuid,                            -- one of them; null for any
  message   text,                            -- its name; null for records
  key       text,                            -- what it is about; null for any
  note      jsonb NOT NULL                   -- the step's own, given back to it
);
CREATE INDEX workflow_watch_instance ON nacre.workflow_watch (instance);
CREATE INDEX workflow_watch_record ON nacre.workflow_watch (record) WHERE record IS NOT NULL;
CREATE INDEX workflow_watch_form ON nacre.workflow_watch (app, form) WHERE form IS NOT NULL AND record IS NULL;
CREATE INDEX workflow_watch_message ON nacre.workflow_watch (app, message, key) WHERE message IS NOT NULL;

-- Messages that are kept for whoever begins to wait later.
CREATE TABLE nacre.workflow_message (
  id         uuid PRIMARY KEY,               -- version 7: sorts by time
  app        text        NOT NULL,
  message    text        NOT NULL,
  key        text,
  data       jsonb       NOT NULL,
  sender     uuid        NOT NULL,           -- the instance
  keep_until timestamptz NOT NULL
);
CREATE INDEX workflow_message_name ON nacre.workflow_message (app, message, key);
CREATE INDEX workflow_message_old ON nacre.workflow_message (keep_until);

-- Whoever changes a record wakes those that wait for it; that must never wait for the lock of an
-- instance whose worker may just be waiting for the record.
ALTER TABLE nacre.workflow_timer DROP CONSTRAINT workflow_timer_instance_fkey;
