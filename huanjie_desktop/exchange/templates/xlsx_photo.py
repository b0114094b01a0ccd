"""Puts a photo over its cell of a spreadsheet, cut at the sides and never stretched."""

from lxml import etree

from huanjie_desktop.exchange.templates.fields import Picture
from huanjie_desktop.exchange.templates.package import Element, OfficeFile, content_type_of, crops
from huanjie_desktop.exchange.templates.xlsx_refs import column_number, split_cell
from huanjie_desktop.exchange.templates.xlsx_rows import s

_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_BEHIND = (
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
_POINT, _PIXEL = 12_700, 9_525  # EMU
_WIDTH, _HEIGHT = 8.43, 15.0  # a column in characters, a row in points, where nothing is said
_INSET = 19_050  # EMU between the photo and the cell's border


def put_photo(file: OfficeFile, part: str, root: Element, ref: str, photo: Picture) -> None:
    """Put a photo over a cell, or over those that it is merged with."""
    target = file.free_part(f"xl/media/hj{{}}.{photo.suffix}")
    file.add(target, photo.content)
    file.add_type(photo.suffix, content_type_of(photo.suffix))
    drawing = _drawing_of(file, part, root)
    relation = file.relate(drawing, target, "image")
    left, top, right, bottom = _area(root, ref)
    width = sum(_column_width(root, at) for at in range(left, right + 1))
    height = sum(_row_height(root, at) for at in range(top, bottom + 1))
    cut = "".join(f' {side}="{much}"' for side, much in crops(photo.width, photo.height, width, height).items())
    holder = file.tree(drawing)
    number = max((int(each.get("id", "0")) for each in holder.iter(f"{{{_XDR}}}cNvPr")), default=1) + 1
    end_x, end_y = round(_column_width(root, right)) - _INSET, round(_row_height(root, bottom)) - _INSET
    anchor = etree.fromstring(
        f'<xdr:twoCellAnchor xmlns:xdr="{_XDR}" xmlns:a="{_A}" editAs="oneCell">'
        f"<xdr:from><xdr:col>{left - 1}</xdr:col><xdr:colOff>{_INSET}</xdr:colOff>"
        f"<xdr:row>{top - 1}</xdr:row><xdr:rowOff>{_INSET}</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{right - 1}</xdr:col><xdr:colOff>{max(end_x, 0)}</xdr:colOff>"
        f"<xdr:row>{bottom - 1}</xdr:row><xdr:rowOff>{max(end_y, 0)}</xdr:rowOff></xdr:to>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="照片{number}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/><a:srcRect{cut}/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
        '<xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:twoCellAnchor>"
    )
    holder.append(anchor)


def _drawing_of(file: OfficeFile, part: str, root: Element) -> str:
    """Return the drawing of a sheet, a new one where it has none."""
    for known in file.related(part, "drawing").values():
        if file.has(known):
            return known
    made = file.free_part("xl/drawings/drawing{}.xml")
    file.add(made, f'<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}"/>'.encode(), _DRAWING)
    element = etree.Element(s("drawing"))
    element.set(f"{{{_R}}}id", file.relate(part, made, "drawing"))
    behind = next((each for each in root if each.tag in {s(name) for name in _BEHIND}), None)
    if behind is None:
        root.append(element)
    else:
        behind.addprevious(element)
    return made


def _area(root: Element, ref: str) -> tuple[int, int, int, int]:
    """Return the columns and rows that a cell takes: left, top, right, bottom, from 1."""
    letters, row = split_cell(ref)
    column = column_number(letters)
    for merged in root.iter(s("mergeCell")):
        first, _, last = merged.get("ref", "").partition(":")
        (left, top), (right, bottom) = split_cell(first), split_cell(last or first)
        if column_number(left) <= column <= column_number(right) and top <= row <= bottom:
            return column_number(left), top, column_number(right), bottom
    return column, row, column, row


def _column_width(root: Element, at: int) -> float:
    """Return a column's width in EMU."""
    width = _WIDTH
    for each in root.iter(s("sheetFormatPr")):
        width = float(each.get("defaultColWidth", _WIDTH))
    for each in root.iter(s("col")):
        if int(each.get("min", "0")) <= at <= int(each.get("max", "0")):
            width = float(each.get("width", width))
    return (width * 7 + 5) * _PIXEL


def _row_height(root: Element, at: int) -> float:
    """Return a row's height in EMU."""
    height = _HEIGHT
    for each in root.iter(s("sheetFormatPr")):
        height = float(each.get("defaultRowHeight", _HEIGHT))
    for row in root.iter(s("row")):
        if row.get("r") == str(at):
            height = float(row.get("ht", height))
    return height * _POINT
