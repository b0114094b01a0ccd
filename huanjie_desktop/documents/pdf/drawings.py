"""Drawings on the sheet: lines, boxes, words and pictures at their places; and charts, which are drawings."""

import struct
from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader

from huanjie_desktop.documents.blocks import BarChart, Grid
from huanjie_desktop.documents.charts import HEAD, PITCH, chart_drawing
from huanjie_desktop.documents.drawing import Box, Drawing, Entries, Item, Picture, Rule, Words
from huanjie_desktop.documents.fitting import fit, fit_entries
from huanjie_desktop.documents.grids import grid_drawing
from huanjie_desktop.documents.pdf.paging import Part, share_out
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.domain.errors import UserError

_NEARLY = 0.01


def draw_drawing(sheets: Sheets, drawing: Drawing) -> None:
    """Draw a drawing in the middle of the type area, on the next sheet if this one has no room for it.

    ValueError for one that no sheet of the paper holds: who composes it knows the paper.
    """
    width, height = drawing.width * MM, drawing.height * MM
    if width > sheets.width + _NEARLY or height > sheets.top - sheets.bottom + _NEARLY:
        raise ValueError(f"a drawing of {drawing.width:g} x {drawing.height:g} mm is larger than the type area")
    sheets.need(height)
    left = sheets.left + (sheets.width - width) / 2
    for item in drawing.items:
        _DRAW[type(item)](sheets, left, sheets.y, item)
    sheets.y -= height


def draw_grid(sheets: Sheets, grid: Grid) -> None:
    """Draw a form."""
    draw_drawing(sheets, grid_drawing(grid))


def draw_chart(sheets: Sheets, chart: BarChart) -> None:
    """Draw a chart; bars that one sheet does not hold go on to the next, with the title and the key again."""
    if not chart.bars:
        return
    head, pitch = HEAD * MM, PITCH * MM
    if not sheets.at_top and sheets.room < head + len(chart.bars) * pitch:
        sheets.new_page()
    at = 0
    rest = sheets.top - sheets.bottom - head
    for page, number in enumerate(share_out([Part(pitch)] * len(chart.bars), sheets.room - head, rest, 0.0)):
        if page:
            sheets.new_page()
        draw_drawing(sheets, chart_drawing(chart, at, at + number, sheets.width / MM, sheets.fonts))
        at += number


def _draw_rule(sheets: Sheets, left: float, top: float, rule: Rule) -> None:
    canvas = sheets.canvas
    canvas.setLineWidth(rule.line)
    canvas.setDash([length * MM for length in rule.dash])
    canvas.line(left + rule.x1 * MM, top - rule.y1 * MM, left + rule.x2 * MM, top - rule.y2 * MM)
    canvas.setDash([])


def _draw_box(sheets: Sheets, left: float, top: float, box: Box) -> None:
    canvas = sheets.canvas
    canvas.setLineWidth(box.line)
    if box.fill is not None:
        canvas.setFillGray(box.fill)
    place = (left + box.x * MM, top - (box.y + box.height) * MM, box.width * MM, box.height * MM)
    drawn = {"stroke": int(box.line > 0), "fill": int(box.fill is not None)}
    if box.radius:
        canvas.roundRect(*place, box.radius * MM, **drawn)
    else:
        canvas.rect(*place, **drawn)
    if box.fill is not None:
        canvas.setFillGray(0.0)


def _draw_words(sheets: Sheets, left: float, top: float, words: Words) -> None:
    fitted = sheets.fitted.get(words)
    if fitted is None:
        fitted = sheets.fitted[words] = fit(words, sheets.fonts)
    if fitted.cut:
        sheets.cut.append(words.text)
    if not fitted.lines:
        return
    canvas = sheets.canvas
    x, y, width, height = left + words.x * MM, top - words.y * MM, words.width * MM, words.height * MM
    corners = {0: (x, y), 90: (x, y - height), 180: (x + width, y - height), 270: (x + width, y)}
    corner = corners[words.turn]
    if words.grey:
        canvas.setFillGray(words.grey)
    if words.turn:
        canvas.saveState()
        canvas.translate(*corner)
        canvas.rotate(words.turn)
        corner = (0.0, 0.0)
    for each in fitted.lines:
        sheets.draw_line(each.line, corner[0] + each.x, corner[1] - each.baseline)
    if words.turn:
        canvas.restoreState()
    if words.grey:
        canvas.setFillGray(0.0)


def _draw_entries(sheets: Sheets, left: float, top: float, entries: Entries) -> None:
    fitted = fit_entries(entries, sheets.fonts)
    if fitted.cut:
        sheets.cut.append("".join(text for _, text in entries.rows))
    for each in fitted.lines:
        sheets.draw_line(each.line, left + entries.x * MM + each.x, top - entries.y * MM - each.baseline)


def _draw_picture(sheets: Sheets, left: float, top: float, picture: Picture) -> None:
    try:
        image = ImageReader(BytesIO(picture.content))
        wide, high = image.getSize()
        scale = min(picture.width / wide, picture.height / high) * MM
        x = left + picture.x * MM + (picture.width * MM - wide * scale) / 2
        y = top - picture.y * MM - (picture.height * MM + high * scale) / 2
        sheets.canvas.drawImage(image, x, y, wide * scale, high * scale, mask="auto")
    except (OSError, SyntaxError, ValueError, struct.error) as error:  # what readers of damaged pictures raise
        raise UserError("有一张图片读不出，没有打印。", "请换成 JPEG 或 PNG 格式的图片。") from error


_DRAW: dict[type[Item], Callable[[Sheets, float, float, Any], None]] = {
    Rule: _draw_rule,
    Box: _draw_box,
    Words: _draw_words,
    Entries: _draw_entries,
    Picture: _draw_picture,
}
