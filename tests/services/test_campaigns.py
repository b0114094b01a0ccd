"""Campaigns: how they are made, what may change when, what is refused in a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.cli.finding import find_campaign, find_form
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.assessment import campaign_parts, campaigns, setups
from huanjie_desktop.services.assessment.appraisals import appraisal_as_json, appraisal_of
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, PostDraft, SubjectDraft
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import campaign_of, count, form_id, small_campaign
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


def numbers(workspace: Workspace, campaign: Campaign) -> tuple[int, list[int | None]]:
    setup = setups.setup_of(workspace, campaign.id)
    return setup.campaign.issued, [each.issued for each in setup.categories]


def test_a_campaign_is_one_undo_step(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    setup = setups.setup_of(workspace, campaign.id)
    assert [post.title for post in setup.posts] == ["镇长", "副镇长"]
    assert [each.name for each in setup.subjects] == ["张三", "李四", "王小五"] * 2
    history.undo(workspace)
    assert campaigns.list_campaigns(workspace) == []
    history.redo(workspace)
    assert setups.setup_of(workspace, campaign.id) == setup


@pytest.mark.parametrize(
    ("issued", "total", "each"), [(None, 8, [3, 5]), (8, 8, [3, 5]), (6, 6, [None, None]), (9, 9, [None, None])]
)
def test_what_was_handed_out_is_shared_out_where_the_sums_agree(
    workspace: Workspace, issued: int | None, total: int, each: list[int | None]
) -> None:
    assert numbers(workspace, campaign_of(workspace, issued=issued)) == (total, each)


def test_a_body_is_its_own_subject(workspace: Workspace) -> None:
    setup = setups.setup_of(workspace, campaign_of(workspace, "body").id)
    assert [each.name for each in setup.subjects] == ["柳河镇领导班子"]


def test_a_second_campaign_of_the_same_has_its_own_title(workspace: Workspace) -> None:
    assert [campaign_of(workspace).title for _ in range(2)] == ["柳河镇干部民主测评表", "柳河镇干部民主测评表（2）"]


def test_subjects_come_from_a_roster_in_its_order(workspace: Workspace) -> None:
    people.edit_cells(workspace, [], [{"name": "赵六", "unit": "柳河镇"}, {"name": "钱七"}])
    roster, _ = rosters.create_roster(workspace, "柳河镇班子", next(iter(workspace.catalog.roster_kinds)))
    ids = [person.id for person in people.list_people(workspace)]
    rosters.add_to_roster(workspace, roster.id, ids[::-1])
    found = campaigns.people_of_roster(workspace, roster.id)
    assert [(each.name, each.person_id) for each in found] == [("钱七", ids[1]), ("赵六", ids[0])]
    draft = CampaignDraft(form_id(workspace, "persons"), "柳河镇", subjects=tuple(found))
    campaign, _ = campaigns.create_campaign(workspace, draft)
    with pytest.raises(UserError, match="“赵六”是测评对象，不能删除"):
        people.delete_people(workspace, [ids[0]])
    campaigns.delete_campaign(workspace, campaign.id)
    people.delete_people(workspace, [ids[0]])


def test_categories_sum_up_to_what_was_handed_out(workspace: Workspace) -> None:
    campaign = campaign_of(workspace)
    setup = setups.setup_of(workspace, campaign.id)
    campaign_parts.edit_categories(workspace, campaign.id, {setup.categories[0].id: {"issued": 2, "printed": 4}})
    assert numbers(workspace, campaign) == (7, [2, 5])
    campaign_parts.add_category(workspace, campaign.id, CategoryDraft("C", "", 4, 4, 4))
    assert numbers(workspace, campaign) == (11, [2, 5, 4])
    campaigns.edit_campaign(workspace, campaign.id, issued=9)
    assert numbers(workspace, campaign) == (9, [None, None, None])
    campaign_parts.remove_category(workspace, campaign.id, setup.categories[0].id)
    assert numbers(workspace, campaign) == (9, [None, None])


def test_a_category_of_nobody_got_no_sheets_and_is_not_asked_for(workspace: Workspace) -> None:
    campaign = campaign_of(workspace)
    setup = setups.setup_of(workspace, campaign.id)
    campaigns.edit_campaign(workspace, campaign.id, issued=9)  # the total alone is known
    campaign_parts.add_category(workspace, campaign.id, CategoryDraft("C", "", 0))
    first, second = (each.id for each in setup.categories)
    campaign_parts.edit_categories(workspace, campaign.id, {first: {"issued": 2}})
    assert numbers(workspace, campaign) == (9, [2, None, None])  # of the second it is asked still
    campaign_parts.edit_categories(workspace, campaign.id, {second: {"issued": 5}})
    assert numbers(workspace, campaign) == (7, [2, 5, 0])
    none = {id_: {"entitled": 0, "issued": None} for id_ in (first, second)}
    campaign_parts.edit_categories(workspace, campaign.id, none)
    assert numbers(workspace, campaign) == (7, [None, None, 0])  # where nobody was counted, nothing is known


def test_subjects_move_and_leave_before_sheets_come_in(workspace: Workspace) -> None:
    campaign = campaign_of(workspace)

    def names() -> list[str]:
        return [each.name for each in setups.setup_of(workspace, campaign.id).subjects]

    first = setups.setup_of(workspace, campaign.id).subjects[0]
    campaign_parts.move_subject(workspace, campaign.id, first.id, 1)
    assert names() == ["李四", "张三", "王小五"]
    campaign_parts.move_subject(workspace, campaign.id, first.id, 9)
    assert names() == ["李四", "王小五", "张三"]
    campaign_parts.remove_subjects(workspace, campaign.id, [first.id])
    campaign_parts.add_subjects(workspace, campaign.id, [SubjectDraft("孙八"), SubjectDraft("李四")])
    assert names() == ["李四", "王小五", "孙八"]
    campaign_parts.edit_subjects(
        workspace, campaign.id, {setups.setup_of(workspace, campaign.id).subjects[0].id: {"name": "李四海"}}
    )
    assert names()[0] == "李四海"


def test_posts_are_added_changed_and_removed(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    campaign_parts.add_post(workspace, campaign.id, "人大主席")
    post = setups.setup_of(workspace, campaign.id).posts[2]
    assert post.write_ins == 2
    campaign_parts.edit_posts(workspace, campaign.id, {post.id: {"seats": 3, "write_ins": 1}})
    campaign_parts.add_subjects(workspace, campaign.id, [SubjectDraft("孙八")], post.id)
    setup = setups.setup_of(workspace, campaign.id)
    assert (setup.posts[2].seats, [each.name for each in setup.subjects_of(setup.posts[2])]) == (3, ["孙八"])
    first = setup.posts[0]
    campaign_parts.add_subjects(workspace, campaign.id, [SubjectDraft("周九")], first.id)
    setup = setups.setup_of(workspace, campaign.id)
    assert [each.name for each in setup.subjects[:5]] == ["张三", "李四", "王小五", "周九", "张三"]
    campaign_parts.remove_post(workspace, campaign.id, first.id)
    assert len(setups.setup_of(workspace, campaign.id).subjects) == 4


def test_another_form_can_be_used_before_sheets_come_in(workspace: Workspace) -> None:
    campaign = campaign_of(workspace)
    small_campaign(workspace)
    campaigns.use_form(workspace, campaign.id, find_form(workspace, "小测评表").form.id)
    assert setups.setup_of(workspace, campaign.id).version.title == "小测评表"
    with pytest.raises(UserError, match="不能换成另一种表样"):
        campaigns.use_form(workspace, campaign.id, form_id(workspace, "body"))


def test_a_deleted_campaign_comes_back_with_its_sheets(workspace: Workspace) -> None:
    campaign = small_campaign(workspace)
    count(workspace, campaign, ("A", "1111"), ("B", "1212"))
    before = appraisal_as_json(appraisal_of(workspace, campaign.id))
    with pytest.raises(UserError, match="结果已定，删除须写明原因"):
        campaigns.delete_campaign(workspace, campaign.id)
    campaigns.delete_campaign(workspace, campaign.id, "重复建立", "监票人")
    assert not setups.has_counts(workspace, campaign.id)
    assert workspace.store.history(1)[0].reason == "重复建立（复核人：监票人）"
    history.undo(workspace)
    assert appraisal_as_json(appraisal_of(workspace, campaign.id)) == before
    with pytest.raises(UserError, match="已录完的票，不能再重做"):
        history.redo(workspace)


Act = Callable[[Workspace, Any], object]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda w, s: campaign_parts.remove_subjects(w, s.campaign.id, [s.subjects[0].id]), "不能再改测评对象"),
        (lambda w, s: campaign_parts.move_subject(w, s.campaign.id, s.subjects[0].id, 1), "不能再改测评对象的次序"),
        (lambda w, s: campaign_parts.remove_category(w, s.campaign.id, s.categories[0].id), "不能再改票类"),
        (lambda w, s: campaign_parts.add_post(w, s.campaign.id, "镇长"), "不能再改推荐职位"),
        (lambda w, s: campaigns.use_form(w, s.campaign.id, form_id(w, "persons")), "不能换表样"),
        (lambda w, s: campaigns.edit_campaign(w, s.campaign.id, issued=1), "已收回2张，发出的张数不能少于收回的张数"),
        (
            lambda w, s: campaign_parts.edit_categories(w, s.campaign.id, {s.categories[0].id: {"issued": 0}}),
            "A票已收回1张，发出的不能少于收回的",
        ),
    ],
)
def test_once_sheets_came_in_the_sheet_stays_as_it_is(workspace: Workspace, act: Act, words: str) -> None:
    campaign = small_campaign(workspace)
    count(workspace, campaign, ("A", "1111"), ("B", "1212"))
    before = setups.setup_of(workspace, campaign.id)
    with pytest.raises(UserError, match=words):
        act(workspace, before)
    assert setups.setup_of(workspace, campaign.id) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": " "}, "没有填写被测评的单位"),
        ({"form": "x-y"}, "这种表样已不存在"),
        ({"categories": (CategoryDraft("A"), CategoryDraft("A"))}, "票类的标记不能为空，也不能重复"),
        ({"categories": (CategoryDraft("A", "", -1),)}, "A票的张数应是0到100000的整数"),
        ({"subjects": (SubjectDraft(" "),)}, "没有填写测评对象的名称"),
        ({"subjects": tuple(SubjectDraft(f"甲{at}") for at in range(61))}, "一张表最多60个测评对象，现有61个"),
        ({"posts": (PostDraft("镇长"),)}, "不是推荐票，没有推荐职位"),
    ],
)
def test_a_wrong_campaign_is_refused_in_a_sentence(workspace: Workspace, changes: dict[str, Any], words: str) -> None:
    draft = CampaignDraft(
        form_id(workspace, "persons"), "柳河镇", categories=(CategoryDraft("A", "", 3), CategoryDraft("B", "", 5))
    )
    with pytest.raises(UserError, match=words):
        campaigns.create_campaign(workspace, replace(draft, **changes))
    assert campaigns.list_campaigns(workspace) == []


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda w, c: find_campaign(w, "没有的"), "没有名为“没有的”的测评"),
        (lambda w, c: campaigns.edit_campaign(w, c.id, title=" "), "没有填写测评名称"),
        (lambda w, c: campaign_parts.edit_subjects(w, c.id, {"gone": {"name": "甲"}}), "这个测评对象已不在了"),
        (lambda w, c: campaign_parts.add_category(w, c.id, CategoryDraft("A")), "已有A票"),
        (lambda w, c: campaign_parts.add_post(w, c.id, "镇长"), "不是推荐票，没有推荐职位"),
    ],
)
def test_a_wrong_change_is_refused_in_a_sentence(
    workspace: Workspace, act: Callable[[Workspace, Campaign], object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        act(workspace, campaign_of(workspace))


def test_parts_are_changed_and_added_in_one_step(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts", issued=8)
    before = setups.setup_of(workspace, campaign.id)
    first = before.categories[0].id
    campaign_parts.edit_categories(
        workspace, campaign.id, {first: {"issued": 4}}, [CategoryDraft("", "旁听人员"), CategoryDraft("丁", issued=2)]
    )
    assert [(each.code, each.issued) for each in setups.setup_of(workspace, campaign.id).categories] == [
        ("A", 4),
        ("B", 5),
        ("C", 0),
        ("丁", 2),
    ]
    assert numbers(workspace, campaign)[0] == 11
    assert history.undo_labels(workspace)[0] == "修改票类"
    history.undo(workspace)
    post = before.posts[0].id
    campaign_parts.edit_posts(
        workspace, campaign.id, {post: {"seats": 2}}, [PostDraft("人大主席"), PostDraft("纪委书记", 1, write_ins=0)]
    )
    posts = setups.setup_of(workspace, campaign.id).posts
    assert [(each.title, each.seats, each.write_ins) for each in posts[2:]] == [
        ("人大主席", 1, before.posts[0].write_ins),
        ("纪委书记", 1, 0),
    ]
    assert posts[0].seats == 2
    history.undo(workspace)
    subject = before.subjects[0].id
    campaign_parts.edit_subjects(
        workspace, campaign.id, {subject: {"about": "党委书记"}}, [SubjectDraft("赵六"), SubjectDraft("李四")], post
    )
    of_post = [each for each in setups.setup_of(workspace, campaign.id).subjects if each.post_id == post]
    assert [(each.name, each.about) for each in of_post][:1] == [("张三", "党委书记")]
    assert [each.name for each in of_post] == ["张三", "李四", "王小五", "赵六"]  # who is named already is passed over
    history.undo(workspace)
    assert setups.setup_of(workspace, campaign.id) == before


def test_a_bad_new_part_refuses_the_whole_step(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    before = setups.setup_of(workspace, campaign.id)
    post = before.posts[0].id
    steps: list[Callable[[], object]] = [
        lambda: campaign_parts.edit_categories(workspace, campaign.id, {}, [CategoryDraft("丁"), CategoryDraft("丁")]),
        lambda: campaign_parts.edit_categories(workspace, campaign.id, {}, [CategoryDraft("丁", printed=-1)]),
        lambda: campaign_parts.edit_posts(workspace, campaign.id, {post: {"seats": 2}}, [PostDraft("")]),
        lambda: campaign_parts.edit_posts(workspace, campaign.id, {}, [PostDraft("主席", write_ins=11)]),
        lambda: campaign_parts.edit_subjects(workspace, campaign.id, {}, [SubjectDraft("赵六")], "gone"),
    ]
    for step in steps:
        with pytest.raises(UserError):
            step()
    assert setups.setup_of(workspace, campaign.id) == before
