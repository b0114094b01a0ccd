"""The columns of a table of people."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.columns import PEOPLE, Place
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.people import UNIT_POST, PersonRow
from huanjie_desktop.domain.people_rows import GROUP, SERIAL
from huanjie_desktop.qt.models.cells import CENTRED, COMPUTED, RIGHT, TEXT, TableColumn

_OF_ENTRY = {GROUP: "随名册导入", "note": "随名册导入"}
_KINDS = {"left": TEXT, "center": CENTRED, "right": RIGHT}


def people_columns(specs: Sequence[ColumnSpec], base: date) -> list[TableColumn]:
    """Return the columns of a table of people; ages are full years at `base`."""
    at = Place(base)
    return [
        TableColumn(
            spec.title,
            partial(PEOPLE.text, spec.field, at=at),
            spec.field,
            _KINDS[spec.align],
            edit=partial(_edit, spec.field),
            why=""
            if PEOPLE.is_editable(spec.field) or spec.field == UNIT_POST
            else _OF_ENTRY.get(spec.field, COMPUTED),
            numbered=spec.field == SERIAL,
        )
        for spec in specs
    ]


def _edit(field: str, row: PersonRow) -> str | None:
    value = getattr(row.person, field, None)
    return field_text(value) if isinstance(value, PartialDate) else None
