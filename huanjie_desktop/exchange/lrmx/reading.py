"""Reads a lrmx: the texts of its elements, the relatives, the photo, and what had to be mended."""

import base64
import binascii
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from huanjie_desktop.exchange.lrmx.elements import FAMILY, ITEM, OF_RELATIVE, ORDER, PHOTO, UnreadableForm
from huanjie_desktop.exchange.lrmx.markup import read_markup

LARGEST_FORM = 120_000_000  # bytes, a photo of 80 MB
_PHOTO = re.compile(rb"<ZhaoPian\s*>([^<]*)</ZhaoPian\s*>")
_ESCAPED = re.compile(r"&(?:1?(?:amp|lt|gt)|quot|apos|#\d+|#x[0-9A-Fa-f]+);")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BREAKS = re.compile(r"\r\n?")
ESCAPED_TWICE = "文字里有转义过两次的符号，已还原"


@dataclass(frozen=True)
class Approval:
    """任免审批表: one form as a file has it.

    `values` are the elements' texts by name, blank ones too; `family` the texts of each relative by element, without those
    of whom nothing is said; `photo` the picture's bytes. `repairs` say in words what had to be mended; `unknown` are elements
    that forms do not have.
    """

    values: Mapping[str, str]
    family: tuple[Mapping[str, str], ...] = ()
    photo: bytes = b""
    repairs: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def read_lrmx(content: bytes) -> Approval:
    """Read a form's file; UnreadableForm says what keeps from it."""
    if len(content) > LARGEST_FORM:
        raise UnreadableForm(f"文件有{len(content) // 1_000_000}MB，太大")
    if not content.strip():
        raise UnreadableForm("是空文件")
    body, coded = without_photo(content)
    markup, root = read_markup(body)
    values: dict[str, str] = {}
    unknown: list[str] = []
    notes: list[str] = []
    twice = False
    for element in root:
        if not isinstance(element.tag, str):
            continue
        name = element.tag
        if name == FAMILY:
            continue
        if name not in ORDER:
            unknown.append(name)
            continue
        text, again = _text_of(element)
        twice = twice or again
        if name not in values:
            values[name] = text
        elif text and text != values[name]:
            notes.append(f"“{name}”写了两次，用了前一个")
    family = [dict(zip(OF_RELATIVE, found[0], strict=True)) for found in map(_relative, _items(root)) if any(found[0])]
    twice = twice or any(_relative(item)[1] for item in _items(root))
    photo = _photo(coded or values.get(PHOTO, "").encode("ascii", "replace"), notes)
    values.pop(PHOTO, None)
    repairs = (*markup.repairs, *((ESCAPED_TWICE,) if twice else ()))
    return Approval(values, tuple(family), photo, repairs, tuple(unknown), tuple(notes))


def without_photo(content: bytes) -> tuple[bytes, bytes]:
    """Return a file without the text of its photo, and that text; what is no plain text of letters stays where it is."""
    found = _PHOTO.search(content)
    if found is None:
        return content, b""
    return content[: found.start(1)] + content[found.end(1) :], found[1]


def coded_photo(content: bytes) -> bytes:
    """Return the photo whose plain text stands in a file, b"" where there is none or it cannot be read."""
    return _photo(without_photo(content)[1], [])


def _items(root: "etree._Element") -> list["etree._Element"]:
    return [item for family in root.iterfind(FAMILY) for item in family if item.tag == ITEM]


def _relative(item: "etree._Element") -> tuple[tuple[str, ...], bool]:
    read = [_text_of(found) if (found := item.find(name)) is not None else ("", False) for name in OF_RELATIVE]
    return tuple(text for text, _ in read), any(again for _, again in read)


def _text_of(element: "etree._Element") -> tuple[str, bool]:
    """Return an element's text without padding, and whether it had been escaped twice; <br/> in it is a line end."""
    said = "".join(_pieces(element)) if len(element) else element.text or ""
    text, again = unescaped(said)
    return _BREAKS.sub("\n", text).strip(), again


def _pieces(element: "etree._Element") -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            pieces += ["\n"] if child.tag.lower() == "br" else []
            pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces


def unescaped(text: str) -> tuple[str, bool]:
    """Return a text without what escaping more than once has left in it, and whether there was any."""
    if "&" not in text or not _ESCAPED.search(text):
        return text, False
    for _ in range(5):
        plain = html.unescape(re.sub(r"&1(?=amp;|lt;|gt;)", "&", text))
        if plain == text or not _ESCAPED.search(text):
            break
        text = plain
    return text, True


def _photo(coded: bytes, notes: list[str]) -> bytes:
    """Return the bytes of a photo's text; what cannot be read is told."""
    said = coded.strip()
    if said.startswith(b"data:") and b"," in said[:100]:
        said = said.partition(b",")[2]
    if not said:
        return b""
    try:
        return base64.b64decode(b"".join(said.split()) if b"\n" in said or b" " in said else said, validate=True)
    except (binascii.Error, ValueError):
        notes.append("照片的内容不完整，没有导入")
        return b""
