"""Puts a photo into a paragraph of a document, as large as its cell, cut at the sides and never stretched."""

from lxml import etree

from huanjie_desktop.exchange.templates.fields import Picture
from huanjie_desktop.exchange.templates.package import Element, OfficeFile, content_type_of, crops

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TWIP, _MM = 635, 36_000  # EMU
_WIDTH, _HEIGHT = 36.3 * _MM, 48.7 * _MM  # the photo's cell of the 干部任免审批表
_PADDING = 2 * 108 * _TWIP  # a cell's margins at both sides, where nothing else is said
_FULL = 0.985  # a little less than the cell, whose borders are not to be covered


def put_photo(file: OfficeFile, part: str, paragraph: Element, photo: Picture, number: int) -> None:
    """Put a photo behind what the paragraph says."""
    target = file.free_part(f"word/media/hj{{}}.{photo.suffix}")
    file.add(target, photo.content)
    file.add_type(photo.suffix, content_type_of(photo.suffix))
    relation = file.relate(part, target, "image")
    width, height = _room(paragraph)
    cut = "".join(f' {side}="{much}"' for side, much in crops(photo.width, photo.height, width, height).items())
    name = f"照片{number}"
    drawing = etree.fromstring(
        f'<w:r xmlns:w="{W}"><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{round(width)}" cy="{round(height)}"/><wp:docPr id="{number}" name="{name}"/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/><a:srcRect{cut}/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width)}" cy="{round(height)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    paragraph.append(drawing)


def _room(paragraph: Element) -> tuple[float, float]:
    """Return the width and height that a photo has in a paragraph's cell, in EMU; the form's own outside of a table."""
    cell = next(paragraph.iterancestors(f"{{{W}}}tc"), None)
    if cell is None:
        return _WIDTH, _HEIGHT
    own = cell.find(f"{{{W}}}tcPr/{{{W}}}tcW")
    absolute = own is not None and own.get(f"{{{W}}}type", "dxa") == "dxa"
    wide = (_number(own, "w") if absolute else 0.0) or _grid_width(cell)
    width = max(wide * _TWIP - _PADDING, 5 * _MM) if wide else _WIDTH
    tall = sum(_number(row.find(f"{{{W}}}trPr/{{{W}}}trHeight"), "val") for row in _rows(cell)) * _TWIP
    height = tall * _FULL if tall else width * _HEIGHT / _WIDTH
    return width, height


def _rows(cell: Element) -> list[Element]:
    """Return the rows that a cell goes over."""
    row = next(cell.iterancestors(f"{{{W}}}tr"))
    found = [row]
    if cell.find(f"{{{W}}}tcPr/{{{W}}}vMerge") is None:
        return found
    at = _column(cell)
    below = row.getnext()
    while below is not None and below.tag == f"{{{W}}}tr":
        other = next((each for each in below.findall(f"{{{W}}}tc") if _column(each) == at), None)
        merged = other.find(f"{{{W}}}tcPr/{{{W}}}vMerge") if other is not None else None
        if merged is None or merged.get(f"{{{W}}}val") == "restart":
            break
        found.append(below)
        below = below.getnext()
    return found


def _column(cell: Element) -> int:
    return sum(_span(each) for each in cell.itersiblings(f"{{{W}}}tc", preceding=True))


def _span(cell: Element) -> int:
    return int(_number(cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan"), "val")) or 1


def _grid_width(cell: Element) -> float:
    table = next(cell.iterancestors(f"{{{W}}}tbl"))
    widths = [_number(each, "w") for each in table.iterfind(f"{{{W}}}tblGrid/{{{W}}}gridCol")]
    at = _column(cell)
    return sum(widths[at : at + _span(cell)])


def _number(element: Element | None, name: str) -> float:
    text = element.get(f"{{{W}}}{name}", "") if element is not None else ""
    return float(text) if text.replace(".", "", 1).isdecimal() else 0.0
