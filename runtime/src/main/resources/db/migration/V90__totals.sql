-- What came beside the other side's own totals, hour by hour or day by day.
CREATE TABLE nacre.totals (
  app           text        NOT NULL,
  connector     text        NOT NULL,
  ingest        text        NOT NULL,
  since         timestamptz NOT NULL,
  until         timestamptz NOT NULL,            -- not in it
  theirs        bigint      NOT NULL,            -- how many the other side has
  ours          bigint      NOT NULL,            -- how many records there are
  their_amount  numeric,                         -- null when only numbers are compared
  our_amount    numeric,
  fetched       integer     NOT NULL DEFAULT 0,  -- how often it was fetched again
  checked_at    timestamptz NOT NULL,
  PRIMARY KEY (app, connector, ingest, since)
);
