-- What people may do with a task: turns one after another, who may not act, comments of each, reminders.
ALTER TABLE nacre.task
  DROP CONSTRAINT task_mode_check,
  ADD CONSTRAINT task_mode_check CHECK (mode IN ('any', 'all', 'share', 'sequence')),
  ADD COLUMN rules    jsonb   NOT NULL DEFAULT '{}', -- the share, where it may go back to, what needs a comment
  ADD COLUMN barred   text[]  NOT NULL DEFAULT '{}', -- who may not act on it, although it is for them
  ADD COLUMN turn     integer NOT NULL DEFAULT 0,    -- whose turn it is
  ADD COLUMN urged_at timestamptz;                   -- when somebody asked last that it be done
ALTER TABLE nacre.task_assignee
  ADD COLUMN turn    integer NOT NULL DEFAULT 0,     -- who has the smaller one acts first
  ADD COLUMN comment text,
  ADD COLUMN done_by text,                           -- who acted in that place: they, their deputy
  ADD COLUMN done_at timestamptz;

-- When somebody is away, and who acts in their place meanwhile. Both days are days away.
CREATE TABLE nacre.absence (
  user_id    text PRIMARY KEY,
  first_day  date NOT NULL,
  last_day   date NOT NULL,
  deputy     text NOT NULL,
  CHECK (last_day >= first_day),
  CHECK (deputy <> user_id)
);

-- Files that are kept by something that is no record, such as a task they were attached to.
CREATE TABLE nacre.file_keeper (
  file    uuid NOT NULL REFERENCES nacre.file (id),
  schema  text NOT NULL,
  keeper  uuid NOT NULL,
  PRIMARY KEY (file, schema, keeper)
);
