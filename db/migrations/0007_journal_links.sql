-- Entries of the journal are linked by their digests, what rows were and became stands once, undo and redo keep their stacks.

ALTER TABLE journal ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;

ALTER TABLE journal_row ADD COLUMN images_after TEXT NOT NULL DEFAULT '';

ALTER TABLE journal_row ADD COLUMN things INTEGER;

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
