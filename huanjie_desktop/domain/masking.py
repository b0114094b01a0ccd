"""脱敏: ID numbers and telephone numbers with their middle hidden, wherever they stand."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from huanjie_desktop.domain.people import Person

T = TypeVar("T")

_ID_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])|(?<![0-9A-Za-z])[1-9][0-9]{14}(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[0-9]{10}(?![0-9A-Za-z])")
_DIGITS = re.compile(r"[0-9]{5,}")
_HEAD, _TAIL = 6, 4


def mask_id_number(number: str) -> str:
    """Return 990101199001010026 as 990101********0026; what is too short to be a number is hidden whole."""
    if len(number) <= _HEAD + _TAIL:
        return "*" * len(number)
    return number[:_HEAD] + "*" * (len(number) - _HEAD - _TAIL) + number[-_TAIL:]


def mask_phone(text: str) -> str:
    """Return 13900001234 as 139****1234, of other numbers of five digits and more the outer two digits."""
    return _DIGITS.sub(lambda found: _mask_digits(found.group()), text)


def mask_text(text: str) -> str:
    """Return a text with every ID number and mobile number in it masked."""
    text = _ID_NUMBER.sub(lambda found: mask_id_number(found.group()), text)
    return _MOBILE.sub(lambda found: _mask_digits(found.group()), text)


def find_full_numbers(text: str) -> list[str]:
    """Return the ID numbers and mobile numbers that a text shows in full."""
    return _ID_NUMBER.findall(text) + _MOBILE.findall(text)


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
