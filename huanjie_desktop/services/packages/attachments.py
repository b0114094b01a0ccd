"""Looks into attached files for full ID and telephone numbers: the program cannot mask what it has not composed."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from huanjie_desktop.domain.masking import find_full_numbers
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.packages import PackagePaper

_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".wps", ".et"})
_TEXT = frozenset({".txt", ".csv", ".html", ".htm", ".xml", ".json", ".md"})
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|text:p|si|t|v|c|row)>")
_LARGEST = 64 * 1024 * 1024


def check_attachment(paper: PackagePaper, content: bytes) -> Finding | None:
    """Return what stands against a file in a masked package: an error for full numbers, a warning where none can look."""
    subject = Subject("package_paper", paper.id, paper.name)
    text = _text_of(paper.name, content)
    if text is None:
        said = f"附件“{paper.name}”的内容程序看不到，请自行确认其中的号码已脱敏。"
        return Finding(Severity.WARNING, "package-attachment-unseen", said, subject)
    numbers = find_full_numbers(text)
    if not numbers:
        return None
    said = f"附件“{paper.name}”里有{len(numbers)}处完整的身份证号或手机号，不能放进脱敏的上报包。"
    return Finding(Severity.ERROR, "package-attachment-numbers", said, subject)


def _text_of(name: str, content: bytes) -> str | None:
    """Return the words in a file, None where the program cannot read them."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix in _TEXT:
            return _decoded(content)
        if suffix in _OFFICE and content.startswith(b"PK"):
            return _office_text(content)
        if suffix == ".pdf":
            return _pdf_text(content)
    except Exception:  # noqa: BLE001 - a broken file is one that nobody can look into
        return None
    return None


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _office_text(content: bytes) -> str | None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
        if sum(info.file_size for info in parts) > _LARGEST:
            return None
        raw = [archive.read(info).decode("utf-8", "replace") for info in parts]
    return "\n".join(_TAG.sub("", _PARAGRAPH.sub("\n", text)) for text in raw)


def _pdf_text(content: bytes) -> str | None:
    from huanjie_desktop.documents.pictures import Pages  # the PDF library is not needed to plan a package

    pages = Pages(content)
    try:
        texts = [pages.text(at) for at in range(len(pages))]
    finally:
        pages.close()
    found = "\n".join(texts)
    return found if found.strip() else None  # a scan has no words
