"""The office's own templates: spreadsheets and documents with named fields, filled without touching anything else in them."""
