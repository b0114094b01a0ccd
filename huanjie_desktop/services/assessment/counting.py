"""What a campaign's count stands on and has counted so far: the snapshot, the shape of its sheets, its rounds, their counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.catalog.forms import FormSpec, counting_rules
from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, CountRound, PollRow, Post, Setup
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.poll import Pile, Poll, read_poll
from huanjie_desktop.domain.results import Result
from huanjie_desktop.domain.tally import (
    GRADE_MARKS,
    NOTHING,
    UNCLEAR,
    Counts,
    PostShape,
    Sheet,
    SheetShape,
    count_sheets,
)
from huanjie_desktop.services.assessment.setups import form_for, parts_of, setup_from
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import polls, sheets

SHEETS, TOTALS = "sheets", "totals"


@dataclass(frozen=True)
class Tallying:
    """录入: a campaign being counted, as its snapshot has it once counting has begun: its form, its sheets' shape, its rounds."""

    setup: Setup
    form: FormSpec
    shape: SheetShape
    rounds: Mapping[int, CountRound]
    poll: Poll | None = None

    @property
    def piles(self) -> tuple[Pile, ...]:
        """Return the piles that are counted apart; none where each category is counted as a whole."""
        return self.poll.piles if self.poll else ()

    def pile(self, id_: str) -> Pile | None:
        """Return the pile of this id."""
        return next((each for each in self.piles if each.id == id_), None)


def shape_of(setup: Setup, form: FormSpec) -> SheetShape:
    """Return what a campaign's sheet has room for."""
    posts = []
    first = 0
    for post in setup.posts:
        last = first + len(setup.subjects_of(post))
        posts.append(PostShape(post.id, post.seats, first, last))
        first = last
    subjects = tuple(each.id for each in setup.subjects)
    return SheetShape(subjects, tuple(len(scale) for scale in form.scales), tuple(posts))


def tallying_of(workspace: Workspace, campaign: str) -> Tallying:
    """Return a campaign as it is counted."""
    store = workspace.store
    rounds = {each.number: each for each in sheets.list_rounds(store, campaign)}
    return tallying_from(*parts_of(workspace, campaign), polls.find_poll(store, campaign), rounds)


def tallying_from(
    campaign: Campaign,
    version: EntryVersion | None,
    categories: Sequence[Category],
    posts: Sequence[Post],
    subjects: Sequence[AppraisedSubject],
    kept: PollRow | None,
    rounds: Mapping[int, CountRound],
) -> Tallying:
    """Return a campaign as it is counted from what was read of it; its snapshot goes before what stands there now."""
    poll = read_poll(kept.body) if kept else None
    setup = setup_from(campaign, version or (poll.form if poll else None), categories, posts, subjects)
    if poll is not None:
        setup = poll.over(setup)
    form = form_for(setup)
    return Tallying(setup, form, shape_of(setup, form), rounds, poll)


def counts_of(workspace: Workspace, tallying: Tallying, number: int) -> Counts:
    """Return what a round has counted so far; nothing for one that was not begun."""
    round_ = tallying.rounds.get(number)
    if round_ is None:
        return Counts()
    if round_.method == TOTALS:
        return sheets.read_totals(workspace.store, round_.id)
    return count(tallying, sheets.list_sheets(workspace.store, round_.id))


def count(tallying: Tallying, counted: Sequence[Sheet]) -> Counts:
    """Return what sheets of a campaign make."""
    return count_sheets(counted, tallying.shape, counting_rules(tallying.form))


def result_of(tallying: Tallying, counts: Counts) -> Result:
    """Return counts as a result by the form's rules."""
    rules = tallying.form.rules
    return Result(tallying.setup, counts, tallying.shape.scales, rules.base, rules.blank == "void")


def check_sheet(tallying: Tallying, sheet: Sheet) -> None:
    """Refuse a sheet that cannot be one of this campaign's; UserError says what is wrong."""
    shape, form = tallying.shape, tallying.form
    if len(sheet.marks) != shape.cells:
        raise UserError(f"这张票有{len(sheet.marks)}处评价，应有{shape.cells}处。")
    allowed = [NOTHING + UNCLEAR + GRADE_MARKS[:grades] for grades in shape.scales]
    for at, mark in enumerate(sheet.marks):
        if mark not in allowed[at % shape.items]:
            name = tallying.setup.named(tallying.setup.subjects[at // shape.items].id)
            item = form.item_titles[at % shape.items]
            grades = "、".join(f"{place}{title}" for place, title in enumerate(form.scale(at % shape.items), 1))
            raise UserError(f"“{name}”的“{item}”填了“{mark}”，没有这个等次。", f"可填：{grades}，0未填，x无法辨认。")
    known = {each.id for each in tallying.setup.categories}
    if sheet.category_id is not None and sheet.category_id not in known:
        raise UserError("没有这个票类，票没有录入。", "请刷新后再试。")
    if sheet.category_id is None and known and not sheet.blank:
        raise UserError("没有选票类，票没有录入。", "请先选票类。")
    _check_pile(tallying, sheet)
    posts = {each.id for each in shape.posts}
    if any(post not in posts or not name.strip() for post, name in sheet.write_ins):
        raise UserError("另推荐的人选没有写明职位或姓名。")
    listed = {(each.post_id, _plain(each.name)) for each in tallying.setup.subjects}
    again = next((name for post, name in sheet.write_ins if (post, _plain(name)) in listed), "")
    if again:
        raise UserError(f"另推荐的“{again}”已列在这一职位的名单上。", "请改为在名单上推荐，不要另填姓名。")


def _check_pile(tallying: Tallying, sheet: Sheet) -> None:
    if not tallying.piles and not sheet.pile:
        return
    pile = tallying.pile(sheet.pile)
    if pile is None:
        raise UserError("没有选是哪一把，票没有录入。", "请先选这一把。")
    if pile.category_id is not None and sheet.category_id not in (None, pile.category_id):
        raise UserError(f"“{pile.title}”里不应有别的票类，票没有录入。", "请核对票类，放错的票归到它那一把。")


def _plain(name: str) -> str:
    return "".join(name.split())
