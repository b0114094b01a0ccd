-- A roster may have columns of its own beyond the fields of a person; what stands in them is kept with each entry.

CREATE TABLE roster_column (
  id TEXT PRIMARY KEY,
  roster_id TEXT NOT NULL REFERENCES roster (id) DEFERRABLE INITIALLY DEFERRED,
  title TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE INDEX roster_column_by_roster ON roster_column (roster_id);

ALTER TABLE roster_entry ADD COLUMN own TEXT NOT NULL DEFAULT '';
