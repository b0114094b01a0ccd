"""The text of a lrmx: from bytes in whatever encoding, mended where it is not well-formed, and where its elements stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from huanjie_desktop.exchange.lrmx.elements import FAMILY, ITEM, OF_RELATIVE, ORDER, ROOT, UnreadableForm

_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]+)[\"']", re.IGNORECASE)
_READ = frozenset({"utf-8", "gb18030"})
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "cp936", "x-gbk"})
_KNOWN = frozenset({*ORDER, *OF_RELATIVE, ITEM, FAMILY, ROOT, "br"})
_BARE_AND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
_NATIONAL = re.compile(r"&1(amp|lt|gt);")  # what the national exporter writes for a while, and may leave behind
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|(\d{1,8}));")
_BRACKET = re.compile(r"<(?!!\[CDATA\[|!--|\?xml)(/?)([A-Za-z_][\w.\-]*)?")
_TOKEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([^\s<>/!?]+)[^<>]*?(/?)>", re.DOTALL)
_MOST_DEPTH = 12


class Span(NamedTuple):
    """Where an element stands in a text: all of it, and what is between its tags; the same place twice where it is <X/>."""

    name: str
    start: int
    inner_start: int
    inner_end: int
    end: int

    @property
    def is_short(self) -> bool:
        """Tell whether it is written <X/>."""
        return self.inner_start == self.end


@dataclass(frozen=True)
class Markup:
    """A form's text as it can be parsed, how its bytes were written, and in words what had to be mended."""

    text: str
    codec: str
    mark: bytes = b""
    repairs: tuple[str, ...] = ()

    def encoded(self, text: str) -> bytes:
        """Return a text in the bytes that the file was written in."""
        return self.mark + text.encode(self.codec, "xmlcharrefreplace")


def read_markup(content: bytes) -> tuple[Markup, "etree._Element"]:
    """Return a form's text and its elements, mended where that is needed; UnreadableForm where it cannot be."""
    text, codec, mark, repairs = _decoded(content)
    if "<!DOCTYPE" in text[:2000] or "<!ENTITY" in text:
        raise UnreadableForm("文件里有实体定义，干部任免审批表不会有，可能有害")
    root = _parsed(text)
    if root is None:
        text = _mended(text)
        repairs = (*repairs, "文件格式有错（有没有转义的符号或不该有的字符），已修复后读取")
        root = _parsed(text)
    if root is None:
        raise UnreadableForm("文件损坏，标记不成对，读不出来")
    if root.tag != ROOT:
        raise UnreadableForm("不是干部任免审批表的文件")
    return Markup(text, codec, mark, repairs), root


def children(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the elements right inside a stretch of well-formed text, in their order; by default those of the root."""
    end = len(text) if end is None else end
    found = list(_spans(text, start, end))
    if start == 0 and len(found) == 1 and found[0].name == ROOT:
        return children(text, found[0].inner_start, found[0].inner_end)
    return found


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    depth, begun = 0, (0, 0)
    for token in _TOKEN.finditer(text, start, end):
        if token[2] is None:
            continue
        if token[1]:
            depth -= 1
            if depth == 0:
                yield Span(token[2], begun[0], begun[1], token.start(), token.end())
        elif token[3]:
            if depth == 0:
                yield Span(token[2], token.start(), token.end(), token.end(), token.end())
        else:
            if depth == 0:
                begun = (token.start(), token.end())
            depth += 1


def _decoded(content: bytes) -> tuple[str, str, bytes, tuple[str, ...]]:
    """Return the text, its codec, the mark that stood before it, and what is odd about the encoding."""
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    codec = _MARKS.get(mark, "")
    content = content[len(mark) :]
    if content[:2] in (b"<\0", b"\0<"):
        codec = "utf-16-le" if content[0] else "utf-16-be"
    declared = codec or _declared(content)
    for tried in dict.fromkeys((declared, "utf-8", "gb18030")) if codec or declared in _READ else ("utf-8", "gb18030"):
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        if tried == declared:
            return text, tried, mark, ()
        odd = (f"文件声明的编码是{declared}，内容却是{tried}，已按内容读取",)
        if declared in _READ:  # it goes out in what it declares
            return text, declared, mark, odd
        return _DECLARED.sub(lambda found: found[0].replace(found[1], "utf-8"), text, count=1), "utf-8", mark, odd
    raise UnreadableForm("文字编码认不出来")


def _declared(content: bytes) -> str:
    found = _DECLARED.match(content[:200].lstrip().decode("latin-1"))
    named = found[1].lower() if found else "utf-8"
    return "gb18030" if named in _CHINESE else "utf-8" if named == "utf8" else named


def _parsed(text: str) -> "etree._Element | None":
    """Return the root of a well-formed text, None of any other; nothing outside the text is ever looked at."""
    body = text[text.index("?>") + 2 :] if text.lstrip()[:5] == "<?xml" and "?>" in text[:200] else text
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    try:
        root = etree.fromstring(body.strip().encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError:
        return None
    return root if _depth(root) <= _MOST_DEPTH else None


def _depth(root: "etree._Element") -> int:
    return 1 + max((_depth(child) for child in root if len(child)), default=0) if len(root) else 1


def _mended(text: str) -> str:
    """Return a text whose bare signs are escaped and whose unfit characters are gone."""
    text = _REFERENCE.sub(_fit, text)
    text = _NATIONAL.sub(r"&\1;", _UNFIT.sub(lambda match: " " if match[0] == "\x0b" else "", text))
    text = _BARE_AND.sub("&amp;", text)
    return _BRACKET.sub(lambda match: match[0] if _is_tag(text, match) else "&lt;" + match[0][1:], text)


def _fit(match: "re.Match[str]") -> str:
    """Return a reference to a character, or what stands for one that XML does not allow."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if code > 0x10FFFF or _UNFIT.match(chr(code)):
        return " " if code == ord("\x0b") else ""
    return match[0]


def _is_tag(text: str, match: "re.Match[str]") -> bool:
    """Tell whether a < opens or closes an element: one that is known, or that has both tags."""
    name = match[2] or ""
    after = text[match.end() : match.end() + 200]
    if not name or re.match(r"\s*/?>", after) is None:
        return False
    return name in _KNOWN or re.match(r"\s*/>", after) is not None or (f"<{name}>" in text and f"</{name}>" in text)
