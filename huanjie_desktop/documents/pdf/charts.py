"""Bar charts in grey steps, drawn with the canvas: bars in the order given, each part with its number where it has room."""

from huanjie_desktop.documents.blocks import BarChart, Face
from huanjie_desktop.documents.greys import greys
from huanjie_desktop.documents.pdf.paging import Part, share_out
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.typeset import LEAST, Style, set_text
from huanjie_desktop.domain.names import display_name

_TITLE, _LABEL, _NUMBER = Style(Face.HEI, 12), Style(Face.SONG, 9), Style(Face.SONG, LEAST)
_GAP = 5 * MM
_PITCH, _BAR = 7.5 * MM, 4.8 * MM
_MOST_LABEL = 42 * MM
_SUM = 13 * MM  # room for a bar's sum behind it
_WHITE_BELOW = 0.5  # greys on which numbers stand white
_LINE = 0.5


def draw_chart(sheets: Sheets, chart: BarChart) -> None:
    """Draw a chart; bars that one sheet does not hold go on to the next, with the title and the key again."""
    if not chart.bars:
        return
    head = _GAP + 2 * _PITCH
    if not sheets.at_top and sheets.room < head + len(chart.bars) * _PITCH:
        sheets.new_page()
    parts = [Part(_PITCH)] * len(chart.bars)
    at = 0
    for page, number in enumerate(share_out(parts, sheets.room - head, sheets.top - sheets.bottom - head, 0.0)):
        if page:
            sheets.new_page()
        _draw_head(sheets, chart, page > 0)
        _draw_bars(sheets, chart, at, at + number)
        at += number


def _draw_head(sheets: Sheets, chart: BarChart, again: bool) -> None:
    centre = (sheets.left + sheets.right) / 2
    sheets.y -= _GAP
    sheets.draw_centred(chart.title + ("（续）" if again else ""), _TITLE, centre, sheets.y - _PITCH * 0.6)
    sheets.y -= _PITCH
    widths = [sheets.fonts.width(each, _LABEL.face, _LABEL.size) + 8 * MM for each in chart.series]
    x = centre - sum(widths) / 2
    for series, width, grey in zip(chart.series, widths, greys(len(chart.series)), strict=True):
        _box(sheets, x, sheets.y - _PITCH * 0.7, 3 * MM, 3 * MM, grey)
        sheets.draw_text(series, _LABEL, x + 4 * MM, sheets.y - _PITCH * 0.64)
        x += width
    sheets.y -= _PITCH


def _draw_bars(sheets: Sheets, chart: BarChart, first: int, last: int) -> None:
    labels = [display_name(label) for label, _ in chart.bars]
    widest = max(sheets.fonts.width(label, _LABEL.face, _LABEL.size) for label in labels)
    left = sheets.left + min(widest, _MOST_LABEL) + 2 * MM
    most = max(sum(counts) for _, counts in chart.bars)
    scale = (sheets.right - _SUM - left) / most if most else 0.0
    top = sheets.y
    for label, (_, counts) in zip(labels[first:last], chart.bars[first:last], strict=True):
        middle = sheets.y - _PITCH / 2
        _draw_label(sheets, label, left - 2 * MM, middle)
        x = left
        for count, grey in zip(counts, greys(len(counts)), strict=True):
            _draw_part(sheets, x, middle, count * scale, count, grey)
            x += count * scale
        sheets.draw_text(f"{sum(counts)}{chart.unit}", _NUMBER, x + 1.2 * MM, middle - _NUMBER.size * 0.36)
        sheets.y -= _PITCH
    sheets.canvas.setLineWidth(_LINE)
    sheets.canvas.line(left, top, left, sheets.y)


def _draw_label(sheets: Sheets, label: str, right: float, middle: float) -> None:
    """Draw a bar's label up to `right`, in two lines where it is long."""
    style = _LABEL
    lines = set_text([(label, style)], sheets.fonts, _MOST_LABEL)
    if len(lines) > 1:
        style = _NUMBER
        lines = set_text([(label, style)], sheets.fonts, _MOST_LABEL)[:2]
    y = middle + (len(lines) / 2 - 0.5) * style.size * 1.2 - style.size * 0.36
    for line in lines:
        sheets.draw_line(line, right - line.width, y)
        y -= style.size * 1.2


def _draw_part(sheets: Sheets, x: float, middle: float, width: float, count: int, grey: float) -> None:
    if not count:
        return
    _box(sheets, x, middle - _BAR / 2, width, _BAR, grey)
    text = str(count)
    if sheets.fonts.width(text, _NUMBER.face, _NUMBER.size) + 0.6 * MM <= width:
        sheets.canvas.setFillGray(1.0 if grey < _WHITE_BELOW else 0.0)
        sheets.draw_centred(text, _NUMBER, x + width / 2, middle - _NUMBER.size * 0.36)
        sheets.canvas.setFillGray(0.0)


def _box(sheets: Sheets, x: float, y: float, width: float, height: float, grey: float) -> None:
    sheets.canvas.setLineWidth(_LINE)
    sheets.canvas.setFillGray(grey)
    sheets.canvas.rect(x, y, width, height, stroke=1, fill=1)
    sheets.canvas.setFillGray(0.0)
