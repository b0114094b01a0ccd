"""Sessions of a congress and their agenda items in the store."""

from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap, select_joined
from huanjie_desktop.store.unit_of_work import UnitOfWork

_SESSION = RowMap(Session, "session")
_ITEM = RowMap(AgendaItem, "agenda_item")


def list_sessions(store: Store, congress_id: str) -> list[Session]:
    """Return a congress's sessions in order."""
    return _SESSION.select(store.db, "WHERE congress_id = ? ORDER BY position, rowid", (congress_id,))


def find_session(store: Store, session_id: str) -> Session | None:
    """Return one session, or None."""
    return _SESSION.find(store.db, session_id)


def add_sessions(work: UnitOfWork, sessions: Iterable[Session]) -> None:
    """Add sessions."""
    work.insert("session", [_SESSION.row(session) for session in sessions])


def change_sessions(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of sessions, by id."""
    work.update_many("session", {id_: _SESSION.encode(values) for id_, values in changes.items()})


def remove_sessions(work: UnitOfWork, store: Store, ids: Iterable[str]) -> None:
    """Remove sessions with their agenda."""
    for session_id in ids:
        work.delete("agenda_item", [item.id for item in list_items(store, session_id)])
        work.delete("session", [session_id])


def list_items(store: Store, session_id: str) -> list[AgendaItem]:
    """Return a session's agenda items; among those of one parent the order is theirs."""
    return _ITEM.select(store.db, "WHERE session_id = ? ORDER BY position, rowid", (session_id,))


def items_of_congress(store: Store, congress_id: str) -> list[AgendaItem]:
    """Return the agenda items of all sessions of a congress."""
    scope = "WHERE session_id IN (SELECT id FROM session WHERE congress_id = ?) ORDER BY position, rowid"
    return _ITEM.select(store.db, scope, (congress_id,))


def list_with_items(store: Store, congress_id: str) -> list[tuple[Session, list[AgendaItem]]]:
    """Return a congress's sessions in order, each with its agenda items."""
    rest = """
        FROM session LEFT JOIN agenda_item ON agenda_item.session_id = session.id WHERE session.congress_id = ?
        ORDER BY session.position, session.rowid, agenda_item.position, agenda_item.rowid
    """
    found: dict[str, tuple[Session, list[AgendaItem]]] = {}
    for session, item in select_joined(store.db, (_SESSION, _ITEM), rest, (congress_id,)):
        items = found.setdefault(session.id, (session, []))[1]
        items += [item] if item else []
    return list(found.values())


def find_item(store: Store, item_id: str) -> AgendaItem | None:
    """Return one agenda item, or None."""
    return _ITEM.find(store.db, item_id)


def add_items(work: UnitOfWork, items: Iterable[AgendaItem]) -> None:
    """Add agenda items."""
    work.insert("agenda_item", [_ITEM.row(item) for item in items])


def change_items(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of agenda items, by id."""
    work.update_many("agenda_item", {id_: _ITEM.encode(values) for id_, values in changes.items()})


def remove_items(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove agenda items; their children must be among them."""
    work.delete("agenda_item", ids)
