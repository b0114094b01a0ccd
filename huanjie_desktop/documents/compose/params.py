"""What a compose function takes from its spec: each key declared beside the function, with its kind and, of texts, a title.

Keys are written as in the files: `heading`, `counts[]` for each of a list, `articles[].text` in each of a list of tables.
A place in one spec is named with its number: `articles.2.text`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Params = Mapping[str, Any]
Used = Callable[[Any, Params], bool]


class Kind(StrEnum):
    """What stands under a key; a text may have fields, a word is matched or names something, and has none."""

    TEXT = "text"
    WORD = "word"
    NUMBER = "number"
    SWITCH = "switch"
    OFFICE = "office"
    COLUMN = "column"


_TYPES: Mapping[Kind, tuple[type, ...]] = {Kind.NUMBER: (int, float), Kind.SWITCH: (bool,)}
_WORDS = {Kind.NUMBER: "数字", Kind.SWITCH: "是或否"}


@dataclass(frozen=True)
class Param:
    """One key: `needed` where the function cannot do without, `choices` where only these words are known.

    `used(material, table)` tells whether a text of a list of tables is printed at all, `ignored(table)` whether it never is.
    """

    path: str
    kind: Kind
    title: str = ""
    needed: bool = False
    choices: Collection[str] = ()
    used: Used | None = None
    ignored: Callable[[Params], bool] | None = None


def text(path: str, title: str, *, needed: bool = False, used: Used | None = None, **more: Any) -> Param:
    """Return a key that is a text with fields, under the name that the office calls it by."""
    return Param(path, Kind.TEXT, title, needed, used=used, **more)


def plain(path: str, kind: Kind, *, needed: bool = False, choices: Collection[str] = ()) -> Param:
    """Return a key that is no text."""
    return Param(path, kind, needed=needed, choices=choices)


@dataclass(frozen=True)
class Leaf:
    """A value in a spec: `path` its key as declared, `place` where it stands, `table` what it stands beside."""

    path: str
    place: str
    value: Any
    table: Params


def leaves(params: Params, path: str = "", place: str = "") -> Iterator[Leaf]:
    """Give every value that is no list and no table."""
    for key, value in params.items():
        yield from _leaves(value, f"{path}{key}", f"{place}{key}", params)


def _leaves(value: Any, path: str, place: str, table: Params) -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        yield from leaves(value, f"{path}.", f"{place}.")
    elif isinstance(value, list | tuple):
        for at, each in enumerate(value):
            yield from _leaves(each, f"{path}[]", f"{place}.{at}", table)
    else:
        yield Leaf(path, place, value, table)


def rebuilt(params: Params, change: Callable[[Leaf], Any]) -> dict[str, Any]:
    """Return the same with every value that is no list and no table as `change` gives it."""
    return {key: _rebuilt(value, key, key, params, change) for key, value in params.items()}


def _rebuilt(value: Any, path: str, place: str, table: Params, change: Callable[[Leaf], Any]) -> Any:
    if isinstance(value, Mapping):
        items = value.items()
        return {key: _rebuilt(each, f"{path}.{key}", f"{place}.{key}", value, change) for key, each in items}
    if isinstance(value, list | tuple):
        return [_rebuilt(each, f"{path}[]", f"{place}.{at}", table, change) for at, each in enumerate(value)]
    return change(Leaf(path, place, value, table))


def problems_of(declared: Collection[Param], params: Params) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a spec's params: where, and what, a short Chinese phrase.

    Fields, offices and columns are looked at elsewhere.
    """
    known = {param.path: param for param in declared}
    for leaf in leaves(params):
        param = known.get(leaf.path)
        if param is None:
            yield leaf.place, "不认识这一项"
        elif not _is_of(leaf.value, param.kind):
            yield leaf.place, f"应填{_WORDS.get(param.kind, '文字')}"
        elif param.choices and leaf.value not in param.choices:
            yield leaf.place, f"不能是“{leaf.value}”，可以是{'、'.join(param.choices)}"
        elif param.ignored is not None and leaf.value and param.ignored(leaf.table):
            yield leaf.place, "不会印出来"
    lacking: dict[str, None] = {}
    for param in declared:
        if param.needed:
            lacking.update(dict.fromkeys(_lacking(params, param.path.split("."))))
    yield from ((place, "没有填写") for place in lacking)


def _is_of(value: Any, kind: Kind) -> bool:
    wanted = _TYPES.get(kind, (str,))
    return isinstance(value, wanted) and (bool in wanted or not isinstance(value, bool))


def _lacking(params: Params, path: list[str]) -> Iterator[str]:
    """Give the places where a needed key is not there, or its list is empty."""
    key = path[0].removesuffix("[]")
    value = params.get(key)
    if value is None or (path[0].endswith("[]") and not value):
        yield key
    elif len(path) > 1:
        for at, table in enumerate(each for each in value if isinstance(each, Mapping)):
            yield from (f"{key}.{at}.{place}" for place in _lacking(table, path[1:]))
