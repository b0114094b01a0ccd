"""Fills a document: fields in paragraphs, rows that repeat, a photo in its cell; all else stays as it is."""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lxml import etree

from huanjie_desktop.exchange.templates.docx_photo import put_photo
from huanjie_desktop.exchange.templates.fields import (
    PHOTO,
    SERIAL,
    Found,
    Values,
    fill_nodes,
    names_in,
    pieces_in,
)
from huanjie_desktop.exchange.templates.package import Element, OfficeFile, texts_elsewhere

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BODY = "word/document.xml"


def w(name: str) -> str:
    """Return the full name of an element."""
    return f"{{{W}}}{name}"


def found_in_docx(file: OfficeFile) -> list[Found]:
    """Return the fields of a document with where they stand."""
    found: list[Found] = []
    for part in _parts(file):
        where = "" if part == _BODY else "页眉" if "header" in part else "页脚" if "footer" in part else "脚注"
        for paragraph in file.tree(part).iter(w("p")):
            for name, whole in pieces_in(_text(paragraph)):
                row = _row_of(paragraph)
                place = where or _place(file.tree(part), paragraph, row)
                found.append(Found(name, place, row is not None, whole=whole))
    for place, text in texts_elsewhere(file, "word/", list(_parts(file))):
        found += [Found(name, place, False, False) for name in names_in(text)]
    return found


def fill_docx(file: OfficeFile, people: Sequence[Values], listed: Mapping[str, object] | None) -> bytes:
    """Return the document filled: a row for each of these people where `listed` names the fields that are theirs, else a
    copy of the whole for each, one behind the other."""
    numbers = _Numbers(file)
    for part in _parts(file):
        root = file.tree(part)
        if part != _BODY or listed is not None or len(people) == 1:
            _Filler(file, part, numbers).fill(root, people, listed)
            continue
        _fill_copies(file, root, people, numbers)
    return file.written()


def _fill_copies(file: OfficeFile, root: Element, people: Sequence[Values], numbers: "_Numbers") -> None:
    """Put a copy of the body for each person, each on sheets of its own."""
    body = root.find(w("body"))
    assert body is not None, "a document has a body"
    last = body[-1] if len(body) and body[-1].tag == w("sectPr") else None
    blocks = [each for each in body if each is not last]
    for each in blocks:
        body.remove(each)
    for at, person in enumerate(people):
        holder = etree.Element(w("body"))
        for each in blocks:
            holder.append(copy.deepcopy(each))
        if at:
            for mark in [*holder.iter(w("bookmarkStart"), w("bookmarkEnd"))]:
                parent = mark.getparent()
                assert parent is not None, "a mark stands in something"
                parent.remove(mark)
        _Filler(file, _BODY, numbers).fill(holder, [person], None)
        if last is not None and at < len(people) - 1:
            _end_section(holder, last)
        for each in list(holder):
            if last is None:
                body.append(each)
            else:
                last.addprevious(each)


def _end_section(holder: Element, section: Element) -> None:
    """End a section with the last paragraph, as the document's own ends."""
    paragraph = holder[-1] if len(holder) and holder[-1].tag == w("p") else None
    if paragraph is None or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
        paragraph = etree.SubElement(holder, w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    made = copy.deepcopy(section)
    for each in made.findall(w("type")):
        made.remove(each)
    change = properties.find(w("pPrChange"))
    if change is not None:
        change.addprevious(made)
    else:
        properties.append(made)


class _Numbers:
    """Gives drawings numbers that no other has."""

    def __init__(self, file: OfficeFile) -> None:
        used = [1000]
        for part in _parts(file):
            for each in file.tree(part).iter("{*}docPr"):
                number = each.get("id", "")
                used += [int(number)] if number.isdecimal() else []
        self._next = max(used)

    def __call__(self) -> int:
        self._next += 1
        return self._next


class _Filler:
    """Fills one part."""

    def __init__(self, file: OfficeFile, part: str, numbers: _Numbers) -> None:
        self._file, self._part, self._numbers = file, part, numbers
        self._done: set[Element] = set()  # what was put in is not looked at again

    def fill(self, root: Element, people: Sequence[Values], listed: Mapping[str, object] | None) -> None:
        """Repeat the rows that repeat, then fill the paragraphs."""
        if listed is not None:
            self._repeat_people(root, people, listed)
        else:
            self._repeat_lists(root, people[0])
        for paragraph in list(root.iter(w("p"))):
            self._paragraph(paragraph, people[0], {})

    def _repeat_people(self, root: Element, people: Sequence[Values], listed: Mapping[str, object]) -> None:
        for block in _blocks(root, lambda name: "人" if name in listed else ""):
            copies = _copies(block, len(people))
            for serial, (rows, person) in enumerate(zip(copies, people, strict=True), 1):
                for row in rows:
                    for paragraph in _own_paragraphs(row):
                        self._paragraph(paragraph, person, {SERIAL: str(serial)})

    def _repeat_lists(self, root: Element, person: Values) -> None:
        for block in _blocks(root, lambda name: name.partition(".")[0] if "." in name else ""):
            first = next(
                name for row in block for p in _own_paragraphs(row) for name in names_in(_text(p)) if "." in name
            )
            items = person.lists.get(first.partition(".")[0], ())
            for rows, item in zip(_copies(block, max(len(items), 1)), items or ({},), strict=True):
                said = {f"{first.partition('.')[0]}.{name}": text for name, text in item.items()}
                for row in rows:
                    for paragraph in _own_paragraphs(row):
                        self._paragraph(paragraph, person, said)

    def _paragraph(self, paragraph: Element, person: Values, more: Mapping[str, str]) -> None:
        nodes = _text_nodes(paragraph)
        names = names_in("".join(node.text or "" for node in nodes))
        if not names or paragraph in self._done:
            return
        self._done.add(paragraph)
        fill_nodes(nodes, lambda name: "" if name == PHOTO else str(more.get(name, person.texts.get(name, ""))))
        for node in nodes:
            _set(node)
        if PHOTO in names and person.photo is not None:
            put_photo(self._file, self._part, paragraph, person.photo, self._numbers())


def _set(node: Element) -> None:
    """Keep the spaces of a text, and turn its line ends into breaks."""
    text = node.text or ""
    if text != text.strip() or "  " in text:
        node.set(_XML_SPACE, "preserve")
    if "\n" not in text:
        return
    first, *rest = text.split("\n")
    node.text = first
    at = node
    for line in rest:
        for name, said in (("br", None), ("t", line)):
            made = etree.Element(w(name))
            made.text = said
            at.addnext(made)
            at = made
        at.set(_XML_SPACE, "preserve")


def _blocks(root: Element, of: Callable[[str], str]) -> list[list[Element]]:
    """Return the rows that repeat, those behind each other that repeat for the same as one block."""
    blocks: list[tuple[str, list[Element]]] = []
    for row in root.iter(w("tr")):
        kinds = [kind for p in _own_paragraphs(row) for name in names_in(_text(p)) if (kind := of(name))]
        if not kinds:
            continue
        if blocks and blocks[-1][0] == kinds[0] and row.getprevious() is blocks[-1][1][-1]:
            blocks[-1][1].append(row)
        else:
            blocks.append((kinds[0], [row]))
    return [rows for _, rows in blocks]


def _copies(block: Sequence[Element], count: int) -> list[list[Element]]:
    """Return the rows of a block and as many copies as are wanted behind them; none leaves no row."""
    copies = [list(block)]
    for _ in range(count - 1):
        made = [copy.deepcopy(row) for row in block]
        for row in made:
            _go_on_merged(row)
        copies.append(made)
    at = block[-1]
    for rows in copies[1:]:
        for row in rows:
            at.addnext(row)
            at = row
    if not count:
        for row in block:
            parent = row.getparent()
            assert parent is not None, "a row stands in a table"
            parent.remove(row)
        return []
    return copies


def _go_on_merged(row: Element) -> None:
    """Have a copy's cell that begins a merged one, and has no field of its own, go on with the one above."""
    for cell in row.findall(w("tc")):
        merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if merged is not None and merged.get(w("val")) == "restart" and not names_in(_text(cell)):
            del merged.attrib[w("val")]


def _own_paragraphs(row: Element) -> Iterator[Element]:
    """Yield the paragraphs of a row that stand in no table within it."""
    for paragraph in row.iter(w("p")):
        if _row_of(paragraph) is row:
            yield paragraph


def _row_of(element: Element) -> Element | None:
    return next((each for each in element.iterancestors(w("tr"))), None)


def _text_nodes(paragraph: Element) -> list[Element]:
    """Return what holds a paragraph's text, without that of paragraphs within it (a text box)."""
    return [node for node in paragraph.iter(w("t")) if next(node.iterancestors(w("p"))) is paragraph]


def _text(element: Element) -> str:
    if element.tag == w("p"):
        return "".join(node.text or "" for node in _text_nodes(element))
    return "".join(node.text or "" for node in element.iter(w("t")))


def _parts(file: OfficeFile) -> Iterable[str]:
    others = [name for name in file.named("word/") if name.split("/")[-1].startswith(("header", "footer", "footnotes"))]
    return [_BODY, *others]


def _place(root: Element, paragraph: Element, row: Element | None) -> str:
    """Return where a paragraph stands, in words: 第2个表格第3行第1格."""
    if row is None:
        body = list(root.iter(w("p")))
        return f"第{body.index(paragraph) + 1}段"
    table = next(row.iterancestors(w("tbl")))
    tables = list(root.iter(w("tbl")))
    cell = next(paragraph.iterancestors(w("tc")))
    rows, cells = table.findall(w("tr")), row.findall(w("tc"))
    at = rows.index(row) + 1 if row in rows else 1
    return f"第{tables.index(table) + 1}个表格第{at}行第{cells.index(cell) + 1 if cell in cells else 1}格"
