"""How what is typed into the command palette finds the words of a command: by a part of them or by pinyin initials."""

from functools import lru_cache
from itertools import product

MOST_READINGS = 32


@lru_cache(maxsize=1024)
def initials_of(words: str) -> tuple[str, ...]:
    """Return the pinyin initials of some words in every reading (重做: zz, cz); Latin letters and digits stay."""
    from pypinyin import Style, pinyin  # its dictionary is large; loaded at the first Ctrl+K

    readings: list[list[str]] = []
    for character in words.lower():
        if character.isascii():
            if character.isalnum():
                readings.append([character])
            continue
        found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
        if found:
            readings.append(sorted({letter for letter in found[0] if letter}))
    combined = ("".join(letters) for letters in product(*readings))
    return tuple(sorted({text for text, _ in zip(combined, range(MOST_READINGS), strict=False)}))


def rank(words: str, typed: str) -> int | None:
    """Return how typed text finds the words: 0 begins them, 1 within them, 2 and 3 so for the initials, None not."""
    typed = "".join(typed.lower().split())
    plain = words.lower().replace(" ", "")
    if plain.startswith(typed):
        return 0
    if typed in plain:
        return 1
    if typed.isascii():
        initials = initials_of(words)
        if any(text.startswith(typed) for text in initials):
            return 2
        if any(typed in text for text in initials):
            return 3
    return None
