"""Results that stand: what is kept when one is finished, what a change after that needs, and what was printed of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from huanjie_desktop.domain.assessment import CountResult, ResultPrint
from huanjie_desktop.domain.errors import NeedsReason, UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.poll import poll_text, read_poll, says_the_same, short_digest, text_digest
from huanjie_desktop.domain.results import counts_in
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.rounds import differences
from huanjie_desktop.domain.tally import Counts
from huanjie_desktop.services.assessment.appraisals import appraisal_of, numbers_words, place_words, ready_appraisal
from huanjie_desktop.services.assessment.counting import Tallying, result_of
from huanjie_desktop.services.assessment.setups import has_counts, setup_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import polls, sheets
from huanjie_desktop.store.unit_of_work import UnitOfWork

_MOST_TOLD = 40  # differences in one entry of the journal; all totals are kept


def stands(workspace: Workspace, campaign_id: str) -> bool:
    """Tell whether a campaign has a result that somebody has finished, so that a change needs a reason and a second person."""
    rounds = sheets.list_rounds(workspace.store, campaign_id)
    return any(each.standing for each in rounds) or bool(polls.list_results(workspace.store, campaign_id))


def witnessed(workspace: Workspace, what: str, reason: str, second: str, because: str = "结果已定") -> str:
    """Return the reason of a change to a result that stands, with the second person, for the journal.

    NeedsReason where either is lacking, or the second person is the one who makes the change.
    """
    reason, second = reason.strip(), second.strip()
    if not reason:
        raise NeedsReason(f"{because}，{what}须写明原因。", "请填写原因和复核人，记入操作记录。")
    if not second:
        raise NeedsReason(f"{because}，{what}须有另一人复核。", "请填写复核人的姓名，记入操作记录。")
    if second == workspace.store.actor:
        raise NeedsReason(f"“{second}”正在操作，复核人应是另一人。", "请填写另一人的姓名。")
    return f"{reason}（复核人：{second}）"


@contextmanager
def changing(
    workspace: Workspace, campaign_id: str, label: str, reason: str = "", second: str = ""
) -> Iterator[UnitOfWork]:
    """Open a change of what a campaign asks. After it the snapshot of a counting that has begun is taken anew.

    With sheets counted already that needs a reason and a second person, and the journal says what was what before.
    """
    counted, standing = has_counts(workspace, campaign_id), stands(workspace, campaign_id)
    words = witnessed(workspace, label, reason, second) if standing else reason.strip()
    with workspace.change(label, Right.ASSESSMENT, words) as work:
        yield work
        if _renew(workspace, work, campaign_id) and counted and not standing:
            words = witnessed(workspace, label, reason, second, "已录入了票")
            work.say(words.removeprefix(reason.strip()))
        if standing:
            keep_result(workspace, work, campaign_id)


def _renew(workspace: Workspace, work: UnitOfWork, campaign_id: str) -> bool:
    """Take the snapshot of a campaign whose counting has begun anew; tell whether it says something else now."""
    kept = polls.find_poll(workspace.store, campaign_id)
    if kept is None:
        return False
    before, setup = read_poll(kept.body), setup_of(workspace, campaign_id)
    text = poll_text(setup, before.piles)
    if says_the_same(kept.body, text):
        return False
    if before.piles and [each.id for each in before.categories] != [each.id for each in setup.categories]:
        raise UserError("票已分把，不能再改票类。", "请先清空这一遍，再改票类。")
    polls.change_poll(work, kept.id, body=text, digest=text_digest(text))
    after = read_poll(text)
    names = {each.id: each.name for each in before.subjects} | {each.id: each.title for each in before.posts}
    now = {each.id: each.name for each in after.subjects} | {each.id: each.title for each in after.posts}
    told = [f"“{name}”改为“{now[id_]}”" for id_, name in names.items() if id_ in now and now[id_] != name]
    if told:
        work.say("、".join(told))
    return True


def keep_result(workspace: Workspace, work: UnitOfWork, campaign_id: str) -> None:
    """Keep a campaign's result as it is now, if there is one, and tell the journal its digest and what became different."""
    appraisal = appraisal_of(workspace, campaign_id)
    if appraisal.problems:
        return
    kept = polls.list_results(workspace.store, campaign_id)
    by = "、".join(each.keyer for each in appraisal.tallying.rounds.values() if each.keyer) or workspace.store.actor
    result = CountResult(
        workspace.store.new_id(), campaign_id, appraisal.totals, appraisal.digest, by, workspace.clock.now()
    )
    polls.add_result(work, result)
    work.say(f"结果校验 {short_digest(appraisal.digest)}")
    if kept:
        work.say(_changes(appraisal.tallying, kept[-1], appraisal.counts))


def round_words(tallying: Tallying, counts: Counts, keyer: str) -> str:
    """Return what a round came to, for the journal: its sheets, the digest of its totals, and who keyed it in."""
    result = result_of(tallying, counts)
    box = result.box()
    words = f"收回{box.collected}张，有效{box.valid}张，无效{box.void}张，合计校验 {short_digest(result.digest)}"
    return f"{words}，录入人 {keyer}" if keyer else words


def standing_as_json(workspace: Workspace, campaign_id: str) -> dict[str, Any]:
    """Return what stands of a campaign as plain values: its snapshot's digest, results as finished, papers printed of them."""
    poll = polls.find_poll(workspace.store, campaign_id)
    return {
        "poll": poll.digest if poll else None,
        "standing": stands(workspace, campaign_id),
        "results": [
            {"digest": each.digest, "check": short_digest(each.digest), "by": each.by, "at": each.at.isoformat()}
            for each in polls.list_results(workspace.store, campaign_id)
        ],
        "printed": [
            {"document": each.document, "check": short_digest(each.digest), "at": each.at.isoformat()}
            for each in polls.list_prints(workspace.store)
            if each.campaign_id == campaign_id
        ],
    }


def note_printed(workspace: Workspace, campaign_id: str, document: str) -> ChangeSet:
    """Note that a paper of a result was printed; from then on the result stands."""
    title = ready_appraisal(workspace, campaign_id).setup.campaign.title
    with workspace.change(f"印出《{title}》的结果", Right.COUNTING) as work:
        keep_print(workspace, work, campaign_id, document)
    return work.change_set


def keep_print(workspace: Workspace, work: UnitOfWork, campaign_id: str, document: str) -> None:
    """Note in a change that a paper of a result leaves the house with it."""
    appraisal = ready_appraisal(workspace, campaign_id)
    passing = [each for each in appraisal.tallying.rounds.values() if not each.standing]
    for round_ in passing:
        sheets.change_round(work, round_.id, standing=True)
    if passing or not polls.list_results(workspace.store, campaign_id):
        keep_result(workspace, work, campaign_id)
    now = workspace.clock.now()
    polls.add_print(work, ResultPrint(workspace.store.new_id(), campaign_id, document, appraisal.digest, now))
    work.say(f"《{document}》校验 {short_digest(appraisal.digest)}")


def _changes(tallying: Tallying, before: CountResult, now: Counts) -> str:
    """Return how the totals changed since a result was kept, in words."""
    old = counts_in(before.totals)
    plain = Counts(now.boxes, now.marks, now.write_ins)
    shape = tallying.shape
    found = differences(old, plain, tallying.setup, shape.items, shape.grades)
    if not found:
        return "各项票数与上次相同"
    told = [
        f"{place_words(tallying, each.place)}：{numbers_words(tallying, each.place, each.first)}"
        f"→{numbers_words(tallying, each.place, each.second)}"
        for each in found[:_MOST_TOLD]
    ]
    more = f"等{len(found)}处" if len(found) > len(told) else ""
    return f"与上次结果相比：{'；'.join(told)}{more}"
