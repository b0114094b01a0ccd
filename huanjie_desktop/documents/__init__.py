"""Papers: a neutral block list, what composes it, and the writers to PDF, DOCX and XLSX."""
