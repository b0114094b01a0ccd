"""Typefaces by their use, and where text sits in its line."""

from enum import StrEnum

LEAST_SIZE = 8.0  # pt; nothing printed is smaller


class Face(StrEnum):
    """A typeface by its use in official papers; writers map it to a font file or a Chinese font name."""

    TITLE = "小标宋"
    SONG = "宋体"
    HEI = "黑体"
    KAI = "楷体"
    FANG = "仿宋"


class Align(StrEnum):
    """Where text sits in its line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"
    SPREAD = "spread"
