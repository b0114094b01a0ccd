"""Fills a spreadsheet: fields in cells, rows that repeat, a photo over its cell; formats, charts, formulas stay and move along."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.templates.fields import (
    FIELD,
    PHOTO,
    SERIAL,
    Found,
    Values,
    fill_nodes,
    names_in,
    pieces_in,
    plain_name,
)
from huanjie_desktop.exchange.templates.package import Element, OfficeFile, texts_elsewhere
from huanjie_desktop.exchange.templates.xlsx_copies import SheetCopies
from huanjie_desktop.exchange.templates.xlsx_photo import put_photo
from huanjie_desktop.exchange.templates.xlsx_refs import Shift, rows_of, split_cell
from huanjie_desktop.exchange.templates.xlsx_rows import s, shift_everything

_BOOK, _NAME = "xl/workbook.xml", "姓名"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Say = Callable[[str], str | int]


@dataclass(frozen=True)
class _Sheet:
    name: str
    part: str


def found_in_xlsx(file: OfficeFile) -> list[Found]:
    """Return the fields of a spreadsheet with where they stand."""
    reader = _Strings(file)
    found = []
    for sheet in _sheets(file):
        for cell in file.tree(sheet.part).iter(s("c")):
            place = f"工作表“{sheet.name}”{cell.get('r', '')}"
            found += [Found(name, place, whole=whole) for name, whole in pieces_in(reader.text(cell))]
            formula = cell.findtext(s("f")) or ""
            found += [Found(name, f"{place}的公式", in_reach=False) for name in names_in(formula)]
        for each in _header_texts(file.tree(sheet.part)):
            place = f"工作表“{sheet.name}”的页眉页脚"
            found += [Found(name, place, False, whole=whole) for name, whole in pieces_in(each.text or "")]
    for place, text in texts_elsewhere(file, "xl/", ()):
        found += [Found(name, place, False, False) for name in names_in(text)]
    return found


def fill_xlsx(file: OfficeFile, people: Sequence[Values], listed: Mapping[str, object] | None) -> bytes:
    """Return the spreadsheet filled: with a sheet for each of these people, or a row for each where `listed` names the fields
    that are theirs.

    What is put in is text, and no formula whatever it begins with; numbers are those that `Values` has as numbers.
    """
    template = file.copied()
    _fill_one(file, people if listed is not None else people[:1], listed)
    if listed is None and len(people) > 1:
        form = _form_of(template)
        copies = SheetCopies(file, form.part, form.name, str(people[0].texts.get(_NAME, "")))
        for person in people[1:]:
            other = template.copied()
            _fill_one(other, [person], None)
            copies.take(other, str(person.texts.get(_NAME, "")))
    return file.written()


def _fill_one(file: OfficeFile, people: Sequence[Values], listed: Mapping[str, object] | None) -> None:
    strings = _Strings(file)
    for sheet in _sheets(file):
        _Filler(file, sheet, strings).fill(people, listed)
    _compute_again(file)


def _form_of(file: OfficeFile) -> _Sheet:
    """Return the one sheet that has fields; UserError where several have, of which no set can be made for each person."""
    strings = _Strings(file)
    found = [
        sheet
        for sheet in _sheets(file)
        if any(names_in(strings.text(cell)) for cell in file.tree(sheet.part).iter(s("c")))
    ]
    if len(found) != 1:
        raise UserError(
            f"“{file.name}”有{len(found)}个工作表写了字段，不能每人一个工作表。", "请选一个文件夹，每人存一个文件。"
        )
    return found[0]


class _Filler:
    """Fills one sheet."""

    def __init__(self, file: OfficeFile, sheet: _Sheet, strings: "_Strings") -> None:
        self._file, self._sheet, self._strings = file, sheet, strings
        self._root = file.tree(sheet.part)
        self._done: set[Element] = set()
        self._photos: list[tuple[str, Values]] = []

    def fill(self, people: Sequence[Values], listed: Mapping[str, object] | None) -> None:
        """Repeat the rows that repeat, the lowest first, then fill the cells."""

        def kind_of(name: str) -> str:
            if listed is not None:
                return "人" if name in listed else ""
            return name.partition(".")[0] if "." in name else ""

        blocks = self._blocks(kind_of)
        for kind, rows in reversed(blocks):
            said: list[tuple[Values, Mapping[str, str | int]]]
            if listed is not None:
                said = [(person, {SERIAL: at}) for at, person in enumerate(people, 1)]
            else:
                items = people[0].lists.get(kind, ()) or ({},)
                said = [(people[0], {f"{kind}.{name}": text for name, text in item.items()}) for item in items]
            self._repeat(rows, said)
        for cell in list(self._root.iter(s("c"))):
            self._cell(cell, people[0], {})
        for each in _header_texts(self._root):
            fill_nodes([each], lambda name: str(people[0].texts.get(name, "")).replace("&", "&&"))
        for ref, person in self._photos:
            if person.photo is not None:
                put_photo(self._file, self._sheet.part, self._root, ref, person.photo)

    def _blocks(self, kind_of: Callable[[str], str]) -> list[tuple[str, list[Element]]]:
        """Return the rows that repeat with what they repeat for; those behind each other that repeat for the same as one."""
        blocks: list[tuple[str, list[Element]]] = []
        for row in self._root.iter(s("row")):
            kinds = [k for cell in row for name in names_in(self._strings.text(cell)) if (k := kind_of(name))]
            if not kinds:
                continue
            number = int(row.get("r", "0"))
            if blocks and blocks[-1][0] == kinds[0] and int(blocks[-1][1][-1].get("r", "0")) == number - 1:
                blocks[-1][1].append(row)
            else:
                blocks.append((kinds[0], [row]))
        return blocks

    def _repeat(self, rows: Sequence[Element], said: Sequence[tuple[Values, Mapping[str, str | int]]]) -> None:
        first, last = int(rows[0].get("r", "0")), int(rows[-1].get("r", "0"))
        size = last - first + 1
        shift = Shift(self._sheet.name, first, last, (len(said) - 1) * size)
        copies = [list(rows), *([copy.deepcopy(row) for row in rows] for _ in said[1:])]
        if shift.extra:
            self._refuse_odd_formulas(rows)
            merged = _merged_within(self._root, first, last)
            shift_everything(self._file, self._sheet.part, shift)
            self._place(copies, shift, size)
            _merge_again(self._root, merged, len(said) - 1, size)
        for made, (person, more) in zip(copies, said, strict=True):
            for row in made:
                for cell in row:
                    self._cell(cell, person, more)

    def _place(self, copies: Sequence[Sequence[Element]], shift: Shift, size: int) -> None:
        """Put the copies behind the block, with their numbers and formulas."""
        at = copies[0][-1]
        for number, made in enumerate(copies[1:], 1):
            offset = number * size
            for row in made:
                row.set("r", str(int(row.get("r", "0")) + offset))
                for cell in row:
                    letters, line = split_cell(cell.get("r", "A1"))
                    cell.set("r", f"{letters}{line + offset}")
                    for formula in cell.iter(s("f")):
                        formula.text = shift.copied_formula(formula.text or "", offset)
                at.addnext(row)
                at = row

    def _refuse_odd_formulas(self, rows: Sequence[Element]) -> None:
        for row in rows:
            for formula in row.iter(s("f")):
                if formula.get("t") in ("shared", "array", "dataTable"):
                    cell = formula.getparent()
                    at = cell.get("r", "") if cell is not None else ""
                    raise UserError(
                        f"“{self._file.name}”工作表“{self._sheet.name}”{at}的公式与别的行合在一起，这一行不能重复。",
                        "请在模板里把这一格的公式重新输入一遍。",
                    )

    def _cell(self, cell: Element, person: Values, more: Mapping[str, str | int]) -> None:
        if cell in self._done or cell.find(s("f")) is not None:
            return
        text = self._strings.text(cell)
        names = names_in(text)
        if not names:
            return
        self._done.add(cell)
        if PHOTO in names:
            self._photos.append((cell.get("r", "A1"), person))

        def say(name: str) -> str | int:
            return "" if name == PHOTO else more.get(name, person.texts.get(name, ""))

        whole = FIELD.fullmatch(text.strip())
        said = say(plain_name(whole[1])) if whole else ""
        _put(cell, said if isinstance(said, int) else self._strings.filled(cell, say))


class _Strings:
    """The texts of cells: shared ones, and those that stand in their cell."""

    def __init__(self, file: OfficeFile) -> None:
        self._items: list[Element] = []
        for part in file.related(_BOOK, "sharedStrings").values():
            if file.has(part):
                self._items = list(file.tree(part).iter(s("si")))

    def _item(self, cell: Element) -> Element | None:
        if cell.get("t") == "inlineStr":
            return cell.find(s("is"))
        value = cell.findtext(s("v")) or ""
        if cell.get("t") != "s" or not value.isdecimal() or int(value) >= len(self._items):
            return None
        return self._items[int(value)]

    def text(self, cell: Element) -> str:
        """Return a cell's text, "" for one that is no text."""
        item = self._item(cell) if cell.tag == s("c") else None
        return "".join(node.text or "" for node in _nodes(item)) if item is not None else ""

    def filled(self, cell: Element, say: Say) -> Element:
        """Return a cell's text with its fields filled, in the looks that it has."""
        item = self._item(cell)
        made = etree.Element(s("is"))
        for child in item if item is not None else ():
            if child.tag in (s("t"), s("r")):
                made.append(copy.deepcopy(child))
        nodes = _nodes(made)
        fill_nodes(nodes, lambda name: str(say(name)))
        for node in nodes:
            node.set(_XML_SPACE, "preserve")
        return made


def _nodes(item: Element) -> list[Element]:
    """Return what holds a text, without the readings beside it."""
    found = []
    for child in item:
        if child.tag == s("t"):
            found.append(child)
        elif child.tag == s("r"):
            found += child.findall(s("t"))
    return found


def _put(cell: Element, said: "int | Element") -> None:
    """Write a number or a text into a cell; a text that is one stretch has no looks of its own."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(said, int):
        etree.SubElement(cell, s("v")).text = str(said)
    elif any(node.text for node in _nodes(said)):
        cell.set("t", "inlineStr")
        cell.append(said)


def _sheets(file: OfficeFile) -> list[_Sheet]:
    parts = file.related(_BOOK, "worksheet")
    found = []
    for each in file.tree(_BOOK).iter(s("sheet")):
        part = parts.get(each.get(f"{{{_R}}}id", ""), "")
        if file.has(part):
            found.append(_Sheet(each.get("name", ""), part))
    return found


def _header_texts(root: Element) -> list[Element]:
    return [each for whole in root.iter(s("headerFooter")) for each in whole]


def _merged_within(root: Element, first: int, last: int) -> list[str]:
    found = []
    for each in root.iter(s("mergeCell")):
        top, bottom = rows_of(each.get("ref", ""))
        if first <= top and bottom <= last:
            found.append(each.get("ref", ""))
    return found


def _merge_again(root: Element, areas: Sequence[str], count: int, size: int) -> None:
    """Merge in each copy what is merged in the block."""
    holder = root.find(s("mergeCells"))
    if holder is None:
        return
    for number in range(1, count + 1):
        for area in areas:
            moved = Shift("", 0, 0, number * size).area(area)
            etree.SubElement(holder, s("mergeCell"), ref=moved)
    holder.set("count", str(len(holder)))


def _compute_again(file: OfficeFile) -> None:
    """Have formulas computed anew when the file is opened, and keep no value that may be an old one."""
    computed = False
    for sheet in _sheets(file):
        for cell in file.tree(sheet.part).iter(s("c")):
            if cell.find(s("f")) is not None:
                computed = True
                for value in cell.findall(s("v")):
                    cell.remove(value)
                cell.attrib.pop("t", None)
    if not computed:
        return
    for part in file.related(_BOOK, "calcChain").values():
        file.unrelate(_BOOK, part)
        file.drop(part)
    book = file.tree(_BOOK)
    calculation = book.find(s("calcPr"))
    if calculation is None:
        calculation = etree.Element(s("calcPr"))
        after = [book.find(s(name)) for name in ("definedNames", "externalReferences", "functionGroups", "sheets")]
        next(each for each in after if each is not None).addnext(calculation)
    calculation.set("fullCalcOnLoad", "1")
