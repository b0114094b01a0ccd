"""Looks into attached files for full ID and telephone numbers: the program cannot mask what it has not composed."""

from huanjie_desktop.domain.masking import find_full_numbers
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.packages import PackagePaper
from huanjie_desktop.services.packages.office_text import read_words


def check_attachment(paper: PackagePaper, content: bytes) -> Finding | None:
    """Return what stands against a file in a masked package: an error for full numbers, a warning where none can look."""
    subject = Subject("package_paper", paper.id, paper.name)
    read = read_words(paper.name, content)
    numbers = find_full_numbers(read.words)
    if numbers:
        said = f"附件“{paper.name}”里有{len(numbers)}处完整的身份证号或手机号，不能放进脱敏的上报包。"
        return Finding(Severity.ERROR, "package-attachment-numbers", said, subject)
    if not read.unseen:
        return None
    said = f"附件“{paper.name}”里有图片、扫描件或程序看不到的内容，请自行确认其中的号码已脱敏。"
    return Finding(Severity.WARNING, "package-attachment-unseen", said, subject)
