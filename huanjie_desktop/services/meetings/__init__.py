"""Use cases over congresses."""
