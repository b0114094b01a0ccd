"""What the field knows: frozen dataclasses and pure functions, standard library only."""
