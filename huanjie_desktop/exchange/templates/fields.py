"""Fields of a template: {{姓名}} in any text, also where it is split over stretches of different looks."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

FIELD = re.compile(r"[{｛]{2}\s*([^{}｛｝]{1,40}?)\s*[}｝]{2}")
_BROKEN = re.compile(r"[{｛]{2}[^{}｛｝\n]{0,20}|[^{}｛｝\n]{0,20}[}｝]{2}")
PHOTO = "照片"
SERIAL = "序号"
_DOTS = str.maketrans(dict.fromkeys("．・·。", "."))
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class TextNode(Protocol):
    """What holds a stretch of a text."""

    text: str | None


@dataclass(frozen=True)
class Picture:
    """A photo to be put in: the bytes of a JPEG or PNG, how they are called in a file, and the size in pixels."""

    content: bytes
    suffix: str
    width: int
    height: int


@dataclass(frozen=True)
class Values:
    """What fields say of one person: `texts` by name (a number where a spreadsheet is to compute with it), `lists` the rows of
    a repeated part by its name, each by the name behind the dot (家庭 -> 称谓)."""

    texts: Mapping[str, str | int] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    photo: Picture | None = None


@dataclass(frozen=True)
class Found:
    """A field that a template has, and where it stands, in words; `in_row` of one in a row of a table, which can repeat,
    `in_reach` of one that can be filled, `whole` of one that is closed; else `name` is what was written of it."""

    name: str
    place: str
    in_row: bool = True
    in_reach: bool = True
    whole: bool = True

    @property
    def of_list(self) -> str:
        """Return the repeated part that it belongs to, "" for none."""
        return self.name.partition(".")[0] if "." in self.name else ""


def names_in(text: str) -> list[str]:
    """Return the names of the fields in a text, in order."""
    return [plain_name(found[1]) for found in FIELD.finditer(text)]


def pieces_in(text: str) -> list[tuple[str, bool]]:
    """Return the names of the fields in a text, True with each, and with False what begins or ends one that is not closed."""
    broken = [found[0].strip() for found in _BROKEN.finditer(FIELD.sub("\n", text))]
    return [(name, True) for name in names_in(text)] + [(words, False) for words in broken]


def plain_name(name: str) -> str:
    """Return a field's name without spaces and with a plain dot."""
    return "".join(name.split()).translate(_DOTS)


def fit_for_xml(text: str) -> str:
    """Return a text without signs that XML does not allow; line ends are plain."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fill_nodes(nodes: Sequence[TextNode], say: Callable[[str], str]) -> bool:
    """Put what `say` gives for each field in its place, over however many nodes it is split; tell whether there was one.

    What is put in stands where the field began, and is not looked at again.
    """
    starts, whole = [], ""
    for node in nodes:
        starts.append(len(whole))
        whole += node.text or ""
    found = list(FIELD.finditer(whole))
    for match in reversed(found):
        first = _node_at(starts, match.start())
        last = _node_at(starts, match.end() - 1)
        begin, end = match.start() - starts[first], match.end() - starts[last]
        behind = (nodes[last].text or "")[end:]
        before = (nodes[first].text or "")[:begin]
        said = fit_for_xml(say(plain_name(match[1])))
        if first == last:
            nodes[first].text = before + said + behind
            continue
        nodes[first].text = before + said
        for at in range(first + 1, last):
            nodes[at].text = ""
        nodes[last].text = behind
    return bool(found)


def _node_at(starts: Sequence[int], place: int) -> int:
    """Return the last node that begins at or before a place, so that empty ones are passed over."""
    at = 0
    for number, start in enumerate(starts):
        if start <= place:
            at = number
    return at
