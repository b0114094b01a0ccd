"""The office's own entries: over the shipped ones, version by version, and left out with a sentence where broken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.own_kinds import CONGRESS_KIND, FORM, RULE, STROKE_PLACE, EntryKind, RuleChange
from huanjie_desktop.catalog.rules import PARAM_TITLES
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.documents.compose.texts import texts_of
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT, TextChange
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.catalogue import entries
from huanjie_desktop.services.catalogue.stroke_places import list_characters, place_character
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people
from huanjie_desktop.services.printing.printing import compose_document
from huanjie_desktop.services.workspace import Workspace, open_workspace
from huanjie_desktop.store import own_entries
from tests.documents.text_form import as_text
from tests.services.campaign_builders import form_id
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


def kind_of_level(workspace: Workspace, level: str) -> CongressKindSpec:
    return next(kind for kind in workspace.catalog.congress_kinds.values() if kind.level == level)


def put_raw(workspace: Workspace, kind: EntryKind | str, body: str, entry: str = "broken-one") -> None:
    """Write an entry as a hand or another program might have left it."""
    id_ = kind if isinstance(kind, str) else kind.id
    with workspace.change("写入", Right.CATALOGUE) as work:
        own_entries.add_versions(work, [EntryVersion(f"v-{entry}", entry, 1, "坏条目", body, kind=id_)])


def test_a_kind_of_congress_is_copied_changed_frozen_and_deleted(workspace: Workspace) -> None:
    source = kind_of_level(workspace, "county")
    copy, _ = entries.copy_entry(workspace, CONGRESS_KIND, source.id, "县妇女代表大会")
    assert (copy.own, copy.number, copy.spec.like) == (True, 1, source.id)
    assert workspace.catalog.congress_kinds[copy.id].title == "县妇女代表大会"
    changed = msgspec.structs.replace(copy.spec, days=2)
    entries.change_entry(workspace, CONGRESS_KIND, copy.id, changed)
    assert workspace.catalog.congress_kinds[copy.id].days == 2
    entries.freeze_entry(workspace, CONGRESS_KIND, copy.id)
    again, _ = entries.change_entry(workspace, CONGRESS_KIND, copy.id, msgspec.structs.replace(changed, days=4))
    assert (again.number, again.frozen) == (2, False)
    assert [version.number for version in own_entries.list_versions(workspace.store, copy.id)] == [1, 2]
    assert entries.delete_entry(workspace, CONGRESS_KIND, copy.id).label == "删除会议种类《县妇女代表大会》"
    assert copy.id not in workspace.catalog.congress_kinds
    workspace.undo()
    assert workspace.catalog.congress_kinds[copy.id].days == 4


def test_a_copied_kind_has_the_rules_papers_and_package_of_its_source(workspace: Workspace) -> None:
    source = kind_of_level(workspace, "county")
    own = entries.copy_entry(workspace, CONGRESS_KIND, source.id)[0].id
    again = entries.copy_entry(workspace, CONGRESS_KIND, own)[0]
    for id_ in (own, again.id):
        kinds = [spec.kinds for spec in workspace.catalog.packages.values() if source.id in spec.kinds]
        assert kinds
        assert all(id_ in each for each in kinds)
        papers = [spec.kinds for spec in workspace.catalog.documents.values() if source.id in spec.kinds]
        assert papers
        assert all(id_ in each for each in papers)
        rules = [rule for rule in workspace.rules.rules if source.id in rule.kinds]
        assert rules
        assert all(rule.holds_for(id_) for rule in rules)
        surpluses = [each for each in workspace.rules.surpluses if source.id in each.kinds]
        assert surpluses
        assert all(id_ in each.kinds for each in surpluses)


def test_a_shipped_kind_is_changed_in_its_place_and_restored(workspace: Workspace) -> None:
    source = kind_of_level(workspace, "township")
    count = len(workspace.catalog.congress_kinds)
    spec = msgspec.structs.replace(source, days=3)
    entry, _ = entries.change_entry(workspace, CONGRESS_KIND, source.id, spec)
    assert (entry.own, entry.shipped, workspace.catalog.congress_kinds[source.id].days) == (True, True, 3)
    assert len(workspace.catalog.congress_kinds) == count
    with pytest.raises(UserError, match="是对程序自带会议种类的修改"):
        entries.delete_entry(workspace, CONGRESS_KIND, source.id)
    entries.restore_entry(workspace, CONGRESS_KIND, source.id)
    assert workspace.catalog.congress_kinds[source.id] == source
    with pytest.raises(UserError, match="没有改过"):
        entries.restore_entry(workspace, CONGRESS_KIND, source.id)


def test_a_kind_in_use_is_not_deleted(workspace: Workspace) -> None:
    own, _ = entries.copy_entry(workspace, CONGRESS_KIND, kind_of_level(workspace, "county").id, "县代表会议")
    congresses.create_congress(workspace, congresses.CongressDraft(own.id, "青禾县", 3))
    assert entries.find_entry(workspace, CONGRESS_KIND, "县代表会议").uses == 1
    with pytest.raises(UserError, match="有1次会议用了“县代表会议”，不能删除"):
        entries.delete_entry(workspace, CONGRESS_KIND, own.id)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"title": " "}, "会议种类没有保存：没有填写名称。"),
        ({"packet": ("没有的",)}, "会议种类没有保存：没有材料“没有的”。"),
        ({"title_pattern": "{unit}第{term"}, "会议种类没有保存：会议名称“{unit}第{term”里应有{term}和{unit}。"),
    ],
)
def test_a_kind_that_does_not_hold_together_is_refused(
    workspace: Workspace, changes: dict[str, Any], text: str
) -> None:
    own, _ = entries.copy_entry(workspace, CONGRESS_KIND, kind_of_level(workspace, "county").id)
    with pytest.raises(UserError) as caught:
        entries.change_entry(workspace, CONGRESS_KIND, own.id, msgspec.structs.replace(own.spec, **changes))
    assert caught.value.text == text


def test_a_rule_of_practice_is_changed_and_a_statutory_one_is_not(workspace: Workspace) -> None:
    mild = next(rule for rule in workspace.rules.rules if rule.tag == "C" and rule.severity is Severity.WARNING)
    entries.change_entry(workspace, RULE, mild.id, RuleChange(id=mild.id, severity=Severity.HINT))
    (now,) = [rule for rule in workspace.rules.rules if rule.id == mild.id]
    assert (now.severity, now.params) == (Severity.HINT, mild.params)
    assert entries.find_entry(workspace, RULE, mild.id).title == mild.title
    entries.restore_entry(workspace, RULE, mild.id)
    assert next(rule for rule in workspace.rules.rules if rule.id == mild.id) == mild
    law = next(rule for rule in workspace.rules.rules if rule.tag not in ("C", "P"))
    with pytest.raises(UserError, match="没有“"):
        entries.change_entry(workspace, RULE, law.id, RuleChange(id=law.id, severity=Severity.HINT))
    put_raw(workspace, RULE, f'{{"id":"{law.id}","severity":"hint"}}', law.id)
    assert next(rule for rule in workspace.rules.rules if rule.id == law.id) == law
    assert "不能改" in entries.find_in_catalogue(workspace)[0].text


def test_every_number_that_an_office_may_set_has_a_title(workspace: Workspace) -> None:
    changes = RULE.shipped(workspace.own.shipped).values()
    names = {name for change in changes for name, value in change.params.items() if type(value) is int}
    assert names == PARAM_TITLES.keys()


def test_a_rules_number_keeps_its_kind_and_name(workspace: Workspace) -> None:
    rule = next(
        rule
        for rule in workspace.rules.rules
        if rule.tag in ("C", "P") and any(type(value) is int for value in rule.params.values())
    )
    name = next(name for name, value in rule.params.items() if type(value) is int)
    change = RuleChange(id=rule.id, severity=rule.severity, params={name: 7})
    entries.change_entry(workspace, RULE, rule.id, change)
    assert next(each for each in workspace.rules.rules if each.id == rule.id).params == {**rule.params, name: 7}
    for params in ({name: "7"}, {"odd": 1}):
        with pytest.raises(UserError, match="规则没有保存"):
            entries.change_entry(workspace, RULE, rule.id, msgspec.structs.replace(change, params=params))


def test_a_text_of_a_paper_is_the_offices_for_all_congresses_or_for_one(workspace: Workspace) -> None:
    kind = kind_of_level(workspace, "county").id
    made = [congresses.create_congress(workspace, congresses.CongressDraft(kind, "青禾县", at))[0] for at in (11, 12)]
    spec = next(spec for spec in workspace.catalog.documents.values() if spec.compose == "articles")

    def paper(at: int) -> str:
        return as_text(compose_document(workspace, spec.id, made[at].id))

    before = paper(0)
    for_all = TextChange(id=spec.id, texts={"params.heading": "参会须知"})
    entries.change_entry(workspace, DOCUMENT_TEXT, spec.id, for_all)
    assert ("参会须知" in paper(0), "参会须知" in paper(1)) == (True, True)
    for_one = TextChange(id=spec.id, texts={"params.heading": "{congress}须知"})
    entries.change_entry(workspace, DOCUMENT_TEXT, spec.id, for_one, made[1].id)
    assert ("参会须知" in paper(0), "大会须知" in paper(1)) == (True, True)
    assert congresses.delete_congress(workspace, made[1].id).touched["own_entry"]
    assert [entry.scope for entry in entries.own_entries_of(workspace)] == [""]
    workspace.undo()
    assert "大会须知" in paper(1)
    workspace.undo()
    assert "参会须知" in paper(1)
    entries.restore_entry(workspace, DOCUMENT_TEXT, spec.id)
    assert paper(0) == before


def test_a_text_of_a_paper_that_is_not_a_congresses_holds_for_all_alone(workspace: Workspace) -> None:
    spec, text = next(
        (spec, texts[0])
        for spec in workspace.catalog.documents.values()
        if spec.of != "congress" and (texts := texts_of(spec))
    )
    change = TextChange(id=spec.id, texts={text.path: "本县的说法"})
    entries.change_entry(workspace, DOCUMENT_TEXT, spec.id, change, "c1")
    assert workspace.catalog.documents[spec.id] == spec
    entries.change_entry(workspace, DOCUMENT_TEXT, spec.id, change)
    assert texts_of(workspace.catalog.documents[spec.id])[0].text == "本县的说法"
    entries.restore_entry(workspace, DOCUMENT_TEXT, spec.id)
    assert workspace.catalog.documents[spec.id] == spec


def test_a_text_with_an_unknown_field_is_refused(workspace: Workspace) -> None:
    spec = next(spec for spec in workspace.catalog.documents.values() if spec.compose == "articles")
    for texts, why in (
        ({"params.heading": "{没有的}须知"}, "不认识“{没有的}”"),
        ({"params.heading": "{须知"}, "花括号不成对"),
        ({"params.no": "须知"}, "没有“params.no”这一处文字"),
    ):
        with pytest.raises(UserError, match="材料文字没有保存") as caught:
            entries.change_entry(workspace, DOCUMENT_TEXT, spec.id, TextChange(id=spec.id, texts=texts))
        assert why in caught.value.text


@pytest.mark.parametrize(
    ("kind", "body", "why"),
    [
        (FORM, '{"id":"broken-one","title":"表"', "格式不对"),
        (FORM, '{"id":"broken-one","titel":"表"}', "不认识“titel”"),
        (FORM, '{"id":"broken-one","title":"表","kind":"body"}', "缺“heading”"),
        (FORM, '{"id":"broken-one","title":7}', "“title”：应当是文字"),
        (FORM, '{"id":"broken-one","title":"表","kind":"body","heading":"表"}', "测评项目应有1到40项，现有0项"),
        (FORM, '{"id":"other-one","title":"表","kind":"posts","heading":"表"}', "“id”：与条目的编号不符"),
        (STROKE_PLACE, '{"id":"broken-one","strokes":3}', "“broken-one”不是一个汉字"),
        (RULE, '{"id":"broken-one","severity":"grave"}', "“severity”：不能是'grave'"),
        ("later_kind", "{}", "这个版本的程序不认识这种条目"),
    ],
)
def test_a_broken_entry_is_named_and_left_out(tmp_path: Path, kind: EntryKind | str, body: str, why: str) -> None:
    with workspace_in(tmp_path) as workspace:
        before = entries.list_entries(workspace)
        put_raw(workspace, kind, body)
    again = open_workspace(workspace.path, clock=workspace.clock)
    assert entries.list_entries(again) == before
    assert again.catalog == load_catalog()
    (finding,) = entries.find_in_catalogue(again)
    assert finding.severity is Severity.ERROR
    assert finding.text.startswith(f"“{workspace.path.name}”里本单位的")
    assert f"“坏条目”不能用，没有采用：{why}。" in finding.text
    again.close()


def test_forms_of_the_office_are_in_the_catalogue_and_kept_ones_are_not_changes(workspace: Workspace) -> None:
    entry, _ = entries.copy_entry(workspace, FORM, form_id(workspace, "persons"), "小表")
    assert workspace.catalog.forms[entry.id].title == "小表"
    shipped = workspace.own.shipped.catalog.forms[form_id(workspace, "body")]
    put_raw(workspace, FORM, msgspec.json.encode(msgspec.structs.replace(shipped, title="改")).decode(), shipped.id)
    assert workspace.catalog.forms[shipped.id] == shipped
    assert [each.title for each in entries.own_entries_of(workspace)] == ["小表"]


def test_stroke_places_cannot_be_copied(workspace: Workspace) -> None:
    place_character(workspace, "䶮", 9)
    with pytest.raises(UserError, match="姓氏笔画不能复制"):
        entries.copy_entry(workspace, STROKE_PLACE, "䶮")


def test_characters_are_listed_with_those_who_have_them(workspace: Workspace) -> None:
    people.edit_cells(workspace, (), [{"name": name} for name in ("王䶮", "李䶮", "丁㛃", "林木")])
    first, second = list_characters(workspace)
    assert (first.char, first.place, set(first.names)) == ("䶮", None, {"王䶮", "李䶮"})
    assert second.char == "㛃"
    place_character(workspace, "䶮", 9, "洪")
    listed = list_characters(workspace)
    assert [each.char for each in listed] == ["㛃", "䶮"]
    assert listed[1].place is not None
    assert (listed[1].place.strokes, listed[1].place.after, listed[1].names) == (9, "洪", ("王䶮", "李䶮"))
