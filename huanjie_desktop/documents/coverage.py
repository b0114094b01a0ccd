"""Which characters the bundled faces have: read from a list, since the faces themselves are 45 MB to read."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from huanjie_desktop.paths import resource_dir

BASIC = range(0x4E00, 0xA000)  # the characters that every line of fallbacks has whole
CHARACTERS = 0x2E80  # where Chinese characters begin


def characters_without_face(characters: Iterable[str]) -> frozenset[str]:
    """Return the Chinese characters that no bundled face has."""
    return frozenset(char for char in characters if ord(char) >= CHARACTERS and not has_face(char))


def has_face(char: str) -> bool:
    """Tell whether papers can show a character."""
    code = ord(char)
    if code in BASIC:
        return True
    firsts, lasts = _ranges()
    at = bisect_right(firsts, code) - 1
    return at >= 0 and code <= lasts[at]


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    lines = (resource_dir() / "fonts" / "characters.txt").read_text(encoding="ascii").split()
    pairs = [tuple(int(code, 16) for code in line.split("-")) for line in lines]
    return tuple(pair[0] for pair in pairs), tuple(pair[-1] for pair in pairs)
