"""Charts in XLSX: the numbers on a sheet of their own, and beside them a chart that a spreadsheet can change."""

from typing import Any

from huanjie_desktop.documents.blocks import BarChart, Face
from huanjie_desktop.documents.greys import WHITE_BELOW, greys
from huanjie_desktop.documents.office_fonts import NAMES

_LABEL_WIDTH, _NUMBER_WIDTH = 24, 9
_BAR_HEIGHT, _HEAD_HEIGHT, _WIDTH = 30, 110, 760  # pixels


def write_chart(book: Any, name: str, chart: BarChart) -> None:
    """Add a sheet with a chart's numbers and the chart."""
    sheet = book.add_worksheet(name)
    font = {"font_name": NAMES[Face.SONG], "font_size": 10, "border": 1, "align": "center", "valign": "vcenter"}
    plain, head = book.add_format(font), book.add_format({**font, "font_name": NAMES[Face.HEI]})
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, len(chart.series), _NUMBER_WIDTH)
    sheet.write_row(0, 0, ("", *chart.series), head)
    for at, (label, counts) in enumerate(chart.bars, 1):
        sheet.write_string(at, 0, label, plain)
        for place, count in enumerate(counts, 1):
            sheet.write_number(at, place, count, plain)
    sheet.insert_chart(0, len(chart.series) + 2, _bars(book, name, chart))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _bars(book: Any, name: str, chart: BarChart) -> Any:
    drawn = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(chart.bars)
    for place, (_, grey) in enumerate(zip(chart.series, greys(len(chart.series)), strict=True), 1):
        shade = f"{round(grey * 255):02X}" * 3
        white = {"color": "#FFFFFF"} if grey < WHITE_BELOW else {"color": "#000000"}
        drawn.add_series(
            {
                "name": [name, 0, place],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, place, last, place],
                "fill": {"color": f"#{shade}"},
                "border": {"color": "#000000", "width": 0.75},
                "data_labels": {"value": True, "font": {"size": 9, **white}, "num_format": "0;;"},
                "gap": 50,
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"name": NAMES[Face.HEI], "size": 14, "bold": False}})
    drawn.set_y_axis({"reverse": True, "num_font": {"name": NAMES[Face.SONG], "size": 10}})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    drawn.set_legend({"position": "top"})
    drawn.set_size({"width": _WIDTH, "height": _HEAD_HEIGHT + _BAR_HEIGHT * last})
    return drawn
