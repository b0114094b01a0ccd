-- Who takes part in a congress does so in a capacity and, mostly, in a group; a congress has a term and a sitting.
-- undo ends here: 大会代表改为参会人员，会议分为届次和会次

ALTER TABLE congress RENAME COLUMN ordinal TO term;

ALTER TABLE congress ADD COLUMN sitting INTEGER NOT NULL DEFAULT 0;

CREATE TABLE participant_group (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  liaison TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE participant (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  group_id TEXT REFERENCES participant_group (id) DEFERRABLE INITIALLY DEFERRED,
  capacity TEXT NOT NULL,
  position INTEGER NOT NULL,
  role TEXT NOT NULL DEFAULT '',
  UNIQUE (congress_id, person_id)
) STRICT;

INSERT INTO participant_group (id, congress_id, name, position, place, liaison)
SELECT id, congress_id, name, position, place, liaison FROM delegation ORDER BY rowid;

INSERT INTO participant (id, congress_id, person_id, group_id, capacity, position, role)
SELECT id, congress_id, person_id, delegation_id, 'voting-delegate', position, role FROM delegate ORDER BY rowid;

DROP TABLE delegate;

DROP TABLE delegation;

CREATE INDEX participant_group_by_congress ON participant_group (congress_id);

CREATE INDEX participant_by_person ON participant (person_id);

CREATE INDEX participant_by_group ON participant (group_id);
