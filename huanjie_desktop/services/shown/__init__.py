"""What the pages show: each read in the worker in one go, as values."""
