"""Use cases over assessments."""
