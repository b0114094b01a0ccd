"""What the faults do to a store: a seeded run of changes, and what must be true of it after any of them."""

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path

from huanjie_desktop.domain.assessment import Campaign, Category, CountRound
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.roster import Roster, RosterEntry
from huanjie_desktop.domain.tally import Sheet
from huanjie_desktop.store import campaigns, chain, own_entries, people, rosters, sheets
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.settings import write_setting
from tests.builders import new_store, record

FIRST = "添加人员"  # is never undone, for the others stand on it
TABLES = ("person", "roster", "roster_entry", "setting", "sheet", "count_round", "journal", "journal_row")


def make_base(folder: Path, key: str | None = None) -> Path:
    """Make a closed workspace of twelve people on a roster."""
    store = new_store(folder, key=key)
    with store.unit_of_work(FIRST) as work:
        people.add_people(work, [record(f"p{at}", "林木", resume="长" * 300) for at in range(12)])
        rosters.add_roster(work, Roster("r", "名册", "cadres", 0))
        rosters.add_entries(work, [RosterEntry(f"e{at}", "r", f"p{at}", at, "") for at in range(12)])
        own_entries.add_versions(work, [EntryVersion("v", "f", 1, "测评表", "{}", True)])
        campaigns.add_campaign(work, Campaign("c", "测评", "柳河镇", "v", issued=100_000))
        campaigns.add_categories(work, [Category("a", "c", "A"), Category("b", "c", "B")])
        sheets.add_round(work, CountRound("q", "c", 1, "sheets"))
    store.close()
    return store.path


def change(store: Store, rng: random.Random, number: int) -> None:
    """Change the store once: an import, an edit of many, a removal, a setting, a counted sheet, an undo or a redo."""
    kind = rng.randrange(7)
    if kind == 4 and store.undo_label not in ("", FIRST):
        store.undo()
        return
    if kind == 5 and store.redo_label:
        store.redo()
        return
    with store.unit_of_work(f"改动{number}") as work:
        if kind in (0, 4):
            size = rng.choice((1, 3, 40))
            ids = [f"n{number}-{at}" for at in range(size)]
            people.add_people(work, [record(id_, "王芳", resume="文" * rng.randrange(900)) for id_ in ids])
            start = len(rosters.list_entries(store, "r"))
            rosters.add_entries(work, [RosterEntry(f"x{id_}", "r", id_, start + at, "") for at, id_ in enumerate(ids)])
        elif kind in (1, 5):
            chosen = rng.sample([each.id for each in people.list_people(store)], 5)
            people.change_people(
                work, {id_: {"phone": f"{number}", "remark": "记" * rng.randrange(400)} for id_ in chosen}
            )
        elif kind == 2:
            entries = rosters.list_entries(store, "r")
            gone = rng.sample(entries, min(len(entries) - 6, 4)) if len(entries) > 6 else []
            work.delete("roster_entry", [each.id for each in gone])
            write_setting(work, store, "count", f"{number}")
        elif kind == 6:
            marks = "".join(rng.choices("123", k=2))
            sheets.tally_sheets(work, "q", [(Sheet(rng.choice("ab"), marks), rng.choice((1, 1, 1, -1)))])
        else:
            write_setting(work, store, "base_date", f"2026-07-{rng.randrange(1, 29):02}")


def state_of(db: Database) -> str:
    """Return a digest of what the tables hold but for the journal, which goes on when a backup is restored; it is whole."""
    assert chain.find_breaks(db) == []
    return content_of(db, tuple(table for table in TABLES if not table.startswith("journal")))


def content_of(db: Database, tables: Sequence[str] = TABLES) -> str:
    """Return a digest of everything that the tables hold."""
    digest = hashlib.sha256()
    for table in tables:
        for row in db.conn.execute(f'SELECT * FROM "{table}" ORDER BY 1'):
            digest.update(repr(tuple(row)).encode())
        digest.update(table.encode())
    return digest.hexdigest()
