"""Says why an undo or redo was stopped: what was entered since, and cannot be taken back itself, holds what it would change."""

import re
from collections import Counter
from collections.abc import Collection, Mapping

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.store.driver import Database, IntegrityError
from huanjie_desktop.store.poll_guard import GUARDED
from huanjie_desktop.store.tables import TABLES, Table

_VERBS = {"undo": "撤销", "redo": "重做"}
_TWIN = re.compile(r"UNIQUE constraint failed: (\w+)\.")


def refusal(db: Database, said: str, kind: str, label: str, put_back: Mapping[str, frozenset[str]]) -> UserError:
    """Return the error to show for what SQLite said; called before the transaction is rolled back, while SQLite still knows what is broken.

    `put_back` are the ids that the undo or redo wrote, by table.
    """
    cannot = f"不能再{_VERBS[kind]}。"
    twin = _twin(said)
    uses, orphans = (Counter[Table](), []) if twin else _broken_references(db, put_back)
    if any(table.numbers for table in (*uses, *twin)):
        return UserError(f"“{label}”之后已录入了票，{cannot}", "如要重来，请先清空已录入的票。")
    for table in twin:
        advice = f"请先移除后来的那{table.measure}{table.noun}，再{_VERBS[kind]}。"
        return UserError(f"“{label}”之后，“{table.noun}”里又有了相同的一{table.measure}，{cannot}", advice)
    for table, count in uses.items():
        advice = f"请先移除后来的{table.noun}，再{_VERBS[kind]}。"
        return UserError(f"“{label}”之后，又有 {table.words(count)}用到了它，{cannot}", advice)
    for child, parent in orphans:
        advice = f"如需找回，请先补上{parent.noun}，或从备份恢复。"
        return UserError(f"“{label}”里的{child.noun}所属的{parent.noun}已经不在了，{cannot}", advice)
    return UserError(f"“{label}”之后数据已不同，放不回去，{cannot}", "如需找回以前的内容，请从备份恢复。")


class Rehearsed(Exception):  # noqa: N818 - nothing went wrong
    """An undo was done up to the commit, and could be committed."""


def end_rehearsal(db: Database) -> None:
    """End an undo that is only tried, as its commit would: with IntegrityError where something is broken, else with Rehearsed."""
    if db.conn.execute("PRAGMA foreign_key_check").fetchone():
        raise IntegrityError("FOREIGN KEY constraint failed")
    raise Rehearsed


def may_be_refused(db: Database, seq: int) -> bool:
    """Tell whether undoing entry `seq` could be refused at all: it touches what is counted, or something since then stays for good."""
    guarded = _marks(GUARDED)
    touches = db.conn.execute(
        f"SELECT 1 FROM journal_row WHERE seq = ? AND table_name IN ({guarded}) LIMIT 1", (seq, *GUARDED)
    ).fetchone()
    lasting = [table.name for table in TABLES.values() if table.journalled and not table.replayed]
    since = f"SELECT 1 FROM journal_row WHERE seq > ? AND table_name IN ({_marks(lasting)}) LIMIT 1"
    return bool(touches or db.conn.execute(since, (seq, *lasting)).fetchone())


def _marks(names: Collection[str]) -> str:
    return ", ".join("?" * len(names))


def _twin(said: str) -> list[Table]:
    """Return the table in which a row like one that is put back stands already."""
    found = _TWIN.match(said)
    return [TABLES[found[1]]] if found and found[1] in TABLES else []


def _broken_references(
    db: Database, put_back: Mapping[str, frozenset[str]]
) -> tuple[Counter[Table], list[tuple[Table, Table]]]:
    """Return how many rows of which tables use what is gone, and which rows that were put back lack what they belong to."""
    uses: Counter[Table] = Counter()
    orphans: list[tuple[Table, Table]] = []
    for child, rowid, parent in sorted(
        {tuple(row[:3]) for row in db.conn.execute("PRAGMA foreign_key_check")}, key=str
    ):
        query = f'SELECT id FROM "{child}" WHERE rowid = ?'  # without rowids is what is counted, never put back singly
        row = None if rowid is None else db.conn.execute(query, (rowid,)).fetchone()
        if row is not None and row[0] in put_back.get(child, frozenset()):
            orphans.append((TABLES[child], TABLES[parent]))
        else:
            uses[TABLES[child]] += 1
    return uses, orphans
