-- The county's bodies as a tree with the number of posts of each, findings that the office has accepted with a reason,
-- and rosters that ask for an approval form of everybody.

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  parent_id TEXT REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  full_name TEXT NOT NULL DEFAULT '',
  short_name TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX unit_by_parent ON unit (parent_id);

CREATE TABLE unit_post (
  id TEXT PRIMARY KEY,
  unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  number INTEGER NOT NULL DEFAULT 0,
  age_limit INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX unit_post_by_unit ON unit_post (unit_id);

CREATE TABLE accepted_finding (
  id TEXT PRIMARY KEY,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  code TEXT NOT NULL,
  field TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  grounds TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE INDEX accepted_finding_by_subject ON accepted_finding (subject_id);

ALTER TABLE roster ADD COLUMN forms INTEGER NOT NULL DEFAULT 0;
