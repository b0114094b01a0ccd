"""存着下次再导: what the clerk has said of a file is kept in the workspace, and found again by the file's content."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.people.import_request import Decision, ImportRequest
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.settings import list_settings, read_setting, write_setting
from huanjie_desktop.store.unit_of_work import UnitOfWork

_PREFIX = "import_draft:"


@dataclass(frozen=True)
class Draft:
    """What was kept of a file: the request, and when."""

    request: ImportRequest
    kept: datetime

    @property
    def words(self) -> str:
        """Return what is said where it is offered."""
        request = self.request
        done = [
            f"{count} {what}"
            for count, what in (
                (len(request.decisions), "处已定"),
                (len(request.edits), "格已改"),
                (len(request.mapping), "栏已对应"),
            )
            if count
        ]
        moment = self.kept
        when = f"{moment.month}月{moment.day}日 {moment:%H:%M}"
        return f"这个文件 {when} 存过一次核对" + (f"：{'，'.join(done)}。" if done else "。")


def find_draft(workspace: Workspace, digest: str) -> Draft | None:
    """Return what was kept of a file with this content, None for nothing."""
    text = read_setting(workspace.store, _PREFIX + digest)
    return _read(text) if digest and text else None


def list_drafts(workspace: Workspace) -> list[Draft]:
    """Return what was kept of files that were not imported yet, the newest first."""
    kept = [_read(text) for name, text in list_settings(workspace.store).items() if name.startswith(_PREFIX) and text]
    return sorted(kept, key=lambda draft: draft.kept, reverse=True)


def _read(text: str) -> Draft:
    kept: dict[str, Any] = json.loads(text)
    request = ImportRequest(
        Path(kept["file"]),
        tuple(kept["sheets"]) if kept["sheets"] is not None else None,
        mapping=kept["mapping"],
        edits={(key, name): words for key, name, words in kept["edits"]},
        decisions={key: Decision(kind, person) for key, kind, person in kept["decisions"]},
        roster_id=kept["roster"],
        with_hidden=kept["hidden"],
        units=frozenset(kept.get("units", ())),
        fill_down=kept.get("fill"),
        complete=kept.get("complete"),
    )
    return Draft(request, datetime.fromisoformat(kept["kept"]))


def keep_draft(workspace: Workspace, digest: str, request: ImportRequest) -> ChangeSet:
    """Keep what the clerk has said of a file."""
    kept: Mapping[str, Any] = {
        "file": request.path.name,
        "sheets": request.sheets,
        "mapping": request.mapping,
        "edits": [[key, name, words] for (key, name), words in request.edits.items()],
        "decisions": [[key, each.kind, each.person_id] for key, each in request.decisions.items()],
        "roster": request.roster_id,
        "hidden": request.with_hidden,
        "units": sorted(request.units),
        "fill": request.fill_down,
        "complete": request.complete,
        "kept": workspace.clock.now().astimezone().isoformat(),
    }
    with workspace.change(f"存下“{request.path.name}”的核对", Right.PEOPLE) as work:
        write_setting(work, workspace.store, _PREFIX + digest, json.dumps(kept, ensure_ascii=False))
    return work.change_set


def drop_draft(workspace: Workspace, work: UnitOfWork, digest: str) -> None:
    """Forget what was kept of a file that is imported now."""
    if digest and read_setting(workspace.store, _PREFIX + digest):
        work.delete("setting", [_PREFIX + digest])
