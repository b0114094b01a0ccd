"""The open workspace: the store with the catalogue and the clock that use cases need beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.catalog.own import OwnCatalogue
from huanjie_desktop.catalog.own_kinds import CATALOG_KINDS
from huanjie_desktop.catalog.shipped import SHIPPED
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Clock
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.services.actor import read_actor, write_actor
from huanjie_desktop.store import own_entries
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.lock import user_name
from huanjie_desktop.store.opening import create_store, open_store
from huanjie_desktop.store.settings import list_settings, write_setting
from huanjie_desktop.store.unit_of_work import UnitOfWork

SUFFIX = ".huanjie"
BEGUN = "新建工作文件"  # the label of the first change of every file
ENTRY_KINDS = (*CATALOG_KINDS, DOCUMENT_TEXT)
_COUNTY = "county"
_BASE_DATE = "base_date"
_SUPERIOR = "superior"


def _paper_problems(kind: CongressKindSpec, catalog: Catalog) -> Iterable[str]:
    from huanjie_desktop.documents.compose.check import (
        kind_paper_problems,  # only where the office has kinds of its own
    )

    return kind_paper_problems(kind, catalog)


TABLES = SHIPPED.with_papers(_paper_problems)


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the present moment in local time."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """Return the present local date."""
        return self.now().date()


@dataclass
class _Kept:
    """The office's own catalogue and its settings as they were read, and the states that their tables had then."""

    settings_state: object = None
    settings: Mapping[str, str] = field(default_factory=dict)
    state: object = None
    versions: object = None
    own: OwnCatalogue = field(default_factory=lambda: OwnCatalogue(TABLES, ENTRY_KINDS))


@dataclass(frozen=True)
class Workspace:
    """工作文件: what every use case gets first."""

    store: Store
    clock: Clock
    _kept: _Kept = field(default_factory=_Kept, init=False, repr=False, compare=False)

    @property
    def catalog(self) -> Catalog:
        """Return the catalogue: the shipped entries and the office's own."""
        return self.own.catalog

    @property
    def rules(self) -> RuleBook:
        """Return the rules as the office has set them."""
        return self.own.rules

    @property
    def names(self) -> NameTables:
        """Return the tables that names are sorted and read by, with the office's own places of characters."""
        return self.own.names

    @property
    def own(self) -> OwnCatalogue:
        """Return the office's own catalogue over the shipped one, read again once something was written."""
        kept, state = self._kept, self.store.state_of("own_entry")
        if kept.state != state:
            versions = own_entries.list_versions(self.store)
            if kept.versions != versions:
                kept.versions, kept.own = versions, OwnCatalogue(TABLES, ENTRY_KINDS, versions)
            kept.state = state
        return kept.own

    def setting(self, name: str) -> str:
        """Return a setting's text, "" where it was never set; all are read in one go, again once one was written."""
        kept, state = self._kept, self.store.state_of("setting")
        if kept.settings_state != state:
            kept.settings, kept.settings_state = list_settings(self.store), state
        return kept.settings.get(name, "")

    @property
    def path(self) -> Path:
        """Return the workspace's file."""
        return self.store.path

    @property
    def county(self) -> str:
        """Return the county's name, 青禾县."""
        return self.setting(_COUNTY)

    @property
    def superior(self) -> str:
        """Return whom the county reports to (上级单位), "" where nobody has said."""
        return self.setting(_SUPERIOR)

    @property
    def has_base_date(self) -> bool:
        """Tell whether the date of ages has been set."""
        return bool(self.setting(_BASE_DATE))

    @property
    def base_date(self) -> date:
        """Return the date at which ages are computed: the one that was set, else today."""
        text = self.setting(_BASE_DATE)
        return _read_base_date(text) if text else self.clock.today()

    @contextmanager
    def change(self, label: str, right: Right, reason: str = "") -> Iterator[UnitOfWork]:
        """Open one labelled change: the only way in which use cases write; `right` is what it needs."""
        if not isinstance(right, Right):
            raise TypeError(f"{right!r} is not a right")
        with self.store.unit_of_work(label, reason) as work:
            yield work

    def undo(self) -> ChangeSet | None:
        """Take back the newest change; None when there is none."""
        return self.store.undo()

    def redo(self) -> ChangeSet | None:
        """Do again what was last taken back; None when there is nothing."""
        return self.store.redo()

    def close(self) -> None:
        """Close the file."""
        self.store.close()


def _read_base_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            f"设置里的年龄计算日期“{text[:20]}”读不出来，可能被别的程序改动过。", "请在“设置”中重新设定。"
        ) from error


def default_file_name(county: str, year: int) -> str:
    """Return the file name offered for a new workspace, 青禾县2026年换届.huanjie."""
    return f"{county}{year}年换届{SUFFIX}"


def create_workspace(path: Path, county: str, password: str = "", clock: Clock | None = None) -> Workspace:
    """Make a workspace for a county; `path` must not exist yet. Raises UserError or WorldError."""
    county = county.strip()
    if not county:
        raise UserError("没有填写县（市、区）名称。", "请填写，例如“青禾县”。")
    if path.suffix != SUFFIX:
        raise UserError(f"“{path.name}”不能作工作文件名。", f"请让文件名以“{SUFFIX}”结尾。")
    clock = clock or SystemClock()

    def begin(store: Store) -> None:
        with Workspace(store, clock).change(BEGUN, Right.SETTINGS) as work:
            write_setting(work, store, _COUNTY, county)

    return Workspace(create_store(path, clock, password or None, read_actor(), first=begin), clock)


def open_workspace(path: Path, password: str = "", clock: Clock | None = None) -> Workspace:
    """Open a workspace file. Raises PasswordNeeded, UserError or WorldError."""
    clock = clock or SystemClock()
    return Workspace(open_store(path, clock, password or None, read_actor()), clock)


@dataclass(frozen=True)
class WorkspaceSettings:
    """工作文件设置: what the office sets for the whole file; `base_date` None means today's date, day by day.

    `actor` is whom the journal names, and of this computer alone.
    """

    county: str
    base_date: date | None
    superior: str = ""
    actor: str = ""


def read_settings(workspace: Workspace) -> WorkspaceSettings:
    """Return the settings."""
    text = workspace.setting(_BASE_DATE)
    base = _read_base_date(text) if text else None
    return WorkspaceSettings(workspace.county, base, workspace.superior, read_actor())


def set_county(workspace: Workspace, county: str) -> ChangeSet:
    """Change the county's name."""
    county = county.strip()
    if not county:
        raise UserError("没有填写县（市、区）名称。", "请填写，例如“青禾县”。")
    with workspace.change("修改县名", Right.SETTINGS) as work:
        write_setting(work, workspace.store, _COUNTY, county)
    return work.change_set


def set_superior(workspace: Workspace, superior: str) -> ChangeSet:
    """Set whom the county reports to; "" for nobody."""
    with workspace.change("设置上级单位", Right.SETTINGS) as work:
        write_setting(work, workspace.store, _SUPERIOR, superior.strip())
    return work.change_set


def set_actor(workspace: Workspace, name: str | None) -> ChangeSet:
    """Set whom the journal names on this computer from now on; nothing of the workspace changes."""
    workspace.store.actor = write_actor(name or "") or user_name()
    return ChangeSet("设置经手人", 0)


def set_base_date(workspace: Workspace, base: date | None) -> ChangeSet:
    """Set the date at which ages are computed; None follows today."""
    with workspace.change("设置年龄计算日期", Right.SETTINGS) as work:
        write_setting(work, workspace.store, _BASE_DATE, base.isoformat() if base else "")
    return work.change_set


def set_one(workspace: Workspace, _of: object, **changes: Any) -> ChangeSet:
    """Write the one field of the settings that is named."""
    ((name, value),) = changes.items()
    setters: dict[str, Callable[[Workspace, Any], ChangeSet]] = {
        "county": set_county,
        "superior": set_superior,
        "base_date": set_base_date,
        "actor": set_actor,
    }
    return setters[name](workspace, value)
