"""A poll 一次投票: what is asked of whom, frozen when its counting begins. Sheets are read by that alone.

The snapshot holds the subjects, posts and categories in their order as printed, the form with its rules, and the piles that
are counted apart. How many sheets were handed out is no part of it: that is counted on the day and may be put right.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from huanjie_desktop.domain.assessment import AppraisedSubject, Category, Post, Setup
from huanjie_desktop.domain.entries import EntryVersion

WHOLE, BUNDLE, TABLE, BOX = "category", "bundle", "table", "box"
PILE_KINDS = {WHOLE: "按票类", BUNDLE: "按把", TABLE: "按桌", BOX: "按票箱"}
MOST_PILES = 2000


@dataclass(frozen=True)
class Pile:
    """一把票: sheets that are counted apart and compared apart; of one category or any, `most` sheets at the most.

    `tellers` are the two who sign its slip.
    """

    id: str
    title: str
    category_id: str | None = None
    most: int | None = None
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PilePlan:
    """分把办法: how the sheets are parted: bundles of `size` in each category, or tables or boxes of these names.

    `tellers` are those who sign the slips, two for each pile, by turns.
    """

    kind: str = WHOLE
    size: int = 10
    names: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Poll:
    """The snapshot of a campaign; `text` is what is stored, `digest` its SHA-256."""

    text: str
    unit: str
    form: EntryVersion
    categories: tuple[Category, ...]
    posts: tuple[Post, ...]
    subjects: tuple[AppraisedSubject, ...]
    piles: tuple[Pile, ...]

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is stored."""
        return text_digest(self.text)

    def over(self, live: Setup) -> Setup:
        """Return the setup by which sheets are read: the snapshot, with the numbers of sheets as they stand now."""
        campaign = replace(live.campaign, unit=self.unit, form_version_id=self.form.id)
        known = {each.id: each for each in live.categories}
        persons = {each.id: each.person_id for each in live.subjects}
        categories = [
            replace(known[each.id], code=each.code, title=each.title, apart=each.apart, position=each.position)
            if each.id in known
            else replace(each, campaign_id=campaign.id)
            for each in self.categories
        ]
        return Setup(
            campaign,
            replace(self.form, frozen=True),
            tuple(categories),
            tuple(replace(each, campaign_id=campaign.id) for each in self.posts),
            tuple(replace(each, campaign_id=campaign.id, person_id=persons.get(each.id)) for each in self.subjects),
        )


def poll_text(setup: Setup, piles: Sequence[Pile] = ()) -> str:
    """Return a campaign's snapshot as it is stored."""
    form = setup.version
    plain = {
        "unit": setup.campaign.unit,
        "form": {
            "id": form.id,
            "entry": form.entry,
            "number": form.number,
            "title": form.title,
            "kind": form.kind,
            "body": form.body,
        },
        "categories": [[each.id, each.code, each.title, int(each.apart)] for each in setup.categories],
        "posts": [[each.id, each.title, each.seats, each.write_ins] for each in setup.posts],
        "subjects": [[each.id, each.name, each.about, each.post_id] for each in setup.subjects],
        "piles": [[each.id, each.title, each.category_id, each.most, list(each.tellers)] for each in piles],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def read_poll(text: str) -> Poll:
    """Return the snapshot that is stored."""
    plain: Mapping[str, Any] = json.loads(text)
    categories = [
        Category(id_, "", code, title, position=at, apart=bool(apart))
        for at, (id_, code, title, apart) in enumerate(plain["categories"])
    ]
    posts = [Post(id_, "", title, seats, lines, at) for at, (id_, title, seats, lines) in enumerate(plain["posts"])]
    subjects = [
        AppraisedSubject(id_, "", name, at, post, None, about)
        for at, (id_, name, about, post) in enumerate(plain["subjects"])
    ]
    piles = [Pile(id_, title, category, most, tuple(tellers)) for id_, title, category, most, tellers in plain["piles"]]
    form = EntryVersion(**plain["form"])
    return Poll(text, plain["unit"], form, tuple(categories), tuple(posts), tuple(subjects), tuple(piles))


def says_the_same(stored: str, now: str) -> bool:
    """Tell whether two snapshots ask the same, whatever the piles."""
    one, other = json.loads(stored), json.loads(now)
    return bool({**one, "piles": None} == {**other, "piles": None})


def make_piles(setup: Setup, plan: PilePlan) -> tuple[Pile, ...]:
    """Return the piles of a plan, none where each category is counted as a whole. ValueError says what cannot be."""
    tellers = [name.strip() for name in plan.tellers if name.strip()]
    if len(tellers) == 1 or len(set(tellers)) < len(tellers):
        raise ValueError("每把由两人计票，要写两个人的姓名")
    if plan.kind == WHOLE:
        return ()
    piles = _piles(setup, plan)
    pairs = [tuple(tellers[at : at + 2]) for at in range(0, len(tellers) - 1, 2)] or [()]
    return tuple(replace(pile, tellers=pairs[at % len(pairs)]) for at, pile in enumerate(piles))


def _piles(setup: Setup, plan: PilePlan) -> tuple[Pile, ...]:
    if plan.kind != BUNDLE:
        names = [name.strip() for name in plan.names if name.strip()]
        if not names or len(set(names)) < len(names):
            raise ValueError("每桌（每个票箱）要有名称，不能重复")
        return tuple(Pile(str(at), name) for at, name in enumerate(names, 1))
    if not 1 <= plan.size <= 1000:
        raise ValueError("每把的张数应是1到1000的整数")
    piles: list[Pile] = []
    parts: Iterable[Category | None] = setup.categories or (None,)
    for category in parts:
        issued = setup.campaign.issued if category is None or category.issued is None else category.issued
        mark = f"{category.code}票" if category else ""
        piles += [
            Pile(f"{mark}{at}", f"{mark}第{at}把", category.id if category else None, plan.size)
            for at in range(1, ceil(issued / plan.size) + 1)
        ]
    if not piles or len(piles) > MOST_PILES:
        raise ValueError(f"应分成1到{MOST_PILES}把，现为{len(piles)}把")
    return tuple(piles)


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def short_digest(digest: str) -> str:
    """Return the short form of a SHA-256 as it is printed: 3F2A-91BC."""
    return f"{digest[:4]}-{digest[4:8]}".upper()
