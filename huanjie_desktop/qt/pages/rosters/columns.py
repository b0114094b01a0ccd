"""Which columns the table shows: chosen, ordered and frozen by the user, remembered for each kind of roster."""

from collections.abc import Sequence

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.shown.rosters import first_columns, table_columns

FROZEN_AT_FIRST = 2
FUNNEL = 16  # px that it takes in a head
CHARACTER = 8  # px a half-width character takes at the medium text size
MARGIN = 18


class ColumnChoice:
    """栏目: `kind` is the id of a roster kind, "" for all people; `own` are the columns that the roster has of its own."""

    def __init__(self, catalog: Catalog, preferences: Preferences) -> None:
        self._catalog, self._preferences = catalog, preferences
        self.kind = ""
        self.own: Sequence[ColumnSpec] = ()
        self._revealed: tuple[str, str] = ("", "")  # the kind and the field that is shown there though it is not chosen

    def available(self) -> list[ColumnSpec]:
        """Return the columns there are; a group only where rosters have one."""
        return [*table_columns(self._catalog, of_roster=bool(self.kind)), *self.own]

    def shown(self) -> list[ColumnSpec]:
        """Return the columns chosen, in order; the roster's own are shown until they are hidden."""
        by_field = {spec.field: spec for spec in self.available()}
        fields = self._preferences.texts(f"columns/{self.kind}")
        chosen = [by_field[field] for field in fields if field in by_field]
        hidden = {*fields, *self._preferences.texts(f"hidden/{self.kind}")}
        own = [spec for spec in self.own if spec.field not in hidden]
        shown = [*chosen, *own] if chosen else first_columns(self._catalog, self.kind, self.available())
        kind, revealed = self._revealed
        if kind != self.kind or revealed not in by_field or any(spec.field == revealed for spec in shown):
            return shown
        return [*shown, by_field[revealed]]

    def reveal(self, field: str) -> bool:
        """Show the column of a field at the end, without choosing it for another time; tell whether there is one."""
        self._revealed = (self.kind, field)
        return any(spec.field == field for spec in self.shown())

    def others(self) -> list[ColumnSpec]:
        """Return the columns not chosen."""
        shown = {spec.field for spec in self.shown()}
        return [spec for spec in self.available() if spec.field not in shown]

    def hidden(self) -> list[str]:
        """Return the fields of the columns not chosen."""
        return [spec.field for spec in self.others()]

    def choose(self, fields: Sequence[str]) -> None:
        """Show these columns, in this order."""
        self._revealed = ("", "")
        self._preferences.set_texts(f"columns/{self.kind}", list(fields))
        own = {spec.field for spec in self.own}
        hidden = {*self._preferences.texts(f"hidden/{self.kind}"), *own} - set(fields)
        self._preferences.set_texts(f"hidden/{self.kind}", sorted(hidden))

    def frozen(self) -> int:
        """Return how many first columns stand still."""
        text = self._preferences.text(f"frozen/{self.kind}")
        return int(text) if text.isdigit() else FROZEN_AT_FIRST

    def freeze(self, count: int) -> None:
        """Let the first `count` columns stand still."""
        self._preferences.set_text(f"frozen/{self.kind}", str(count))

    def apply_widths(self, table: FrozenTable) -> None:
        """Give the table's columns the widths chosen, else the catalogue's."""
        for column, spec in enumerate(self.shown()):
            text = self._preferences.text(f"widths/{self.kind}.{spec.field}")
            own = theme.px(
                max(round(spec.width * CHARACTER) + MARGIN, len(spec.title) * 2 * CHARACTER + MARGIN + FUNNEL)
            )
            width = int(text) if text.isdigit() else own
            table.setColumnWidth(column, width)

    def remember_width(self, field: str, width: int) -> None:
        """Remember a column's width, px."""
        self._preferences.set_text(f"widths/{self.kind}.{field}", str(width))
