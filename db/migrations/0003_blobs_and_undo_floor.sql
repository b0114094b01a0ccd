-- Files' contents by their SHA-256 beside the rows that name them, and where undo ends after a change of the tables.
-- undo ends here: 附件的内容改存

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

INSERT INTO blob (digest, size, content)
SELECT digest, min(size), from_base64(content) FROM package_paper GROUP BY digest;

ALTER TABLE package_paper DROP COLUMN content;
