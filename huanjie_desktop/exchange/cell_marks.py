"""What is said of an xlsx sheet's cells beside what stands in them: comments (批注), and what is struck out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from huanjie_desktop.exchange.foreign_parts import BrokenZip, opened_zip, walk
from huanjie_desktop.exchange.sheet_marks import place_of
from huanjie_desktop.exchange.sheet_parts import local_name, part_of, sheet_part

_STYLES, _TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
_OFF = ("0", "false", "none")
_THREAD = re.compile(r"^\[(?:Threaded comment|线程批注|线程注释)\].*?(?:Comment|注释|批注)[:：]\s*", re.DOTALL)

Place = tuple[int, int]


@dataclass(frozen=True)
class Struck:
    """What is struck out wherever it is used: cell styles by number, and of the shared texts the words that are, by number."""

    styles: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)


def struck_of(content: bytes) -> Struck:
    """Return what a workbook strikes out; nothing for what cannot be read."""
    try:
        with opened_zip(content) as archive:
            styles = part_of(archive, _STYLES)
            found = _struck_styles(styles) if b"strike" in styles else frozenset()
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            texts = part_of(archive, _TEXTS) if _TEXTS.lower() in names else b""
            return Struck(found, _struck_texts(texts) if b"strike" in texts else {})
    except (BrokenZip, ElementTree.ParseError):
        return Struck()


def blank_texts(content: bytes) -> frozenset[str]:
    """Return the numbers of a workbook's shared texts in which nothing is to be seen; none for what cannot be read."""
    try:
        with opened_zip(content) as archive:
            root = ElementTree.fromstring(part_of(archive, _TEXTS))
    except (BrokenZip, KeyError, ElementTree.ParseError):
        return frozenset()
    texts = [each for each in root if local_name(each) == "si"]
    return frozenset(str(at) for at, text in enumerate(texts) if not _text(text).strip())


def struck_cells(raw: bytes, struck: Struck) -> dict[Place, str]:
    """Return the cells of a sheet that are struck out: the words that are, "" for the whole cell."""
    in_cells = b"strike" in raw
    used = struck.styles and re.search(rb"\bs=[\"'](?:%s)[\"']" % "|".join(struck.styles).encode(), raw)
    if not (used or struck.texts or in_cells):
        return {}
    return _Walk(struck).parse(raw)


def comments_of(content: bytes, sheet: str) -> dict[Place, str]:
    """Return the comments on a sheet's cells, without their writers' names before them."""
    try:
        with opened_zip(content) as archive:
            folder, _, name = sheet_part(archive, sheet).rpartition("/")
            relations = f"{folder}/_rels/{name}.rels"
            if not any(each.replace("\\", "/").lower() == relations.lower() for each in archive.namelist()):
                return {}
            found: dict[Place, str] = {}
            for each in ElementTree.fromstring(part_of(archive, relations)):
                if each.get("Type", "").endswith("/comments"):
                    found |= _comments(part_of(archive, _beside(folder, each.get("Target", ""))))
            return found
    except (BrokenZip, ElementTree.ParseError, ValueError):
        return {}


def _beside(folder: str, target: str) -> str:
    """Return a part's name by how another part in a folder points to it."""
    if target.startswith("/"):
        return target.lstrip("/")
    parts = folder.split("/")
    for step in target.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def _comments(raw: bytes) -> dict[Place, str]:
    root = ElementTree.fromstring(raw)
    authors = [each.text or "" for each in root.iter() if local_name(each) == "author"]
    found = {}
    for comment in (each for each in root.iter() if local_name(each) == "comment"):
        words = "".join(each.text or "" for each in comment.iter() if local_name(each) == "t")
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdigit() and int(number) < len(authors) else ""
        found[place_of(comment.get("ref", ""))] = comment_words(words, author)
    return {place: words for place, words in found.items() if words}


def comment_words(words: str, author: str = "") -> str:
    """Return what a comment says, on one line, without the name that the program puts before it."""
    said = _THREAD.sub("", words).strip()
    for name in (author, f"{author}:", f"{author}："):
        if author and said.startswith(name):
            said = said.removeprefix(name).lstrip(":： \n")
    return " ".join(said.split())


def _struck_styles(raw: bytes) -> frozenset[str]:
    root = ElementTree.fromstring(raw)
    fonts = [each for part in root if local_name(part) == "fonts" for each in part]
    struck = {
        str(at)
        for at, font in enumerate(fonts)
        if any(local_name(each) == "strike" and each.get("val", "1") not in _OFF for each in font)
    }
    formats = [each for part in root if local_name(part) == "cellXfs" for each in part]
    return frozenset(str(at) for at, each in enumerate(formats) if each.get("fontId") in struck)


def _struck_texts(raw: bytes) -> dict[str, str]:
    """Return the shared texts with words that are struck out."""
    found = {}
    texts = [each for each in ElementTree.fromstring(raw) if local_name(each) == "si"]
    for at, text in enumerate(texts):
        said = "".join(_text(each) for each in text if local_name(each) == "r" and _is_struck(each))
        whole = "".join(_text(each) for each in text if local_name(each) in ("r", "t"))
        if said.strip():
            found[str(at)] = "" if said.strip() == whole.strip() else said.strip()
    return found


def _text(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter() if local_name(each) == "t")


def _is_struck(run: ElementTree.Element) -> bool:
    return any(local_name(each) == "strike" and each.get("val", "1") not in _OFF for each in run.iter())


class _Walk:
    """Goes through a sheet's cells."""

    def __init__(self, struck: Struck) -> None:
        self._struck = struck
        self._found: dict[Place, str] = {}
        self._row = self._column = 0
        self._place: Place | None = None
        self._kind = self._style = self._inside = self._value = ""
        self._run_struck = False
        self._words, self._struck_words = "", ""

    def parse(self, raw: bytes) -> dict[Place, str]:
        """Return the cells that are struck out and not empty."""
        walk(raw, self._start, self._end, self._data)
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self._column = 0
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row
        elif name == "c":
            self._place = place_of(attributes["r"]) if "r" in attributes else (self._row, self._column)
            self._column = self._place[1]
            self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
            self._value = self._words = self._struck_words = ""
        elif name == "r":
            self._run_struck = False
        elif name == "strike":
            self._run_struck = attributes.get("val", "1") not in _OFF
        self._inside = name

    def _data(self, text: str) -> None:
        if self._inside == "v":
            self._value += text
        elif self._inside == "t":
            self._words += text
            self._struck_words += text if self._run_struck else ""

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._inside = ""
        if name == "row":
            self._row += 1
        if name != "c" or self._place is None:
            return
        self._column += 1
        self._run_struck = False
        if not (self._value or self._words):
            return
        if self._style in self._struck.styles:
            self._found[self._place] = ""
        elif self._kind == "s" and self._value in self._struck.texts:
            self._found[self._place] = self._struck.texts[self._value]
        elif self._struck_words.strip():
            whole = self._struck_words.strip() == self._words.strip()
            self._found[self._place] = "" if whole else self._struck_words.strip()
