"""The only SQL: one encrypted SQLite file, its migrations, its journal and its aggregates."""
