"""Counts that nobody can shift: what sheets are read by is frozen, undo and redo never cross a count, results stand."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.poll import short_digest
from huanjie_desktop.domain.tally import Sheet
from huanjie_desktop.services.assessment import campaign_parts, campaigns, forms, standing, tallying
from huanjie_desktop.services.assessment.appraisals import appraisal_as_json, appraisal_of
from huanjie_desktop.services.assessment.campaigns import CategoryDraft, PostDraft, SubjectDraft
from huanjie_desktop.services.assessment.counting import TOTALS, tallying_of
from huanjie_desktop.services.assessment.settling import settle
from huanjie_desktop.services.assessment.tallying import SheetsOfFile, Totals
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import polls
from huanjie_desktop.store.soundness import find_faults
from tests.services.campaign_builders import campaign_of, count, small_campaign, small_form
from tests.services.workspaces import workspace_in

WHY: Any = {"reason": "录错三张", "second": "监票人"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return small_campaign(workspace)


def key_in(workspace: Workspace, campaign: Campaign, *marks: str) -> None:
    """Count one A sheet for each of the marks in the first round, which is begun."""
    category = tallying_of(workspace, campaign.id).setup.categories[0].id
    tallying.add_sheets(workspace, campaign.id, 1, [Sheet(category, each) for each in marks])


def counted(workspace: Workspace, campaign: Campaign) -> dict[str, Any]:
    """Return each one's counts of the first item, by name."""
    plain = appraisal_as_json(appraisal_of(workspace, campaign.id))
    return {each["name"]: each["items"][0]["counts"] for each in plain["subjects"]}


Edit = Callable[[Workspace, Campaign], object]


def _ids(workspace: Workspace, campaign: Campaign) -> list[str]:
    return [each.id for each in tallying_of(workspace, campaign.id).setup.subjects]


EDITS: dict[str, Edit] = {
    "order": lambda w, c: campaign_parts.move_subject(w, c.id, _ids(w, c)[0], 1),
    "one less": lambda w, c: campaign_parts.remove_subjects(w, c.id, _ids(w, c)[:1]),
    "one more": lambda w, c: campaign_parts.add_subjects(w, c.id, [SubjectDraft("王五")]),
    "name": lambda w, c: campaign_parts.edit_subjects(w, c.id, {_ids(w, c)[0]: {"name": "张三丰"}}),
    "mark": lambda w, c: campaign_parts.edit_categories(
        w, c.id, {tallying_of(w, c.id).setup.categories[0].id: {"code": "甲"}}
    ),
    "category": lambda w, c: campaign_parts.add_category(w, c.id, CategoryDraft("C")),
    "unit": lambda w, c: campaigns.edit_campaign(w, c.id, unit="清水镇"),
    "form": lambda w, c: campaigns.use_form(w, c.id, forms.copy_form(w, small_form(w), "另一种")[0].form.id),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_before_the_first_sheet_cannot_be_undone_after_it(
    workspace: Workspace, campaign: Campaign, edit: Edit
) -> None:
    tallying.begin_round(workspace, campaign.id)
    edit(workspace, campaign)
    tallying_ = tallying_of(workspace, campaign.id)
    key_in(workspace, campaign, *["1" * tallying_.shape.cells] * 3)
    before = counted(workspace, campaign)
    with pytest.raises(UserError, match="之后已录入了票，不能再撤销。如要重来，请先清空已录入的票"):
        history.undo(workspace)
    assert counted(workspace, campaign) == before


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_redo_of_an_edit_is_gone_once_sheets_are_keyed_in(workspace: Workspace, campaign: Campaign, edit: Edit) -> None:
    tallying.begin_round(workspace, campaign.id)
    edit(workspace, campaign)
    history.undo(workspace)
    key_in(workspace, campaign, "1122", "1122")
    before = counted(workspace, campaign)
    assert history.undo_labels(workspace)[1] == ""
    assert history.redo(workspace) is None
    assert counted(workspace, campaign) == before == {"张三": {"优秀": 2, "称职": 0}, "李四": {"优秀": 0, "称职": 2}}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_after_sheets_came_in_is_refused_without_a_reason(
    workspace: Workspace, campaign: Campaign, edit: Edit
) -> None:
    tallying.begin_round(workspace, campaign.id)
    key_in(workspace, campaign, "1122")
    before = counted(workspace, campaign)
    with pytest.raises(UserError, match="已录入了票"):
        edit(workspace, campaign)
    assert counted(workspace, campaign) == before


def test_a_name_is_put_right_with_a_reason_and_a_second_person(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "1122"))
    first = _ids(workspace, campaign)[0]
    digest = appraisal_of(workspace, campaign.id).digest
    why: Any
    for why, words in (
        ({}, "结果已定，修改测评对象须写明原因"),
        ({"reason": "印错"}, "须有另一人复核"),
        ({"reason": "印错", "second": workspace.store.actor}, "复核人应是另一人"),
    ):
        with pytest.raises(UserError, match=words):
            campaign_parts.edit_subjects(workspace, campaign.id, {first: {"name": "张三丰"}}, **why)
    campaign_parts.edit_subjects(workspace, campaign.id, {first: {"name": "张三丰"}}, reason="印错", second="监票人")
    assert counted(workspace, campaign)["张三丰"] == {"优秀": 1, "称职": 0}
    told = workspace.store.history(1)[0].reason
    assert told.startswith("印错（复核人：监票人）；“张三”改为“张三丰”；结果校验 ")
    assert appraisal_of(workspace, campaign.id).digest != digest
    with pytest.raises(UserError, match="已录完的票，不能再撤销"):
        history.undo(workspace)


def test_a_name_never_becomes_another_ones(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "1122"))
    first, other = _ids(workspace, campaign)
    for changes in ({first: {"name": "李四"}, other: {"name": "张三"}}, {first: {"name": "李四"}}):
        with pytest.raises(UserError, match="“张三”已录入了票，不能改成同一张票上的“李四”"):
            campaign_parts.edit_subjects(workspace, campaign.id, changes, **WHY)
    assert list(counted(workspace, campaign)) == ["张三", "李四"]


def test_posts_are_put_right_in_the_same_way(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    tallying.begin_round(workspace, campaign.id)
    key_in(workspace, campaign, "100000")
    post = tallying_of(workspace, campaign.id).setup.posts[0]
    with pytest.raises(UserError, match="已录入了票，修改推荐职位须写明原因"):
        campaign_parts.edit_posts(workspace, campaign.id, {post.id: {"title": "代镇长"}})
    with pytest.raises(UserError, match="不能改成同一张票上的“副镇长”"):
        campaign_parts.edit_posts(workspace, campaign.id, {post.id: {"title": "副镇长"}}, **WHY)
    with pytest.raises(UserError, match="不能再改推荐职位"):
        campaign_parts.edit_posts(workspace, campaign.id, {post.id: {"seats": 3}}, [PostDraft("书记")], **WHY)
    campaign_parts.edit_posts(workspace, campaign.id, {post.id: {"title": "代镇长"}}, **WHY)
    assert workspace.store.history(1)[0].reason == "录错三张；“镇长”改为“代镇长”；（复核人：监票人）"


def test_a_form_that_a_round_is_counted_by_stays(workspace: Workspace, campaign: Campaign) -> None:
    copied = forms.copy_form(workspace, small_form(workspace), "另一种")[0].form
    tallying.begin_round(workspace, campaign.id)
    campaigns.use_form(workspace, campaign.id, copied.id)
    key_in(workspace, campaign, "1122")
    before = counted(workspace, campaign)
    changed, _ = forms.change_form(
        workspace, copied.id, msgspec.structs.replace(copied, grades=tuple(reversed(copied.grades)))
    )
    assert (changed.number, counted(workspace, campaign)) == (2, before)


def test_sheets_are_read_by_the_snapshot_whatever_stands_in_the_tables(
    workspace: Workspace, campaign: Campaign
) -> None:
    count(workspace, campaign, ("A", "1122"))
    before = counted(workspace, campaign)
    conn = workspace.store.db.conn
    conn.execute("UPDATE campaign_subject SET position = 1 - position")  # as another program might
    conn.execute("UPDATE own_entry SET body = replace(body, '优秀', '称职二')")
    assert counted(workspace, campaign) == before


def test_whatever_writes_it_no_change_leaves_a_poll_asking_something_else(
    workspace: Workspace, campaign: Campaign
) -> None:
    from huanjie_desktop.domain.rights import Right
    from huanjie_desktop.store import campaigns as stored

    tallying.begin_round(workspace, campaign.id)
    id_ = _ids(workspace, campaign)[0]
    with (
        pytest.raises(UserError, match="已开始录入，票按开始时的表样和名单计，不能这样改"),
        workspace.change("改", Right.ASSESSMENT) as work,
    ):
        stored.change_subjects(work, {id_: {"name": "别人"}})
    assert tallying_of(workspace, campaign.id).setup.subjects[0].name == "张三"


# results


def test_finishing_keeps_the_totals_their_digest_and_who(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, keyer="甲")
    key_in(workspace, campaign, "1122", "1212")
    tallying.finish_round(workspace, campaign.id, 1)
    (kept,) = polls.list_results(workspace.store, campaign.id)
    appraisal = appraisal_of(workspace, campaign.id)
    assert (kept.digest, kept.totals, kept.by) == (appraisal.digest, appraisal.totals, "甲")
    short = short_digest(appraisal.digest)
    told = workspace.store.history(1)[0].reason
    assert told == f"收回2张，有效2张，无效0张，合计校验 {short}，录入人 甲；结果校验 {short}"
    assert appraisal_as_json(appraisal)["check"] == short


def test_going_on_with_a_result_needs_a_reason_and_the_next_finishing_tells_what_changed(
    workspace: Workspace, campaign: Campaign
) -> None:
    count(workspace, campaign, ("A", "2222"), ("A", "2222"))
    with pytest.raises(UserError, match="结果已定，继续录入须写明原因"):
        tallying.reopen_round(workspace, campaign.id, 1)
    tallying.reopen_round(workspace, campaign.id, 1, **WHY)
    category = tallying_of(workspace, campaign.id).setup.categories[0].id
    tallying.take_back_sheet(workspace, campaign.id, 1, Sheet(category, "2222"))
    key_in(workspace, campaign, "1222")
    tallying.finish_round(workspace, campaign.id, 1)
    finished, reopened = workspace.store.history(2)
    assert reopened.reason == "录错三张（复核人：监票人）"
    assert finished.reason.endswith("与上次结果相比：A票　张三　德：称职2→优秀1　称职1")
    assert len(polls.list_results(workspace.store, campaign.id)) == 2


def test_finishing_again_without_a_change_says_so(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "2222"))
    tallying.reopen_round(workspace, campaign.id, 1, **WHY)
    tallying.finish_round(workspace, campaign.id, 1)
    assert workspace.store.history(1)[0].reason.endswith("；各项票数与上次相同")
    first, again = polls.list_results(workspace.store, campaign.id)
    assert first.digest == again.digest


def test_undo_and_redo_take_no_finishing_back(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "2222"))
    with pytest.raises(
        UserError, match="“结束第一遍录入《柳河镇干部民主测评表》”关系到“柳河镇干部民主测评表”已录完的票，不能再撤销"
    ):
        history.undo(workspace)
    tallying.reopen_round(workspace, campaign.id, 1, **WHY)
    with pytest.raises(UserError, match="已录完的票，不能再撤销"):
        history.undo(workspace)
    assert not tallying_of(workspace, campaign.id).rounds[1].finished


def test_totals_are_not_undone_once_they_are_finished(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, method=TOTALS)
    subject = _ids(workspace, campaign)[0]
    category = tallying_of(workspace, campaign.id).setup.categories[0].id
    from huanjie_desktop.domain.tally import Box

    tallying.set_totals(workspace, campaign.id, 1, Totals({category: Box(2)}, {(category, subject, 0, 0): 2}))
    tallying.finish_round(workspace, campaign.id, 1)
    before = counted(workspace, campaign)
    for _ in range(2):
        with pytest.raises(UserError, match="不能再撤销"):
            history.undo(workspace)
    assert counted(workspace, campaign) == before


def test_what_is_printed_on_a_result_is_changed_with_a_reason(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "2222"))
    for values in ({"title": "另一次"}, {"issued": 20}):
        with pytest.raises(UserError, match="结果已定，修改测评安排须写明原因"):
            campaigns.edit_campaign(workspace, campaign.id, **values)
        campaigns.edit_campaign(workspace, campaign.id, **values, **WHY)
        with pytest.raises(UserError, match="已录完的票，不能再撤销"):
            history.undo(workspace)


def test_other_things_are_undone_as_before(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "2222"))
    other = campaign_of(workspace)
    campaign_parts.move_subject(workspace, other.id, _ids(workspace, other)[0], 1)
    order = _ids(workspace, other)
    history.undo(workspace)
    assert _ids(workspace, other) != order
    history.redo(workspace)
    assert _ids(workspace, other) == order


# sheets from files


def whole(workspace: Workspace, campaign: Campaign, *marks: str, **how: Any) -> None:
    category = tallying_of(workspace, campaign.id).setup.categories[1].id
    file = SheetsOfFile([Sheet(category, each) for each in marks], **how)
    tallying.add_whole_round(workspace, campaign.id, 1, file)


def test_the_same_sheets_are_not_counted_twice_unasked(workspace: Workspace, campaign: Campaign) -> None:
    whole(workspace, campaign, "1122", "2211")
    with pytest.raises(UserError, match="这个文件里的2张票已录入过一次，没有重复录入"):
        whole(workspace, campaign, "2211", "1122")
    assert appraisal_of(workspace, campaign.id).box().collected == 2
    whole(workspace, campaign, "2211", "1122", again=True)
    whole(workspace, campaign, "2211")
    assert appraisal_of(workspace, campaign.id).box().collected == 5


def wide(workspace: Workspace) -> tuple[Campaign, list[str]]:
    """Make a campaign of four people and the marks of ten sheets."""
    draft = campaigns.CampaignDraft(
        small_form(workspace), "柳河镇", issued=40, subjects=tuple(map(SubjectDraft, "赵钱孙李周")), categories=()
    )
    chance = Random(3)
    return campaigns.create_campaign(workspace, draft)[0], ["".join(chance.choices("12", k=10)) for _ in range(10)]


def test_a_file_is_known_again_though_it_was_saved_anew_or_corrected(workspace: Workspace) -> None:
    campaign, marks = wide(workspace)

    def file(*sheets: str) -> None:
        tallying.add_whole_round(workspace, campaign.id, 1, [Sheet(None, each) for each in sheets])

    file(*marks)
    with pytest.raises(UserError, match="已录入过一次"):
        file(*marks, "0" * 10)  # a blank line at its end
    with pytest.raises(UserError, match="这个文件里的12张票，有9张像是已录入过的，没有录入"):
        file(*marks[:9], "1212121212", "2" * 10, "1" * 10)
    file(*["1" * 10] * 6)
    file(*marks[:2], "2121212121", "1122112211", "2211221122")
    assert appraisal_of(workspace, campaign.id).box().collected == 21


def test_a_count_from_files_stands_when_it_is_whole_or_printed(workspace: Workspace, campaign: Campaign) -> None:
    campaigns.edit_campaign(workspace, campaign.id, issued=3)
    whole(workspace, campaign, "1122", "2211")
    assert polls.list_results(workspace.store, campaign.id) == []
    assert workspace.store.history(1)[0].reason == "录入2张"
    whole(workspace, campaign, "1111")
    assert len(polls.list_results(workspace.store, campaign.id)) == 1
    with pytest.raises(UserError, match="收回4张，收回的不能多于发出的"):
        whole(workspace, campaign, "2222")


def test_what_is_added_to_a_result_needs_a_reason_and_a_second_person(workspace: Workspace, campaign: Campaign) -> None:
    whole(workspace, campaign, "1122", "2211")
    standing.note_printed(workspace, campaign.id, "测评结果汇总表")
    with pytest.raises(UserError, match="结果已定，再录入第一遍的票须写明原因"):
        whole(workspace, campaign, "1111")
    whole(workspace, campaign, "1111", **WHY)
    told = workspace.store.history(1)[0].reason
    assert told.startswith("录错三张（复核人：监票人）；录入1张；收回3张")
    assert "与上次结果相比：B票　收回、无效、空白张数：收回2　无效0　空白0→收回3　无效0　空白0" in told


def test_a_printed_result_that_no_longer_equals_the_data_is_found(workspace: Workspace, campaign: Campaign) -> None:
    from huanjie_desktop.services.checking import find_in_campaigns

    count(workspace, campaign, ("A", "1122"))
    before = short_digest(appraisal_of(workspace, campaign.id).digest)
    standing.note_printed(workspace, campaign.id, "测评结果汇总表")
    assert find_in_campaigns(workspace) == []
    tallying.reopen_round(workspace, campaign.id, 1, **WHY)
    (finding,) = find_in_campaigns(workspace)
    assert finding.code == "print-outdated"
    assert finding.text.endswith(f"印出后结果已变（印出的校验{before}，现为没有结果），请收回重印。")
    assert finding.subject is not None
    assert finding.subject.id == campaign.id
    key_in(workspace, campaign, "1111")
    tallying.finish_round(workspace, campaign.id, 1)
    assert [each.code for each in find_in_campaigns(workspace)] == ["print-outdated"]
    standing.note_printed(workspace, campaign.id, "测评结果汇总表")
    assert find_in_campaigns(workspace) == []


def test_a_paper_of_a_result_is_noted_when_it_is_written(
    workspace: Workspace, campaign: Campaign, tmp_path: Path
) -> None:
    whole(workspace, campaign, "1122")
    spec = next(each for each in workspace.catalog.documents.values() if each.compose == "results")
    printed = printing.print_document(workspace, spec.id, tmp_path / "结果.pdf", campaign.id)
    assert printed.change_set is not None
    assert tallying_of(workspace, campaign.id).rounds[1].standing
    (noted,) = polls.list_prints(workspace.store)
    assert (noted.document, noted.digest) == (spec.title, appraisal_of(workspace, campaign.id).digest)
    assert len(polls.list_results(workspace.store, campaign.id)) == 1
    printing.print_document(workspace, spec.id, tmp_path / "结果.docx", campaign.id)
    assert len(polls.list_results(workspace.store, campaign.id)) == 1


def test_a_printed_result_is_not_called_outdated_while_the_second_entry_is_under_way(
    workspace: Workspace, campaign: Campaign
) -> None:
    from huanjie_desktop.services.checking import find_in_campaigns

    count(workspace, campaign, ("A", "1122"))
    standing.note_printed(workspace, campaign.id, "测评结果汇总表")
    tallying.begin_round(workspace, campaign.id, 2)
    assert find_in_campaigns(workspace) == []
    tallying.finish_round(workspace, campaign.id, 2)
    assert [each.code for each in find_in_campaigns(workspace)] == ["rounds-differ", "print-outdated"]


def test_settling_otherwise_after_the_result_needs_a_second_person(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "1122"))
    count(workspace, campaign, ("A", "2122"), number=2)
    (difference,) = appraisal_of(workspace, campaign.id).differences
    settle(workspace, campaign.id, {difference.place: difference.first}, "核对原票")
    with pytest.raises(UserError, match="结果已定，改变差异的处理须有另一人复核"):
        settle(workspace, campaign.id, {difference.place: difference.second}, "又核对")
    settle(workspace, campaign.id, {difference.place: difference.second}, "又核对", second="监票人")
    assert workspace.store.history(1)[0].reason.startswith("又核对（复核人：监票人）；结果校验 ")


def test_a_result_that_was_changed_beside_the_program_is_found(workspace: Workspace, campaign: Campaign) -> None:
    from huanjie_desktop.services.checking import find_in_campaigns

    count(workspace, campaign, ("A", "1122"))
    workspace.store.db.conn.execute("UPDATE sheet SET marks = replace(marks, '1122', '2211')")
    assert [each.code for each in find_in_campaigns(workspace)] == ["result-changed"]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("UPDATE poll SET body = replace(body, '张三', '张四')", "“票样底稿”有1份与存入时不同，票数不可信。"),
        ("UPDATE count_result SET totals = replace(totals, '1', '2')", "“测评结果”有1次与存入时不同，票数不可信。"),
    ],
)
def test_snapshots_and_results_that_were_changed_beside_the_program_are_found(
    workspace: Workspace, campaign: Campaign, harm: str, words: str
) -> None:
    count(workspace, campaign, ("A", "1122"))
    assert find_faults(workspace.store.db, encrypted=False) == []
    workspace.store.db.conn.execute(harm)
    assert words in [each.text for each in find_faults(workspace.store.db, encrypted=False)]


def foreseen(workspace: Workspace) -> str:
    """Return what is said of undo before it is tried, which is what comes of it; what it took back is done again."""
    refusal = history.refusal_of_undo(workspace)
    told = str(refusal or "")
    assert str(history.refusal_of_undo(workspace) or "") == told
    if told:
        with pytest.raises(UserError) as refused:
            history.undo(workspace)
        assert told == str(refused.value)
    elif history.undo(workspace) is not None:
        workspace.redo()
    return told


def test_it_is_said_before_whether_undo_crosses_a_count(workspace: Workspace, campaign: Campaign) -> None:
    assert foreseen(workspace) == ""
    count(workspace, campaign, ("A", "1122"))
    assert "不能再撤销" in foreseen(workspace)
    count(workspace, campaign, ("A", "2122"), number=2)
    assert "不能再撤销" in foreseen(workspace)
    (difference,) = appraisal_of(workspace, campaign.id).differences
    settle(workspace, campaign.id, {difference.place: difference.first}, "核对原票")
    assert foreseen(workspace) == (
        "“处理两遍差异1处”关系到“柳河镇干部民主测评表”已录完的票，不能再撤销。如要更正，请在“录入”中选“继续录入”并写明原因。"
    )
    assert "不能再撤销" in foreseen(workspace)
    rosters.create_roster(workspace, "别的名册", next(iter(workspace.catalog.roster_kinds)))
    assert foreseen(workspace) == ""  # another change is taken back as ever
    assert find_faults(workspace.store.db, encrypted=False) == []
