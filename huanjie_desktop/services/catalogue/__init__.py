"""The office's own catalogue: its entries, their exchange between counties, and places of characters."""
