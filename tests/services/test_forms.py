"""Forms in use: copies, changes, and versions that stay as they were printed."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from huanjie_desktop.catalog.forms import FormItem, FormSpec, form_heading
from huanjie_desktop.catalog.own_kinds import FORM
from huanjie_desktop.cli.finding import find_form
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.assessment import campaigns, forms, setups
from huanjie_desktop.services.catalogue.entries import put_entry
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import campaign_of, form_id, small_campaign
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


def with_item(entry: forms.FormEntry, title: str) -> FormSpec:
    return msgspec.structs.replace(entry.form, items=(*entry.form.items, FormItem(title=title)))


def test_a_copy_is_the_offices_own_and_can_be_changed(workspace: Workspace) -> None:
    entry, _ = forms.copy_form(workspace, form_id(workspace, "persons"))
    assert (entry.own, entry.number, entry.form.title) == (True, 1, "干部民主测评表（副本）")
    changed, _ = forms.change_form(workspace, entry.form.id, with_item(entry, "创新"))
    assert (changed.number, changed.form.item_titles[-1]) == (1, "创新")
    history.undo(workspace)
    assert forms.get_form(workspace, entry.form.id).form.item_titles[-1] == "总体评价"
    history.undo(workspace)
    assert [each.own for each in forms.list_forms(workspace)] == [False, False, False]


def test_a_heading_may_name_the_unit_and_nothing_else(workspace: Workspace) -> None:
    entry, _ = forms.copy_form(workspace, form_id(workspace, "persons"))
    for heading, said in (("{title}测评表", "不认识“{title}”，只能写“{被测评单位}”"), ("{unit测评表", "花括号不成对")):
        with pytest.raises(UserError, match=f"表样没有保存：表头“{re.escape(heading)}”{re.escape(said)}"):
            forms.edit_form(workspace, entry.form.id, heading=heading)
    forms.edit_form(workspace, entry.form.id, heading="{被测评单位}测评表")
    form = forms.get_form(workspace, entry.form.id).form
    assert (form.heading, form_heading(form, "柳河镇")) == ("{unit}测评表", "柳河镇测评表")


def test_a_form_kept_with_braces_in_its_heading_is_used_as_it_was(workspace: Workspace) -> None:
    entry, _ = forms.copy_form(workspace, form_id(workspace, "persons"))
    odd = msgspec.structs.replace(entry.form, heading="{unit}{x}测评表")
    with workspace.change("写入旧表样", Right.CATALOGUE) as work:
        put_entry(workspace, work, FORM, odd, odd.title)
    campaign, _ = campaigns.create_campaign(workspace, campaigns.CampaignDraft(odd.id, "柳河镇"))
    assert campaign.title == "柳河镇{x}测评表"
    forms.edit_form(workspace, odd.id, mark="○")
    assert forms.get_form(workspace, odd.id).form.mark == "○"


def test_a_second_copy_has_a_name_of_its_own(workspace: Workspace) -> None:
    titles = [forms.copy_form(workspace, form_id(workspace, "body"))[0].form.title for _ in range(3)]
    assert titles == ["领导班子民主测评表（副本）", "领导班子民主测评表（副本2）", "领导班子民主测评表（副本3）"]


def test_what_was_printed_stays_and_a_change_makes_a_new_version(workspace: Workspace) -> None:
    entry, _ = forms.copy_form(workspace, form_id(workspace, "persons"))
    assert entry.version is not None
    forms.freeze_form(workspace, entry.version.id)
    changed, _ = forms.change_form(workspace, entry.form.id, with_item(entry, "创新"))
    assert (changed.number, changed.frozen) == (2, False)
    versions = forms.versions_of(workspace, entry.form.id)
    assert [len(forms.form_of(version).items) for version in versions] == [6, 7]
    assert len(forms.list_forms(workspace)) == 4


def test_printing_cannot_be_undone(workspace: Workspace) -> None:
    entry, _ = forms.copy_form(workspace, form_id(workspace, "persons"))
    assert entry.version is not None
    forms.freeze_form(workspace, entry.version.id)
    assert history.undo_labels(workspace)[0] == "复制表样《干部民主测评表（副本）》"
    assert forms.get_form(workspace, entry.form.id).frozen


def test_counting_freezes_the_form_too(workspace: Workspace) -> None:
    from huanjie_desktop.services.assessment.tallying import begin_round

    campaign = small_campaign(workspace)
    begin_round(workspace, campaign.id)
    assert setups.setup_of(workspace, campaign.id).version.frozen


def test_a_campaign_keeps_the_programs_form_as_it_was(workspace: Workspace) -> None:
    one, other = campaign_of(workspace), campaign_of(workspace)
    assert one.form_version_id == other.form_version_id
    version = setups.setup_of(workspace, one.id).version
    assert forms.form_of(version) == workspace.catalog.forms[version.entry]
    assert len(forms.list_forms(workspace)) == 3


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda w, own: forms.change_form(w, form_id(w, "body"), own.form), "是程序自带的表样，不能修改"),
        (lambda w, _: forms.delete_form(w, form_id(w, "body")), "是程序自带的表样，不能删除"),
        (lambda w, own: forms.copy_form(w, own.form.id, own.form.title), "已有名为“小测评表”的表样"),
        (
            lambda w, own: forms.change_form(w, own.form.id, msgspec.structs.replace(own.form, grades=())),
            "等次应有2到9个，现有0个",
        ),
        (
            lambda w, own: forms.change_form(w, own.form.id, msgspec.structs.replace(own.form, kind="body")),
            "表样的种类不能改",
        ),
        (lambda w, own: forms.delete_form(w, own.form.id), "有1次测评用了“小测评表”，不能删除"),
        (lambda w, _: forms.get_form(w, "没有的表"), "这种表样已不存在"),
        (lambda w, _: forms.freeze_form(w, "gone"), "这个表样已被删除"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(workspace: Workspace, act, words: str) -> None:  # type: ignore[no-untyped-def]
    small_campaign(workspace)
    own = find_form(workspace, "小测评表")
    before = forms.list_forms(workspace)
    with pytest.raises(UserError, match=words):
        act(workspace, own)
    assert forms.list_forms(workspace) == before


def test_a_form_nobody_uses_can_be_deleted(workspace: Workspace) -> None:
    entry, _ = forms.copy_form(workspace, form_id(workspace, "posts"))
    forms.delete_form(workspace, entry.form.id)
    assert len(forms.list_forms(workspace)) == 3
    history.undo(workspace)
    assert len(forms.list_forms(workspace)) == 4
