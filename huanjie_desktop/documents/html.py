"""Writes a document to one HTML page that any browser opens: no script, nothing loaded, links only where told."""

from collections.abc import Mapping
from html import escape

from huanjie_desktop.documents.blocks import Align, Cell, CellText, Document, Paragraph, Row, Space, Table, Text, Title

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1f2328; max-width: 60em;
       margin: 2em auto; padding: 0 1em; line-height: 1.6 }
h1 { text-align: center; font-size: 1.5em } h1 small { display: block; font-size: 0.7em; font-weight: normal }
table { border-collapse: collapse; width: 100%; margin: 1em 0 }
td, th { border: 1px solid #8a929c; padding: 0.3em 0.6em; text-align: center; overflow-wrap: anywhere }
td.left { text-align: left } caption { font-weight: bold; padding: 0.4em } a { color: #1f5fae }
"""


def write_html(document: Document, links: Mapping[str, str]) -> bytes:
    """Return titles, paragraphs and tables as a page; a cell whose text is a key of `links` leads to its value."""
    body = "\n".join(filter(None, (_block(block, links) for block in document.blocks)))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    ).encode()


def _block(block: object, links: Mapping[str, str]) -> str:
    if isinstance(block, Title):
        lines = "<br>".join(escape(line) for line in block.text.split("\n"))
        return f"<h1>{lines}<small>{escape(block.subtitle)}</small></h1>"
    if isinstance(block, Paragraph):
        text = _plain(block.text)
        return f"<p>{escape(text)}</p>" if text else ""
    if isinstance(block, Space):
        return ""
    if isinstance(block, Table):
        rows = [f"<caption>{escape(block.caption)}</caption>"] if block.caption else []
        rows += [_row(block, row, "th") for row in block.head] + [_row(block, row, "td", links) for row in block.rows]
        note = "".join(f"<p>{escape(line)}</p>\n" for line in block.note.split("\n") if line)
        return note + "<table>\n" + "\n".join(rows) + "\n</table>"
    raise TypeError(f"a page has no {type(block).__name__}")


def _row(table: Table, row: Row, tag: str, links: Mapping[str, str] | None = None) -> str:
    cells = [
        _cell(content, table.columns[at].align, tag, links or {})
        for at, content in enumerate(row.cells)
        if content is not None
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _cell(content: CellText, align: Align, tag: str, links: Mapping[str, str]) -> str:
    said, marks = content if isinstance(content, str) else "", ""
    if isinstance(content, Cell):
        said, align = _plain(content.text), content.align or align
        marks = "".join(
            f' {name}="{span}"'
            for name, span in (("rowspan", content.rowspan), ("colspan", content.colspan))
            if span > 1
        )
    inside = "<br>".join(escape(line) for line in said.split("\n"))
    if said in links:
        inside = f'<a href="{escape(links[said], quote=True)}">{inside}</a>'
    left = ' class="left"' if tag == "td" and align == Align.LEFT else ""
    return f"<{tag}{marks}{left}>{inside}</{tag}>"


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(run.text for run in text)
