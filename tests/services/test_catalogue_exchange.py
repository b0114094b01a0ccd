"""Entries go to a file and come from it: whole, checked, as one undo step, and never over the office's own unasked."""

import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.forms import FormItem, FormSpec
from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND, FORM, RULE, STROKE_PLACE, RuleChange
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT, TextChange
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.exchange.catalogue_file import LARGEST, FileEntry, encode_file, read_file
from huanjie_desktop.services.catalogue import entries
from huanjie_desktop.services.catalogue.exchange import (
    Choice,
    Coming,
    commit_import,
    export_entries,
    prepare_import,
)
from huanjie_desktop.services.catalogue.stroke_places import list_places, place_character
from huanjie_desktop.services.people import people
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.people import list_keys
from tests.services.campaign_builders import form_id
from tests.services.workspaces import workspace_in


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "邻县"
    folder.mkdir()
    with workspace_in(folder) as workspace:
        yield workspace


def one_of_each(workspace: Workspace) -> None:
    entries.copy_entry(workspace, FORM, form_id(workspace, "persons"), "小测评表")
    kind = next(iter(workspace.catalog.congress_kinds))
    entries.copy_entry(workspace, CONGRESS_KIND, kind, "县代表会议")
    rule = next(rule for rule in workspace.rules.rules if rule.tag == "C")
    entries.change_entry(workspace, RULE, rule.id, RuleChange(id=rule.id, severity=Severity.HINT))
    place_character(workspace, "䶮", 9, "洪")
    paper = next(spec for spec in workspace.catalog.documents.values() if spec.compose == "articles")
    change = TextChange(id=paper.id, texts={"params.heading": "参会须知"})
    entries.change_entry(workspace, DOCUMENT_TEXT, paper.id, change)


def write(path: Path, *found: FileEntry) -> Path:
    path.write_bytes(encode_file("邻县", found))
    return path


def said(workspace: Workspace) -> list[tuple[str, str, Any]]:
    return [(entry.kind.id, entry.title, entry.spec) for entry in entries.own_entries_of(workspace)]


def test_one_of_each_kind_comes_to_another_county_as_one_step(
    here: Workspace, there: Workspace, tmp_path: Path
) -> None:
    one_of_each(here)
    people.edit_cells(there, (), [{"name": "王䶮"}])
    path = tmp_path / "青禾县目录.hjmb"
    assert export_entries(here, entries.own_entries_of(here), path) == []
    preview = prepare_import(there, path)
    assert [entry.coming for entry in preview.entries] == [Coming.NEW] * 5
    assert said(there) == []
    done = commit_import(there, preview)
    assert said(there) == said(here)
    assert (len(done.taken), done.left_out) == (5, ())
    (keys,) = list_keys(there.store).values()
    assert keys.uncertain == ""
    assert there.store.undo_label == "导入目录《青禾县目录》"
    there.undo()
    assert said(there) == []
    assert next(iter(list_keys(there.store).values())).uncertain == "䶮"
    there.redo()
    again = prepare_import(there, path)
    assert [entry.coming for entry in again.entries] == [Coming.SAME] * 5
    assert [why for _title, why in commit_import(there, again).left_out] == ["本机已有，内容相同"] * 5


@pytest.mark.parametrize("choice", [Choice.SKIP, Choice.REPLACE, Choice.BOTH])
def test_another_form_of_the_same_title_is_asked_about(
    here: Workspace, there: Workspace, tmp_path: Path, choice: Choice
) -> None:
    theirs, _ = entries.copy_entry(here, FORM, form_id(here, "persons"), "小测评表")
    ours, _ = entries.copy_entry(there, FORM, form_id(there, "body"), "小测评表")
    entries.freeze_entry(there, FORM, ours.id)
    export_entries(here, [theirs], tmp_path / "a.hjmb")
    preview = prepare_import(there, tmp_path / "a.hjmb")
    (coming,) = preview.entries
    assert (coming.coming, coming.why) == (Coming.CONFLICT, "本机已有《小测评表》，内容不同")
    assert commit_import(there, preview, {0: choice}).taken == (() if choice is Choice.SKIP else ("小测评表",))
    own = {entry.title: entry for entry in entries.own_entries_of(there)}
    assert set(own) == ({"小测评表", "小测评表（副本）"} if choice is Choice.BOTH else {"小测评表"})
    kept = own["小测评表"]
    assert kept.id == ours.id
    assert kept.spec.kind == ("persons" if choice is Choice.REPLACE else "body")
    assert kept.number == (2 if choice is Choice.REPLACE else 1)


def test_a_form_of_the_program_is_never_replaced(here: Workspace, there: Workspace, tmp_path: Path) -> None:
    shipped = there.catalog.forms[form_id(there, "body")]
    theirs, _ = entries.copy_entry(here, FORM, form_id(here, "persons"), "某表")
    spec = msgspec.structs.replace(theirs.spec, title=shipped.title)
    by_title = FileEntry("form", theirs.id, shipped.title, 1, msgspec.to_builtins(spec))
    by_id = FileEntry(
        "form", shipped.id, "改过的表", 1, msgspec.to_builtins(msgspec.structs.replace(shipped, title="改过的表"))
    )
    preview = prepare_import(there, write(tmp_path / "a.hjmb", by_title, by_id))
    assert [entry.choices for entry in preview.entries] == [(Choice.SKIP, Choice.BOTH)] * 2
    commit_import(there, preview, {0: Choice.BOTH, 1: Choice.BOTH})
    assert there.catalog.forms[shipped.id] == shipped
    assert [entry.title for entry in entries.own_entries_of(there)] == [f"{shipped.title}（副本）", "改过的表"]


def test_a_kind_of_the_same_title_as_the_programs_is_asked_about(
    here: Workspace, there: Workspace, tmp_path: Path
) -> None:
    shipped = next(iter(there.catalog.congress_kinds.values()))
    copied, _ = entries.copy_entry(here, CONGRESS_KIND, shipped.id, "某会议")
    spec = msgspec.structs.replace(copied.spec, title=shipped.title, days=9)
    entry = FileEntry("congress_kind", copied.id, shipped.title, 1, msgspec.to_builtins(spec))
    (coming,) = prepare_import(there, write(tmp_path / "a.hjmb", entry)).entries
    assert (coming.coming, coming.choices[0]) == (Coming.CONFLICT, Choice.SKIP)


def test_a_choice_that_there_is_not_changes_nothing(here: Workspace, there: Workspace, tmp_path: Path) -> None:
    place_character(here, "䶮", 9, "洪")
    place_character(there, "䶮", 20)
    export_entries(here, entries.own_entries_of(here), tmp_path / "a.hjmb")
    preview = prepare_import(there, tmp_path / "a.hjmb")
    with pytest.raises(UserError, match="“䶮”不能这样导入"):
        commit_import(there, preview, {0: Choice.BOTH})
    assert list_places(there)["䶮"].strokes == 20
    commit_import(there, preview, {0: Choice.REPLACE})
    assert list_places(there)["䶮"].strokes == 9


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (FileEntry("later_kind", "x", "甲", 1, {}), "本机的程序不认识这种条目"),
        (FileEntry("stroke_place", "䶮", "䶮", 1, {"id": "䶮", "strokes": 200}), "笔画数“200”不对，应是1到84"),
        (FileEntry("stroke_place", "䶮", "䶮", 1, {"id": "䶮", "stroke": 2}), "不认识“stroke”"),
        (FileEntry("stroke_place", "䶮", "䶮", 1, {"id": "䶯", "strokes": 2}), "“id”：与条目的编号不符"),
        (FileEntry("rule", "no-rule", "甲", 1, {"id": "no-rule", "severity": "hint"}), "没有规则“no-rule”"),
    ],
)
def test_what_cannot_be_taken_is_named_and_the_rest_comes(
    here: Workspace, tmp_path: Path, entry: FileEntry, why: str
) -> None:
    good = FileEntry("stroke_place", "㛃", "㛃", 1, {"id": "㛃", "strokes": 9})
    preview = prepare_import(here, write(tmp_path / "a.hjmb", entry, good))
    assert [(each.title, each.why) for each in preview.of(Coming.REFUSED)] == [(entry.title, why)]
    assert commit_import(here, preview).left_out == ((entry.title, why),)
    assert list(list_places(here)) == ["㛃"]


def test_two_of_one_id_are_not_taken_both(here: Workspace, tmp_path: Path) -> None:
    one, two = (FileEntry("stroke_place", "㛃", "㛃", 1, {"id": "㛃", "strokes": at}) for at in (9, 10))
    preview = prepare_import(here, write(tmp_path / "a.hjmb", one, two))
    assert [entry.why for entry in preview.entries] == ["", "文件里有两个"]


def spoiled(content: bytes, spoil: str) -> bytes:
    if spoil == "cut":
        return content[:-40]
    if spoil == "large":
        return b" " * (LARGEST + 1)
    file = json.loads(content)
    if spoil == "digest":
        file["entries"][0]["title"] = "乙"
    elif spoil == "later":
        file["format"] = "huanjie-catalogue/9"
    elif spoil == "key":
        file["more"] = 1
    return json.dumps(file).encode() if spoil != "text" else b"PK\x03\x04"


@pytest.mark.parametrize(
    ("spoil", "text"),
    [
        ("cut", "“a.hjmb”不是目录文件，或已损坏。"),
        ("text", "“a.hjmb”不是目录文件，或已损坏。"),
        ("large", "“a.hjmb”太大，不是目录文件。"),
        ("digest", "“a.hjmb”的内容与校验值不符，可能已损坏或被改动。"),
        ("later", "“a.hjmb”不是本版本程序能读的目录文件。"),
        ("key", "“a.hjmb”的内容不完整，未作任何改动。"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_by_name(here: Workspace, tmp_path: Path, spoil: str, text: str) -> None:
    path = write(tmp_path / "a.hjmb", FileEntry("stroke_place", "㛃", "㛃", 1, {"id": "㛃", "strokes": 9}))
    path.write_bytes(spoiled(path.read_bytes(), spoil))
    with pytest.raises(UserError) as caught:
        prepare_import(here, path)
    assert caught.value.text == text
    with pytest.raises(UserError, match=r"读不了“没有\.hjmb”"):
        prepare_import(here, tmp_path / "没有.hjmb")


def test_texts_for_one_congress_alone_stay_here(here: Workspace, tmp_path: Path) -> None:
    paper = next(spec for spec in here.catalog.documents.values() if spec.compose == "articles")
    change = TextChange(id=paper.id, texts={"params.heading": "参会须知"})
    entries.change_entry(here, DOCUMENT_TEXT, paper.id, change, "c1")
    with pytest.raises(UserError, match="没有可以导出的条目"):
        export_entries(here, entries.own_entries_of(here), tmp_path / "a.hjmb")
    place_character(here, "䶮", 9)
    left = export_entries(here, entries.own_entries_of(here), tmp_path / "a.hjmb")
    assert [(each.title, each.scope) for each in left] == [(paper.title, "c1")]
    assert [entry.kind for entry in read_file(tmp_path / "a.hjmb").entries] == ["stroke_place"]


def plain(value: Any) -> Any:
    return json.loads(msgspec.json.encode(value))


WORDS = st.text('测评项目一二三ab（）“”\u3000\n\\"{}', min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(title=WORDS, items=st.lists(WORDS, min_size=1, max_size=5, unique=True), strokes=st.integers(1, 84))
@settings(max_examples=25, deadline=None)
def test_what_was_written_is_read_as_it_was(title: str, items: list[str], strokes: int) -> None:
    with tempfile.TemporaryDirectory() as folder, workspace_in(Path(folder)) as workspace:
        form: FormSpec = workspace.catalog.forms[form_id(workspace, "persons")]
        form = msgspec.structs.replace(
            form, id="x", title=title, items=tuple(FormItem(title=each, points=title) for each in items)
        )
        found = (
            FileEntry("form", "x", title, 3, msgspec.to_builtins(form)),
            FileEntry("stroke_place", "䶮", "䶮", 1, {"id": "䶮", "strokes": strokes, "after": ""}),
        )
        path = write(Path(folder) / "a.hjmb", *found)
        assert plain(read_file(path).entries) == plain(found)
        commit_import(workspace, prepare_import(workspace, path))
        assert entries.find_entry(workspace, FORM, "x").spec == form
        assert entries.find_entry(workspace, STROKE_PLACE, "䶮").spec.strokes == strokes
        second = Path(folder) / "b.hjmb"
        export_entries(workspace, entries.own_entries_of(workspace), second)
        assert plain([each.body for each in read_file(second).entries]) == plain([each.body for each in found])


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_file_with_a_byte_changed_is_refused_or_says_the_same(at: int, byte: int, cut: bool) -> None:
    entry = FileEntry("stroke_place", "㛃", "㛃", 1, {"id": "㛃", "strokes": 9})
    content = encode_file("邻县", (entry,))
    at %= len(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.hjmb"
        path.write_bytes(content[:at] if cut else content[:at] + bytes([byte]) + content[at + 1 :])
        with contextlib.suppress(UserError):
            assert read_file(path).entries == (entry,)
