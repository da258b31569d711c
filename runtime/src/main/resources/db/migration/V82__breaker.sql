-- The circuit breaker of each connector, beside its pace: all nodes see the same.
ALTER TABLE nacre.outbox_pace
  ADD COLUMN outcomes     text        NOT NULL DEFAULT '',  -- of the last requests, the newest last: 0 answered, 1 failed
  ADD COLUMN opens        integer     NOT NULL DEFAULT 0,   -- how often it opened since it was closed
  ADD COLUMN open_until   timestamptz,                      -- open until then, half-open afterwards; null while closed
  ADD COLUMN probe_until  timestamptz;                      -- so long somebody may find out whether it can be closed
