-- Imports that are tried first, taken back, and whose refused rows can be had as a file.
ALTER TABLE nacre.job
  ADD COLUMN dry_run   boolean NOT NULL DEFAULT false, -- everything is only tried
  ADD COLUMN columns   jsonb   NOT NULL DEFAULT '[]',  -- of the file
  ADD COLUMN undoes    uuid,                           -- the job whose work this one takes back
  ADD COLUMN undone_by uuid;                           -- the job that took this one's work back

CREATE TABLE nacre.job_refusal (
  job      uuid   NOT NULL REFERENCES nacre.job ON DELETE CASCADE,
  line     bigint NOT NULL,
  cells    jsonb  NOT NULL,                            -- as they stand in the file
  problems jsonb  NOT NULL,                            -- [{pointer, code, args}]
  PRIMARY KEY (job, line)
);

-- Which column goes into which field, as somebody last said it of a file with those columns.
CREATE TABLE nacre.import_mapping (
  app      text        NOT NULL,
  form     text        NOT NULL,
  who      text        NOT NULL,                       -- the person; empty for everybody
  columns  text        NOT NULL,                       -- digest of their names
  mapping  jsonb       NOT NULL,
  key      jsonb       NOT NULL,
  mode     text        NOT NULL,
  said_at  timestamptz NOT NULL,
  PRIMARY KEY (app, form, columns, who)
);
