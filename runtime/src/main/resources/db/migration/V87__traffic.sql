-- What gave up, by why: code and place of the first problem, kept when an entry gives up (ADR 83).
ALTER TABLE nacre.inbox ADD COLUMN cause text;
ALTER TABLE nacre.outbox ADD COLUMN cause text;
UPDATE nacre.inbox
   SET cause = left((problems->0->>'code') || coalesce('@' || regexp_replace(
         coalesce(nullif(problems->0->>'pointer', ''), nullif(problems->0->>'source', '')),
         '/[0-9]+(?=/|$)', '/*', 'g'), ''), 300)
 WHERE state = 'dead';
UPDATE nacre.outbox
   SET cause = left((problems->0->>'code') || coalesce('@' || regexp_replace(
         nullif(problems->0->>'pointer', ''), '/[0-9]+(?=/|$)', '/*', 'g'), ''), 300)
 WHERE state = 'dead';
CREATE INDEX inbox_cause ON nacre.inbox (app, connector, cause, id) WHERE state = 'dead';
CREATE INDEX outbox_cause ON nacre.outbox (app, connector, cause, id) WHERE state = 'dead';

-- A connector that a person has stopped: neither asked nor sent to until somebody lets it go on.
ALTER TABLE nacre.outbox_pace
  ADD COLUMN stopped_by  text,
  ADD COLUMN stopped_at  timestamptz;
