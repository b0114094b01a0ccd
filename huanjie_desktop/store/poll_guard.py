"""Keeps what counted sheets stand on: the store asks around every change, and undo and redo never cross a count.

A campaign whose counting has begun has a snapshot of what was asked. No change is committed that leaves the campaign asking
something else than its snapshot says; undo and redo moreover change neither the snapshot nor a round with sheets nor a result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post, Setup, setup_in_order
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.poll import poll_text, says_the_same
from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.tables import COUNTED

_CAMPAIGN, _VERSION = RowMap(Campaign, "campaign"), RowMap(EntryVersion, "own_entry")
_CATEGORY, _POST = RowMap(Category, "campaign_category"), RowMap(Post, "campaign_post")
_SUBJECT = RowMap(AppraisedSubject, "campaign_subject")
_ASKED = ("poll", "campaign", "campaign_category", "campaign_post", "campaign_subject", "own_entry")
GUARDED = (*_ASKED, *COUNTED, "count_round", "count_result", "settlement")  # what a change of may be refused for
_VERBS = {"undo": "撤销", "redo": "重做"}


@dataclass(frozen=True)
class Standing:
    """What a campaign with counts stands on: its snapshot, its rounds with counts, its results and what is printed on them."""

    title: str
    body: str | None
    rounds: tuple[tuple[object, ...], ...]
    results: tuple[str, ...]
    facts: tuple[object, ...]

    @property
    def finished(self) -> bool:
        """Tell whether there is a result, or a round that is finished."""
        return bool(self.results) or any(finished for *_, finished in self.rounds)


def what_stands(db: Database) -> dict[str, Standing]:
    """Return what stands by campaign, for each with counts."""
    counted = " UNION ".join(f'SELECT round_id FROM "{table}"' for table in COUNTED)
    rounds: dict[str, list[tuple[object, ...]]] = {}
    query = f"""
        SELECT campaign_id, id, number, method, standing, finished FROM count_round
        WHERE id IN ({counted}) AND (method = 'sheets' OR finished) ORDER BY number
    """  # totals that are being keyed are in the journal, so that undo takes them back in their turn
    for campaign_id, *rest in db.conn.execute(query):
        rounds.setdefault(campaign_id, []).append(tuple(rest))
    found = {}
    for campaign_id, counts in rounds.items():
        row = db.conn.execute(
            "SELECT campaign.title, poll.body, campaign.title, unit, day, scope, issued FROM campaign"
            " LEFT JOIN poll ON campaign_id = campaign.id WHERE campaign.id = ?",
            (campaign_id,),
        ).fetchone() or ("", None)
        results = db.conn.execute("SELECT id FROM count_result WHERE campaign_id = ? ORDER BY id", (campaign_id,))
        found[campaign_id] = Standing(row[0], row[1], tuple(counts), tuple(each[0] for each in results), tuple(row[2:]))
    return found


def refuse_crossing(db: Database, kind: str, label: str, before: Mapping[str, Standing]) -> None:
    """Refuse an undo or redo that has touched what sheets stand on; `before` is what stood before it."""
    after = what_stands(db)
    verb = _VERBS[kind]
    for campaign_id, stood in before.items():
        now = after.get(campaign_id)
        kept = now is not None and now.body == stood.body and set(now.rounds) >= set(stood.rounds)
        if (
            kept
            and now is not None
            and now.results == stood.results
            and (not stood.finished or now.facts == stood.facts)
        ):
            continue
        if stood.finished:
            raise UserError(
                f"“{label}”关系到“{stood.title}”已录完的票，不能再{verb}。",
                "如要更正，请在“录入”中选“继续录入”并写明原因。",
            )
        raise UserError(f"“{label}”之后已录入了票，不能再{verb}。", "如要重来，请先清空已录入的票。")


def refuse_other_questions(db: Database, touched: Mapping[str, Iterable[str]]) -> None:
    """Refuse a change that leaves a campaign asking something else than the snapshot of its counting says."""
    if touched.keys().isdisjoint(_ASKED):
        return
    for campaign_id, body in db.conn.execute("SELECT campaign_id, body FROM poll").fetchall():
        campaign = _CAMPAIGN.find(db, campaign_id)
        version = _VERSION.find(db, campaign.form_version_id) if campaign else None
        if campaign is None or version is None:
            continue  # its row is refused by what refers to it
        if not says_the_same(body, poll_text(_setup(db, campaign, version))):
            raise UserError(
                f"“{campaign.title}”已开始录入，票按开始时的表样和名单计，不能这样改。",
                "如要更改，请先清空已录入的票。",
            )


def _setup(db: Database, campaign: Campaign, version: EntryVersion) -> Setup:
    part = ("WHERE campaign_id = ? ORDER BY position, rowid", (campaign.id,))
    return setup_in_order(
        campaign, version, _CATEGORY.select(db, *part), _POST.select(db, *part), _SUBJECT.select(db, *part)
    )
