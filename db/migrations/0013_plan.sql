-- The plan of a round: how each step of a congress stands and what the office has set otherwise, and what is chosen for a
-- congress's plan. The days that are counted from are the congresses' own.

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
