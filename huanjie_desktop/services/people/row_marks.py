"""What an import says of comments (批注) on a row's cells, and asks about what is struck out (删除线)."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from huanjie_desktop.domain.readings import Doubt
from huanjie_desktop.exchange.tables import Record

_MOSTLY = 0.5  # of a row's cells, from which the row is struck out


class Reader(Protocol):
    """Who knows a row's place in words."""

    def doubt(self, row: Any, field_name: str, doubt: Doubt) -> None:
        """Add a doubt about one cell."""
        ...

    def note(self, row: Any, field_name: str, text: str) -> None:
        """Add a hint about one cell."""
        ...


def say(reader: Reader, row: Any, record: Record, columns: Mapping[str, Sequence[int]]) -> None:
    """Say of a row what comments its cells have, and ask about what is struck out of it; `columns` are the places by field."""
    fields = {place: name for name, places in columns.items() for place in places}
    for place, words in record.comments.items():
        reader.note(row, fields.get(place, ""), f"批注“{words}”没有导入")
    struck = {place: words for place, words in record.struck.items() if place in fields}
    whole = [place for place, words in struck.items() if not words]
    filled = sum(cell not in ("", None) for cell in record.cells)
    if any(fields[place] == "name" for place in whole) or len(whole) > _MOSTLY * filled:
        reader.doubt(row, "name", Doubt("doubt-struck", "这一行划了删除线，是否导入"))
        return
    for place, words in struck.items():
        said = f"“{words}”" if words else "这一格"
        reader.doubt(row, fields[place], Doubt("doubt-struck", f"{said}划了删除线", "照样采用"))
