"""What developers run through dev.py: converters, checks, shots, proofs, the build."""
