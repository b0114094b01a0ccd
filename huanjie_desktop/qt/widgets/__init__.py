"""Parts of pages: tables, panels, dialogs' controls."""
