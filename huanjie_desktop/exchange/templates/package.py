"""A template's file as parts, read without trust and written again: whatever is not filled stays byte for byte."""

import copy
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree

from huanjie_desktop.domain.errors import UserError, os_reason
from huanjie_desktop.exchange.foreign_parts import BrokenZip, opened_zip

Element: TypeAlias = Any  # lxml has no types
LARGEST, _LARGEST_WHOLE, _MOST_PARTS = 40_000_000, 400_000_000, 5_000
DOCX, XLSX = ".docx", ".xlsx"
_WITH_MACROS = frozenset({".xlsm", ".docm", ".xltm", ".dotm", ".xlsb"})
_MACROS = ("vbaproject.bin",)
_OLD = frozenset({".xls", ".doc", ".et", ".wps", ".ods", ".odt", ".dotx", ".xltx"})
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STAMP = (2000, 1, 1, 0, 0, 0)
_MAIN = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
_ELSEWHERE = (("comment", "批注"), ("chart", "图表"), ("diagram", "图示"), ("drawing", "文本框"), ("endnotes", "尾注"))
_TYPES, _RELS = "[Content_Types].xml", "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"


@dataclass
class OfficeFile:
    """The parts of a document or a spreadsheet by name, in their order, and what of them was parsed."""

    name: str
    suffix: str
    parts: dict[str, bytes]

    def __post_init__(self) -> None:
        self._trees: dict[str, Element] = {}

    def copied(self) -> "OfficeFile":
        """Return the file once more, to be filled for somebody else."""
        return OfficeFile(self.name, self.suffix, dict(self.parts))

    def tree(self, part: str) -> Element:
        """Return a part's root, to be changed in place; UserError where it is no XML."""
        if part not in self._trees:
            self._trees[part] = parse(self.parts[part], self.name)
        return self._trees[part]

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self.parts

    def named(self, folder: str, suffix: str = ".xml") -> list[str]:
        """Return the parts of a folder, in order."""
        return [
            name for name in self.parts if name.startswith(folder) and name.endswith(suffix) and "/_rels/" not in name
        ]

    def add(self, part: str, content: bytes, content_type: str = "") -> None:
        """Add a part, with what it is."""
        self.parts[part] = content
        types = self.tree(_TYPES)
        if content_type:
            etree.SubElement(types, f"{{{_CONTENT}}}Override", PartName=f"/{part}", ContentType=content_type)

    def add_type(self, suffix: str, content_type: str) -> None:
        """Say what parts with this suffix are, unless that is said."""
        types = self.tree(_TYPES)
        known = {each.get("Extension", "").lower() for each in types if each.tag == f"{{{_CONTENT}}}Default"}
        if suffix not in known:
            made = etree.Element(f"{{{_CONTENT}}}Default", Extension=suffix, ContentType=content_type)
            types.insert(0, made)

    def drop(self, part: str) -> None:
        """Take a part out, with what is said of it."""
        self.parts.pop(part, None)
        self._trees.pop(part, None)
        types = self.tree(_TYPES)
        for each in list(types):
            if each.get("PartName") == f"/{part}":
                types.remove(each)

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts of a kind that a part leads to, by the relation's id."""
        rels = _rels_of(part)
        if rels not in self.parts:
            return {}
        found = {}
        for each in self.tree(rels):
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
                found[each.get("Id", "")] = _resolved(part, each.get("Target", ""))
        return found

    def kinds_of(self, part: str) -> set[str]:
        """Return of what kinds the parts of this file are that a part leads to."""
        rels = _rels_of(part)
        inside = (
            [each for each in self.tree(rels) if each.get("TargetMode") != "External"] if rels in self.parts else []
        )
        return {each.get("Type", "").rpartition("/")[2] for each in inside}

    def outside(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part leads to outside of the file, as (type, target) by the relation's id: links to pages and files."""
        rels = _rels_of(part)
        if rels not in self.parts:
            return {}
        return {
            each.get("Id", ""): (each.get("Type", ""), each.get("Target", ""))
            for each in self.tree(rels)
            if each.get("TargetMode") == "External"
        }

    def relate_outside(self, part: str, type_: str, target: str) -> str:
        """Have a part lead out of the file; return the relation's id."""
        made = self.relate(part, target, "hyperlink")
        relation = next(each for each in self.tree(_rels_of(part)) if each.get("Id") == made)
        relation.set("Type", type_)
        relation.set("Target", target)
        relation.set("TargetMode", "External")
        return made

    def take_relations(self, part: str, other: "OfficeFile", known: str, without: Iterable[str]) -> None:
        """Have a part lead to what another file's part does, under the same ids, but for some kinds; both stand in one folder."""
        rels = _rels_of(known)
        if rels in other.parts:
            root = copy.deepcopy(other.tree(rels))
            for each in list(root):
                if each.get("Type", "").rpartition("/")[2] in without:
                    root.remove(each)
            self.parts[_rels_of(part)] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def relate(self, part: str, target: str, kind: str) -> str:
        """Have a part lead to another; return the relation's id."""
        rels = _rels_of(part)
        if rels not in self.parts:
            self.parts[rels] = f'<Relationships xmlns="{_RELS}"/>'.encode()
        root = self.tree(rels)
        taken = {each.get("Id") for each in root}
        number = next(at for at in range(1, len(taken) + 2) if f"rIdHj{at}" not in taken)
        attributes = {"Id": f"rIdHj{number}", "Type": f"{_OFFICE}/{kind}", "Target": f"/{target}"}
        etree.SubElement(root, f"{{{_RELS}}}Relationship", attributes)
        return f"rIdHj{number}"

    def unrelate(self, part: str, target: str) -> None:
        """Have a part lead no longer to another."""
        rels = _rels_of(part)
        if rels in self.parts:
            root = self.tree(rels)
            for each in list(root):
                if _resolved(part, each.get("Target", "")) == target:
                    root.remove(each)

    def free_part(self, pattern: str) -> str:
        """Return the first name of a pattern with {} for a number that no part has."""
        number = 1
        while (name := pattern.format(number)) in self.parts:
            number += 1
        return name

    def written(self) -> bytes:
        """Return the file; the same parts give the same bytes."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                tree = self._trees.get(name)
                said = (
                    content
                    if tree is None
                    else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                )
                info = zipfile.ZipInfo(name, _STAMP)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, said)
        return stream.getvalue()


def texts_elsewhere(file: OfficeFile, folder: str, handled: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the texts of the parts that are not filled, with what they are of: text boxes, comments, charts."""
    for part in file.named(folder):
        if part in handled or b"{{" not in file.parts[part].replace("｛".encode(), b"{"):
            continue
        kind = next((words for name, words in _ELSEWHERE if name in part.lower()), "")
        if kind:
            yield kind, "".join(file.tree(part).itertext())


def parse(content: bytes, name: str) -> Element:
    """Return a part's root; UserError where it is no XML, or has a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken(name) from error
    if root.getroottree().docinfo.doctype:
        raise _broken(name)
    return root


def open_template(path: Path) -> OfficeFile:
    """Read a template; UserError says in one sentence why it cannot be used."""
    name, suffix = path.name, path.suffix.lower()
    if suffix in _WITH_MACROS:
        raise UserError(f"“{name}”带有宏，不能用作模板。", "请另存为不带宏的 xlsx 或 docx。")
    if suffix not in _MAIN:
        raise UserError(f"“{name}”不能用作模板。", "模板应是 xlsx 或 docx；别的格式请先另存。")
    if not path.is_file():
        raise UserError(f"找不到“{name}”。", "请检查位置和文件名。")
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"“{name}”太大，不能用作模板。", "请删去里面的大图片再试。")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"“{name}”读不出来（{os_reason(error)}）。", "请复制到本机硬盘后再试。") from error
    if content.startswith(_COMPOUND):
        raise UserError(
            f"“{name}”设有打开密码，或不是{suffix[1:]}。", "请在 WPS 或 Excel、Word 中取消密码，另存后再试。"
        )
    parts = _parts(content, name)
    if any(part.lower().endswith(_MACROS) for part in parts):
        raise UserError(f"“{name}”带有宏，不能用作模板。", "请另存为不带宏的 xlsx 或 docx。")
    if _MAIN[suffix] not in parts or _TYPES not in parts:
        raise _broken(name)
    return OfficeFile(name, suffix, parts)


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with opened_zip(content) as archive:
            infos = archive.infolist()
            if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _LARGEST_WHOLE:
                raise UserError(f"“{name}”的内容太大，不能用作模板。")
            if any(info.flag_bits & 1 for info in infos):
                raise UserError(f"“{name}”设有密码。", "请取消密码，另存后再试。")
            return {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except BrokenZip as error:
        raise _broken(name) from error


def _broken(name: str) -> UserError:
    return UserError(f"“{name}”已损坏，或不是它的扩展名所说的文件。", "请用 WPS 或 Office 打开，另存后再试。")


def _rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _resolved(part: str, target: str) -> str:
    """Return a target's name, which is given from the part's folder, or from the top with a slash."""
    if target.startswith("/"):
        return target[1:]
    folder = part.split("/")[:-1]
    for each in target.split("/"):
        if each == "..":
            folder = folder[:-1]
        elif each not in ("", "."):
            folder = [*folder, each]
    return "/".join(folder)


def content_type_of(suffix: str) -> str:
    """Return what a picture's file is."""
    return {"jpeg": "image/jpeg", "png": "image/png"}[suffix]


def crops(picture_width: int, picture_height: int, width: float, height: float) -> Mapping[str, int]:
    """Return how much of a picture is cut at its sides, in thousandths of a per cent, so that it fills a cell unstretched."""
    if min(picture_width, picture_height, width, height) <= 0:
        return {}
    wanted, has = width / height, picture_width / picture_height
    if has > wanted:
        cut = round((1 - wanted / has) * 50_000)
        return {"l": cut, "r": cut} if cut else {}
    cut = round((1 - has / wanted) * 50_000)
    return {"t": cut, "b": cut} if cut else {}
