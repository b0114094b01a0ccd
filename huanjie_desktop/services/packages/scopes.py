"""What can be reported: every congress whose kind has a package."""

from dataclasses import dataclass

from huanjie_desktop.catalog.specs import PackageSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.services.meetings.reading import CongressReading, CountyReading, read_congress
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Scope:
    """上报范围: a congress with its package; `batch` stays, `version` is that of the next package of it."""

    spec: PackageSpec
    congress: Congress
    title: str
    short_title: str
    batch: str
    version: int
    last: PackageExport | None = None


def list_scopes(workspace: Workspace) -> list[Scope]:
    """Return what can be reported, in the order of the congresses."""
    return scopes_of(CountyReading(workspace))


def scopes_of(county: CountyReading) -> list[Scope]:
    """Return the same of a county that is being read."""
    return [scope for reading in county.congresses if (scope := scope_of(reading)) is not None]


def scope_of(reading: CongressReading) -> Scope | None:
    """Return how a congress is reported, None where its kind has no package."""
    if reading.package is None:
        return None
    batch = f"{reading.congress.unit}-{reading.congress.id[:12]}"
    sent = [export for export in reading.county.exports if export.batch == batch]
    return Scope(
        reading.package,
        reading.congress,
        reading.title,
        reading.short_title,
        batch,
        max((export.version for export in sent), default=0) + 1,
        sent[0] if sent else None,
    )


def get_scope(workspace: Workspace, congress_id: str) -> Scope:
    """Return how a congress is reported; UserError when it is gone or has no package."""
    reading = read_congress(workspace, congress_id)
    scope = scope_of(reading)
    if scope is None:
        raise UserError(f"“{reading.short_title}”没有上报包。", "请选另一次会议。")
    return scope
