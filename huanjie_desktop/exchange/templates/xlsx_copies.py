"""A form on a sheet for each person: the filled sheet of every further one is taken over into the first one's file."""

import copy
import re
from collections.abc import Mapping, Sequence

from lxml import etree

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.templates.package import Element, OfficeFile
from huanjie_desktop.exchange.templates.xlsx_refs import renamed
from huanjie_desktop.exchange.templates.xlsx_rows import s

_BOOK = "xl/workbook.xml"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SHARED = ("printerSettings",)  # what sheets may have together
_LOOKS = (
    "chartStyle",
    "chartColorStyle",
)  # galleries that a chart's looks were taken from; the looks stand in the chart
_TAKEN = {  # what is taken over of what leads to other parts, by the kind of the part that leads
    "sheet": {*_SHARED, "drawing"},
    "drawing": {"image", "chart"},
    "chart": {"image", *_LOOKS},
}
_CALLED = {
    "comments": "批注",
    "threadedComment": "批注",
    "vmlDrawing": "批注或控件",
    "table": "表格区域",
    "pivotTable": "数据透视表",
    "chartEx": "新式图表（瀑布图、树状图等）",
    "chartUserShapes": "图表里画的图形",
    "image": "背景图片",
    "oleObject": "嵌入的文件",
    "ctrlProp": "控件",
    "diagramData": "智能图形",
}
_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


class SheetCopies:
    """Takes over sheets; `part` is the one that is a form, `name` what it is called in the template."""

    def __init__(self, file: OfficeFile, part: str, name: str, first: str) -> None:
        """Begin with the first one's file, and call its sheet by him."""
        self._file, self._part, self._name = file, part, name
        book = file.tree(_BOOK)
        self._taken = {each.get("name", "").lower() for each in book.iter(s("sheet"))} - {name.lower()}
        self._refuse_odd(file)
        called = self._free(first)
        for each in book.iter(s("sheet")):
            if each.get("name") == name:
                each.set("name", called)
        for sheet in file.related(_BOOK, "worksheet").values():
            self._rename(file.tree(sheet), called)
        for each in book.iter(s("definedName")):
            each.text = renamed(each.text or "", name, called)
        for chart in file.named("xl/charts/"):
            self._rename(file.tree(chart), called)

    def take(self, other: OfficeFile, person: str) -> None:
        """Take over the sheet of a file that was filled for somebody else."""
        file, called = self._file, self._free(person)
        root = copy.deepcopy(other.tree(self._part))
        self._rename(root, called)
        part = file.free_part("xl/worksheets/sheet{}.xml")
        file.add(part, b"", _SHEET_TYPE)
        ids = self._take_related(other, part, called)
        for each in root.iter():
            relation = each.get(f"{{{_R}}}id") if isinstance(each.tag, str) else None
            if relation is not None:
                each.set(f"{{{_R}}}id", ids[relation])
        for view in root.iter(s("sheetView")):
            view.attrib.pop("tabSelected", None)
        file.parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._list(part, called, self._own_names(other.tree(_BOOK)))

    def _take_related(self, other: OfficeFile, part: str, called: str) -> Mapping[str, str]:
        """Take over what the sheet leads to; return the new relations by the old."""
        ids = {}
        for kind in (*_SHARED, "drawing"):
            for relation, target in other.related(self._part, kind).items():
                known = target if kind in _SHARED else self._take_drawing(other, target, called)
                ids[relation] = self._file.relate(part, known, kind)
        for relation, (type_, target) in other.outside(self._part).items():
            ids[relation] = self._file.relate_outside(part, type_, target)
        return ids

    def _take_drawing(self, other: OfficeFile, drawing: str, called: str) -> str:
        file = self._file
        made = file.free_part("xl/drawings/drawing{}.xml")
        root = copy.deepcopy(other.tree(drawing))
        file.add(made, b"", _DRAWING_TYPE)
        ids = {}
        for relation, target in other.related(drawing, "image").items():
            if file.parts.get(target) != other.parts[target]:
                media = file.free_part(f"xl/media/hj{{}}.{target.rpartition('.')[2]}")
                file.add(media, other.parts[target])
                file.add_type(media.rpartition(".")[2], "image/jpeg" if media.endswith("jpeg") else "image/png")
                target = media
            ids[relation] = file.relate(made, target, "image")
        for relation, target in other.related(drawing, "chart").items():
            ids[relation] = file.relate(made, self._take_chart(other, target, called), "chart")
        for relation, (type_, target) in other.outside(drawing).items():
            ids[relation] = file.relate_outside(made, type_, target)
        for each in root.iter():
            for name in ("embed", "id"):
                known = each.get(f"{{{_R}}}{name}") if isinstance(each.tag, str) else None
                if known is not None:
                    each.set(f"{{{_R}}}{name}", ids[known])
        file.parts[made] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return made

    def _take_chart(self, other: OfficeFile, chart: str, called: str) -> str:
        """Take over a chart, which shows the cells of the new sheet."""
        made = self._file.free_part("xl/charts/chartHj{}.xml")
        root = copy.deepcopy(other.tree(chart))
        self._rename(root, called)
        self._file.add(made, b"", _CHART_TYPE)
        self._file.take_relations(made, other, chart, _LOOKS)
        self._file.parts[made] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return made

    def _list(self, part: str, called: str, local: Sequence[Element]) -> None:
        """Name the new sheet in the book, with what print areas and titles the form has."""
        book = self._file.tree(_BOOK)
        holder = book.find(s("sheets"))
        number = max(int(each.get("sheetId", "0")) for each in holder) + 1
        made = etree.SubElement(holder, s("sheet"), name=called, sheetId=str(number))
        made.set(f"{{{_R}}}id", self._file.relate(_BOOK, part, "worksheet"))
        names = book.find(s("definedNames"))
        for known in local:
            known.set("localSheetId", str(len(holder) - 1))
            known.text = renamed(known.text or "", self._name, called)
            names.append(known)

    def _own_names(self, book: Element) -> list[Element]:
        """Return the names that are the form's own in a filled file."""
        sheets = [each.get("name") for each in book.iter(s("sheet"))]
        at = str(sheets.index(self._name))
        return [copy.deepcopy(each) for each in book.iter(s("definedName")) if each.get("localSheetId") == at]

    def _refuse_odd(self, file: OfficeFile) -> None:
        """Refuse what cannot be there for several, by its name: comments, tables and what else is not taken over."""
        drawings = list(file.related(self._part, "drawing").values())
        charts = [chart for drawing in drawings for chart in file.related(drawing, "chart").values()]
        odd = file.kinds_of(self._part) - _TAKEN["sheet"]
        odd |= {kind for part in drawings for kind in file.kinds_of(part) - _TAKEN["drawing"]}
        odd |= {kind for part in charts for kind in file.kinds_of(part) - _TAKEN["chart"]}
        if odd:
            called = "、".join(sorted({_CALLED.get(kind, "别的嵌入内容") for kind in odd}))
            raise UserError(
                f"“{file.name}”的“{self._name}”里有{called}，不能每人一个工作表。",
                "请选一个文件夹，每人存一个文件；或者先在模板里删去。",
            )

    def _rename(self, root: Element, called: str) -> None:
        for formula in root.iter(s("f"), s("formula"), s("formula1"), s("formula2"), f"{{{_C}}}f"):
            if formula.text:
                formula.text = renamed(formula.text, self._name, called)

    def _free(self, person: str) -> str:
        """Return a name for a sheet that no other has."""
        plain = _FORBIDDEN.sub("　", person).strip("'")[:_LONGEST] or "表"
        name, number = plain, 2
        while name.lower() in self._taken:
            ending = f"（{number}）"
            name, number = plain[: _LONGEST - len(ending)] + ending, number + 1
        self._taken.add(name.lower())
        return name
