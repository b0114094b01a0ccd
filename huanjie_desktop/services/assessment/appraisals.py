"""Results of a campaign: the counts that hold, their shares, and what still stands in a result's way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from huanjie_desktop.catalog.forms import BASES
from huanjie_desktop.domain.assessment import AppraisedSubject, Post, Settlement
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.poll import short_digest
from huanjie_desktop.domain.results import Group, Result
from huanjie_desktop.domain.rounds import (
    BOX,
    NAME,
    SHEETS,
    Difference,
    Place,
    differences,
    imbalances,
    settled_counts,
    with_settlements,
)
from huanjie_desktop.domain.tally import Counts, share
from huanjie_desktop.services.assessment.counting import Tallying, counts_of, result_of, tallying_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import sheets


@dataclass(frozen=True)
class Appraisal(Result):
    """测评结果: the counts that hold; `problems` say why there is no result yet, and then nothing of it is printed."""

    tallying: Tallying
    differences: tuple[Difference, ...]
    problems: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Tell whether the result holds."""
        return not self.problems


def appraisal_of(workspace: Workspace, campaign: str) -> Appraisal:
    """Return a campaign's result, or what is missing for one."""
    tallying = tallying_of(workspace, campaign)
    counts = {number: counts_of(workspace, tallying, number) for number in tallying.rounds}
    return appraise(tallying, counts, sheets.list_settlements(workspace.store, tallying.setup.campaign.id))


def appraise(tallying: Tallying, counted: Mapping[int, Counts], settlements: Sequence[Settlement]) -> Appraisal:
    """Return the result of what the rounds have counted, or what is missing for one."""
    first = counted.get(1, Counts())
    found = _differences(tallying, counted, settlements)
    counts = settled_counts(first, found, tallying.shape.grades)
    problems = [*_round_problems(tallying, found), *imbalances(counts, tallying.setup, tallying.shape.grades)]
    plain = result_of(tallying, counts)
    return Appraisal(
        plain.setup, counts, plain.scales, plain.base_rule, plain.blank_void, tallying, tuple(found), tuple(problems)
    )


def ready_appraisal(workspace: Workspace, campaign: str) -> Appraisal:
    """Return a campaign's result; UserError says why there is none yet."""
    appraisal = appraisal_of(workspace, campaign)
    if appraisal.problems:
        title = appraisal.tallying.setup.campaign.title
        raise UserError(f"“{title}”还没有结果：{'；'.join(appraisal.problems[:3])}。", "请先处理，再看结果。")
    return appraisal


def place_words(tallying: Tallying, place: Place) -> str:
    """Return a place of comparison in words: A票　张三　德."""
    setup = tallying.setup
    category = setup.category(place.category_id)
    pile = tallying.pile(place.pile)
    words = [pile.title] if pile else []
    if place.kind == SHEETS:
        return "　".join((*words, "合计相同，票不相同"))
    if pile is None or pile.category_id is None:
        words.append(f"{category.code}票" if category else "未分票类")
    if place.kind == BOX:
        return "　".join((*words, "收回、无效、空白张数"))
    if place.kind == NAME:
        post = next((each.title for each in setup.posts if each.id == place.subject_id), "")
        return "　".join((*words, f"{post}另推荐", place.name))
    words.append(setup.named(place.subject_id))
    if tallying.shape.items > 1:
        words.append(tallying.form.item_titles[place.item])
    return "　".join(words)


def numbers_words(tallying: Tallying, place: Place, numbers: Sequence[int]) -> str:
    """Return the numbers at a place in words: 优秀12　称职3."""
    if place.kind == SHEETS:
        return f"{numbers[0]}张不同"
    if place.kind == NAME:
        return f"{numbers[0]}票"
    told = zip(place_heads(tallying, place), numbers, strict=True)
    return "　".join(f"{head}{number}" for head, number in told if number or place.kind == BOX) or "没有"


def place_heads(tallying: Tallying, place: Place) -> tuple[str, ...]:
    """Return what each number at a place is of, in the order of `Difference`."""
    if place.kind == BOX:
        return ("收回", "无效", "空白")
    if place.kind == SHEETS:
        return ("不同的票", "特征")
    return ("票数",) if place.kind == NAME else (*_longest(tallying, place.item), "无法辨认")


def _longest(tallying: Tallying, item: int) -> tuple[str, ...]:
    """Return an item's grades, with "" for those that only other items have."""
    scale = tallying.form.scale(item)
    return (*scale, *[""] * (tallying.shape.grades - len(scale)))


def appraisal_as_json(appraisal: Appraisal) -> dict[str, Any]:
    """Return a result as plain values: shares in per cent with one decimal, null where their base is 0."""
    setup, box = appraisal.tallying.setup, appraisal.box()
    plain: dict[str, Any] = {
        "id": setup.campaign.id,
        "title": setup.campaign.title,
        "unit": setup.campaign.unit,
        "form": setup.version.title,
        "issued": setup.campaign.issued,
        "collected": box.collected,
        "valid": box.valid,
        "void": box.void,
        "blank": box.blank,
        "base": BASES[appraisal.tallying.form.rules.base],
        "digest": appraisal.digest,
        "check": short_digest(appraisal.digest),
        "categories": [
            {
                "code": each.code,
                "title": each.title,
                "entitled": each.entitled,
                "issued": each.issued,
                "collected": appraisal.box(each).collected,
                "valid": appraisal.box(each).valid,
                "void": appraisal.box(each).void,
                "blank": appraisal.box(each).blank,
            }
            for each in setup.categories
        ],
        "subjects": [_subject_as_json(appraisal, subject) for subject in setup.subjects],
    }
    if setup.posts:
        plain["written_in"] = [
            {"post": post.title, "name": name, **_named_votes(appraisal, post, name)}
            for post in setup.posts
            for name in appraisal.written_in(post)
        ]
    return plain


def _subject_as_json(appraisal: Appraisal, subject: AppraisedSubject) -> dict[str, Any]:
    setup, form = appraisal.tallying.setup, appraisal.tallying.form
    items = []
    for at, title in enumerate(form.item_titles):
        told = {"item": title, **_cell(appraisal, subject, at, None)}
        told["by_category"] = {group.code: _cell(appraisal, subject, at, group) for group in _coded(appraisal)}
        items.append(told)
    plain: dict[str, Any] = {"name": subject.name, "about": subject.about, "items": items}
    post = next((each.title for each in setup.posts if each.id == subject.post_id), None)
    return plain if post is None else {**plain, "post": post}


def _coded(appraisal: Appraisal) -> list[Group]:
    """Return the groups of categories, without that of sheets that have none."""
    return [group for group in appraisal.groups if group.code]


def _cell(appraisal: Appraisal, subject: AppraisedSubject, item: int, category: Group | None) -> dict[str, Any]:
    numbers = appraisal.numbers(subject, item, category)
    base = appraisal.base(numbers, category)
    grades = appraisal.tallying.form.scale(item)
    return {
        "counts": dict(zip(grades, numbers, strict=False)),
        "shares": {grade: share(number, base) for grade, number in zip(grades, numbers, strict=False)},
        "base": base,
        "unreadable": numbers[-1],
        "unmarked": appraisal.unmarked(numbers, category),
    }


def _named_votes(appraisal: Appraisal, post: Post, name: str) -> dict[str, Any]:
    votes = appraisal.votes(post, name)
    return {
        "count": votes,
        "share": share(votes, appraisal.base((votes, 0))),
        "by_category": {group.code: appraisal.votes(post, name, group) for group in _coded(appraisal)},
    }


def _differences(
    tallying: Tallying, counted: Mapping[int, Counts], settlements: Sequence[Settlement]
) -> list[Difference]:
    second = tallying.rounds.get(2)
    if second is None or not second.finished:
        return []
    shape = tallying.shape
    found = differences(counted.get(1, Counts()), counted[2], tallying.setup, shape.items, shape.grades)
    return with_settlements(found, settlements)


def _round_problems(tallying: Tallying, found: Sequence[Difference]) -> list[str]:
    first, second = tallying.rounds.get(1), tallying.rounds.get(2)
    if first is None:
        return ["还没有录入"]
    problems = []
    if not first.finished:
        problems.append("第一遍还没有录完")
    if second is not None and not second.finished:
        problems.append("第二遍还没有录完")
    open_ones = sum(each.settlement is None for each in found)
    if open_ones:
        problems.append(f"两遍还有{open_ones}处差异没有处理")
    return problems
