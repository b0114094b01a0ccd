"""The sheets being drawn: the page's style, where the pen is, page numbers, bookmarks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfgen.canvas import Canvas

from huanjie_desktop.documents.blocks import Block, Document, Face, PageStyle, Paper
from huanjie_desktop.documents.drawing import Words
from huanjie_desktop.documents.fitting import Fitted
from huanjie_desktop.documents.fonts import FontBook
from huanjie_desktop.documents.typeset import Line, Piece, Style, pieces_of

MM = 72 / 25.4
GRID_LINES = 22
GRID_CHARS = 28
_SIZES = {Paper.A4: A4, Paper.A3: A3}
_NUMBER_SIZE = 14  # 4号
_RUNNING, _RUNNING_LINES = Style(Face.HEI, 16), 1.5
GOING_ON = "（续）"
PRODUCER = "huanjie-desktop"


class Sheets:
    """Draws on one sheet after another; `y` is the pen's distance from the bottom edge, pt, always within the type area.

    `of_pages` is how many the document has, for those that are numbered so; `ahead` is added to the number of the sheet
    where its pages will stand among others; `cut` gathers texts that had no room, `fitted` keeps what was fitted;
    `running` is the title that stands above what goes on from the sheet before.
    """

    def __init__(self, stream: BinaryIO, fonts: FontBook, title: str) -> None:
        self.canvas = Canvas(stream, pagesize=A4, invariant=1, pageCompression=1, initialFontName=fonts.usual)
        self.canvas.setTitle(title)
        self.canvas.setAuthor("")
        self.canvas.setCreator(PRODUCER)
        self.canvas.setProducer(PRODUCER)
        self.canvas.setSubject("")
        self.fonts = fonts
        self.pages = 0
        self.style = PageStyle()
        self.y = 0.0
        self.following: Sequence[Block] = ()
        self.of_pages = 0
        self.cut: list[str] = []
        self.fitted: dict[Words, Fitted] = {}  # labels of forms are the same on every sheet
        self.ahead = 0
        self._document: Document | None = None
        self._number = 0
        self._open = False
        self._first = 0.0  # where the pen begins on this sheet
        self.running = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that titles are not broken in."""
        return self._document.names if self._document is not None else ()

    @property
    def size(self) -> tuple[float, float]:
        """Return the sheet's width and height, pt."""
        width, height = _SIZES[self.style.paper]
        return (height, width) if self.style.landscape else (width, height)

    @property
    def left(self) -> float:
        """Return the type area's left edge."""
        return self.style.margins.left * MM

    @property
    def right(self) -> float:
        """Return the type area's right edge."""
        return self.size[0] - self.style.margins.right * MM

    @property
    def top(self) -> float:
        """Return the type area's upper edge."""
        return self.size[1] - self.style.margins.top * MM

    @property
    def bottom(self) -> float:
        """Return the type area's lower edge."""
        return self.style.margins.bottom * MM

    @property
    def width(self) -> float:
        """Return the type area's width."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """Return what is left of the type area under the pen."""
        return self.y - self.bottom

    @property
    def room_of_next(self) -> float:
        """Return what the next sheet has room for, under the title that goes on there."""
        return self.top - self.bottom - (_RUNNING_LINES * self.line_pitch if self.running else 0.0)

    @property
    def line_pitch(self) -> float:
        """Return the height of a line of 3号 text: 22 fill the type area of GB/T 9704."""
        return 225 * MM / GRID_LINES

    @property
    def at_top(self) -> bool:
        """Tell whether nothing stands on the sheet yet."""
        return self.y >= self._first - 0.01

    def begin(self, document: Document) -> int:
        """Start a document on a new sheet with a bookmark; return its first page, counted from 1."""
        self._document = document
        self._number = 0
        self.running = ""
        self.style = document.page
        self._start_page()
        name = f"d{self.pages}"
        self.canvas.bookmarkPage(name)
        self.canvas.addOutlineEntry(document.title.replace("\n", ""), name, level=0)
        return self.pages

    def end(self) -> None:
        """Finish a document's last sheet."""
        self._finish_page()

    def new_page(self, style: PageStyle | None = None, of: str = "") -> None:
        """Go to the next sheet, in another style from here on if one is given; an untouched sheet is used as it is.

        `of` is what of the document goes on there: it stands in the title above.
        """
        if style is None and self.at_top:
            return
        if style is not None and self.at_top:
            self.style = style
            self.canvas.setPageSize(self.size)
            self._first = self.y = self.top
            return
        self._finish_page()
        self.style = style or self.style
        self._start_page()
        if self.running:
            words = f"{self.running.removesuffix(GOING_ON)}　{of}{GOING_ON}" if of else self.running
            size = min(_RUNNING.size, self.width / max(self.fonts.width(words, _RUNNING.face, 1), 1))
            middle, below = (self.left + self.right) / 2, self.y - self.line_pitch * 0.6
            self.draw_centred(words, Style(_RUNNING.face, size), middle, below)
            self._first = self.y = self.y - _RUNNING_LINES * self.line_pitch

    def need(self, height: float, of: str = "") -> bool:
        """Go to the next sheet, on which `of` goes on, if this one has less room than `height`; tell whether that was so."""
        if height <= self.room + 0.01 or self.at_top:
            return False
        self.new_page(of=of)
        return True

    def blank_back(self) -> None:
        """Leave an empty sheet, so that what follows begins on a front."""
        self.pages += 1
        self.canvas.setPageSize(self.size)
        self.canvas.showPage()

    def draw_line(self, line: Line, x: float, baseline: float) -> None:
        """Draw a set line with its start at `x`."""
        for piece in line.pieces:
            self._draw_piece(piece, x + piece.x, baseline)

    def draw_text(self, text: str, style: Style, x: float, baseline: float) -> None:
        """Draw unbroken text from `x` on."""
        for piece in pieces_of(text, style, self.fonts, x):
            self._draw_piece(piece, piece.x, baseline)

    def _draw_piece(self, piece: Piece, x: float, baseline: float) -> None:
        self.canvas.setFont(piece.font, piece.size)
        self.canvas.drawString(x, baseline, piece.text, charSpace=piece.spread or None)

    def draw_centred(self, text: str, style: Style, centre: float, baseline: float) -> None:
        """Draw unbroken text around `centre`."""
        width = self.fonts.width(text, style.face, style.size)
        self.draw_text(text, style, centre - width / 2, baseline)

    @contextmanager
    def coloured(self, colour: str) -> Iterator[None]:
        """Draw in another colour than black."""
        self.canvas.setFillColor(HexColor(colour))
        yield
        self.canvas.setFillGray(0.0)

    def draw_rule(self, y: float, colour: str, width: float) -> None:
        """Draw a line over the width of the type area."""
        self.canvas.saveState()
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(width)
        self.canvas.line(self.left, y, self.right, y)
        self.canvas.restoreState()

    def save(self) -> None:
        """Write the file."""
        self.canvas.save()

    def _start_page(self) -> None:
        self.pages += 1
        self._number += 1
        self.canvas.setPageSize(self.size)
        self._first = self.y = self.top
        self._open = True

    def _finish_page(self) -> None:
        if not self._open:
            return
        if self._document is not None and self._document.number_pages:
            self._draw_number()
        self.canvas.showPage()
        self._open = False

    def _draw_number(self) -> None:
        if self.style.numbering == "official":
            style = Style(Face.SONG, _NUMBER_SIZE)
            text = f"— {self.pages + self.ahead} —"
            self.draw_text(text, style, self._outside(text, style), self.bottom - 7 * MM - style.size * 0.35)
            return
        text = {"plain": f"第 {self.pages + self.ahead} 页", "total": self._number_of_total()}.get(
            self.style.numbering, ""
        )
        self.draw_centred(text, Style(Face.SONG, 9), (self.left + self.right) / 2, self.bottom / 2)

    def _number_of_total(self) -> str:
        return f"第 {self._number} 页　共 {self.of_pages} 页" if self.of_pages > 1 else ""

    def _outside(self, text: str, style: Style) -> float:
        """Return where an official page number begins: one character in from the right on fronts, from the left on backs."""
        if (self.pages + self.ahead) % 2:
            return self.right - style.size - self.fonts.width(text, style.face, style.size)
        return self.left + style.size
