-- How far what waits in Kafka has come to the ledger: written in the transaction that writes the
-- payloads, so that none comes twice and none is left out (ADR 86). A topic is known by the id that
-- its cluster gave it: one that was made anew under the same name begins at its beginning.
CREATE TABLE nacre.inbox_offset (
  topic      text    NOT NULL,
  partition  integer NOT NULL,
  next       bigint  NOT NULL,
  PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);
