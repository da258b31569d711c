-- Work on many records at once: what is done, and what became of each record.
ALTER TABLE nacre.job
  ADD COLUMN action text;                              -- update, delete, restore, start; null for imports

CREATE TABLE nacre.job_row (
  job      uuid   NOT NULL REFERENCES nacre.job ON DELETE CASCADE,
  row      bigint NOT NULL,                            -- in the order of the selection, from 1
  record   uuid   NOT NULL,
  title    text   NOT NULL,                            -- as whoever started it may see it
  status   text   NOT NULL,
  instance uuid,                                       -- the workflow that was started
  before   jsonb,                                      -- of the first rows: the fields that differ
  after    jsonb,
  problems jsonb  NOT NULL,                            -- [{pointer, code, args}]
  PRIMARY KEY (job, row)
);
