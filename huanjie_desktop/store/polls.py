"""Polls in the store: the snapshot by which a campaign's sheets are read, results as they were finished, and what was printed."""

from typing import Any

from huanjie_desktop.domain.assessment import CountResult, PollRow, ResultPrint
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.poll import text_digest
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_POLL = RowMap(PollRow, "poll")
_RESULT = RowMap(CountResult, "count_result")
_PRINT = RowMap(ResultPrint, "result_print")


def find_poll(store: Store, campaign_id: str) -> PollRow | None:
    """Return a campaign's snapshot, None before its counting has begun; UserError where it is no longer what was kept."""
    found = _POLL.select(store.db, "WHERE campaign_id = ?", (campaign_id,))
    if found and text_digest(found[0].body) != found[0].digest:
        title = store.db.conn.execute("SELECT title FROM campaign WHERE id = ?", (campaign_id,)).fetchone()
        raise UserError(
            f"测评“{title[0] if title else ''}”的底稿与开始计票时不同，可能被别的程序改动过，不能据此计票。",
            "请在“设置”的“备份”中恢复改动以前的备份。",
        )
    return found[0] if found else None


def add_poll(work: UnitOfWork, poll: PollRow) -> None:
    """Keep a snapshot."""
    work.insert("poll", [_POLL.row(poll)])


def change_poll(work: UnitOfWork, poll_id: str, **changes: Any) -> None:
    """Put another snapshot in the place of one."""
    work.update("poll", poll_id, _POLL.encode(changes))


def remove_poll(work: UnitOfWork, store: Store, campaign_id: str) -> None:
    """Remove a campaign's snapshot; its rounds must be gone already."""
    poll = find_poll(store, campaign_id)
    work.delete("poll", [poll.id] if poll else [])


def list_results(store: Store, campaign_id: str | None = None) -> list[CountResult]:
    """Return the results of a campaign, or of all, as they were finished, the oldest first."""
    if campaign_id is None:
        return _RESULT.select(store.db, "ORDER BY rowid")
    return _RESULT.select(store.db, "WHERE campaign_id = ? ORDER BY rowid", (campaign_id,))


def add_result(work: UnitOfWork, result: CountResult) -> None:
    """Keep a result as it was finished."""
    work.insert("count_result", [_RESULT.row(result)])


def remove_results(work: UnitOfWork, store: Store, campaign_id: str) -> None:
    """Remove what is kept of a campaign's results."""
    work.delete("count_result", [each.id for each in list_results(store, campaign_id)])


def list_prints(store: Store) -> list[ResultPrint]:
    """Return what was printed of results, the oldest first."""
    return _PRINT.select(store.db, "ORDER BY rowid")


def add_print(work: UnitOfWork, printed: ResultPrint) -> None:
    """Note for good that a result was printed."""
    work.insert_for_good("result_print", _PRINT.row(printed))
