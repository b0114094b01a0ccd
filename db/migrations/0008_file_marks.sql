-- What the file says of itself: its id, and for each table what its rows add up to, so that a change from elsewhere is seen.

CREATE TABLE file_mark (
  id TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
