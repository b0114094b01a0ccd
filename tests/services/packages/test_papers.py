import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from huanjie_desktop.cli.finding import find_scope
from huanjie_desktop.documents.blocks import Document, PageStyle, Paragraph
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.packages import PackagePaper
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.packages import papers
from huanjie_desktop.services.packages.attachments import check_attachment
from huanjie_desktop.services.packages.planning import EntryState, prepare_package
from huanjie_desktop.services.safekeeping import backups, history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.packages import list_papers
from tests.documents.papers import pdf

SCOPE = "东岭乡第十三次党代会"  # where nobody has been assessed
NUMBER = "99010119900101002X"


def state(demo: Workspace) -> EntryState:
    return next(
        entry.state
        for entry in prepare_package(demo, find_scope(demo, SCOPE).congress.id).entries
        if entry.spec.title == "测评汇总"
    )


def test_a_missing_paper_is_attached_removed_and_both_are_undone(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "测评:汇总?.pdf"
    file.write_bytes(b"%PDF-1.4")
    assert state(demo) == EntryState.MISSING
    paper, changes = papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "测评汇总", file)
    assert changes.touches("package_paper")
    assert paper.name == "测评：汇总？.pdf"
    assert state(demo) == EntryState.READY
    assert papers.content_of(demo, paper) == b"%PDF-1.4"
    with pytest.raises(UserError, match="已经附在"):
        papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "测评汇总", file)
    papers.remove_paper(demo, find_scope(demo, SCOPE).congress.id, paper.id)
    assert state(demo) == EntryState.MISSING
    history.undo(demo)
    assert papers.content_of(demo, paper) == b"%PDF-1.4"
    history.undo(demo)
    assert state(demo) == EntryState.MISSING
    with pytest.raises(UserError, match="已不在了"):
        papers.remove_paper(demo, find_scope(demo, SCOPE).congress.id, paper.id)


def test_a_removed_paper_comes_back_by_undo_after_a_backup(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "测评汇总.pdf"
    file.write_bytes(b"%PDF-1.4")
    paper, _ = papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "测评汇总", file)
    papers.remove_paper(demo, find_scope(demo, SCOPE).congress.id, paper.id)
    backups.back_up_now(demo)
    history.undo(demo)
    assert papers.content_of(demo, paper) == b"%PDF-1.4"


def test_a_damaged_paper_is_said_and_can_be_attached_again(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "测评汇总.pdf"
    file.write_bytes(b"%PDF-1.4")
    paper, _ = papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "测评汇总", file)
    demo.store.db.conn.execute("UPDATE blob SET content = x'00' WHERE digest = ?", (paper.digest,))
    with pytest.raises(UserError, match="已损坏"):
        papers.content_of(demo, paper)
    papers.remove_paper(demo, find_scope(demo, SCOPE).congress.id, paper.id)
    again, _ = papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "测评汇总", file)
    assert papers.content_of(demo, again) == b"%PDF-1.4"


def test_what_cannot_be_attached_is_said(demo: Workspace, tmp_path: Path) -> None:
    large, empty = tmp_path / "大.pdf", tmp_path / "空.pdf"
    with large.open("wb") as stream:
        stream.truncate(papers.LARGEST + 1)
    empty.touch()
    program, page = tmp_path / "打开我.exe", tmp_path / "目录.html"
    for path in (program, page):
        path.write_bytes(b"MZ")
    refused = (
        (program, "不是材料"),
        (page, "不是材料"),
        (large, "大于20MB"),
        (empty, "空文件"),
        (tmp_path, "是文件夹"),
    )
    for path, words in (*refused, (tmp_path / "没有", "读不了")):
        with pytest.raises(UserError, match=words):
            papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "请示", path)
    with pytest.raises(UserError, match="没有“喜报”这一项"):
        papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "喜报", large)


def test_a_congress_goes_with_what_was_attached_and_comes_back_with_it(demo: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "请示.pdf"
    file.write_bytes(b"x")
    paper, _ = papers.attach_paper(demo, find_scope(demo, SCOPE).congress.id, "请示", file)
    congresses.delete_congress(demo, paper.congress_id)
    assert list_papers(demo.store, paper.congress_id) == []
    history.undo(demo)
    assert papers.content_of(demo, paper) == b"x"


def docx_of(text: str) -> bytes:
    stream = BytesIO()
    write_docx([Document("材料", PageStyle(), (Paragraph(text),))], stream)
    return stream.getvalue()


def sheet_of(*cells: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", "".join(f"<si><t>{cell}</t></si>" for cell in cells))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "severity"),
    [
        ("a.txt", f"号码{NUMBER}".encode("gb18030"), Severity.ERROR),
        ("a.txt", "没有号码".encode(), None),
        ("a.docx", docx_of(f"号码{NUMBER}"), Severity.ERROR),
        ("a.docx", docx_of("没有号码"), None),
        ("a.docx", b"PK broken", Severity.WARNING),
        ("a.xlsx", sheet_of("13900001234"), Severity.ERROR),
        ("a.xlsx", sheet_of("139", "00001234"), None),
        ("a.pdf", pdf(Document("材料", PageStyle(), (Paragraph(f"号码{NUMBER}。"),)))[0], Severity.ERROR),
        ("a.pdf", b"%PDF broken", Severity.WARNING),
        ("a.jpg", b"\xff\xd8", Severity.WARNING),
    ],
)
def test_full_numbers_in_attached_files_are_found(name: str, content: bytes, severity: Severity | None) -> None:
    finding = check_attachment(PackagePaper("p", "c", "请示", name, len(content), ""), content)
    assert (finding.severity if finding else None) == severity
