CREATE TABLE setting (
  id TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  sex TEXT NOT NULL DEFAULT '',
  birth TEXT NOT NULL DEFAULT '',
  ethnic_group TEXT NOT NULL DEFAULT '',
  native_place TEXT NOT NULL DEFAULT '',
  birthplace TEXT NOT NULL DEFAULT '',
  political_status TEXT NOT NULL DEFAULT '',
  party_joined TEXT NOT NULL DEFAULT '',
  work_started TEXT NOT NULL DEFAULT '',
  health TEXT NOT NULL DEFAULT '',
  education TEXT NOT NULL DEFAULT '',
  degree TEXT NOT NULL DEFAULT '',
  fulltime_education TEXT NOT NULL DEFAULT '',
  fulltime_degree TEXT NOT NULL DEFAULT '',
  fulltime_school TEXT NOT NULL DEFAULT '',
  inservice_education TEXT NOT NULL DEFAULT '',
  inservice_degree TEXT NOT NULL DEFAULT '',
  inservice_school TEXT NOT NULL DEFAULT '',
  professional_title TEXT NOT NULL DEFAULT '',
  speciality TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL DEFAULT '',
  current_post TEXT NOT NULL DEFAULT '',
  post_since TEXT NOT NULL DEFAULT '',
  rank TEXT NOT NULL DEFAULT '',
  rank_since TEXT NOT NULL DEFAULT '',
  grade TEXT NOT NULL DEFAULT '',
  grade_since TEXT NOT NULL DEFAULT '',
  id_number TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  resume TEXT NOT NULL DEFAULT '',
  awards TEXT NOT NULL DEFAULT '',
  appraisals TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  surname_key TEXT NOT NULL DEFAULT '',
  name_key TEXT NOT NULL DEFAULT '',
  pinyin TEXT NOT NULL DEFAULT '',
  initials TEXT NOT NULL DEFAULT '',
  uncertain TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE roster (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE roster_entry (
  id TEXT PRIMARY KEY,
  roster_id TEXT NOT NULL REFERENCES roster (id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  group_name TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (roster_id, person_id)
) STRICT;

CREATE TABLE congress (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  start TEXT NOT NULL DEFAULT '',
  "end" TEXT NOT NULL DEFAULT '',
  venue TEXT NOT NULL DEFAULT '',
  base_date TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE delegation (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  liaison TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE delegate (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  delegation_id TEXT NOT NULL REFERENCES delegation (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  role TEXT NOT NULL DEFAULT '',
  UNIQUE (congress_id, person_id)
) STRICT;

CREATE TABLE officer (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  office TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (congress_id, office, person_id)
) STRICT;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  day TEXT NOT NULL DEFAULT '',
  start TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  chair TEXT NOT NULL DEFAULT '',
  attendance TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE agenda_item (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  parent_id TEXT REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 0,
  speaker TEXT NOT NULL DEFAULT '',
  papers TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  device TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  undoes INTEGER REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
  label TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE journal_row (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  table_name TEXT NOT NULL,
  images TEXT NOT NULL
) STRICT;

CREATE INDEX person_by_name ON person (name);

CREATE INDEX person_by_id_number ON person (id_number) WHERE id_number <> '';

CREATE INDEX roster_entry_by_person ON roster_entry (person_id);

CREATE INDEX delegation_by_congress ON delegation (congress_id);

CREATE INDEX delegate_by_person ON delegate (person_id);

CREATE INDEX delegate_by_delegation ON delegate (delegation_id);

CREATE INDEX officer_by_person ON officer (person_id);

CREATE INDEX session_by_congress ON session (congress_id);

CREATE INDEX agenda_item_by_session ON agenda_item (session_id);

CREATE INDEX agenda_item_by_parent ON agenda_item (parent_id);

CREATE INDEX journal_row_by_seq ON journal_row (seq);

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_keeps_seq BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_row_keeps_rows BEFORE DELETE ON journal_row
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_row_keeps_values BEFORE UPDATE ON journal_row
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_row_keeps_id BEFORE INSERT ON journal_row
WHEN EXISTS (SELECT 1 FROM journal_row WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
