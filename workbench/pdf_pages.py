"""What stands where on the pages of a PDF: stretches of text, lines, text outside the margins, fonts."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

from huanjie_desktop.documents.blocks import PageStyle
from huanjie_desktop.documents.pictures import Pages

MM = 72 / 25.4
PAGE_NUMBER = re.compile(r"—(\d+)—|第(\d+)页(?:共\d+页)?")
_ONE_LINE = 3.0  # pt between baselines that are of one line


class Placed(NamedTuple):
    """A stretch of text on a page: what it says, where it begins and its ink ends, its face and its size, pt."""

    words: str
    x: float
    y: float
    face: str
    size: float
    right: float = 0.0


def outside(content: bytes, *styles: PageStyle) -> list[tuple[int, str]]:
    """Return the text outside the margins of the style that a page has, with its page; page numbers may stand below."""
    found = []
    with pypdfium2.PdfDocument(content) as file:
        for number, page in enumerate(file, 1):
            width, height = page.get_size()
            style = next((each for each in styles if each.landscape == (width > height)), styles[0])
            margins = style.margins
            text = page.get_textpage()
            for at in range(text.count_rects()):
                x0, y0, x1, y1 = text.get_rect(at)
                within = x0 >= margins.left * MM - 1 and x1 <= width - margins.right * MM + 1
                if not within or y0 < margins.bottom * MM / 2 - 4 or y1 > height - margins.top * MM + 3:
                    found.append((number, text.get_text_bounded(x0, y0, x1, y1)))
    return found


def unembedded(content: bytes) -> set[str]:
    """Return the fonts that the file names and does not hold."""
    found = set()
    with pikepdf.open(BytesIO(content)) as file:
        for page in file.pages:
            for font in page.resources.get("/Font", {}).values():
                if "/FontFile2" not in font.get("/FontDescriptor", {}):
                    found.add(str(font["/BaseFont"]))
    return found


def unused_fonts(content: bytes) -> set[str]:
    """Return the fonts of which no page shows a character."""
    held, used = {}, set()
    with pikepdf.open(BytesIO(content)) as file:
        for page in file.pages:
            held.update({str(name): str(font["/BaseFont"]) for name, font in page.resources.get("/Font", {}).items()})
            chosen = ""
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator == "Tf":
                    chosen = str(instruction.operands[0])
                elif operator in ("Tj", "TJ", "'", '"'):
                    used.add(chosen)
    return {font for name, font in held.items() if name not in used}


def pieces(content: bytes) -> list[list[Placed]]:
    """Return the stretches of text of each page from top to bottom, without page numbers."""
    found = []
    with pypdfium2.PdfDocument(content) as file:
        for page in file:
            layer = page.get_textpage()
            placed = []
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=layer, max_depth=8):
                words = "".join(each.extract().split())
                matrix = each.get_matrix()
                if words and "—" not in words and matrix.f > 17 * MM:
                    face = each.get_font().get_base_name()
                    size = each.get_font_size() * matrix.a
                    placed.append(Placed(words, matrix.e, matrix.f, face, size, each.get_bounds()[2]))
            found.append(sorted(placed, key=lambda each: (-each.y, each.x)))
    return found


def lines_of(page: list[Placed]) -> list[list[Placed]]:
    """Return the lines of a page from top to bottom, each from left to right."""
    found: list[list[Placed]] = []
    for piece in page:
        if PAGE_NUMBER.fullmatch(piece.words):
            continue
        if found and found[-1][0].y - piece.y <= _ONE_LINE:
            found[-1].append(piece)
        else:
            found.append([piece])
    return [sorted(line, key=lambda piece: piece.x) for line in found]


def words_of(line: list[Placed]) -> str:
    """Return what a line says."""
    return "".join(piece.words for piece in line)


def texts(content: bytes) -> list[str]:
    """Return the text of each page without white space."""
    return ["".join(text.split()) for text in copied(content)]


def copied(content: bytes) -> list[str]:
    """Return the text of each page as a reader copies it."""
    pages = Pages(content)
    try:
        return [pages.text(at) for at in range(len(pages))]
    finally:
        pages.close()


def ruled_width(content: bytes) -> float:
    """Return how wide what is drawn with lines is, mm."""
    edges = list(_edges(content))
    return (max(right for _, right in edges) - min(left for left, _ in edges)) / MM if edges else 0.0


def _edges(content: bytes) -> Iterator[tuple[float, float]]:
    with pypdfium2.PdfDocument(content) as file:
        for page in file:
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                left, _, right, _ = each.get_bounds()
                yield left, right


def page_count(content: bytes) -> int:
    """Return how many pages a file has."""
    with pypdfium2.PdfDocument(content) as file:
        return len(file)
