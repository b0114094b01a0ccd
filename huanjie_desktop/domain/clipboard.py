"""Tables on the clipboard, as Excel and WPS write and read them: tab-separated text, and HTML."""

import csv
import html
import io
from collections.abc import Sequence

Matrix = Sequence[Sequence[str]]


def as_tsv(matrix: Matrix) -> str:
    """Return the cells as tab-separated lines; a cell with a tab, a quote or a line break is quoted."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\r\n").writerows(matrix)
    return out.getvalue()


def as_html(matrix: Matrix) -> str:
    """Return the cells as an HTML table whose cells stay text, so that ID numbers and 1985.07 survive in Excel."""
    lines = ['<html><head><meta charset="utf-8"></head><body><table>']
    for row in matrix:
        cells = "".join(
            f"<td style=\"mso-number-format:'\\@'\">{html.escape(cell).replace(chr(10), '<br>')}</td>" for cell in row
        )
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</table></body></html>"])


def read_tsv(text: str) -> list[list[str]]:
    """Return the cells of pasted text; every row is as long as the longest."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text:
        return []
    rows = (
        list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab"))
        if "\t" in text or '"' in text
        else [[line] for line in text.split("\n")]
    )
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]
