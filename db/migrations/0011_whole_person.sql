-- The whole person of the 干部任免审批表: what the form has beyond the person's own row, and the file that somebody came with.

ALTER TABLE person ADD COLUMN fulltime_degree_school TEXT NOT NULL DEFAULT '';

ALTER TABLE person ADD COLUMN inservice_degree_school TEXT NOT NULL DEFAULT '';

ALTER TABLE person ADD COLUMN retires TEXT NOT NULL DEFAULT '';

ALTER TABLE person ADD COLUMN age_limit TEXT NOT NULL DEFAULT '';

ALTER TABLE person ADD COLUMN expertise TEXT NOT NULL DEFAULT '';

ALTER TABLE person ADD COLUMN origin TEXT NOT NULL DEFAULT '';

CREATE TABLE relative (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  relation TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '',
  birth TEXT NOT NULL DEFAULT '',
  political_status TEXT NOT NULL DEFAULT '',
  post TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX relative_by_person ON relative (person_id);

CREATE TABLE proposal (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  proposed_post TEXT NOT NULL DEFAULT '',
  relieved_post TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  submitted_by TEXT NOT NULL DEFAULT '',
  age_base TEXT NOT NULL DEFAULT '',
  filled_on TEXT NOT NULL DEFAULT '',
  filled_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE photo (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  digest TEXT NOT NULL
) STRICT;

CREATE TABLE form_source (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  photo_digest TEXT NOT NULL DEFAULT '',
  photo_kept TEXT NOT NULL DEFAULT ''
) STRICT;
