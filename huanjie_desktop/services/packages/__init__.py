"""上报包: what can be reported, what it would hold, writing it, its register, and reading those of others."""
