"""脱敏: ID numbers and telephone numbers with their middle hidden, wherever they stand."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from huanjie_desktop.domain.people import Person

T = TypeVar("T")

_GAP = r"[ \t\u00a0\u3000\-‐‑–—_.·]?"  # what people put between the groups of a number
_DIGIT = r"[0-9０-９]"
_ID_NUMBER = re.compile(
    rf"(?<![0-9０-９])[1-9１-９]{_DIGIT}{{5}}{_GAP}(?:1[89]|20|１[８９]|２０){_DIGIT}{{2}}{_GAP}{_DIGIT}{{2}}{_GAP}{_DIGIT}{{2}}"
    rf"{_GAP}{_DIGIT}{{3}}{_GAP}[0-9０-９XxＸｘ](?![0-9０-９])"
    r"|(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])|(?<![0-9A-Za-z])[1-9][0-9]{14}(?![0-9A-Za-z])"
)
_MOBILE = re.compile(
    rf"(?<![0-9０-９])(?:[+＋]?(?:86|８６){_GAP})?[1１][3-9３-９]{_DIGIT}{_GAP}{_DIGIT}{{4}}{_GAP}{_DIGIT}{{4}}(?![0-9０-９])"
    r"|(?<![0-9A-Za-z])1[0-9]{10}(?![0-9A-Za-z])"
)
_DIGITS = re.compile(r"[0-9]{5,}")
_HEAD = 6
_BROKEN_ID = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9])"
)


def mask_id_number(number: str) -> str:
    """Return 990101199001010026 as 990101************: with the birth and the sex beside it, a tail would give it away."""
    return number[:_HEAD] + "*" * (len(number) - _HEAD) if len(number) > _HEAD + 4 else "*" * len(number)


def mask_phone(text: str) -> str:
    """Return 13900001234 as 139****1234, of other numbers of five digits and more the outer two digits."""
    return _DIGITS.sub(lambda found: _mask_digits(found.group()), text)


def mask_text(text: str) -> str:
    """Return a text with every ID number and mobile number in it masked, also those written in groups or full-width."""
    text = _ID_NUMBER.sub(lambda found: mask_id_number(_plain(found.group())), text)
    return _MOBILE.sub(lambda found: _mask_digits(_plain(found.group())[-11:]), text)


def find_full_numbers(text: str) -> list[str]:
    """Return the ID numbers and mobile numbers that a text shows in full, as a person would read them.

    Full-width digits, groups set apart and numbers broken at the end of a line count, too.
    """
    found = [_plain(each.group()) for each in _ID_NUMBER.finditer(text)]
    joined = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    found += [number for number in _BROKEN_ID.findall(joined) if number not in found]
    return found + [_plain(each.group()) for each in _MOBILE.finditer(text)]


def _plain(number: str) -> str:
    return re.sub(r"[^0-9Xx]", "", unicodedata.normalize("NFKC", number))


def mask_person(person: Person) -> Person:
    """Return a person with the numbers masked, also those inside remarks and other texts."""
    texts: dict[str, Any] = {
        field.name: mask_text(value)
        for field in fields(person)
        if field.name != "id" and isinstance(value := getattr(person, field.name), str)
    }
    texts |= {"id_number": mask_id_number(person.id_number), "phone": mask_phone(person.phone)}
    return replace(person, **texts)


def mask_texts(thing: T) -> T:
    """Return a frozen dataclass, or tuple of them, with every text inside masked; other values as they are."""
    masked: Any = thing
    if isinstance(thing, str) and type(thing) is str:
        masked = mask_text(thing)
    elif isinstance(thing, tuple):
        masked = tuple(mask_texts(part) for part in thing)
    elif is_dataclass(thing) and not isinstance(thing, type):
        values = {field.name: getattr(thing, field.name) for field in fields(thing)}
        changed = {name: new for name, value in values.items() if (new := mask_texts(value)) is not value}
        masked = replace(thing, **changed) if changed else thing
    return masked  # type: ignore[no-any-return]


def _mask_digits(digits: str) -> str:
    kept = (3, 4) if len(digits) == 11 else (2, 2)
    hidden = len(digits) - sum(kept)
    return digits[: kept[0]] + "*" * hidden + digits[-kept[1] :]
