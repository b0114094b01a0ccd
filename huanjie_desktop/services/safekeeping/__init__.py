"""Use cases that keep the file safe."""
