"""Other people's files: spreadsheets in and out."""
