"""Keying in a count: sheet after sheet without a trace of order, or totals into a grid, in one round or two.

A sheet leaves no entry in the journal. Beginning, finishing and clearing a round do, and can be undone; so can totals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from huanjie_desktop.catalog.forms import FormSpec
from huanjie_desktop.domain.assessment import CountRound, Setup
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.normalise import clean_name
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.tally import (
    GRADE_MARKS,
    NOTHING,
    UNCLEAR,
    Box,
    Counts,
    MarkKey,
    NameKey,
    PostShape,
    Sheet,
    SheetShape,
    count_sheets,
)
from huanjie_desktop.services.assessment.campaigns import form_for, setup_of
from huanjie_desktop.services.catalogue.entries import freeze_version
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import sheets

SHEETS, TOTALS = "sheets", "totals"
_ORDINALS = {1: "第一遍", 2: "第二遍"}


@dataclass(frozen=True)
class Totals:
    """Totals keyed in at some places; what is not named stays as it is."""

    boxes: Mapping[str, Box] = field(default_factory=dict)
    marks: Mapping[MarkKey, int] = field(default_factory=dict)
    write_ins: Mapping[NameKey, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Tallying:
    """录入: a campaign being counted, with its form, the shape of its sheets and its rounds by number."""

    setup: Setup
    form: FormSpec
    shape: SheetShape
    rounds: Mapping[int, CountRound]


def shape_of(setup: Setup, form: FormSpec) -> SheetShape:
    """Return what a campaign's sheet has room for."""
    posts = []
    first = 0
    for post in setup.posts:
        last = first + len(setup.subjects_of(post))
        posts.append(PostShape(post.id, post.seats, first, last))
        first = last
    subjects = tuple(each.id for each in setup.subjects)
    return SheetShape(subjects, len(form.item_titles), len(form.grade_titles), tuple(posts))


def tallying_of(workspace: Workspace, campaign: str) -> Tallying:
    """Return a campaign as it is counted."""
    setup = setup_of(workspace, campaign)
    form = form_for(setup)
    rounds = {each.number: each for each in sheets.list_rounds(workspace.store, setup.campaign.id)}
    return Tallying(setup, form, shape_of(setup, form), rounds)


def begin_round(
    workspace: Workspace, campaign: str, number: int = 1, method: str = SHEETS, keyer: str = ""
) -> tuple[CountRound, ChangeSet]:
    """Begin the first round or the blind second; the form's version stays as it is from then on."""
    tallying = tallying_of(workspace, campaign)
    title = tallying.setup.campaign.title
    if number in tallying.rounds:
        raise UserError(f"“{title}”已开始{_ORDINALS[number]}录入。")
    made = _new_round(workspace, tallying, number, method, keyer.strip())
    with workspace.change(f"开始{_ORDINALS[number]}录入《{title}》", Right.COUNTING) as work:
        sheets.add_round(work, made)
        freeze_version(work, tallying.setup.version)
    return made, work.change_set


def add_whole_round(workspace: Workspace, campaign: str, number: int, added: Sequence[Sheet]) -> ChangeSet:
    """Count a file's sheets into a round, begun for them or added to, and finish it: all or nothing."""
    tallying = tallying_of(workspace, campaign)
    round_ = tallying.rounds.get(number)
    if round_ is not None and round_.method != SHEETS:
        raise _wrong_method(round_, SHEETS)
    made = round_ or _new_round(workspace, tallying, number, SHEETS, "")
    added = [_with_clean_names(sheet) for sheet in added]
    for sheet in added:
        check_sheet(tallying, sheet)
    _check_issued(workspace, tallying, made, added)
    with workspace.change(f"从文件录入{_ORDINALS[number]}《{tallying.setup.campaign.title}》", Right.COUNTING) as work:
        if round_ is None:
            sheets.add_round(work, made)
            freeze_version(work, tallying.setup.version)
        for sheet in added:
            sheets.tally_sheet(work, made.id, sheet, sheet.number)
        sheets.change_round(work, made.id, finished=True)
    return work.change_set


def _new_round(workspace: Workspace, tallying: Tallying, number: int, method: str, keyer: str) -> CountRound:
    setup = tallying.setup
    if number == 2 and (1 not in tallying.rounds or not tallying.rounds[1].finished):
        raise UserError("第一遍还没有录完，不能开始第二遍。", "请先结束第一遍录入。")
    if not setup.subjects:
        raise UserError(f"“{setup.campaign.title}”还没有测评对象，不能录入。", "请先在“测评安排”中添加。")
    if number == 2 and keyer and keyer == tallying.rounds[1].keyer:
        raise UserError(f"第一遍也是“{keyer}”录入的，第二遍应由另一人录入。", "请换一人录入。")
    return CountRound(workspace.store.new_id(), setup.campaign.id, number, method, keyer)


def add_sheet(workspace: Workspace, campaign: str, number: int, sheet: Sheet) -> ChangeSet:
    """Count one sheet in a round; UserError for a mark that the scale has not, or more sheets than were handed out."""
    return add_sheets(workspace, campaign, number, [sheet])


def add_sheets(workspace: Workspace, campaign: str, number: int, added: Sequence[Sheet]) -> ChangeSet:
    """Count sheets in a round, all or none."""
    tallying = tallying_of(workspace, campaign)
    round_ = _open_round(tallying, number, SHEETS)
    added = [_with_clean_names(sheet) for sheet in added]
    for sheet in added:
        check_sheet(tallying, sheet)
    _check_issued(workspace, tallying, round_, added)
    with workspace.change("录入票", Right.COUNTING) as work:
        for sheet in added:
            sheets.tally_sheet(work, round_.id, sheet, sheet.number)
    return work.change_set


def take_back_sheet(workspace: Workspace, campaign: str, number: int, sheet: Sheet) -> ChangeSet:
    """Take back one sheet as it was keyed in, to key it in again."""
    tallying = tallying_of(workspace, campaign)
    round_ = _open_round(tallying, number, SHEETS)
    sheet = _with_clean_names(sheet)
    counted = [
        each for each in sheets.list_sheets(workspace.store, round_.id) if _same(each, sheet) and each.number > 0
    ]
    if not counted:
        raise UserError("没有录入过这样的票，不能退回。")
    with workspace.change("退回票", Right.COUNTING) as work:
        sheets.tally_sheet(work, round_.id, sheet, -1)
    return work.change_set


def set_totals(workspace: Workspace, campaign: str, number: int, totals: Totals) -> ChangeSet:
    """Write totals into a round as one undo step; what does not balance is told by the result, not refused here."""
    tallying = tallying_of(workspace, campaign)
    round_ = _open_round(tallying, number, TOTALS)
    numbers = [
        *(count for box in totals.boxes.values() for count in (box.collected, box.void, box.blank)),
        *totals.marks.values(),
        *totals.write_ins.values(),
    ]
    if any(count < 0 for count in numbers):
        raise UserError("票数不能是负数。")
    known = {(category.id, subject.id) for category in tallying.setup.categories for subject in tallying.setup.subjects}
    if any(key[:2] not in known for key in totals.marks):
        raise UserError("这一处已不在表上，没有保存。", "请刷新后再试。")
    _check_boxes(workspace, tallying, round_, totals.boxes)
    names = {(category, post, _clean(name)): count for (category, post, name), count in totals.write_ins.items()}
    with workspace.change("录入票数", Right.COUNTING) as work:
        sheets.write_totals(work, workspace.store, round_.id, totals.boxes, totals.marks, names)
    return work.change_set


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
    return count_sheets(counted, tallying.shape, tallying.form.rules.blank == "void")


def finish_round(workspace: Workspace, campaign: str, number: int) -> ChangeSet:
    """Finish a round: nothing more is keyed into it."""
    return _set_finished(workspace, campaign, number, True)


def reopen_round(workspace: Workspace, campaign: str, number: int) -> ChangeSet:
    """Go on with a round that was finished."""
    return _set_finished(workspace, campaign, number, False)


def clear_round(workspace: Workspace, campaign: str, number: int, reason: str) -> ChangeSet:
    """Throw a round's count away with a reason, to begin it again; undo brings it back."""
    tallying = tallying_of(workspace, campaign)
    round_ = _round(tallying, number)
    if number == 1 and 2 in tallying.rounds:
        raise UserError("已有第二遍录入，不能清空第一遍。", "请先清空第二遍。")
    if not reason.strip():
        raise UserError("没有写明清空的原因。", "请填写原因，它记入操作记录。")
    label = f"清空{_ORDINALS[number]}录入《{tallying.setup.campaign.title}》"
    with workspace.change(label, Right.COUNTING, reason.strip()) as work:
        sheets.remove_round(work, workspace.store, round_.id)
    return work.change_set


def check_sheet(tallying: Tallying, sheet: Sheet) -> None:
    """Refuse a sheet that cannot be one of this campaign's; UserError says what is wrong."""
    shape, form = tallying.shape, tallying.form
    if len(sheet.marks) != shape.cells:
        raise UserError(f"这张票有{len(sheet.marks)}处评价，应有{shape.cells}处。")
    allowed = NOTHING + UNCLEAR + GRADE_MARKS[: shape.grades]
    for at, mark in enumerate(sheet.marks):
        if mark not in allowed:
            name = tallying.setup.subjects[at // shape.items].name
            item = form.item_titles[at % shape.items]
            grades = "、".join(f"{place}{title}" for place, title in enumerate(form.grade_titles, 1))
            raise UserError(f"“{name}”的“{item}”填了“{mark}”，没有这个等次。", f"可填：{grades}，0未填，x无法辨认。")
    known = {each.id for each in tallying.setup.categories}
    if sheet.category_id is not None and sheet.category_id not in known:
        raise UserError("没有这个票类，票没有录入。", "请刷新后再试。")
    if sheet.category_id is None and known and not sheet.blank:
        raise UserError("没有选票类，票没有录入。", "请先选票类。")
    posts = {each.id for each in shape.posts}
    if any(post not in posts or not name.strip() for post, name in sheet.write_ins):
        raise UserError("另推荐的人选没有写明职位或姓名。")
    listed = {(each.post_id, _plain(each.name)) for each in tallying.setup.subjects}
    again = next((name for post, name in sheet.write_ins if (post, _plain(name)) in listed), "")
    if again:
        raise UserError(f"另推荐的“{again}”已列在这一职位的名单上。", "请改为在名单上推荐，不要另填姓名。")


def _check_issued(workspace: Workspace, tallying: Tallying, round_: CountRound, added: Sequence[Sheet]) -> None:
    store, setup = workspace.store, tallying.setup
    total = sheets.collected_of(store, setup.campaign.id).get(round_.id, 0) + sum(each.number for each in added)
    _check_total(setup, total)
    for category in setup.categories:
        new = sum(each.number for each in added if each.category_id == category.id)
        if category.issued is not None and new:
            before = sheets.collected_of(store, setup.campaign.id, category.id).get(round_.id, 0)
            if before + new > category.issued:
                raise UserError(
                    f"{category.code}票发出{category.issued}张，已录入{before}张，不能再录{new}张。",
                    "请核对票类，或更正发出的张数。",
                )


def _check_boxes(workspace: Workspace, tallying: Tallying, round_: CountRound, boxes: Mapping[str, Box]) -> None:
    setup = tallying.setup
    known = {**sheets.read_totals(workspace.store, round_.id).boxes, **boxes}
    for category in setup.categories:
        collected = known.get(category.id, Box()).collected
        if category.issued is not None and collected > category.issued:
            raise UserError(
                f"{category.code}票发出{category.issued}张，不能收回{collected}张。", "请核对张数，或更正发出的张数。"
            )
    _check_total(setup, sum(box.collected for box in known.values()))


def _check_total(setup: Setup, total: int) -> None:
    if total > setup.campaign.issued:
        raise UserError(
            f"“{setup.campaign.title}”发出{setup.campaign.issued}张，收回{total}张，收回的不能多于发出的。",
            "请核对张数，或在“测评安排”中更正发出的张数。",
        )


def _round(tallying: Tallying, number: int) -> CountRound:
    round_ = tallying.rounds.get(number)
    if round_ is None:
        raise UserError(f"“{tallying.setup.campaign.title}”还没有开始{_ORDINALS[number]}录入。")
    return round_


def _open_round(tallying: Tallying, number: int, method: str) -> CountRound:
    round_ = _round(tallying, number)
    if round_.finished:
        raise UserError(f"{_ORDINALS[number]}录入已结束，不能再录。", "如要更正，请先选“继续录入”。")
    if round_.method != method:
        raise _wrong_method(round_, method)
    return round_


def _wrong_method(round_: CountRound, method: str) -> UserError:
    words = {SHEETS: "逐张", TOTALS: "按合计"}
    return UserError(
        f"{_ORDINALS[round_.number]}是{words[round_.method]}录入的，不能改为{words[method]}录入。",
        "如要改，请先清空这一遍。",
    )


def _set_finished(workspace: Workspace, campaign: str, number: int, finished: bool) -> ChangeSet:
    tallying = tallying_of(workspace, campaign)
    round_ = _round(tallying, number)
    with workspace.change(f"{'结束' if finished else '继续'}{_ORDINALS[number]}录入", Right.COUNTING) as work:
        sheets.change_round(work, round_.id, finished=finished)
    return work.change_set


def _plain(name: str) -> str:
    return "".join(name.split())


def _with_clean_names(sheet: Sheet) -> Sheet:
    """Return a sheet whose written-in names are as names are kept, so that 张　三 and 张三 are one."""
    return replace(sheet, write_ins=tuple(sorted((post, _clean(name)) for post, name in sheet.write_ins)))


def _clean(name: str) -> str:
    try:
        return clean_name(name)
    except ValueError as error:
        raise UserError(f"另推荐的人选没有录入：{error}。", "请核对姓名。") from error


def _same(one: Sheet, other: Sheet) -> bool:
    return (one.category_id, one.marks, one.void, one.write_ins) == (
        other.category_id,
        other.marks,
        other.void,
        other.write_ins,
    )
