"""Writes lrmx: a new file in the usual order, or what changed in the file that somebody came with, and nothing else."""

import base64
import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from huanjie_desktop.exchange.lrmx.elements import (
    AGE_LIMIT,
    FAMILY,
    ITEM,
    OF_FOUR,
    OF_RELATIVE,
    ORDER,
    PHOTO,
    RETIRES,
    VERSION,
)
from huanjie_desktop.exchange.lrmx.markup import Span, children, read_markup

WRITTEN_VERSION = "3.2.1.16"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_BEFORE = re.compile(r"\s*\Z")
_INDENT = "  "

Relatives = Sequence[Mapping[str, str]]


def new_lrmx(values: Mapping[str, str], family: Relatives, photo: bytes, *, four: bool) -> bytes:
    """Return a new file: 3.x, or 4.0 with its two elements; one element a line, two spaces, blank ones as <X/>."""
    lines = ["<Person>"]
    for name in ORDER:
        if name in OF_FOUR and not four:
            continue
        if name == FAMILY:
            lines.append(_INDENT + _family(family, "\n" + _INDENT))
        elif name == PHOTO:
            lines.append(_INDENT + _element(PHOTO, base64.b64encode(photo).decode("ascii")))
        else:
            lines.append(_INDENT + _element(name, values.get(name, WRITTEN_VERSION if name == VERSION else "")))
    return (_HEAD + "\n".join(lines) + "\n</Person>\n").encode("utf-8")


def edit_lrmx(
    source: bytes,
    changes: Mapping[str, str],
    family: Relatives | None = None,
    photo: bytes | None = None,
    *,
    four: bool | None = None,
) -> bytes:
    """Return a file with other texts in these elements; everything else stays as it is, byte for byte.

    `family` and `photo` are given where they changed; of a relative, the elements that the same place of the file says
    otherwise, or all of a new one. `four` True adds the two elements of 4.0 where they are missing, False
    takes them out. A file that had to be mended goes out mended.
    """
    wanted = dict(changes)
    if photo is not None:
        wanted[PHOTO] = base64.b64encode(photo).decode("ascii")
    markup, _root = read_markup(source)
    if not wanted and family is None and four is None and not markup.repairs:
        return source
    text = markup.text
    line_end = "\r\n" if "\r\n" in text else "\n"
    for name, value in wanted.items():
        if name not in OF_FOUR or four is not False:
            text = _with(text, name, value.replace("\n", line_end))
    if family is not None:
        text = _with_family(text, family)
    if four is True:
        there = {span.name for span in children(text)}
        for name in (RETIRES, AGE_LIMIT):
            text = text if name in there else _with(text, name, "", always=True)
    elif four is False:
        for span in reversed([each for each in children(text) if each.name in OF_FOUR]):
            text = _without(text, span)
    return markup.encoded(text)


def _with(text: str, name: str, value: str, *, always: bool = False) -> str:
    """Return a text with a value in an element of the root; one that is not there comes to its usual place."""
    spans = children(text)
    found = next((span for span in spans if span.name == name), None)
    if found is not None:
        return text[: found.start] + _element(name, value) + text[found.end :]
    if not value and not always:
        return text
    return _added(text, spans, name, _element(name, value))


def _added(text: str, spans: Sequence[Span], name: str, element: str) -> str:
    """Return a text with an element behind the last of those that stand before it in the usual order."""
    before = set(ORDER[: ORDER.index(name)])
    behind = next((span for span in reversed(spans) if span.name in before), None)
    if behind is not None:
        return text[: behind.end] + _gap(text, behind.start) + element + text[behind.end :]
    if spans:
        return text[: spans[0].start] + element + _gap(text, spans[0].start) + text[spans[0].start :]
    closing = re.search(r"</Person\s*>", text)
    if closing is not None:
        return text[: closing.start()] + element + text[closing.start() :]
    return re.sub(r"<Person\s*/>", lambda _: f"<Person>{element}</Person>", text)


def _with_family(text: str, family: Relatives) -> str:
    """Return a text with these relatives: each in the item of the one whose place he has, padding items filled, others added."""
    spans = children(text)
    found = next((span for span in spans if span.name == FAMILY), None)
    if found is None:
        return _added(text, spans, FAMILY, _family(family, "\n" + _INDENT)) if family else text
    if not children(text, found.inner_start, found.inner_end):
        if not family:
            return text
        made = _family(family, _gap(text, found.start) or "")
        return text[: found.start] + made + text[found.end :]
    items = [span for span in children(text, found.inner_start, found.inner_end) if span.name == ITEM]
    filled = [span for span in items if _says_anything(text, span)]
    padding = [span for span in items if span not in filled]
    places = [*filled, *padding]
    edits: list[tuple[int, int, str]] = []
    for span, relative in zip(places, family, strict=False):
        edits += _in_item(text, span, relative)
    for span in filled[len(family) :]:
        edits.append((span.start - len(_gap(text, span.start)), span.end, ""))
    if len(family) > len(places):
        gap = _gap(text, items[-1].start) if items else _gap(text, found.start) + _INDENT
        at = items[-1].end if items else found.inner_start
        edits.append((at, at, "".join(gap + _item(each, gap) for each in family[len(places) :])))
    for start, end, made in sorted(edits, reverse=True):
        text = text[:start] + made + text[end:]
    emptied = f"<{FAMILY}></{FAMILY}>"
    return text.replace(emptied, f"<{FAMILY}/>") if edits and not family else text


def _says_anything(text: str, item: Span) -> bool:
    return any(
        span.name in OF_RELATIVE and re.sub(r"<!\[CDATA\[|\]\]>", "", text[span.inner_start : span.inner_end]).strip()
        for span in children(text, item.inner_start, item.inner_end)
    )


def _in_item(text: str, item: Span, relative: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Return what is to be put where for a relative to stand in an item; texts that are the same stay as they are."""
    if item.is_short:
        return [(item.start, item.end, _item(relative, _gap(text, item.start)))]
    spans = {span.name: span for span in children(text, item.inner_start, item.inner_end)}
    edits = []
    for name in OF_RELATIVE:
        if name not in relative:
            continue
        span = spans.get(name)
        if span is not None:
            edits.append((span.start, span.end, _element(name, relative[name])))
        elif relative[name]:
            edits.append((item.inner_start, item.inner_start, _element(name, relative[name])))
    return edits


def _without(text: str, span: Span) -> str:
    return text[: span.start - len(_gap(text, span.start))] + text[span.end :]


def _gap(text: str, start: int) -> str:
    """Return the white space that stands before a place."""
    found = _BEFORE.search(text, max(0, start - 200), start)
    return found[0] if found else ""


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else f"<{name}/>"


def _family(family: Relatives, gap: str) -> str:
    if not family:
        return f"<{FAMILY}/>"
    inner = gap + _INDENT if gap else ""
    return f"<{FAMILY}>" + "".join(inner + _item(each, inner) for each in family) + gap + f"</{FAMILY}>"


def _item(relative: Mapping[str, str], gap: str) -> str:
    inner = gap + _INDENT if gap else ""
    said = "".join(inner + _element(name, relative.get(name, "")) for name in OF_RELATIVE)
    return f"<{ITEM}>{said}{gap}</{ITEM}>"
