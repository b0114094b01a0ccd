"""Whether the page 00_目录.html is only what the program writes: titles, tables and links into the package."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

from huanjie_desktop.exchange.packages.file_names import path_fault

_TAGS = {
    "html": {"lang"},
    "meta": {"charset"},
    "a": {"href"},
    "td": {"class", "rowspan", "colspan"},
    "th": {"class", "rowspan", "colspan"},
    **{tag: set() for tag in ("head", "title", "style", "body", "h1", "small", "br", "p", "table", "tr")},
}
_LOADS = re.compile(r"url\s*\(|@import|expression\s*\(|\\\\", re.IGNORECASE)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fault = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or any(name not in _TAGS[tag] for name, _ in attrs):
            self.fault = self.fault or f"里有不该有的内容（{tag}），不要打开"
        for name, value in attrs:
            if name == "href" and path_fault(unquote(value or "")):
                self.fault = self.fault or "里有通向上报包之外的链接，不要打开"

    def handle_data(self, data: str) -> None:
        if self.lasttag == "style" and _LOADS.search(data):
            self.fault = self.fault or "里有会自己装入的内容，不要打开"

    def handle_pi(self, data: str) -> None:
        self.fault = self.fault or "里有不该有的内容，不要打开"


def page_fault(content: bytes) -> str:
    """Return what is wrong with a page of contents, "" for nothing: it may hold no script and load nothing."""
    page = _Page()
    try:
        page.feed(content.decode("utf-8"))
        page.close()
    except (UnicodeDecodeError, AssertionError):
        return "读不出来，不是程序写的目录"
    return page.fault
