"""Reads one column that gives 籍贯 and 出生地 together: 籍贯（出生地） over 云川青禾（云川安宁）."""

import re
from collections.abc import Mapping

from huanjie_desktop.domain.normalise import BLANKS, clean_line, clean_text

PLACES = ("native_place", "birthplace")
_WORDS = {"籍贯": "native_place", "出生地": "birthplace"}
_BETWEEN = re.compile(r"[（(/／、，,；;\n]+")
_LABEL = re.compile(r"(籍贯|出生地)\s*[:：为]?\s*(?=\S)")
THE_SAME = frozenset({"同", "同上", "同籍贯", "同左", "同前", "与籍贯相同", "同籍贯地"})


def places_of(head: str) -> tuple[str, ...]:
    """Return the fields that a head names together, in its order; () for a head that names one of them or none."""
    found = sorted((head.index(word), field) for word, field in _WORDS.items() if word in head)
    return tuple(field for _, field in found) if len(found) == len(_WORDS) else ()


def read_places(text: str, order: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Return the places that a cell gives, by field; {} where it has not two, or does not tell which is which.

    `order` is how its head names them; without it a cell says it itself: 云川青禾（出生地：云川安宁）.
    """
    said = [part.strip(" \u3000（）()") for part in _BETWEEN.split(clean_text(text).rstrip("）)"))]
    parts = [part for part in said if part]
    if len(parts) != len(PLACES) or "" in said[:1]:
        return {}
    labels = [match[1] if (match := _LABEL.match(part)) else "" for part in parts]
    bare = [clean_line(_LABEL.sub("", part, count=1)) for part in parts]
    if any(part in BLANKS for part in bare):
        return {}
    if labels[1] and not labels[0]:
        labels[0] = next(word for word in _WORDS if word != labels[1])
    if all(labels) and labels[0] != labels[1]:
        order = tuple(_WORDS[word] for word in labels)
    if len(order) != len(PLACES):
        return {}
    first, second = bare
    return {order[0]: first, order[1]: first if second in THE_SAME else second}
