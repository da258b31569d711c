-- A saved view is shared with roles, not with everybody.
ALTER TABLE nacre.saved_view DROP COLUMN shared;
ALTER TABLE nacre.saved_view ADD COLUMN roles text[] NOT NULL DEFAULT '{}';
