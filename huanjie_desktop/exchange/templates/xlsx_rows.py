"""Moves everything of a spreadsheet that names rows, where rows are put in: cells, merged ones, formats, names, charts, pictures."""

import re

from huanjie_desktop.exchange.templates.package import Element, OfficeFile
from huanjie_desktop.exchange.templates.xlsx_refs import Shift, rows_of, split_cell

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BOOK = "xl/workbook.xml"
_VML_ROW = re.compile(rb"(<x:Row>)(\d+)(</x:Row>)")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_FORMULAS = ("formula", "formula1", "formula2")
_AREA_TAGS = ("dimension", "autoFilter", "hyperlink", "protectedRange", "ignoredError")


def s(name: str) -> str:
    """Return the full name of an element of a sheet."""
    return f"{{{S}}}{name}"


def shift_everything(file: OfficeFile, part: str, shift: Shift) -> None:
    """Make room in a sheet: move what stands below, and all that names it, in every sheet, chart and name."""
    root = file.tree(part)
    _shift_rows(root, shift)
    _shift_areas(root, shift)
    _shift_formulas(file, shift)
    for kind, move in (("drawing", _shift_anchors), ("table", _shift_table), ("comments", _shift_comments)):
        for other in file.related(part, kind).values():
            if file.has(other):
                move(file.tree(other), shift)
    for old in file.related(part, "vmlDrawing").values():
        if file.has(old):
            file.parts[old] = _shifted_vml(file.parts[old], shift)


def _shift_formulas(file: OfficeFile, shift: Shift) -> None:
    """Move what formulas of all sheets, names and charts refer to."""
    for sheet_part, sheet_name in _all_sheets(file):
        for formula in file.tree(sheet_part).iter(s("f"), *(s(each) for each in _FORMULAS)):
            if formula.text:
                formula.text = shift.formula(formula.text, sheet_name)
    for each in file.tree(_BOOK).iter(s("definedName")):
        each.text = shift.formula(each.text or "", "")
    for chart in file.named("xl/charts/"):
        for formula in file.tree(chart).iter(f"{{{_C}}}f"):
            formula.text = shift.formula(formula.text or "", "")


def _all_sheets(file: OfficeFile) -> list[tuple[str, str]]:
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    parts = file.related(_BOOK, "worksheet")
    found = []
    for each in file.tree(_BOOK).iter(s("sheet")):
        part = parts.get(each.get(relation, ""), "")
        if file.has(part):
            found.append((part, each.get("name", "")))
    return found


def _shift_rows(root: Element, shift: Shift) -> None:
    for row in root.iter(s("row")):
        number = int(row.get("r", "0"))
        if number <= shift.last:
            continue
        row.set("r", str(shift.row(number)))
        for cell in row:
            letters, line = split_cell(cell.get("r", "A1"))
            cell.set("r", f"{letters}{shift.row(line)}")
    for formula in root.iter(s("f")):
        if formula.get("ref"):
            formula.set("ref", shift.area(formula.get("ref", "")))


def _shift_areas(root: Element, shift: Shift) -> None:
    for merged in root.iter(s("mergeCell")):
        area = merged.get("ref", "")
        top, bottom = rows_of(area)
        if not (shift.first <= top and bottom <= shift.last):  # one within the block is merged again in each copy
            merged.set("ref", shift.area(area))
    for each in root.iter(*(s(name) for name in _AREA_TAGS)):
        if each.get("ref"):
            each.set("ref", shift.area(each.get("ref", "")))
    for each in root.iter(s("conditionalFormatting"), s("dataValidation"), s("ignoredError"), s("protectedRange")):
        if each.get("sqref"):
            each.set("sqref", shift.areas(each.get("sqref", "")))
    for breaks in root.iter(s("rowBreaks")):
        for each in breaks:
            each.set("id", str(shift.end(int(each.get("id", "0")))))


def _shift_anchors(root: Element, shift: Shift) -> None:
    """Move pictures and charts; rows count from 0 here, and one that begins above and ends below grows."""
    for each in root.iter(f"{{{_XDR}}}row"):
        each.text = str(shift.row(int(each.text or "0") + 1) - 1)


def _shift_table(root: Element, shift: Shift) -> None:
    for each in (root, *root.iter(s("autoFilter"))):
        each.set("ref", shift.area(each.get("ref", "")))


def _shift_comments(root: Element, shift: Shift) -> None:
    for each in root.iter(s("comment")):
        each.set("ref", shift.area(each.get("ref", "")))


def _shifted_vml(content: bytes, shift: Shift) -> bytes:
    def row(found: "re.Match[bytes]") -> bytes:
        return found[1] + str(shift.row(int(found[2]) + 1) - 1).encode() + found[3]

    def anchor(found: "re.Match[bytes]") -> bytes:
        numbers = [int(each) for each in found[2].split(b",")]
        if len(numbers) == 8:
            for at in (2, 6):
                numbers[at] = shift.row(numbers[at] + 1) - 1
        return found[1] + ", ".join(map(str, numbers)).encode() + found[3]

    return _VML_ANCHOR.sub(anchor, _VML_ROW.sub(row, content))
