"""上报包: the page of its contents, and the sheet that goes with it from hand to hand."""

from collections.abc import Mapping
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Cell, Column, Paragraph, Row, Table, Title
from huanjie_desktop.documents.compose.makers import PACKAGE, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.material import PackageEntryMaterial, PackageMaterial

_MASKED = "已脱敏：身份证号的后12位、手机号的中间4位以“*”代替"
_FULL = "未脱敏：含完整的身份证号和手机号，请按规定保管"


def compose_package_contents(material: PackageMaterial, _params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the contents page: what the package is, whether numbers are masked, and what lies in which folder."""
    return (
        Title(f"{material.title}\n{material.package}", f"（第{material.version}版）"),
        _facts(material, (("计算年龄的日期", material.base_date), ("人数", _people(material)))),
        Paragraph("", size=8),
        _contents(material),
    )


def compose_receipt(material: PackageMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the sheet of handing over; params: heading, notes (lines under the tables)."""
    more = (
        ("人数", f"{material.people}人"),
        ("电子文件", f"{material.files}个，共{material.bytes / 1024 / 1024:.1f}MB"),
        ("文件夹", material.folder),
        ("清单校验值", checksum_groups(material.digest)),
    )
    columns = (Column(8, kind="number"), Column(44, Align.LEFT), Column(16), Column(16), Column(20))
    rows = tuple(Row((str(entry.number), entry.title, "", "", "")) for entry in material.entries)
    return (
        Title(params["heading"]),
        _facts(material, more),
        Paragraph("", size=8),
        Table(columns, (Row(("序号", "材料", "纸质份数", "电子文件", "备注")),), rows, size=12, row_height=9),
        Paragraph("", size=8),
        _signatures(),
        *(Paragraph(note, indent=0, size=12) for note in params.get("notes", ())),
    )


def masking_words(masked: bool) -> str:
    """Return what the cover says of the choice."""
    return _MASKED if masked else _FULL


def checksum_groups(digest: str) -> str:
    """Return a checksum in groups of eight, as it can be read over the telephone."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _facts(material: PackageMaterial, more: tuple[tuple[str, str], ...]) -> Table:
    facts = (
        ("报送单位", material.unit),
        ("接收单位", material.recipient),
        ("批次", f"{material.batch}（第{material.version}版）"),
        ("生成时间", material.created),
        ("个人信息", masking_words(material.masked)),
        *more,
        ("填报人", "　".join(filter(None, (material.preparer, material.contact)))),
    )
    rows = tuple(Row((Cell(name), Cell(words, align=Align.LEFT))) for name, words in facts if words)
    return Table((Column(22), Column(82, Align.LEFT)), (), rows, size=12, row_height=8.5)


def _people(material: PackageMaterial) -> str:
    lists = "，".join(f"{name}{count}人" for name, count in material.lists)
    return f"{material.people}人" + (f"（{lists}）" if lists else "")


def _contents(material: PackageMaterial) -> Table:
    columns = (Column(10, kind="number"), Column(26, Align.LEFT), Column(68, Align.LEFT))
    rows = [row for entry in material.entries for row in _entry_rows(entry)]
    return Table(columns, (Row(("编号", "材料", "文件")),), tuple(rows), size=11, row_height=9)


def _entry_rows(entry: PackageEntryMaterial) -> list[Row]:
    lines = [path for _, paths in entry.papers for path in paths] or [""]
    lines = [line for line in lines if line] + [f"（缺：{lack}）" for lack in entry.missing] or ["（无）"]
    rows = []
    for at, line in enumerate(lines):
        first = at == 0
        number = Cell(f"{entry.number:02d}", rowspan=len(lines)) if first else None
        title = Cell(entry.title, rowspan=len(lines)) if first else None
        rows.append(Row((number, title, line)))
    return rows


def _signatures() -> Table:
    columns = (Column(26), Column(26), Column(26), Column(26))
    rows = (
        Row(("移交人（签名）", "", "接收人（签名）", ""), height=13),
        Row(("移交时间", "　　年　　月　　日", "接收时间", "　　年　　月　　日"), height=10),
        Row(
            ("核对结果", Cell("□ 与清单一致　　□ 有出入（另附说明）", colspan=3, align=Align.LEFT), None, None),
            height=12,
        ),
    )
    return Table(columns, (), rows, size=12)


RECEIPT = Maker(compose_receipt, (PACKAGE,), (text("heading", "标题", needed=True), text("notes[]", "说明")))
