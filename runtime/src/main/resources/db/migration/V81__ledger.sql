-- The ledger of what came in, by ranges of id: what is old and settled is dropped as a table, not
-- row by row. The lowest range holds what outlives its neighbours (dead letters) and, at first, all
-- that is here already. Old rows aren't moved; they are looked through once, under lock.
ALTER TABLE nacre.inbox ALTER COLUMN id DROP IDENTITY IF EXISTS;
ALTER TABLE nacre.inbox RENAME TO inbox_rest;
ALTER TABLE nacre.inbox_rest RENAME CONSTRAINT inbox_pkey TO inbox_rest_pkey;
DROP INDEX nacre.inbox_due;
DROP INDEX nacre.inbox_by_key;
ALTER INDEX nacre.inbox_dead RENAME TO inbox_rest_dead;
ALTER INDEX nacre.inbox_by_job RENAME TO inbox_rest_by_job;

CREATE TABLE nacre.inbox (LIKE nacre.inbox_rest INCLUDING DEFAULTS, PRIMARY KEY (id)) PARTITION BY RANGE (id);
ALTER TABLE nacre.inbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
CREATE INDEX inbox_dead ON nacre.inbox (app, id) WHERE state = 'dead';
CREATE INDEX inbox_by_job ON nacre.inbox (job, state) WHERE job IS NOT NULL;
-- What waits, by connector: what is new in the order of its arrival, what is worked again when it is
-- due. And by key. They are in the order of id + 0, which is no other index's: with the statistics of
-- a storm the planner would walk through everything that is done, in the order of the primary key.
CREATE INDEX inbox_fresh ON nacre.inbox (app, connector, (id + 0)) WHERE state = 'received' AND attempts + replays = 0;
CREATE INDEX inbox_again ON nacre.inbox (app, connector, due_at, id) WHERE state = 'received' AND attempts + replays > 0;
CREATE INDEX inbox_waiting ON nacre.inbox (key, (id + 0)) WHERE state = 'received' AND key IS NOT NULL;
CREATE INDEX inbox_again_key ON nacre.inbox (key, (id + 0))
  WHERE state = 'received' AND attempts + replays > 0 AND key IS NOT NULL;

-- Of each key the last entry that took effect: known also when the entry itself is gone.
CREATE TABLE nacre.inbox_head (
  app        text        NOT NULL,
  connector  text        NOT NULL,
  key        text        NOT NULL,
  entry      bigint      NOT NULL,
  digest     bytea       NOT NULL,
  plan       text,                                     -- digest of the mapping that it went through
  at         timestamptz NOT NULL,
  PRIMARY KEY (app, connector, key)
) WITH (fillfactor = 80);
CREATE INDEX inbox_head_at ON nacre.inbox_head USING brin (at) WITH (autosummarize = on);
INSERT INTO nacre.inbox_head
SELECT DISTINCT ON (app, connector, key) app, connector, key, id, digest, plan, coalesce(processed_at, received_at)
  FROM nacre.inbox_rest
 WHERE state = 'done' AND key IS NOT NULL
 ORDER BY app, connector, key, id DESC;

DO $$
DECLARE
  first bigint := coalesce((SELECT max(id) FROM nacre.inbox_rest), 0) + 1;
BEGIN
  PERFORM setval(pg_get_serial_sequence('nacre.inbox', 'id'), first, false);
  EXECUTE format('ALTER TABLE nacre.inbox ATTACH PARTITION nacre.inbox_rest FOR VALUES FROM (MINVALUE) TO (%s)', first);
  EXECUTE format('CREATE TABLE nacre.inbox_%s PARTITION OF nacre.inbox FOR VALUES FROM (%s) TO (%s)',
                 first, first, first + 1000000);
  EXECUTE format('CREATE TABLE nacre.inbox_%s PARTITION OF nacre.inbox FOR VALUES FROM (%s) TO (%s)',
                 first + 1000000, first + 1000000, first + 2000000);
END
$$;
