"""The snapshot of a poll: read back as it was, with the piles in which its sheets are counted."""

from dataclasses import replace

import pytest

from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post, Setup
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.poll import (
    BOX,
    BUNDLE,
    TABLE,
    WHOLE,
    PilePlan,
    make_piles,
    poll_text,
    read_poll,
    says_the_same,
    short_digest,
    text_digest,
)

SETUP = Setup(
    Campaign("c", "测评", "柳河镇", "v", issued=30),
    EntryVersion("v", "f", 2, "表", '{"id":"f"}', frozen=True),
    (Category("A", "c", "A", "领导", 12, 12, 12, 0), Category("B", "c", "B", "其他", 18, 20, None, 1, apart=True)),
    (Post("p", "c", "镇长", 1, 2),),
    (AppraisedSubject("s1", "c", "张三", 0, "p", "x1", "书记"), AppraisedSubject("s2", "c", "李四", 1, "p")),
)


def test_a_snapshot_is_read_back_over_what_stands_there_now() -> None:
    poll = read_poll(poll_text(SETUP))
    assert poll.over(SETUP) == SETUP
    live = replace(
        SETUP,
        campaign=replace(SETUP.campaign, unit="清水镇", issued=31),
        categories=(replace(SETUP.categories[0], code="甲", issued=13), SETUP.categories[1]),
        subjects=SETUP.subjects[::-1],
        posts=(),
    )
    over = poll.over(live)
    assert (over.campaign.unit, over.campaign.issued) == ("柳河镇", 31)
    assert (over.categories[0].code, over.categories[0].issued) == ("A", 13)
    assert (over.subjects, over.posts) == (SETUP.subjects, SETUP.posts)
    assert over.subjects[0].person_id == "x1"


def test_its_digest_is_of_its_text() -> None:
    poll = read_poll(poll_text(SETUP))
    assert poll.digest == text_digest(poll.text)
    assert short_digest("3f2a91bc" + "0" * 56) == "3F2A-91BC"


def test_snapshots_that_ask_the_same_differ_in_piles_at_most() -> None:
    whole, parted = poll_text(SETUP), poll_text(SETUP, make_piles(SETUP, PilePlan(BUNDLE)))
    assert whole != parted
    assert says_the_same(whole, parted)
    assert not says_the_same(whole, poll_text(replace(SETUP, subjects=SETUP.subjects[::-1])))


def test_bundles_are_of_one_category_and_as_many_as_sheets_were_handed_out() -> None:
    piles = make_piles(SETUP, PilePlan(BUNDLE, 10, tellers=("甲", "乙", "丙", "丁")))
    assert [(each.title, each.category_id, each.most) for each in piles] == [
        ("A票第1把", "A", 10),
        ("A票第2把", "A", 10),
        ("B票第1把", "B", 10),
        ("B票第2把", "B", 10),
        ("B票第3把", "B", 10),
    ]
    assert [each.tellers for each in piles[:3]] == [("甲", "乙"), ("丙", "丁"), ("甲", "乙")]
    assert read_poll(poll_text(SETUP, piles)).piles == piles
    assert len({each.id for each in piles}) == 5


def test_tables_and_boxes_have_names_and_take_any_category() -> None:
    for kind in (TABLE, BOX):
        piles = make_piles(SETUP, PilePlan(kind, names=("一号", " 二号 ", "")))
        assert [(each.title, each.category_id, each.most) for each in piles] == [
            ("一号", None, None),
            ("二号", None, None),
        ]
    assert make_piles(SETUP, PilePlan(WHOLE)) == ()


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (PilePlan(BUNDLE, 0), "每把的张数应是1到1000的整数"),
        (PilePlan(TABLE), "要有名称"),
        (PilePlan(BOX, names=("一号", "一号")), "不能重复"),
        (PilePlan(BUNDLE, tellers=("甲",)), "每把由两人计票"),
        (PilePlan(WHOLE, tellers=("甲", "甲")), "每把由两人计票"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(plan: PilePlan, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make_piles(SETUP, plan)


def test_no_more_piles_than_can_be_kept() -> None:
    many = replace(SETUP, campaign=replace(SETUP.campaign, issued=5000), categories=())
    with pytest.raises(ValueError, match="应分成1到2000把，现为5000把"):
        make_piles(many, PilePlan(BUNDLE, 1))
