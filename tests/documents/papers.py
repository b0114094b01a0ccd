"""Documents for tests of the writers: every block, with names of every kind."""

from io import BytesIO

from huanjie_desktop.documents.blocks import (
    OFFICIAL_MARGINS,
    TABLE_MARGINS,
    Align,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    Labelled,
    NameGrid,
    PageBreak,
    PageStyle,
    Paragraph,
    Row,
    Signature,
    Space,
    Table,
    Title,
)
from huanjie_desktop.documents.pdf import PdfReport, write_pdf

MM = 72 / 25.4
NAMES = ("林木", "欧阳少东", "张三", "阿依古丽·买买提", "𠮷田", "王𬭎", "诸葛明")
SENTENCE = "中国共产党青禾县第十二次代表大会（以下简称“大会”）定于2026年7月26日至28日在县会议中心召开。"


def text_paper() -> Document:
    """Return a paper of running text with every text block."""
    blocks = (
        Title("中国共产党青禾县第十二次代表大会\n会议须知", "（草案）"),
        Heading(1, "一、总体要求"),
        Paragraph(SENTENCE * 3),
        Heading(2, "（一）签到"),
        Paragraph(SENTENCE * 12),
        Space(),
        Labelled("团　长：", "林　木"),
        NameGrid(tuple((name, "（女）" if at % 2 else "") for at, name in enumerate(NAMES))),
        Signature("大会秘书处", "2026年7月"),
        PageBreak(),
        Contents((("会议须知", "1"), ("议程", "3"))),
    )
    return Document("会议须知", PageStyle(), blocks)


def table_paper(count: int) -> Document:
    """Return a roster of so many people with a two-line head, groups and a total."""
    columns = (
        Column(5, kind="number"),
        Column(9, kind="name"),
        Column(9, kind="date"),
        Column(30, Align.LEFT),
        Column(20, Align.LEFT),
    )
    head = (
        Row(
            (
                Cell("序号", rowspan=2),
                Cell("姓名", rowspan=2),
                Cell("出生年月", rowspan=2),
                Cell("全日制教育", colspan=2),
                None,
            )
        ),
        Row((None, None, None, "学历学位", "毕业院校系及专业")),
    )
    rows = [Row((Cell("柳河镇", colspan=5, align=Align.LEFT), None, None, None, None), kind="group")]
    rows += [
        Row((str(at + 1), NAMES[at % len(NAMES)], "1985.07", "大学，管理学学士", "云川大学行政管理专业" * (1 + at % 3)))
        for at in range(count)
    ]
    rows.append(Row((Cell(f"合计：{count}人", colspan=5, align=Align.LEFT), None, None, None, None), kind="total"))
    table = Table(
        columns, head, tuple(rows), caption="青禾县干部名册", note="年龄计算截至2026年7月26日", foot="填表人："
    )
    return Document("干部名册", PageStyle(landscape=True, margins=TABLE_MARGINS, numbering="plain"), (table,))


def cover_paper() -> Document:
    """Return a cover."""
    cover = Cover(("中国共产党青禾县", "第十二次代表大会"), "会议材料", ("大会秘书处", "2026年7月"), "份号：001")
    return Document("封面", PageStyle(margins=OFFICIAL_MARGINS, numbering="none"), (cover,), number_pages=False)


def pdf(*documents: Document, odd_starts: bool = False) -> tuple[bytes, PdfReport]:
    """Return documents as PDF with the report."""
    stream = BytesIO()
    report = write_pdf(documents, stream, odd_starts=odd_starts)
    return stream.getvalue(), report
