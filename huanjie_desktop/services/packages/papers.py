"""Files attached to a package's entries where the program cannot print the paper: kept in the workspace, undoable."""

from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.packages import PackagePaper
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.exchange.packages.file_names import safe_name, suffix_fault
from huanjie_desktop.services.packages.scopes import get_scope
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import blobs, packages

LARGEST = 20 * 1024 * 1024
LONGEST_NAME = 80


def attach_paper(workspace: Workspace, congress_id: str, entry: str, path: Path) -> tuple[PackagePaper, ChangeSet]:
    """Keep a file for an entry (by its title) of a congress's package; UserError where it cannot be."""
    found = get_scope(workspace, congress_id)
    if entry not in {each.title for each in found.spec.entries}:
        raise UserError(f"“{found.spec.title}”里没有“{entry}”这一项。")
    content = _read(path)
    store = workspace.store
    every = packages.list_papers(store, found.congress.id)
    digest = blobs.digest_of(content)
    if any(each.entry == entry and each.digest == digest for each in every):
        raise UserError(f"“{path.name}”已经附在“{entry}”里。")
    paper = PackagePaper(
        store.new_id(),
        found.congress.id,
        entry,
        safe_name(path.name, LONGEST_NAME),
        len(content),
        digest,
        max((each.position for each in every), default=-1) + 1,
    )
    with workspace.change(f"附上“{paper.name}”", Right.PACKAGES) as work:
        blobs.put(work, content)
        packages.add_paper(work, paper)
    return paper, work.change_set


def remove_paper(workspace: Workspace, congress_id: str, paper_id: str) -> ChangeSet:
    """Take an attached file off."""
    every = packages.list_papers(workspace.store, get_scope(workspace, congress_id).congress.id)
    paper = next((each for each in every if each.id == paper_id), None)
    if paper is None:
        raise UserError("这个附件已不在了。", "请刷新后再试。")
    with workspace.change(f"移除附件“{paper.name}”", Right.PACKAGES) as work:
        packages.remove_papers(work, [paper.id])
    return work.change_set


def content_of(workspace: Workspace, paper: PackagePaper) -> bytes:
    """Return an attached file's bytes; UserError where they are no longer what was attached."""
    content = blobs.read(workspace.store.db, paper.digest)
    if content is None:
        raise UserError(f"附件“{paper.name}”已损坏。", "请移除后重新附上。")
    return content


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，不能附上。", "请选一个文件。")
    if path.exists() and not path.is_file():  # a pipe, a device: to read it may never end
        raise UserError(f"“{path.name}”不是文件，不能附上。", "请选一个文件。")
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"“{path.name}”大于{LARGEST // 1024 // 1024}MB，没有附上。", "请压缩或拆分后再附。")
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"读不了“{path.name}”，没有附上。", "请检查文件是否还在、能否打开。") from error
    if not content:
        raise UserError(f"“{path.name}”是空文件，没有附上。")
    if suffix_fault(path.name) or path.suffix.lower() == ".html":
        raise UserError(f"“{path.name}”不是材料的文件类型，没有附上。", "请附 PDF、Word、Excel、文本或图片。")
    return content
