"""Keying in a count: sheet after sheet without a trace of order, or totals into a grid, in one round or two.

A sheet leaves no entry in the journal. Beginning, finishing and clearing a round do. Undo never crosses a count: it takes back
a round without sheets, totals that are being keyed in, and the clearing of a round, and nothing else of these.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from huanjie_desktop.domain.assessment import CountRound, PollRow, Setup
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.normalise import clean_name
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.poll import PilePlan, make_piles, poll_text, text_digest
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.tally import Box, MarkKey, NameKey, Sheet, digest_of_sheets
from huanjie_desktop.services.assessment.counting import (
    SHEETS,
    TOTALS,
    Tallying,
    check_sheet,
    counts_of,
    tallying_of,
)
from huanjie_desktop.services.assessment.standing import keep_result, round_words, stands, witnessed
from huanjie_desktop.services.catalogue.entries import freeze_version
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import polls, sheets
from huanjie_desktop.store.unit_of_work import UnitOfWork

_TELLING = 10  # marks on a sheet, from which on alike sheets are hardly chance
_FEWEST_TOLD = 5  # sheets of a file that are not all of one mark
_ORDINALS = {1: "第一遍", 2: "第二遍"}


@dataclass(frozen=True)
class Totals:
    """Totals keyed in at some places; what is not named stays as it is."""

    boxes: Mapping[str, Box] = field(default_factory=dict)
    marks: Mapping[MarkKey, int] = field(default_factory=dict)
    write_ins: Mapping[NameKey, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetsOfFile:
    """What a file of sheets is counted with: whether it may be one that was counted before, and why if a result stands."""

    sheets: Sequence[Sheet]
    again: bool = False
    reason: str = ""
    second: str = ""


def begin_round(
    workspace: Workspace,
    campaign: str,
    number: int = 1,
    method: str = SHEETS,
    keyer: str = "",
    plan: PilePlan = PilePlan(),  # noqa: B008 - frozen
) -> tuple[CountRound, ChangeSet]:
    """Begin the first round, for which what is asked is frozen, or the blind second.

    The form's version stays as it is from then on. `plan` says in which piles the sheets are counted, in both rounds.
    """
    tallying = tallying_of(workspace, campaign)
    title = tallying.setup.campaign.title
    if number in tallying.rounds:
        raise UserError(f"“{title}”已开始{_ORDINALS[number]}录入。")
    made = _new_round(workspace, tallying, number, method, keyer.strip())
    with workspace.change(f"开始{_ORDINALS[number]}录入《{title}》", Right.COUNTING) as work:
        _begin(workspace, work, tallying, made, plan)
    return made, work.change_set


def _begin(workspace: Workspace, work: UnitOfWork, tallying: Tallying, made: CountRound, plan: PilePlan) -> None:
    sheets.add_round(work, made)
    freeze_version(work, tallying.setup.version)
    if tallying.poll is None:
        try:
            text = poll_text(tallying.setup, make_piles(tallying.setup, plan))
        except ValueError as error:
            raise UserError(f"不能这样分把：{error}。") from error
        polls.add_poll(work, PollRow(workspace.store.new_id(), made.campaign_id, text, text_digest(text)))
    if made.number == 2 and not tallying.rounds[1].standing:
        sheets.change_round(work, tallying.rounds[1].id, standing=True)


def add_whole_round(
    workspace: Workspace, campaign: str, number: int, added: Sequence[Sheet] | SheetsOfFile
) -> ChangeSet:
    """Count a file's sheets into a round, begun for them or added to, and finish it: all or nothing.

    UserError where the very same sheets were counted in from a file before, unless they may be counted again. Once all sheets
    are in, the result stands; what is added to one that stands needs a reason and a second person.
    """
    file = added if isinstance(added, SheetsOfFile) else SheetsOfFile(added)
    tallying = tallying_of(workspace, campaign)
    round_ = tallying.rounds.get(number)
    if round_ is not None and round_.method != SHEETS:
        raise _wrong_method(round_, SHEETS)
    made = round_ or _new_round(workspace, tallying, number, SHEETS, "")
    new = [_with_clean_names(sheet) for sheet in file.sheets]
    for sheet in new:
        check_sheet(tallying, sheet)
    digest = digest_of_sheets([sheet for sheet in new if not sheet.blank] or new)
    if not file.again:
        _refuse_again(workspace, tallying, made, new, digest)
    _check_issued(workspace, tallying, made, new)
    reason = ""
    if made.standing:
        reason = witnessed(workspace, f"再录入{_ORDINALS[number]}的票", file.reason, file.second)
    with workspace.change(
        f"从文件录入{_ORDINALS[number]}《{tallying.setup.campaign.title}》", Right.COUNTING, reason
    ) as work:
        if round_ is None:
            _begin(workspace, work, tallying, made, PilePlan())
        sheets.tally_sheets(work, made.id, [(sheet, sheet.number) for sheet in new], digest)
        work.note()
        work.say(f"录入{sum(sheet.number for sheet in new)}张")
        whole = sheets.collected_of(workspace.store, campaign)[made.id] >= tallying.setup.campaign.issued
        sheets.change_round(work, made.id, finished=True, standing=made.standing or whole)
        if made.standing or whole:
            _tell_round(workspace, work, campaign, number)
    return work.change_set


def _refuse_again(
    workspace: Workspace, tallying: Tallying, round_: CountRound, new: Sequence[Sheet], digest: str
) -> None:
    """Refuse a file that was counted in already, saved anew or corrected in some lines as it may be."""
    advice = "如确是另外的票，内容恰好相同，请加“--again”再录。"
    if digest in sheets.files_of(workspace.store, round_.id):
        raise UserError(f"这个文件里的{len(new)}张票已录入过一次，没有重复录入。", advice)
    told = {sheet.marks for sheet in new if len(set(sheet.marks)) > 1}  # those that are hardly alike by chance
    if tallying.shape.cells < _TELLING or len(told) < _FEWEST_TOLD:
        return
    known = told & {sheet.marks for sheet in sheets.list_sheets(workspace.store, round_.id)}
    if len(known) * 5 >= len(told) * 4:
        raise UserError(f"这个文件里的{len(new)}张票，有{len(known)}张像是已录入过的，没有录入。", advice)


def _tell_round(workspace: Workspace, work: UnitOfWork, campaign: str, number: int) -> None:
    """Tell the journal what a round came to that stands now, and keep the result if there is one."""
    tallying = tallying_of(workspace, campaign)
    work.say(round_words(tallying, counts_of(workspace, tallying, number), tallying.rounds[number].keyer))
    keep_result(workspace, work, campaign)


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
        sheets.tally_sheets(work, round_.id, [(sheet, sheet.number) for sheet in added])
    return work.change_set


def take_back_sheet(workspace: Workspace, campaign: str, number: int, sheet: Sheet) -> ChangeSet:
    """Take back one sheet as it was keyed in, to key it in again."""
    tallying = tallying_of(workspace, campaign)
    round_ = _open_round(tallying, number, SHEETS)
    sheet = _with_clean_names(sheet)
    counted = sheets.list_sheets(workspace.store, round_.id)
    if not any((each.pile, each.said) == (sheet.pile, sheet.said) for each in counted):
        raise UserError("没有录入过这样的票，不能退回。")
    with workspace.change("退回票", Right.COUNTING) as work:
        sheets.tally_sheets(work, round_.id, [(sheet, -1)])
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


def finish_round(workspace: Workspace, campaign: str, number: int) -> ChangeSet:
    """Finish a round: nothing more is keyed into it, and what it came to stands in the journal, with the result's digest."""
    tallying = tallying_of(workspace, campaign)
    round_ = _round(tallying, number)
    with workspace.change(f"结束{_ORDINALS[number]}录入《{tallying.setup.campaign.title}》", Right.COUNTING) as work:
        sheets.change_round(work, round_.id, finished=True, standing=True)
        _tell_round(workspace, work, campaign, number)
    return work.change_set


def reopen_round(workspace: Workspace, campaign: str, number: int, reason: str = "", second: str = "") -> ChangeSet:
    """Go on with a round that was finished; one that stands needs a reason and a second person."""
    tallying = tallying_of(workspace, campaign)
    round_ = _round(tallying, number)
    words = reason.strip()
    if round_.standing:
        words = witnessed(workspace, "继续录入", reason, second)
    label = f"继续{_ORDINALS[number]}录入《{tallying.setup.campaign.title}》"
    with workspace.change(label, Right.COUNTING, words) as work:
        sheets.change_round(work, round_.id, finished=False, standing=False)
    return work.change_set


def clear_round(workspace: Workspace, campaign: str, number: int, reason: str, second: str = "") -> ChangeSet:
    """Throw a round's count away with a reason, to begin it again; undo brings it back.

    Once there is a result it needs a second person too.
    """
    tallying = tallying_of(workspace, campaign)
    round_ = _round(tallying, number)
    if number == 1 and 2 in tallying.rounds:
        raise UserError("已有第二遍录入，不能清空第一遍。", "请先清空第二遍。")
    if not reason.strip():
        raise UserError("没有写明清空的原因。", "请填写原因，它记入操作记录。")
    words = reason.strip()
    if stands(workspace, campaign) and (round_.standing or number == 1):
        words = witnessed(workspace, "清空", reason, second)
    label = f"清空{_ORDINALS[number]}录入《{tallying.setup.campaign.title}》"
    with workspace.change(label, Right.COUNTING, words) as work:
        if round_.finished:
            work.say(round_words(tallying, counts_of(workspace, tallying, number), round_.keyer))
        sheets.remove_round(work, workspace.store, round_.id)
        if number == 1:
            polls.remove_poll(work, workspace.store, campaign)
    return work.change_set


def _check_issued(workspace: Workspace, tallying: Tallying, round_: CountRound, added: Sequence[Sheet]) -> None:
    store, setup = workspace.store, tallying.setup
    _check_piles(workspace, tallying, round_, added)
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


def _check_piles(workspace: Workspace, tallying: Tallying, round_: CountRound, added: Sequence[Sheet]) -> None:
    """Refuse more sheets in a pile than it holds."""
    before: Counter[str] = Counter()
    if any(pile.most is not None for pile in tallying.piles):
        for sheet in sheets.list_sheets(workspace.store, round_.id):
            before[sheet.pile] += sheet.number
    for pile in tallying.piles:
        new = sum(each.number for each in added if each.pile == pile.id)
        if pile.most is not None and new and before[pile.id] + new > pile.most:
            raise UserError(
                f"{pile.title}每把{pile.most}张，已录入{before[pile.id]}张，不能再录{new}张。", "请核对是哪一把。"
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


def _with_clean_names(sheet: Sheet) -> Sheet:
    """Return a sheet whose written-in names are as names are kept, so that 张　三 and 张三 are one."""
    return replace(sheet, write_ins=tuple(sorted((post, _clean(name)) for post, name in sheet.write_ins)))


def _clean(name: str) -> str:
    try:
        return clean_name(name)
    except ValueError as error:
        raise UserError(f"另推荐的人选没有录入：{error}。", "请核对姓名。") from error
