"""Bar charts as drawings: bars in grey steps in the order given, each part with its number where it has room."""

from huanjie_desktop.documents.blocks import BarChart
from huanjie_desktop.documents.drawing import BarPart, Box, Drawing, Item, Rule, Words, bar
from huanjie_desktop.documents.faces import LEAST_SIZE, Align, Face
from huanjie_desktop.documents.fitting import MM
from huanjie_desktop.documents.fonts import FontBook
from huanjie_desktop.documents.greys import greys
from huanjie_desktop.domain.names import display_name

GAP, PITCH = 5.0, 7.5  # above a chart; of its title, its key and each bar
HEAD = GAP + 2 * PITCH
_BAR, _KEY = 4.8, 3.0
_TITLE_SIZE, _SIZE = 12.0, 9.0
_MOST_LABEL = 42.0
_SUM = 13.0  # room for a bar's sum behind it


def chart_drawing(chart: BarChart, first: int, last: int, width: float, fonts: FontBook) -> Drawing:
    """Return the bars from `first` to before `last` under the title and the key; all bars of a chart have one scale."""
    labels = [display_name(label) for label, _ in chart.bars]
    widest = max(fonts.width(label, Face.SONG, _SIZE) for label in labels) / MM
    left = min(widest, _MOST_LABEL) + 2
    most = max(sum(counts) for _, counts in chart.bars)
    scale = (width - _SUM - left) / most if most else 0.0
    items = _head(chart, first > 0, width, fonts)
    y = HEAD
    for label, (_, counts) in zip(labels[first:last], chart.bars[first:last], strict=True):
        items.append(Words(0, y, left - 2, PITCH, label, size=_SIZE, align=Align.RIGHT, leading=1.2, pad=0))
        parts = [
            BarPart(count * scale, grey, str(count)) for count, grey in zip(counts, greys(len(counts)), strict=True)
        ]
        items += bar(left, y + (PITCH - _BAR) / 2, _BAR, parts)
        behind = left + sum(counts) * scale + 1.2
        total = f"{sum(counts)}{chart.unit}"
        items.append(Words(behind, y, _SUM - 1.2, PITCH, total, size=LEAST_SIZE, align=Align.LEFT, pad=0, wrap=False))
        y += PITCH
    items.append(Rule(left, HEAD, left, y))
    return Drawing(width, y, tuple(items), chart.title)


def _head(chart: BarChart, again: bool, width: float, fonts: FontBook) -> list[Item]:
    title = chart.title + ("（续）" if again else "")
    items: list[Item] = [Words(0, GAP, width, PITCH, title, Face.HEI, _TITLE_SIZE, pad=0)]
    widths = [fonts.width(each, Face.SONG, _SIZE) / MM + 8 for each in chart.series]
    x, y = (width - sum(widths)) / 2, GAP + PITCH
    for series, wide, grey in zip(chart.series, widths, greys(len(chart.series)), strict=True):
        items.append(Box(x, y + (PITCH - _KEY) / 2, _KEY, _KEY, fill=grey))
        items.append(Words(x + _KEY + 1, y, wide - _KEY - 1, PITCH, series, size=_SIZE, align=Align.LEFT, pad=0))
        x += wide
    return items
