"""换届工作台: a desktop program for a county's term-end changeover, offline."""

__version__ = "0.1.0"
