"""Counts under every edit, undo and redo, and backups between every two sheets: marks stay with whom they were given to.

A sheet is keyed in as a voter meant it, by the persons on it; whatever is edited, undone, redone, finished or reopened in
between, each one's marks must be those that were meant, or the counting must have been cleared by a change that says why.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.tally import Sheet
from huanjie_desktop.services.assessment import campaign_parts, campaigns, forms, tallying
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, SubjectDraft
from huanjie_desktop.services.assessment.counting import counts_of, tallying_of
from huanjie_desktop.services.safekeeping import backups, history
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store import sheets
from huanjie_desktop.store.driver import connect
from huanjie_desktop.store.ledger import backup_folder, list_backups
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault

STEPS = 40
NAMES = "赵钱孙李周吴"
WHY = "试验"
SECOND = "监票人"


def _begun(folder: Path, number: int) -> tuple[Workspace, str]:
    workspace = create_workspace(folder / f"{number}.huanjie", "青禾县", clock=FixedClock())
    form = next(form for form in workspace.catalog.forms.values() if form.kind == "persons")
    draft = CampaignDraft(
        form.id,
        "柳河镇",
        issued=1000,
        categories=(CategoryDraft("A"), CategoryDraft("B")),
        subjects=tuple(map(SubjectDraft, NAMES)),
    )
    campaign, _ = campaigns.create_campaign(workspace, draft)
    return workspace, campaign.id


Step = Callable[[Workspace, str, random.Random], object]


def _ids(workspace: Workspace, campaign: str) -> list[str]:
    return [each.id for each in tallying_of(workspace, campaign).setup.subjects]


STEPS_OF: tuple[Step, ...] = (
    lambda w, c, r: campaign_parts.move_subject(w, c, r.choice(_ids(w, c)), r.choice((-1, 1))),
    lambda w, c, r: campaign_parts.remove_subjects(w, c, [r.choice(_ids(w, c))]),
    lambda w, c, r: campaign_parts.add_subjects(w, c, [SubjectDraft(f"新{r.randrange(99)}")]),
    lambda w, c, r: campaign_parts.edit_subjects(
        w, c, {r.choice(_ids(w, c)): {"name": f"改{r.randrange(99)}"}}, reason=WHY, second=SECOND
    ),
    lambda w, c, r: campaign_parts.add_category(w, c, CategoryDraft(f"{r.randrange(99)}")),
    lambda w, c, r: campaigns.use_form(w, c, forms.copy_form(w, "cadre-appraisal")[0].form.id),
    lambda w, c, r: campaigns.edit_campaign(w, c, title=f"测评{r.randrange(99)}", reason=WHY, second=SECOND),
    lambda w, c, r: tallying.begin_round(w, c),
    lambda w, c, r: tallying.finish_round(w, c, 1),
    lambda w, c, r: tallying.reopen_round(w, c, 1, WHY, SECOND),
)


def _key_in(workspace: Workspace, campaign: str, rng: random.Random, meant: Counter[tuple[str, int]]) -> None:
    """Key a sheet in: all items of a person are marked alike, as its voter meant."""
    told = tallying_of(workspace, campaign)
    chosen = {subject: rng.randrange(1, 5) for subject in told.shape.subjects}
    marks = "".join(str(chosen[subject]) * told.shape.items for subject in told.shape.subjects)
    tallying.add_sheet(workspace, campaign, 1, Sheet(told.setup.categories[0].id, marks))
    meant.update((subject, mark - 1) for subject, mark in chosen.items())


def _counted(workspace: Workspace, campaign: str) -> Counter[tuple[str, int]]:
    told = tallying_of(workspace, campaign)
    found: Counter[tuple[str, int]] = Counter()
    for (_, subject, item, grade), number in counts_of(workspace, told, 1).marks.items():
        found.update({(subject, grade): number} if item == 0 else {})
    return found


@fault("count-crossing", full=1000, short=12)
def cross_counts(count: int, seed: int, folder: Path) -> Tally:
    """Edit, undo, redo, finish and reopen at random while sheets come in; every mark stays with its person."""
    tally = Tally(bad={"moved": 0})  # type: ignore[arg-type]
    for number in range(count):
        rng = random.Random(seed + number)
        workspace, campaign = _begun(folder, number)
        meant: Counter[tuple[str, int]] = Counter()
        for step in range(STEPS):
            act = rng.random()
            try:
                if act < 0.35:
                    _key_in(workspace, campaign, rng, meant)
                elif act < 0.6 and not history.undo_labels(workspace)[0].startswith("新建测评"):
                    history.undo(workspace)
                elif act < 0.7:
                    history.redo(workspace)
                else:
                    rng.choice(STEPS_OF)(workspace, campaign, rng)
                tally.seen["done"] += 1
            except UserError:
                tally.seen["refused"] += 1
            found = _counted(workspace, campaign)
            if found != meant:
                tally.wrong("moved", f"{number}, step {step}: {found - meant} for {meant - found}")
                break
        tally.seen["sheets"] += sum(meant.values()) // len(NAMES)
        tally.tried += 1
        workspace.close()
    return tally


@fault("count-secrecy", full=100, short=4)
def tell_the_order(count: int, seed: int, folder: Path) -> Tally:
    """Back up by itself between every two sheets; no backup holds one of a round that is being counted."""
    tally = Tally(bad={"told": 0}, control={"told by hand": 0})  # type: ignore[arg-type]
    for number in range(count):
        rng = random.Random(seed + number)
        workspace, campaign = _begun(folder, number)
        tallying.begin_round(workspace, campaign)
        for _ in range(6):
            backups.back_up_if_changed(
                workspace, rng.choice((backups.AT_OPENING, backups.IN_BETWEEN, backups.AT_CLOSING))
            )
            _key_in(workspace, campaign, rng, Counter())
            campaigns.edit_campaign(workspace, campaign, scope=f"{rng.random()}")
        by_hand = backups.back_up_now(workspace, "点票中")
        round_id = tallying_of(workspace, campaign).rounds[1].id
        keyed = [each.marks.encode() for each in sheets.list_sheets(workspace.store, round_id)]
        path = workspace.path
        workspace.close()
        for each in list_backups(path):
            copy = backup_folder(path) / each.file
            told = any(marks in copy.read_bytes() for marks in keyed)
            if copy == by_hand:
                tally.control["told by hand"] += told
            elif told or _sheets_in(copy):
                tally.wrong("told", each.file)
        tally.tried += 1
    return tally


def _sheets_in(copy: Path) -> int:
    db = connect(str(copy), None, read_only=True)
    number = db.conn.execute("SELECT count(*) FROM sheet").fetchone()[0]
    db.conn.close()
    return int(number)
