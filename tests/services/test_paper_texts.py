"""The office changes the words of a paper, for one congress or for all; what is shown is what is stored."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from huanjie_desktop.catalog.own import write_entry
from huanjie_desktop.documents.compose.texts import texts_of
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.templates import lost_fields
from huanjie_desktop.services.catalogue.entries import find_in_catalogue
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.printing import paper_texts, printing
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import own_entries
from tests.documents.text_form import as_text
from tests.services.workspaces import workspace_in

HEADING, FIRST = "params.heading", "params.articles.0.text"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        kind = next(kind.id for kind in workspace.catalog.congress_kinds.values() if kind.level == "county")
        for number in (11, 12):
            draft = congresses.CongressDraft(kind, "青禾县", number, date(2026, 7, 26), date(2026, 7, 28))
            congresses.create_congress(workspace, draft)
        yield workspace


def two(workspace: Workspace) -> tuple[Congress, Congress]:
    one, other = congresses.list_congresses(workspace)
    return one, other


def notice(workspace: Workspace) -> str:
    return next(spec.id for spec in workspace.catalog.documents.values() if spec.compose == "articles")


def words(workspace: Workspace, congress: Congress) -> dict[str, str]:
    found = paper_texts.read_texts(workspace, notice(workspace), congress.id)
    return {each.path: each.text for each in found.texts}


def printed(workspace: Workspace, congress: Congress) -> str:
    return as_text(printing.compose_document(workspace, notice(workspace), congress.id))


def test_words_for_one_congress_leave_the_other_as_it_was(workspace: Workspace) -> None:
    one, other = two(workspace)
    before = words(workspace, other)
    paper_texts.change_texts(workspace, notice(workspace), one.id, {FIRST: "大会在{venue}举行。"})
    assert words(workspace, one) == before | {FIRST: "大会在{venue}举行。"}
    assert words(workspace, other) == before
    found = paper_texts.read_texts(workspace, notice(workspace), one.id)
    assert (found.for_one, found.for_all) == (True, False)
    assert "大会在＿＿＿＿＿＿举行。" in printed(workspace, one)
    assert workspace.store.undo_label == "修改《会议须知》的文字（本次会议）"
    workspace.undo()
    assert words(workspace, one) == before


def test_words_for_all_hold_for_both_and_take_the_place_of_one_congresses_own(workspace: Workspace) -> None:
    one, other = two(workspace)
    before = words(workspace, one)
    paper_texts.change_texts(workspace, notice(workspace), one.id, {HEADING: "只此一次"})
    paper_texts.change_texts(workspace, notice(workspace), one.id, {FIRST: "大会在{venue}举行。"}, for_all=True)
    assert words(workspace, one) == before | {HEADING: "只此一次", FIRST: "大会在{venue}举行。"}
    assert words(workspace, other) == words(workspace, one)
    paper_texts.change_texts(workspace, notice(workspace), other.id, {HEADING: "另一次"})
    assert (words(workspace, one)[HEADING], words(workspace, other)[HEADING]) == ("只此一次", "另一次")
    paper_texts.restore_texts(workspace, notice(workspace), other.id)
    assert words(workspace, other)[HEADING] == "只此一次"
    paper_texts.restore_texts(workspace, notice(workspace), one.id, for_all=True)
    assert words(workspace, one) == words(workspace, other) == before


def test_words_put_back_by_hand_leave_nothing_of_the_offices(workspace: Workspace) -> None:
    one, _other = two(workspace)
    before = words(workspace, one)
    paper_texts.change_texts(workspace, notice(workspace), one.id, {HEADING: "甲"})
    paper_texts.change_texts(workspace, notice(workspace), one.id, {HEADING: before[HEADING]})
    assert not paper_texts.read_texts(workspace, notice(workspace), one.id).for_one
    with pytest.raises(UserError, match="“会议须知”的文字没有改过"):
        paper_texts.restore_texts(workspace, notice(workspace), one.id)


def test_words_for_a_text_that_a_later_program_has_otherwise_are_not_used(workspace: Workspace) -> None:
    one, _other = two(workspace)
    before = words(workspace, one)
    paper_texts.change_texts(workspace, notice(workspace), one.id, {FIRST: "大会在{venue}举行。"})
    ((version, change),) = workspace.own.entries(DOCUMENT_TEXT)
    assert change.instead == {FIRST: before[FIRST]}
    older = msgspec.structs.replace(change, instead={FIRST: "原来的一条"})
    with workspace.change("改", Right.CATALOGUE) as work:
        own_entries.change_version(work, version.id, body=write_entry(older))
    assert words(workspace, one) == before
    (finding,) = find_in_catalogue(workspace)
    assert "“会议须知”的“条目正文（1）”：程序换了原文，请重新修改" in finding.text


def test_a_preview_stores_nothing(workspace: Workspace) -> None:
    one, _other = two(workspace)
    before = words(workspace, one)
    preview = paper_texts.preview_texts(workspace, notice(workspace), one.id, {FIRST: "在{venue}。"})
    assert preview.content.startswith(b"%PDF")
    assert any("会议地点" in finding.text or "地点" in finding.text for finding in preview.findings)
    assert words(workspace, one) == before


@pytest.mark.parametrize(
    ("text", "said"), [("{没有的}", "不认识“{没有的}”"), ("{venue", "花括号不成对"), ("{}", "花括号中没有写内容")]
)
def test_a_field_that_there_is_not_is_refused(workspace: Workspace, text: str, said: str) -> None:
    one, _other = two(workspace)
    with pytest.raises(UserError) as caught:
        paper_texts.change_texts(workspace, notice(workspace), one.id, {FIRST: text})
    assert said in caught.value.text
    assert not paper_texts.read_texts(workspace, notice(workspace), one.id).for_one


def test_a_paper_without_texts_says_so(workspace: Workspace) -> None:
    one, _other = two(workspace)
    spec = next(spec for spec in workspace.catalog.documents.values() if spec.of == "congress" and not texts_of(spec))
    with pytest.raises(UserError, match="没有可以修改的文字"):
        paper_texts.read_texts(workspace, spec.id, one.id)


def test_lost_fields_are_known() -> None:
    assert lost_fields("在{dates}，{venue}，{dates}", "在{venue}") == ("dates",)
    assert lost_fields("在{dates}", "{dates}在") == ()
