-- Corrections of what a résumé says of work in townships, in months; none where nobody has corrected it.

CREATE TABLE township_work (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL UNIQUE REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
  months INTEGER,
  leading_months INTEGER
) STRICT;
