"""How what is typed into the command palette finds a command or a person: by words or pinyin."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import people_rows

LEAST_SCATTERED = 3  # so many letters at least may lie apart in what they find
MOST_PEOPLE = 8
WHOLE = "person_form"  # a subject: somebody with all of his form
_FOUND_BY = ("id", "name", "pinyin", "initials", "unit", "current_post")


@dataclass(frozen=True)
class FoundPerson:
    """A person as the palette lists one: the name, the unit and post, and what opens him."""

    name: str
    about: str
    subject: Subject


@lru_cache(maxsize=1024)
def syllables_of(words: str) -> tuple[tuple[str, ...], ...]:
    """Return each character's pinyin in every reading (重: zhong, chong); Latin letters and digits are their own."""
    from pypinyin import Style, pinyin  # its dictionary is large; loaded at the first Ctrl+K

    readings: list[tuple[str, ...]] = []
    for character in words.lower():
        if character.isascii():
            if character.isalnum():
                readings.append((character,))
            continue
        found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        if found:
            readings.append(tuple(sorted({text.replace("ü", "v") for text in found[0] if text})))
    return tuple(readings)


def rank(words: str, typed: str) -> int | None:
    """Return how typed text finds the words, 0 best, None not: all its parts do, in whatever order.

    0 begins them, 1 is within them; 2 and 3 so for the pinyin, of which each character may be given in full or in part;
    4 with characters left out between, 5 with its halves the other way round (hcdy for 打印会议材料).
    """
    parts = typed.lower().split()
    each = [_rank(words, part) for part in parts]
    found = [_rank(words, "".join(parts)), max((place for place in each if place is not None), default=0)]
    ways = [place for place in found[: 1 if None in each else 2] if place is not None]
    return min(ways, default=None)


def _rank(words: str, typed: str) -> int | None:
    plain = words.lower().replace(" ", "")
    if plain.startswith(typed):
        return 0
    if typed in plain:
        return 1
    places: Sequence[tuple[str, ...]] = syllables_of(words) if typed.isascii() else [(each,) for each in plain]
    if _taken(places, typed, apart=False):
        return 2
    if any(_taken(places[at:], typed, apart=False) for at in range(1, len(places))):
        return 3
    if len(typed) < (LEAST_SCATTERED if typed.isascii() else 2):
        return None
    if _taken(places, typed, apart=True):
        return 4
    turned = any(_taken(places, typed[at:] + typed[:at], apart=True) for at in range(1, len(typed)))
    return 5 if turned else None


def _taken(places: Sequence[tuple[str, ...]], typed: str, *, apart: bool) -> bool:
    """Tell whether typed letters are made of the beginnings of the characters' readings, one after another."""
    reached = {0}  # how many letters can have been used up so far
    for readings in places:
        further = {
            at + length
            for at in reached
            for reading in readings
            for length in range(1, len(reading) + 1)
            if typed.startswith(reading[:length], at)
        }
        if len(typed) in further:
            return True
        reached = reached | further if apart else further
    return False


def find_people(workspace: Workspace, typed: str) -> list[FoundPerson]:
    """Return people whose name holds what was typed, or whose pinyin or initials begin with it; the first few."""
    text = "".join(typed.lower().split())
    if len(text) < (2 if text.isascii() else 1):
        return []
    found: list[tuple[int, FoundPerson]] = []
    for id_, name, pinyin, initials, unit, post in people_rows(workspace.store, _FOUND_BY):
        plain = name.replace(" ", "")
        if text.isascii():
            grade = 0 if initials == text else 1 if initials.startswith(text) else 2
            hit = initials.startswith(text) or pinyin.replace(" ", "").startswith(text)
        else:
            grade, hit = (0 if plain == text else 1 if plain.startswith(text) else 2), text in plain
        if hit:
            found.append((grade, FoundPerson(name, f"{unit}{post}", Subject(WHOLE, id_, name))))
    return [person for _grade, person in sorted(found, key=lambda each: each[0])[:MOST_PEOPLE]]
