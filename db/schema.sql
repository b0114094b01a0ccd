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
, fulltime_degree_school TEXT NOT NULL DEFAULT '', inservice_degree_school TEXT NOT NULL DEFAULT '', retires TEXT NOT NULL DEFAULT '', age_limit TEXT NOT NULL DEFAULT '', expertise TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE roster (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL
, forms INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE roster_entry (
  id TEXT PRIMARY KEY,
  roster_id TEXT NOT NULL REFERENCES roster (id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT NOT NULL REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  group_name TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '', own TEXT NOT NULL DEFAULT '',
  UNIQUE (roster_id, person_id)
) STRICT;

CREATE TABLE congress (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  unit TEXT NOT NULL,
  term INTEGER NOT NULL,
  start TEXT NOT NULL DEFAULT '',
  "end" TEXT NOT NULL DEFAULT '',
  venue TEXT NOT NULL DEFAULT '',
  base_date TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL
, sitting INTEGER NOT NULL DEFAULT 0) STRICT;

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
, role TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE agenda_item (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED,
  parent_id TEXT REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  minutes INTEGER NOT NULL DEFAULT 0,
  speaker TEXT NOT NULL DEFAULT '',
  papers TEXT NOT NULL DEFAULT ''
, role TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  device TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  undoes INTEGER REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
  label TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
, skipped INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE journal_row (
  id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
  action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
  table_name TEXT NOT NULL,
  images TEXT NOT NULL
, images_after TEXT NOT NULL DEFAULT '', things INTEGER) STRICT;

CREATE INDEX person_by_name ON person (name);

CREATE INDEX person_by_id_number ON person (id_number) WHERE id_number <> '';

CREATE INDEX roster_entry_by_person ON roster_entry (person_id);

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

CREATE TABLE "own_entry" (
  id TEXT PRIMARY KEY,
  entry TEXT NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  frozen INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL, kind TEXT NOT NULL DEFAULT 'form', scope TEXT NOT NULL DEFAULT '',
  UNIQUE (entry, number)
) STRICT;

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  day TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT '',
  form_version_id TEXT NOT NULL REFERENCES "own_entry" (id) DEFERRABLE INITIALLY DEFERRED,
  issued INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE campaign_category (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  code TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  entitled INTEGER NOT NULL DEFAULT 0,
  printed INTEGER NOT NULL DEFAULT 0,
  issued INTEGER,
  position INTEGER NOT NULL, apart INTEGER NOT NULL DEFAULT 0,
  UNIQUE (campaign_id, code)
) STRICT;

CREATE TABLE campaign_post (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  title TEXT NOT NULL,
  seats INTEGER NOT NULL DEFAULT 1,
  write_ins INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE campaign_subject (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  post_id TEXT REFERENCES campaign_post (id) DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE count_round (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL CHECK (number IN (1, 2)),
  keyer TEXT NOT NULL DEFAULT '',
  method TEXT NOT NULL CHECK (method IN ('sheets', 'totals')),
  finished INTEGER NOT NULL DEFAULT 0, standing INTEGER NOT NULL DEFAULT 0,
  UNIQUE (campaign_id, number)
) STRICT;

CREATE TABLE count_box (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL REFERENCES count_round (id) DEFERRABLE INITIALLY DEFERRED,
  category_id TEXT NOT NULL REFERENCES campaign_category (id) DEFERRABLE INITIALLY DEFERRED,
  collected INTEGER NOT NULL DEFAULT 0,
  void INTEGER NOT NULL DEFAULT 0,
  blank INTEGER NOT NULL DEFAULT 0,
  UNIQUE (round_id, category_id)
) STRICT;

CREATE TABLE count_mark (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL REFERENCES count_round (id) DEFERRABLE INITIALLY DEFERRED,
  category_id TEXT NOT NULL REFERENCES campaign_category (id) DEFERRABLE INITIALLY DEFERRED,
  subject_id TEXT NOT NULL REFERENCES campaign_subject (id) DEFERRABLE INITIALLY DEFERRED,
  item INTEGER NOT NULL,
  grade INTEGER NOT NULL,
  number INTEGER NOT NULL,
  UNIQUE (round_id, category_id, subject_id, item, grade)
) STRICT;

CREATE TABLE count_write_in (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL REFERENCES count_round (id) DEFERRABLE INITIALLY DEFERRED,
  category_id TEXT NOT NULL REFERENCES campaign_category (id) DEFERRABLE INITIALLY DEFERRED,
  post_id TEXT NOT NULL REFERENCES campaign_post (id) DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  number INTEGER NOT NULL,
  UNIQUE (round_id, category_id, post_id, name)
) STRICT;

CREATE TABLE settlement (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  place TEXT NOT NULL,
  counts TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  reason TEXT NOT NULL,
  signed TEXT NOT NULL DEFAULT '',
  UNIQUE (campaign_id, place)
) STRICT;

CREATE TABLE package_paper (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  entry TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  digest TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE package_export (
  id TEXT PRIMARY KEY,
  batch TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  scope_id TEXT NOT NULL,
  title TEXT NOT NULL,
  folder TEXT NOT NULL,
  target TEXT NOT NULL,
  at TEXT NOT NULL,
  recipient TEXT NOT NULL DEFAULT '',
  preparer TEXT NOT NULL DEFAULT '',
  contact TEXT NOT NULL DEFAULT '',
  masked INTEGER NOT NULL,
  files INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  people INTEGER NOT NULL,
  digest TEXT NOT NULL,
  UNIQUE (batch, version)
) STRICT;

CREATE INDEX campaign_by_form_version ON campaign (form_version_id);

CREATE INDEX campaign_post_by_campaign ON campaign_post (campaign_id);

CREATE INDEX campaign_subject_by_campaign ON campaign_subject (campaign_id);

CREATE INDEX campaign_subject_by_post ON campaign_subject (post_id);

CREATE INDEX campaign_subject_by_person ON campaign_subject (person_id);

CREATE INDEX count_box_by_category ON count_box (category_id);

CREATE INDEX count_mark_by_category ON count_mark (category_id);

CREATE INDEX count_mark_by_subject ON count_mark (subject_id);

CREATE INDEX count_write_in_by_category ON count_write_in (category_id);

CREATE INDEX count_write_in_by_post ON count_write_in (post_id);

CREATE INDEX package_paper_by_congress ON package_paper (congress_id);

CREATE TABLE undo_floor (
  version INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE blob (
  digest TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE INDEX own_entry_by_kind ON own_entry (kind);

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

CREATE INDEX participant_group_by_congress ON participant_group (congress_id);

CREATE INDEX participant_by_person ON participant (person_id);

CREATE INDEX participant_by_group ON participant (group_id);

CREATE TABLE poll (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL UNIQUE REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  body TEXT NOT NULL,
  digest TEXT NOT NULL,
  keyed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE sheet (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL UNIQUE REFERENCES count_round (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  marks TEXT NOT NULL,
  files TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE count_result (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
  totals TEXT NOT NULL,
  digest TEXT NOT NULL,
  by TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL
) STRICT;

CREATE INDEX count_result_by_campaign ON count_result (campaign_id);

CREATE TABLE result_print (
  id TEXT PRIMARY KEY,
  campaign_id TEXT NOT NULL,
  document TEXT NOT NULL,
  digest TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX result_print_by_campaign ON result_print (campaign_id);

CREATE TABLE journal_image (
  digest TEXT PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE journal_link (
  seq INTEGER PRIMARY KEY,
  digest TEXT NOT NULL
) STRICT;

CREATE TABLE journal_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  given INTEGER NOT NULL,
  digest TEXT NOT NULL
) STRICT;

CREATE TABLE undo_stack (
  side TEXT NOT NULL CHECK (side IN ('undo', 'redo')),
  position INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
  PRIMARY KEY (side, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX undo_stack_by_seq ON undo_stack (seq);

CREATE TRIGGER journal_image_keeps_rows BEFORE DELETE ON journal_image
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_image_keeps_values BEFORE UPDATE ON journal_image
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_link_keeps_rows BEFORE DELETE ON journal_link
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_link_keeps_values BEFORE UPDATE ON journal_link
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER journal_link_keeps_seq BEFORE INSERT ON journal_link
WHEN EXISTS (SELECT 1 FROM journal_link WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE file_mark (
  id TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE roster_column (
  id TEXT PRIMARY KEY,
  roster_id TEXT NOT NULL REFERENCES roster (id) DEFERRABLE INITIALLY DEFERRED,
  title TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE INDEX roster_column_by_roster ON roster_column (roster_id);

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

CREATE TABLE plan_step (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  step TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open',
  day TEXT NOT NULL DEFAULT '',
  done_by TEXT NOT NULL DEFAULT '',
  paper_number TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  moved TEXT NOT NULL DEFAULT '',
  offset INTEGER,
  who TEXT NOT NULL DEFAULT '',
  UNIQUE (congress_id, step)
) STRICT;

CREATE TABLE plan_choice (
  id TEXT PRIMARY KEY,
  congress_id TEXT NOT NULL UNIQUE REFERENCES congress (id) DEFERRABLE INITIALLY DEFERRED,
  preset TEXT NOT NULL DEFAULT '',
  helper TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE township_work (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  months INTEGER,
  leading_months INTEGER
) STRICT;
