-- Forms, campaigns and their counts; papers attached to packages, and the register of packages.

CREATE TABLE form_version (
  id TEXT PRIMARY KEY,
  form TEXT NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  printed INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  UNIQUE (form, number)
) STRICT;

CREATE TABLE campaign (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  day TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT '',
  form_version_id TEXT NOT NULL REFERENCES form_version (id) DEFERRABLE INITIALLY DEFERRED,
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
  position INTEGER NOT NULL,
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
  finished INTEGER NOT NULL DEFAULT 0,
  UNIQUE (campaign_id, number)
) STRICT;

CREATE TABLE sheet (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL REFERENCES count_round (id) DEFERRABLE INITIALLY DEFERRED,
  category_id TEXT REFERENCES campaign_category (id) DEFERRABLE INITIALLY DEFERRED,
  void INTEGER NOT NULL DEFAULT 0,
  marks TEXT NOT NULL,
  write_ins TEXT NOT NULL DEFAULT '',
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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
  content TEXT NOT NULL,
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

CREATE INDEX sheet_by_round ON sheet (round_id);

CREATE INDEX sheet_by_category ON sheet (category_id);

CREATE INDEX count_box_by_category ON count_box (category_id);

CREATE INDEX count_mark_by_category ON count_mark (category_id);

CREATE INDEX count_mark_by_subject ON count_mark (subject_id);

CREATE INDEX count_write_in_by_category ON count_write_in (category_id);

CREATE INDEX count_write_in_by_post ON count_write_in (post_id);

CREATE INDEX package_paper_by_congress ON package_paper (congress_id);
