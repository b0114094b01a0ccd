"""What is found in files attached to a masked package, read as a person would read them."""

import io
import zipfile

import docx
import openpyxl
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.packages import PackagePaper
from huanjie_desktop.services.packages.attachments import check_attachment

NUMBER, PHONE = "99010119750301001X", "13900000001"


def word(text: str, picture: bool = False, inside: bytes = b"") -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    if picture:
        drawn = io.BytesIO()
        Image.new("RGB", (50, 50)).save(drawn, "PNG")
        document.add_picture(io.BytesIO(drawn.getvalue()))
    document.save(stream)
    if inside:
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("word/embeddings/表.xlsx", inside)
    return stream.getvalue()


def sheet(*cells: object) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(cells)
    book.save(stream)
    return stream.getvalue()


def pdf(*lines: str) -> bytes:
    stream = io.BytesIO()
    drawn = canvas.Canvas(stream)
    for at, line in enumerate(lines):
        drawn.drawString(72, 700 - 20 * at, line)
    drawn.save()
    return stream.getvalue()


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("_", "."), content)
    return stream.getvalue()


def severity_of(name: str, content: bytes) -> Severity | None:
    found = check_attachment(PackagePaper("1", "c", "请示", name, len(content), "", 0), content)
    return found.severity if found else None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", word(NUMBER)),
        ("a.xlsx", sheet("x", int(PHONE))),
        ("a.txt", ("张 " + NUMBER).encode("utf-16")),
        ("a.txt", ("张 " + NUMBER).encode("utf-16-le")),
        ("a.txt", ("张 " + NUMBER).encode("utf-16-be")),
        ("a.csv", ("电话" + PHONE + "张三").encode("gb18030")),
        ("a.txt", b"990101 19750301 001X"),
        ("a.txt", b"139-0000-0001"),
        ("a.txt", ("+86" + PHONE).encode()),
        ("a.pdf", pdf("990101197503", "01001X")),
        ("a.docx", word("正文", inside=sheet(NUMBER, PHONE))),
        ("a.zip", archive(a_txt=NUMBER.encode())),
        ("a.zip", archive(a_zip=archive(b_docx=word(PHONE)))),
    ],
)
def test_numbers_are_found_however_they_are_written(name: str, content: bytes) -> None:
    assert severity_of(name, content) is Severity.ERROR


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", word("身份证复印件", picture=True)),
        ("a.pdf", pdf()),
        ("a.jpg", b"\xff\xd8"),
        ("a.doc", b"\xd0\xcf\x11\xe0"),
        ("a.zip", b"PK\x03\x04"),
        ("a.zip", archive(a_png=b"x")),
    ],
)
def test_what_nobody_can_read_is_warned_of(name: str, content: bytes) -> None:
    assert severity_of(name, content) is Severity.WARNING


@pytest.mark.parametrize(("name", "content"), [("a.docx", word("正文")), ("a.txt", "电话0990-1234567".encode())])
def test_nothing_is_said_of_the_rest(name: str, content: bytes) -> None:
    assert severity_of(name, content) is None
