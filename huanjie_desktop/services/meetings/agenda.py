"""Sessions and their agenda: adding, changing, moving, each one undo step."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from huanjie_desktop.catalog.kind_texts import item_role, session_role
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain import agenda
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import sessions
from huanjie_desktop.store.congresses import find_congress


def list_sessions(workspace: Workspace, congress_id: str) -> list[Session]:
    """Return a congress's sessions in order."""
    return sessions.list_sessions(workspace.store, congress_id)


def list_items(workspace: Workspace, session_id: str) -> list[AgendaItem]:
    """Return a session's agenda items."""
    return sessions.list_items(workspace.store, session_id)


def add_session(workspace: Workspace, congress_id: str, title: str) -> tuple[Session, ChangeSet]:
    """Add a session at the end, on the day of the last one."""
    every = list_sessions(workspace, congress_id)
    day = every[-1].day if every else None
    session = Session(workspace.store.new_id(), congress_id, len(every), _titled(title), day)
    with workspace.change("添加会次", Right.MEETINGS) as work:
        sessions.add_sessions(work, [session])
    return session, work.change_set


def edit_session(workspace: Workspace, session_id: str, **changes: Any) -> ChangeSet:
    """Change fields of a session; under another name it stays what it is."""
    if "title" in changes:
        changes["title"] = _titled(changes["title"])
        session = sessions.find_session(workspace.store, session_id)
        kind = _kind(workspace, session)
        if session is not None and kind is not None and not session.role:
            changes = {"role": session_role(kind, session.title), **changes}
    with workspace.change("修改会次", Right.MEETINGS) as work:
        sessions.change_sessions(work, {session_id: changes})
    return work.change_set


def move_session(workspace: Workspace, congress_id: str, session_id: str, index: int) -> ChangeSet:
    """Put a session at another place."""
    every = list_sessions(workspace, congress_id)
    moved = next(session for session in every if session.id == session_id)
    rest = [session for session in every if session.id != session_id]
    rest.insert(max(0, min(index, len(rest))), moved)
    with workspace.change("调整会次次序", Right.MEETINGS) as work:
        sessions.change_sessions(work, {session.id: {"position": at} for at, session in enumerate(rest)})
    return work.change_set


def delete_session(workspace: Workspace, session_id: str) -> ChangeSet:
    """Remove a session with its agenda."""
    with workspace.change("删除会次", Right.MEETINGS) as work:
        sessions.remove_sessions(work, workspace.store, [session_id])
    return work.change_set


def add_item(
    workspace: Workspace, session_id: str, title: str, parent_id: str | None = None, index: int | None = None
) -> tuple[AgendaItem, ChangeSet]:
    """Add an agenda item under a parent, at the end or at `index`."""
    items = list_items(workspace, session_id)
    siblings = [item for item in items if item.parent_id == parent_id]
    item = AgendaItem(workspace.store.new_id(), session_id, parent_id, len(siblings), _titled(title))
    moved = _or_user_error(lambda: agenda.move_item([*items, item], item.id, parent_id, _place(index, siblings)))
    placed = next((each for each in moved if each.id == item.id), item)
    with workspace.change("添加议程", Right.MEETINGS) as work:
        sessions.add_items(work, [placed])
        _write_places(work, [each for each in moved if each.id != item.id])
    return placed, work.change_set


def edit_items(
    workspace: Workspace,
    session_id: str,
    changes: Mapping[str, Mapping[str, Any]],
    added: Sequence[Mapping[str, Any]] = (),
) -> ChangeSet:
    """Change items' titles, minutes, speakers or papers, and add others at the end; one undo step."""
    changed = {item_id: _checked(values) for item_id, values in changes.items()}
    _keep_roles(workspace, session_id, changed)
    end = sum(item.parent_id is None for item in list_items(workspace, session_id))
    new = [
        AgendaItem(workspace.store.new_id(), session_id, None, end + at, **_checked({"title": "", **values}))
        for at, values in enumerate(added)
    ]
    with workspace.change("修改议程" if changes else "添加议程", Right.MEETINGS) as work:
        sessions.change_items(work, changed)
        sessions.add_items(work, new)
    return work.change_set


def _kind(workspace: Workspace, session: Session | None) -> CongressKindSpec | None:
    """Return the kind of a session's congress, None where this program does not know it."""
    congress = find_congress(workspace.store, session.congress_id) if session else None
    return workspace.catalog.congress_kinds.get(congress.kind) if congress else None


def _keep_roles(workspace: Workspace, session_id: str, changes: Mapping[str, dict[str, Any]]) -> None:
    """Add what items are that get another title and of which only the title that they had said it."""
    kind = _kind(workspace, sessions.find_session(workspace.store, session_id))
    if kind is None or not any("title" in values for values in changes.values()):
        return
    for item in list_items(workspace, session_id):
        values = changes.get(item.id, {})
        role = item_role(kind, item.title)
        if "title" in values and role and not item.role:
            values["role"] = role


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(values)
    if "title" in kept:
        kept["title"] = _titled(kept["title"])
    if "minutes" in kept:
        kept["minutes"] = kept["minutes"] or 0
        if not 0 <= kept["minutes"] <= 1440:
            raise UserError("时长应在0到1440分钟之间。")
    return kept


def move_item(workspace: Workspace, session_id: str, item_id: str, parent_id: str | None, index: int) -> ChangeSet:
    """Put an item, with all below it, at `index` under another parent."""
    return _rearrange(workspace, session_id, lambda items: agenda.move_item(items, item_id, parent_id, index))


def shift_item(workspace: Workspace, session_id: str, item_id: str, step: int) -> ChangeSet:
    """Move an item up (-1) or down (1) among its siblings."""
    return _rearrange(workspace, session_id, lambda items: agenda.shift_item(items, item_id, step))


def indent_item(workspace: Workspace, session_id: str, item_id: str) -> ChangeSet:
    """Put an item below the one before it."""
    return _rearrange(workspace, session_id, lambda items: agenda.indent_item(items, item_id))


def outdent_item(workspace: Workspace, session_id: str, item_id: str) -> ChangeSet:
    """Put an item on its parent's level."""
    return _rearrange(workspace, session_id, lambda items: agenda.outdent_item(items, item_id))


def delete_items(workspace: Workspace, session_id: str, item_ids: Sequence[str]) -> ChangeSet:
    """Remove items with all below them."""
    items = list_items(workspace, session_id)
    gone = {below for item_id in item_ids for below in agenda.with_descendants(items, item_id)}
    with workspace.change("删除议程", Right.MEETINGS) as work:
        sessions.remove_items(work, sorted(gone))
    return work.change_set


def _rearrange(
    workspace: Workspace, session_id: str, change: Callable[[list[AgendaItem]], list[AgendaItem]]
) -> ChangeSet:
    moved = _or_user_error(lambda: change(list_items(workspace, session_id)))
    with workspace.change("调整议程", Right.MEETINGS) as work:
        _write_places(work, moved)
    return work.change_set


def _write_places(work: Any, items: Sequence[AgendaItem]) -> None:
    places = {item.id: {"parent_id": item.parent_id, "position": item.position} for item in items}
    sessions.change_items(work, places)


def _or_user_error(change: Callable[[], list[AgendaItem]]) -> list[AgendaItem]:
    try:
        return change()
    except ValueError as error:
        raise UserError(f"议程没有移动：{error}。") from error


def _place(index: int | None, siblings: Sequence[AgendaItem]) -> int:
    return len(siblings) if index is None else index


def _titled(title: str) -> str:
    title = title.strip()
    if not title:
        raise UserError("名称不能为空。")
    return title
