"""The office's own words in a paper of a congress: what they are, changed for it or for all, tried, and taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.compose.texts import EntryText, texts_of, with_texts
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT, TextChange, kind_with_texts
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.catalogue.entries import entry_key, put_entry, refuse_problems
from huanjie_desktop.services.meetings.congresses import congress_of, kind_of
from huanjie_desktop.services.printing.print_subjects import gather
from huanjie_desktop.services.printing.printing import Preview, preview_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import own_entries
from huanjie_desktop.store.unit_of_work import UnitOfWork

Words = Mapping[str, str]


@dataclass(frozen=True)
class PaperTexts:
    """材料文字: a paper's texts as they hold for a congress, under the names of their fields.

    `for_one` and `for_all` tell whether the office has words of its own for this congress, and for every one.
    """

    document: str
    congress: str
    title: str
    texts: tuple[EntryText, ...]
    for_one: bool
    for_all: bool


def read_texts(workspace: Workspace, document_id: str, congress_id: str) -> PaperTexts:
    """Return a paper's texts as they hold for a congress; UserError where it has none."""
    paper = _paper(workspace, document_id, congress_id)
    texts = tuple(texts_of(paper))
    if not texts:
        raise UserError(f"“{paper.title}”没有可以修改的文字。", "这种材料的内容都取自会议和名册。")
    changes = _changes(workspace, document_id)
    return PaperTexts(document_id, congress_id, paper.title, texts, congress_id in changes, "" in changes)


def preview_texts(workspace: Workspace, document_id: str, congress_id: str, words: Words) -> Preview:
    """Return the paper as it would be with other words, which are not stored."""
    spec = workspace.catalog.documents[document_id]
    material = gather(workspace, spec, congress_id)
    assert isinstance(material, CongressMaterial)
    change = TextChange(id=document_id, texts=dict(words))
    kind = kind_with_texts(material.kind, workspace.catalog.documents, [change])
    return preview_of(compose(spec, replace(material, kind=kind)))


def change_texts(
    workspace: Workspace, document_id: str, congress_id: str, words: Words, for_all: bool = False
) -> ChangeSet:
    """Store other words of a paper's texts, by their places, for one congress or for all.

    For all, this congress has them too: what it alone had goes. UserError over a field that there is not.
    """
    paper = _paper(workspace, document_id, congress_id)
    with_texts(paper, words)
    now = {each.path: each.text for each in texts_of(paper)} | dict(words)
    below = {each.path: each.text for each in texts_of(_paper_below(workspace, document_id, congress_id, for_all))}
    texts = {path: text for path, text in now.items() if below.get(path) != text}
    shipped = {each.path: each.text for each in texts_of(_paper_below(workspace, document_id, congress_id, True))}
    change = TextChange(id=document_id, texts=texts, instead={path: shipped[path] for path in texts})
    refuse_problems(workspace, DOCUMENT_TEXT, change)
    with workspace.change(f"修改《{paper.title}》的文字{'' if for_all else '（本次会议）'}", Right.CATALOGUE) as work:
        if for_all:
            _forget(workspace, work, document_id, congress_id)
        scope = "" if for_all else congress_id
        if change.texts:
            put_entry(workspace, work, DOCUMENT_TEXT, change, paper.title, scope)
        else:
            _forget(workspace, work, document_id, scope)
    return work.change_set


def restore_texts(workspace: Workspace, document_id: str, congress_id: str, for_all: bool = False) -> ChangeSet:
    """Put back the words that hold where this congress has none of its own, or for all the program's."""
    paper = _paper(workspace, document_id, congress_id)
    changes = _changes(workspace, document_id)
    scopes = [scope for scope in ((congress_id, "") if for_all else (congress_id,)) if scope in changes]
    if not scopes:
        raise UserError(f"“{paper.title}”的文字没有改过，不用恢复。")
    with workspace.change(f"恢复《{paper.title}》的原文", Right.CATALOGUE) as work:
        for scope in scopes:
            _forget(workspace, work, document_id, scope)
    return work.change_set


def _paper(workspace: Workspace, document_id: str, congress_id: str) -> DocumentSpec:
    kind = kind_of(workspace, congress_of(workspace, congress_id))
    return kind.paper(workspace.catalog.documents[document_id])


def _paper_below(workspace: Workspace, document_id: str, congress_id: str, for_all: bool) -> DocumentSpec:
    """Return the paper as it is without the words that are being changed."""
    documents = workspace.catalog.documents
    plain = workspace.catalog.congress_kinds[congress_of(workspace, congress_id).kind]
    change = None if for_all else _changes(workspace, document_id).get("")
    kind = kind_with_texts(plain, documents, [change]) if change else plain
    return kind.paper(documents[document_id])


def _changes(workspace: Workspace, document_id: str) -> dict[str, TextChange]:
    """Return the office's words of a paper by the congress for which they hold, "" for all."""
    found = workspace.own.entries(DOCUMENT_TEXT)
    return {version.scope: change for version, change in found if change.id == document_id}


def _forget(workspace: Workspace, work: UnitOfWork, document_id: str, scope: str) -> None:
    versions = own_entries.list_versions(workspace.store, entry_key(document_id, scope))
    own_entries.remove_versions(work, [version.id for version in versions])
