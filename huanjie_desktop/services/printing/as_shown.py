"""Prints what a table of people shows, as it shows it: the rows that passed, in their order, with the columns chosen."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.compose.rosters import compose_as_shown
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.own_columns import own_specs
from huanjie_desktop.services.printing.material import roster_title
from huanjie_desktop.services.printing.printing import WRITERS, Preview, Printed, preview_of
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from huanjie_desktop.documents.pdf import PdfReport


@dataclass(frozen=True)
class ShownTable:
    """当前显示的内容: of a roster, None for all people; `filtered` and `order` say in words what is shown and how."""

    title: str
    roster_id: str | None
    person_ids: tuple[str, ...]
    fields: tuple[str, ...]
    filtered: str = ""
    order: str = ""


def preview_shown(workspace: Workspace, shown: ShownTable) -> Preview:
    """Return what a table shows as PDF."""
    return preview_of(_composed(workspace, shown))


def print_shown(workspace: Workspace, shown: ShownTable, path: Path) -> Printed:
    """Write what a table shows to a file, the format by its suffix."""
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in WRITERS:
        raise UserError(f"不能存为“{path.name}”这种格式。", f"可用的格式：{'、'.join(WRITERS)}。")
    document = _composed(workspace, shown)
    reports: list[PdfReport] = []
    safe_write(path, lambda stream: reports.append(WRITERS[suffix](document, stream)))
    return Printed(reports[-1], document.title)


def _composed(workspace: Workspace, shown: ShownTable) -> Document:
    title = shown.title
    if shown.roster_id is not None:
        title = roster_title(workspace, rosters.get_roster(workspace, shown.roster_id))
    rows = {row.person.id: row for row in people.rows_of(workspace, shown.person_ids, shown.roster_id)}
    own = own_specs(workspace, shown.roster_id) if shown.roster_id is not None else []
    known = {**workspace.catalog.columns, **{spec.field: spec for spec in own}}
    specs = [known[field] for field in shown.fields if field in known]
    held = [rows[id_] for id_ in shown.person_ids if id_ in rows]
    total = people.count_people(workspace, shown.roster_id)
    count = f"共{len(held)}人" + (f"（全部{total}人）" if len(held) < total else "")
    notes = [f"已筛选（{shown.filtered}）" if shown.filtered else "", shown.order, count]
    return compose_as_shown(title, specs, held, workspace.base_date, notes, (workspace.county,))
