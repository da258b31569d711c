-- How the planner comes to know tables that are empty today and have a hundred thousand rows tonight
-- (ADR 75). A table nobody has counted is taken for ten pages, and read by its indexes; one that was
-- counted with fifty rows is read from end to end, until it is counted again a minute and forty
-- thousand rows later. So these are counted once there are thousands in them.
DO $$
DECLARE
  hot text;
BEGIN
  FOREACH hot IN ARRAY ARRAY['workflow_instance', 'workflow_event', 'workflow_timer', 'workflow_watch',
    'workflow_message', 'workflow_entry', 'workflow_fired', 'task', 'task_assignee', 'notification', 'outbox', 'hold']
  LOOP
    EXECUTE format('ALTER TABLE nacre.%I SET (autovacuum_analyze_threshold = 5000,
      autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = 5000)', hot);
    -- counted empty by a migration before this one
    IF current_setting('server_version_num')::int >= 180000
      AND (SELECT c.reltuples = 0 FROM pg_class c WHERE c.oid = ('nacre.' || hot)::regclass)
    THEN
      PERFORM pg_clear_relation_stats('nacre', hot);
    END IF;
  END LOOP;
END
$$;
