"""`dev.py proofs --check`: each check finds the fault that it is for, and the papers have none."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from huanjie_desktop.documents.blocks import (
    Column,
    Contents,
    Document,
    Face,
    PageBreak,
    PageStyle,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Title,
)
from huanjie_desktop.documents.pdf import write_pdf
from workbench import libreoffice, proofs
from workbench.check_papers import check
from workbench.paper_checks import CHECKS, Proof, contents_faults, find_faults

HARD = (
    "delegate-list",
    "group-list",
    "agenda-sheet",
    "programme-sheet",
    "request-sheet",
    "roster-sheet",
    "contents-page",
)
COLUMNS, HEAD = (Column(5, kind="number"), Column(20)), (Row(("序号", "姓名")),)
GOOD = (Paragraph("大会定于2026年7月26日至28日在县会议中心举行。"),)


def proof(*blocks: object, **more: object) -> Proof:
    document = Document("会议须知", PageStyle(), blocks)  # type: ignore[arg-type]
    stream = BytesIO()
    report = write_pdf([document], stream)
    return replace(Proof("a", "会议须知", document, stream.getvalue(), report), **more)  # type: ignore[arg-type]


def lines(count: int) -> Iterator[Paragraph]:
    return (Paragraph(f"第{at}行") for at in range(count))


def sheet_with_a_low_row() -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("名册")
    page.set_column(0, 0, 4)
    page.set_row(0, 15)
    page.write_string(
        0, 0, "县委组织部副部长、县委老干部局局长", book.add_format({"text_wrap": True, "font_name": "宋体"})
    )
    book.close()
    return stream.getvalue()


def roster(count: int) -> Table:
    return Table(COLUMNS, HEAD, tuple(Row((str(at), "一人")) for at in range(1, count + 1)))


def strange_fonts() -> bytes:
    """Return a file that names a font without holding it."""
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def numbered(*styles: str) -> bytes:
    stream = BytesIO()
    write_pdf([Document("会议须知", PageStyle(numbering=style), GOOD) for style in styles], stream)
    return stream.getvalue()


BOLD = Paragraph((Run("成　员：", face=Face.HEI),))
CELLS = Table((Column(4), Column(30)), (), (Row(("990101198507150011", "身份证号")),), size=22)
WRONG = {
    "margins": proof(Paragraph("字" * 27, left=-4)),
    "glyphs": proof(Paragraph("\U0010fffd")),
    "fonts": proof(*GOOD, content=strange_fonts()),
    "lines": proof(Table((Column(9), Column(9)), (), (Row(("一", "。二")),))),
    "page ends": proof(*lines(21), BOLD, *lines(9)),
    "page numbers": proof(*GOOD, content=numbered("official", "plain")),
    "names": proof(CELLS),
    "words": proof(Paragraph("大会定于在会场举行，代表共0名。")),
    "xlsx rows": proof(*GOOD, sheet=sheet_with_a_low_row()),
}


def test_there_is_a_wrong_paper_for_each_check() -> None:
    assert set(WRONG) == set(CHECKS)


def test_a_good_paper_has_no_fault() -> None:
    assert find_faults(proof(*GOOD, *lines(30))) == []


@pytest.mark.parametrize("name", WRONG)
def test_each_check_finds_what_it_is_for(name: str) -> None:
    assert name in {found for found, _ in find_faults(WRONG[name])}


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        (lines(23), "has only “第22行”"),
        ((roster(5), PageBreak(), roster(1)), "has 1 row"),
        ((*GOOD, PageBreak(), Signature("大会秘书处", "2026年7月")), "begins with the signature"),
    ],
)
def test_a_lonely_last_page_is_found(blocks: Iterator[Paragraph], words: str) -> None:
    assert words in str(find_faults(proof(*blocks)))


@pytest.mark.parametrize(
    "words",
    [
        "妇女代表0名，占0.0%。",
        "请于开幕前报到，关于召开大会的请示。",
        "边界县县直机关代表团",
        "大会定于＿＿＿＿＿＿在＿＿＿＿＿＿举行。",
    ],
)
def test_what_papers_do_say_is_no_nonsense(words: str) -> None:
    assert find_faults(proof(Paragraph(words))) == []


def test_contents_that_name_another_page_are_found() -> None:
    stream = BytesIO()
    contents = Document(
        "目录", PageStyle(numbering="none"), (Title("目　录"), Contents((("会议须知", "2"), ("议程", "4"))))
    )
    write_pdf([contents, Document("会议须知", PageStyle(), GOOD), Document("议程", PageStyle(), GOOD)], stream)
    faults = contents_faults(stream.getvalue(), {"会议须知": 2, "议程": 3, "日程": 4})
    assert faults == ["“议程” is said to begin on 4, not 3", "“日程” is said to begin on None, not 4"]


@pytest.mark.timeout(300)  # a hundred and thirty papers and six packets
@pytest.mark.parametrize(("label", "wanted"), [("08", ()), (proofs.EDGE, HARD)])
def test_papers_have_no_fault(
    label: str,
    wanted: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(libreoffice, "missing_programs", lambda: ["soffice"])
    code = check(tmp_path, wanted, [label])
    said = capsys.readouterr().out
    assert code == 0, said
    assert "代表名单: " in said
    assert "docx pages: not looked at, not installed: soffice" in said


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_papers_of_all_sizes_have_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = check(tmp_path)
    with capsys.disabled():
        sys.stdout.write(capsys.readouterr().out)
    assert code == 0
