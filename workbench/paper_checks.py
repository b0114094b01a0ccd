"""What is wrong with a printed paper: margins, fonts, lines, ends of pages, names, words of nonsense, heights of rows.

Each check gives a short phrase a fault; `CHECKS` are those of a PDF, `workbench.proofs --check` makes the papers.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from huanjie_desktop.documents.blocks import Cell, Contents, Document, Drawing, NameGrid, PageBreak, Signature, Table
from huanjie_desktop.documents.pdf import PdfReport
from huanjie_desktop.documents.typeset import CLOSERS, OPENERS
from huanjie_desktop.domain.names import display_name
from workbench.page_ends import feet_alone, lonely_last_page
from workbench.pdf_pages import Placed, copied, lines_of, outside, pieces, unembedded, unused_fonts, words_of
from workbench.spreadsheets import broken, clipped, filled

_NEAR = 1.2  # ems; further apart two stretches stand in different cells
_LEADERS = "…"
_NONSENSE = re.compile(
    r"(?:共|(?<!妇女)(?<!民族)代表|[（(])0[名人个]|(?<!关)[于在](?=召开|举行)|定于在|第[次届]|[（“][）”]|None|nan|[{}｛｝〓\ufffd]"
    r"|[，。；：、]{2}|([\u4e00-\u9fff]{2}[县乡镇市区])\1|0年0月|占%|县县(?![直委政人城里])|(?:共|代表|妇女)[名人][，。]"
)
_NUMBER = re.compile(r"(?<!\d)(?:\d{17}[\dX]|1\d{10})(?!\d)")
_TOLD = 24  # characters of a text that a fault tells


@dataclass(frozen=True)
class Proof:
    """A paper as it was printed: its file's name, what it was composed of, its PDF, its XLSX where it can be one."""

    name: str
    title: str
    document: Document
    content: bytes
    report: PdfReport
    sheet: bytes | None = None

    @cached_property
    def pages(self) -> list[list[Placed]]:
        """Return the stretches of text of each page."""
        return pieces(self.content)

    @cached_property
    def copied(self) -> list[str]:
        """Return each page's text as it is copied."""
        return copied(self.content)


def find_faults(proof: Proof) -> list[tuple[str, str]]:
    """Return what is wrong with a paper: the check, and what it says."""
    return [(name, fault) for name, check in CHECKS.items() for fault in check(proof)]


def _margins(proof: Proof) -> Iterator[str]:
    styles = [block.style for block in proof.document.blocks if isinstance(block, PageBreak) and block.style]
    for page, words in outside(proof.content, proof.document.page, *styles):
        yield f"page {page}: “{words[:_TOLD]}” is outside the margins"


def _glyphs(proof: Proof) -> Iterator[str]:
    yield from (f"no glyph for {char}" for char in proof.report.missing)
    yield from (f"cut: “{text[:_TOLD]}”" for text in proof.report.cut)


def _fonts(proof: Proof) -> Iterator[str]:
    yield from (f"{font} is not embedded" for font in sorted(unembedded(proof.content)))
    yield from (f"{font} is embedded and not used" for font in sorted(unused_fonts(proof.content)))


def _lines(proof: Proof) -> Iterator[str]:
    """No line begins with a closing mark or ends with an opening one."""
    if any(isinstance(block, Contents) for block in proof.document.blocks):
        return
    for number, page in enumerate(proof.pages, 1):
        for line in lines_of(page):
            for at, piece in enumerate(line):
                before = line[at - 1] if at else None
                after = line[at + 1] if at + 1 < len(line) else None
                first, last = piece.words[0], piece.words[-1]
                if first in CLOSERS and not _touches(before, piece):
                    yield f"page {number}: a line begins with “{piece.words[:_TOLD]}”"
                if last in OPENERS and not _touches(piece, after):
                    yield f"page {number}: a line ends with “{piece.words[-_TOLD:]}”"


def _touches(one: Placed | None, two: Placed | None) -> bool:
    return one is not None and two is not None and two.x - one.right < _NEAR * max(one.size, two.size)


def _ends(proof: Proof) -> Iterator[str]:
    if not any(isinstance(block, Drawing) for block in proof.document.blocks):
        yield from lonely_last_page(proof.pages)
        yield from feet_alone(proof.pages)
        signed = "".join(block.name for block in proof.document.blocks if isinstance(block, Signature))
        if signed and words_of(lines_of(proof.pages[-1])[0]) == signed:
            yield "the last page begins with the signature"


def _names(proof: Proof) -> Iterator[str]:
    """Names, numbers of cards and telephones are copied in one piece."""
    wanted = set(_whole_texts(proof.document))
    for reader, pages in _readers(proof):
        text = _spaced(re.sub(r"·\s+", "·", "\n".join(pages)))
        found = (words for words in sorted(wanted) if _spaced(words) not in text)
        yield from (f"{reader} does not copy “{words}” in one piece" for words in found)


def _spaced(text: str) -> str:
    """Return text with one kind of space: readers copy the wide one as either."""
    return re.sub("[ \u3000]+", " ", text)


def _readers(proof: Proof) -> Iterator[tuple[str, list[str]]]:
    yield "pdfium", proof.copied
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-raw", "-", "-"]
        done = subprocess.run(command, input=proof.content, capture_output=True, check=True)
        yield "pdftotext", done.stdout.decode().split("\f")


def _whole_texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, NameGrid):
            yield from (display_name(name) for name, _ in block.names)
        elif isinstance(block, Table):
            for row in block.rows:
                for column, cell in zip(block.columns, row.cells, strict=True):
                    text = cell.text if isinstance(cell, Cell) else cell
                    if isinstance(text, str) and text:
                        yield from _NUMBER.findall(text)
                        if column.kind == "name" and not isinstance(cell, Cell):
                            yield display_name(text)


def _nonsense(proof: Proof) -> Iterator[str]:
    for number, page in enumerate(proof.copied, 1):
        text = re.sub(r"[\r\n ]", "", page)
        for found in _NONSENSE.finditer(text):
            around = text[max(0, found.start() - 10) : found.end() + 10]
            yield f"page {number}: “{around}”"


def _page_numbers(proof: Proof) -> Iterator[str]:
    """The page numbers of a paper go on by one and are of one kind."""
    kinds = {match.lastindex for page in proof.copied for match in _numbers(page)}
    if len(kinds) > 1:
        yield "page numbers of two kinds"
    numbers = [int(match.group(match.lastindex or 0)) for page in proof.copied for match in _numbers(page)]
    yield from (f"page {two} follows page {one}" for one, two in pairwise(numbers) if two != one + 1)


_PAGE_NUMBER = re.compile(r"^\s*(?:— (\d+) —|第 (\d+) 页(?:　共 \d+ 页)?)\s*$", re.MULTILINE)


def _numbers(page: str) -> list[re.Match[str]]:
    return list(_PAGE_NUMBER.finditer(page))[-1:]


def _heights(proof: Proof) -> Iterator[str]:
    if proof.sheet is not None:
        yield from (f"XLSX cuts {cell[:_TOLD]}" for cell in clipped(proof.sheet))
        numbers = [cell.text for cell in filled(proof.sheet) if _NUMBER.fullmatch(cell.text)]
        yield from (f"XLSX breaks {number}" for number in broken(proof.sheet, numbers))


CHECKS: Mapping[str, Callable[[Proof], Iterator[str]]] = {
    "margins": _margins,
    "glyphs": _glyphs,
    "fonts": _fonts,
    "lines": _lines,
    "page ends": _ends,
    "page numbers": _page_numbers,
    "names": _names,
    "words": _nonsense,
    "xlsx rows": _heights,
}


def contents_faults(content: bytes, starts: Mapping[str, int]) -> list[str]:
    """Return the lines of a packet's contents whose number is not the page on which the paper begins."""
    pages = copied(content)
    listed = next((page for page in pages if "目" in page and "……" in page), "")
    said = {
        "".join(title.split()): int(number)
        for title, number in re.findall(r"^(.+?)…+\s*(\d+)\s*$", listed, re.MULTILINE)
    }
    faults = [
        f"“{title}” is said to begin on {said.get(title)}, not {page}"
        for title, page in starts.items()
        if said.get(title) != page
    ]
    for number, page in enumerate(pages, 1):
        for match in _numbers(page):
            if match.group(1) != str(number):
                faults.append(f"page {number} bears “{match.group().strip()}”")
    return faults
