"""The neutral block list: what a paper says and how it is meant, knowing nothing of files or of 换届.

Lengths are in millimetres, sizes in points. Writers render every block; a writer that cannot (xlsx: running text) takes
the document's tables only, and the document's spec then does not offer that format or says so.
"""

from dataclasses import dataclass
from enum import StrEnum

from huanjie_desktop.documents.drawing import Drawing as Drawing
from huanjie_desktop.documents.faces import Align as Align
from huanjie_desktop.documents.faces import Face as Face


class Paper(StrEnum):
    """A sheet size."""

    A4 = "A4"
    A3 = "A3"


@dataclass(frozen=True)
class Margins:
    """Distances of the type area from the sheet's edges, mm."""

    top: float
    right: float
    bottom: float
    left: float


OFFICIAL_MARGINS = Margins(37, 26, 35, 28)  # GB/T 9704-2012 5.2: type area 156 x 225
TABLE_MARGINS = Margins(20, 15, 18, 15)


@dataclass(frozen=True)
class PageStyle:
    """纸张与页面: `numbering` "official" prints — 1 — outside, "plain" 第 1 页 centred, "none" nothing.

    "total" prints 第 1 页　共 9 页 of the document itself, and nothing on a document of one page.
    """

    paper: Paper = Paper.A4
    landscape: bool = False
    margins: Margins = OFFICIAL_MARGINS
    numbering: str = "official"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one face; None takes what the block says. A `whole` one (a name) is not broken."""

    text: str
    face: Face | None = None
    size: float | None = None
    bold: bool = False
    underline: bool = False
    whole: bool = False


Text = str | tuple[Run, ...]


@dataclass(frozen=True)
class Title:
    """标题: 2号小标宋, centred, may break at `\\n`; `subtitle` (草案, date, place) 3号楷体 under it.

    `again` stands small above what goes on from the sheet before (代表名单（续）).
    """

    text: str
    subtitle: str = ""
    size: float = 22
    again: str = ""


@dataclass(frozen=True)
class Heading:
    """层次标题: level 1 一、黑体, 2 （一）楷体, 3 1. 仿宋, 4 （1）仿宋; indented two characters, kept with the next.

    All names and labels under it begin a new sheet with it where this one has not more than `spared` lines left for them,
    and those of a `whole` one wherever the next sheet holds all of them and this one does not.
    """

    level: int
    text: str
    indent: float = 2
    spared: int = 0
    whole: bool = False


@dataclass(frozen=True)
class RedHead:
    """版头: the issuer's mark in red, under it 发文字号 at the left and 签发人 at the right, and the red line (GB/T 9704 7.2).

    Without a `mark` there is room for that of the office's own paper. `signer` is 签发人：and who it is.
    """

    mark: str = ""
    number: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Paragraph:
    """正文段落: 3号仿宋 on the 28 x 22 grid; `indent` is the first line's, in characters.

    One that is kept with the next stands on its sheet, and so do those behind it down to a signature.
    """

    text: Text
    indent: float = 2
    align: Align = Align.JUSTIFY
    face: Face = Face.FANG
    size: float = 16
    left: float = 0
    keep_with_next: bool = False


@dataclass(frozen=True)
class Space:
    """Empty lines of the grid."""

    lines: float = 1


@dataclass(frozen=True)
class Column:
    """A table's column: `width` is a weight shared out over the type area; `kind` "text", "name", "number" or "date"
    (names are spaced to three characters, numbers and dates are centred and never broken). "count" and "share" (87.5%)
    are numbers that a spreadsheet computes with; "items" hang under their
    numbers, "short" is text in a size less. `strong` draws the line before it heavier."""

    width: float
    align: Align = Align.CENTER
    kind: str = "text"
    face: Face | None = None
    strong: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell that spans or differs from its column; plain strings serve for all others.

    Rows under a cell that spans them stay on one sheet, unless it has `again`: then they may go on to the next, where the
    rest of them stands beside these words (7月26日（续）).
    """

    text: Text
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    bold: bool = False
    face: Face | None = None
    again: str | None = None


CellText = str | Cell | None  # None: covered by a span


@dataclass(frozen=True)
class Row:
    """A table row; `kind` "row", "group" (单位 line across the table, kept with the next row) or "total" (bold).
    `height` is a least height, mm, 0 as the text needs."""

    cells: tuple[CellText, ...]
    kind: str = "row"
    height: float = 0


@dataclass(frozen=True)
class Table:
    """表格: the head is repeated on every page; rows wrap and never split across pages unless taller than one.

    `caption` is the title that continued pages repeat with （续）, as large as it
    can be or of `caption_size`, `again` what they have above the head where the title
    stands before the table; `mark` stands framed at the right of each page's top
    (A票); `note` are the small lines above the head (单位, 统计日期), of `note_once` on the first page only, and `foot`
    the lines under the last row.
    `balanced` spreads the rows evenly over as few pages as hold them, at least two on the last, repeats a group's line
    with （续）, goes down to `least_height` for a row where that saves a page and up to `most_height` on a single one;
    `foot_each` repeats the foot.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    caption_size: float = 0
    again: str = ""
    note: str = ""
    foot: str = ""
    mark: str = ""
    note_align: Align = Align.RIGHT
    note_once: bool = False
    size: float = 10.5
    row_height: float = 9
    least_height: float = 0
    most_height: float = 0
    balanced: bool = False
    foot_each: bool = False
    outer: float = 0.5
    inner: float = 0.35


@dataclass(frozen=True)
class GridCell:
    """格: a cell of a `Grid` at its first row and column, with `text`, `entries` that hang behind their dates, or a `picture`.

    `note` stands at its right lower corner (（盖章）, the date). Text is set smaller, in size and pitch, until the cell holds it.
    """

    row: int
    column: int
    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    align: Align = Align.CENTER
    size: float = 14.0
    wrap: bool = True
    entries: tuple[tuple[str, str], ...] = ()
    picture: bytes = b""
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """表样: an official form whose columns and rows have lengths of their own, mm, and never grow; on one page.

    `heading` stands above it, spread over `heading_width`, in a band of `heading_height`; `foot` under it.
    """

    title: str
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[GridCell, ...]
    heading: str = ""
    heading_size: float = 24.0
    heading_width: float = 0.0
    heading_height: float = 0.0
    foot: str = ""
    foot_height: float = 0.0


@dataclass(frozen=True)
class BarChart:
    """图: a bar for each thing, made of a part for each of `series`, in grey steps that print in black and white.

    `bars` are (label, counts by series) in the order of the table they belong to; `unit` stands behind the sums.
    """

    title: str
    series: tuple[str, ...]
    bars: tuple[tuple[str, tuple[int, ...]], ...]
    unit: str = "票"


@dataclass(frozen=True)
class NameGrid:
    """名单: names in `per_line` equal columns, two-character names spaced; `brackets` beside a name, as （女，回族），
    follow it smaller; a name that its cell does not hold takes the next one too. Items are (name, brackets).

    Where they go on on another sheet of a PDF, `of`, whose names they are, stands in the title there.
    """

    names: tuple[tuple[str, str], ...]
    per_line: int = 4
    face: Face = Face.FANG
    size: float = 16
    indent: float = 0
    of: str = ""


@dataclass(frozen=True)
class Labelled:
    """带标签的行: a bold label and its text, hanging (团　长：张　三); `label_width` in characters."""

    label: str
    text: Text
    label_width: float = 5
    indent: float = 2


@dataclass(frozen=True)
class Signature:
    """落款: the name and under it the date, set as GB/T 9704 7.3.5.2 (unsealed).

    A `sealed` one has the date four characters in from the right, the name over its middle and room for the seal (7.3.5.1).
    """

    name: str
    date: str
    sealed: bool = False


@dataclass(frozen=True)
class Contents:
    """目录: lines of title and page number with leaders; `entries` are (title, page) and the packet fills them.

    A title without a page has no leaders.
    """

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cover:
    """封面: `lines` large and centred in the upper half (小标宋), `kind` 会议材料 below.

    `foot` is the unit and the date at the bottom; `mark` 份号 or a draft mark at the top left.
    """

    lines: tuple[str, ...]
    kind: str = ""
    foot: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True)
class PageBreak:
    """Start a new page; `style` changes the paper from here on (a landscape table inside a portrait paper)."""

    style: PageStyle | None = None


Block = (
    Title
    | RedHead
    | Heading
    | Paragraph
    | Space
    | Table
    | BarChart
    | Drawing
    | Grid
    | NameGrid
    | Labelled
    | Signature
    | Contents
    | Cover
    | PageBreak
)


@dataclass(frozen=True)
class Document:
    """One paper: its title (bookmark, file name, metadata), its page and its blocks.

    `lacking` are the titles of what its texts name and the workspace does not know yet; blank lines stand there. `names`
    are not broken in titles (the unit, the congress).
    """

    title: str
    page: PageStyle
    blocks: tuple[Block, ...]
    number_pages: bool = True
    lacking: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
