"""Use cases over people and rosters."""
