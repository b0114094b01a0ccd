"""Assessment 考察测评: a campaign with its categories, posts and subjects, and its rounds of counting."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.namesakes import theirs_alone


@dataclass(frozen=True)
class Campaign:
    """一次测评: `unit` is the unit assessed, `scope` who takes part as printed, `issued` the sheets handed out in all."""

    id: str
    title: str
    unit: str
    form_version_id: str
    day: date | None = None
    scope: str = ""
    issued: int = 0
    position: int = 0


@dataclass(frozen=True)
class Category:
    """票类: `code` is the mark on the sheet (A), `entitled` who may vote; `issued` None: only the total is known.

    `apart`: its results are shown apart however few they are, as the chair decided and the sheet says.
    """

    id: str
    campaign_id: str
    code: str
    title: str = ""
    entitled: int = 0
    printed: int = 0
    issued: int | None = None
    position: int = 0
    apart: bool = False


@dataclass(frozen=True)
class Post:
    """推荐职位: `seats` names may be recommended for it, `write_ins` lines stand under the listed names."""

    id: str
    campaign_id: str
    title: str
    seats: int = 1
    write_ins: int = 0
    position: int = 0


@dataclass(frozen=True)
class AppraisedSubject:
    """测评对象: a body or a person as printed; `post_id` for a name listed for a post, `person_id` if he is in the store."""

    id: str
    campaign_id: str
    name: str
    position: int
    post_id: str | None = None
    person_id: str | None = None
    about: str = ""


@dataclass(frozen=True)
class CountRound:
    """录入的一遍: `number` 1 or 2 (the blind second), `keyer` who keys it in, `method` "sheets" or "totals".

    A `finished` round is `standing` once somebody has finished it, all sheets are in, or its result was printed: what is
    counted from files one after the other is finished after each, and stands with the last.
    """

    id: str
    campaign_id: str
    number: int
    method: str
    keyer: str = ""
    finished: bool = False
    standing: bool = False


@dataclass(frozen=True)
class Settlement:
    """差异处理: what holds at a place where two rounds differ, with what each of them had, the reason and who signed.

    `counts`, `first` and `second` are numbers joined by commas, in the order of `rounds.Difference`.
    """

    id: str
    campaign_id: str
    place: str
    counts: str
    first: str
    second: str
    reason: str
    signed: str = ""


@dataclass(frozen=True)
class PollRow:
    """底稿: the snapshot of a campaign as stored, with its SHA-256; `keyed` is the change after which sheets were keyed in."""

    id: str
    campaign_id: str
    body: str
    digest: str
    keyed: int = 0


@dataclass(frozen=True)
class CountResult:
    """A result as it was when it was finished: its totals as JSON, their SHA-256, by whom and when."""

    id: str
    campaign_id: str
    totals: str
    digest: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ResultPrint:
    """结果印出: a paper of a result that left the house, and the SHA-256 of the totals on it."""

    id: str
    campaign_id: str
    document: str
    digest: str
    at: datetime


@dataclass(frozen=True)
class Setup:
    """测评安排: a campaign with everything that belongs to it but its counts, each in its order."""

    campaign: Campaign
    version: EntryVersion
    categories: tuple[Category, ...]
    posts: tuple[Post, ...]
    subjects: tuple[AppraisedSubject, ...]

    def category(self, id_or_code: str) -> Category | None:
        """Return the category of this id or mark."""
        return next((each for each in self.categories if id_or_code in (each.id, each.code)), None)

    def subjects_of(self, post: Post) -> tuple[AppraisedSubject, ...]:
        """Return the names listed for a post."""
        return tuple(each for each in self.subjects if each.post_id == post.id)

    def named(self, subject_id: str, between: str = "") -> str:
        """Return a subject's name, told apart from another's of the same name: 张　伟（柳河镇镇长）; "" for none.

        `between` stands before the bracket.
        """
        name, apart = self._names.get(subject_id, ("", ""))
        return f"{display_name(''.join(name.split()))}{between}（{apart}）" if apart else name

    @property
    def has_namesakes(self) -> bool:
        """Tell whether some are told apart."""
        return any(apart for _name, apart in self._names.values())

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, str]]:
        return subjects_told_apart(self.subjects)


def subjects_told_apart(subjects: Sequence[AppraisedSubject]) -> dict[str, tuple[str, str]]:
    """Return subjects' names by id, each with what tells people of one name apart: unit and post, else the number; "" for others.

    One who is listed for two posts is one person. The first post is enough where it tells them apart.
    """
    number = {subject.id: f"序号{at}" for at, subject in enumerate(subjects, 1)}
    words = theirs_alone(
        subjects,
        lambda each: "".join(each.name.split()),
        lambda each: each.person_id or (each.id,),
        (
            lambda each: _FIRST_POST.split(each.about.strip())[0],
            lambda each: each.about.strip(),
            lambda each: number[each.id],
        ),
    )
    return {each.id: (each.name, told) for each, told in zip(subjects, words, strict=True)}


_FIRST_POST = re.compile(r"[、，,；;]")


def setup_in_order(
    campaign: Campaign,
    version: EntryVersion,
    categories: Sequence[Category],
    posts: Sequence[Post],
    subjects: Sequence[AppraisedSubject],
) -> Setup:
    """Return the setup of what was read in its positions: its names stand post by post, as printed."""
    place: dict[str | None, int] = {post.id: at for at, post in enumerate(posts)}
    ordered = sorted(subjects, key=lambda each: place.get(each.post_id, -1))
    return Setup(campaign, version, tuple(categories), tuple(posts), tuple(ordered))
