-- Many instances of one workflow that stop within the same hour are told by one message.
ALTER TABLE nacre.notification ADD COLUMN workflow text;
ALTER TABLE nacre.notification ADD COLUMN gathered int NOT NULL DEFAULT 1;
CREATE INDEX notification_incident ON nacre.notification (app, workflow, created_at) WHERE incident;
