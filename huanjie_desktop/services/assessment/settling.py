"""Settling what two entries have differently: the numbers that hold, why, and who signs for them."""

from collections.abc import Mapping, Sequence

from huanjie_desktop.domain.assessment import Settlement
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.rounds import Place, joined
from huanjie_desktop.services.assessment.appraisals import appraisal_of
from huanjie_desktop.services.assessment.standing import keep_result, witnessed
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import sheets


def settle(
    workspace: Workspace,
    campaign: str,
    choices: Mapping[Place, Sequence[int]],
    reason: str,
    signed: str = "",
    second: str = "",
) -> ChangeSet:
    """Settle differences between the rounds: the numbers that hold at each place, why, and who signs for it.

    Once the result stood on what was settled, settling otherwise needs a second person.
    """
    if not reason.strip():
        raise UserError("没有写明处理的依据。", "请填写，例如“重新清点”。")
    appraisal = appraisal_of(workspace, campaign)
    by_place = {each.place: each for each in appraisal.differences}
    settlements = []
    for place, numbers in choices.items():
        if place not in by_place:
            raise UserError("这一处两遍已没有差异。", "请刷新后再试。")
        difference = by_place[place]
        if len(numbers) != len(difference.first) or any(number < 0 for number in numbers):
            raise UserError("票数应是0或正整数，每个等次一个。")
        settlements.append(
            Settlement(
                workspace.store.new_id(),
                appraisal.tallying.setup.campaign.id,
                place.key(),
                joined(numbers),
                joined(difference.first),
                joined(difference.second),
                reason.strip(),
                signed.strip(),
            )
        )
    words = witnessed(workspace, "改变差异的处理", reason, second) if appraisal.ready else reason.strip()
    with workspace.change(f"处理两遍差异{len(settlements)}处", Right.COUNTING, words) as work:
        sheets.put_settlements(work, workspace.store, settlements)
        keep_result(workspace, work, campaign)
    return work.change_set
