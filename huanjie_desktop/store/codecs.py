"""How each type of a dataclass's field stands in a column; a type that is not known here is refused.

What is written as a text of its own kind (dates, clock times, choices) has "" for None, as columns with DEFAULT '' want it;
texts, numbers, bytes and lists of texts have NULL. Pairs of texts are a JSON object.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin

from huanjie_desktop.domain.dates import PartialDate, from_iso
from huanjie_desktop.store.driver import Value


def same(value: Any) -> Any:
    """Return the value: what a column holds as it is."""
    return value


class Codec(NamedTuple):
    """Writes a field's value into a column and reads it back; `blank` says that "" stands for None."""

    write: Callable[[Any], Value]
    read: Callable[[Any], Any]
    blank: bool = False


def _write_clock(value: time) -> str:
    return value.isoformat("auto" if value.second or value.microsecond else "minutes")


def _write_texts(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False) if texts else ""


def _read_texts(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text else ()


def _write_pairs(pairs: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(pairs), ensure_ascii=False) if pairs else ""


def _read_pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(json.loads(text).items()) if text else ()


_read_partial = lru_cache(maxsize=4096)(from_iso)  # months recur
_CODECS: dict[Any, Codec] = {
    str: Codec(same, same),
    int: Codec(same, same),
    bool: Codec(int, bool),
    bytes: Codec(same, same),
    date: Codec(date.isoformat, date.fromisoformat, blank=True),
    datetime: Codec(datetime.isoformat, datetime.fromisoformat, blank=True),
    time: Codec(_write_clock, time.fromisoformat, blank=True),
    PartialDate: Codec(PartialDate.iso, _read_partial, blank=True),
    PartialDate | None: Codec(lambda value: "" if value is None else value.iso(), _read_partial),  # five of a person
    tuple[str, ...]: Codec(_write_texts, _read_texts),
    tuple[tuple[str, str], ...]: Codec(_write_pairs, _read_pairs),
}


def codec_of(hint: Any, field: str) -> Codec:
    """Return the codec of a type; `field` names the class and field in the TypeError where there is none."""
    if hint in _CODECS:
        return _CODECS[hint]
    kinds = set(get_args(hint)) if get_origin(hint) in (Union, UnionType) else {hint}
    kind: Any = (kinds - {NoneType}).pop() if len(kinds - {NoneType}) == 1 else None
    choice = isinstance(kind, type) and issubclass(kind, StrEnum)
    found = Codec(str, kind, blank=True) if choice else _CODECS.get(kind)
    if found is None:
        raise TypeError(f"{field}: a column cannot hold {hint}")
    if NoneType not in kinds:
        return found
    if choice and "" in list(kind):
        raise TypeError(f"{field}: a column cannot tell the blank member of {kind.__name__} from None")
    return _optional(found)


def _optional(codec: Codec) -> Codec:
    none: Value = "" if codec.blank else None
    if codec.write is same:
        return codec

    def write(value: Any) -> Value:
        return none if value is None else codec.write(value)

    def read(stored: Any) -> Any:
        return None if stored == none else codec.read(stored)

    return Codec(write, read)
