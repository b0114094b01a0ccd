"""The agenda of a session as a table: numbers by themselves, times from the durations, levels by what stands before."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.agenda import arrange, timetable
from huanjie_desktop.domain.meeting import AgendaItem, Session


@dataclass(frozen=True)
class AgendaRow:
    """An item as shown: its number and title, the level by blanks before them, and when it is taken."""

    item: AgendaItem
    words: str
    time: str
    minutes: int

    @property
    def id(self) -> str:
        """Return the item's id."""
        return self.item.id


def agenda_rows(session: Session | None, items: Sequence[AgendaItem]) -> list[AgendaRow]:
    """Return a session's items in reading order."""
    slots = timetable(session, items) if session is not None else {}
    rows = []
    for placed in arrange(items):
        slot = slots.get(placed.item.id)
        when = ""
        if slot is not None and slot.start is not None and slot.end is not None:
            when = f"{slot.start:%H:%M}–{slot.end:%H:%M}" if slot.minutes else f"{slot.start:%H:%M}"
        words = "　　" * placed.depth + placed.words
        rows.append(AgendaRow(placed.item, words, when, slot.minutes if slot is not None else placed.item.minutes))
    return rows


def place_for(rows: Sequence[AgendaRow], item_id: str, row: int, onto: bool) -> tuple[str | None, int]:
    """Return the parent and the place there for an item that is dropped onto a row, as its last, or before a row.

    Beyond the last row is the end of the first level. The place counts without the item itself.
    """
    target = rows[row].item if 0 <= row < len(rows) else None
    parent = None if target is None else target.id if onto else target.parent_id
    among = [each.id for each in rows if each.item.parent_id == parent]
    place = among.index(target.id) if target is not None and not onto else len(among)
    return parent, place - (item_id in among[:place])
