-- Two things that a source says of one moment are told apart by which arrived later. Tables that are
-- there already get the column with the rest of the schema, since nobody publishes them first.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN
    SELECT n.nspname, c.relname
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname LIKE 'app\_%'
     WHERE a.attname = '_source_time' AND NOT a.attisdropped
  LOOP
    EXECUTE format('ALTER TABLE %I.%I ADD COLUMN IF NOT EXISTS _source_arrival bigint', t.nspname, t.relname);
  END LOOP;
END
$$;
