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

_KINDS = {"number": RIGHT} | dict.fromkeys(("date", "party", "sex", "id_number", "phone"), CENTRED)  # others are text


def people_columns(specs: Sequence[ColumnSpec], base: date) -> list[TableColumn]:
    """Return the columns of a table of people; ages are full years at `base`."""
    at = Place(base)
    return [
        TableColumn(
            spec.title,
            partial(PEOPLE.text, spec.field, at=at),
            spec.field,
            _KINDS.get(spec.kind, TEXT) if spec.field != SERIAL else CENTRED,
            edit=partial(_edit, spec.field),
            why="" if PEOPLE.is_editable(spec.field) or spec.field in (UNIT_POST, GROUP) else COMPUTED,
            numbered=spec.field == SERIAL,
        )
        for spec in specs
    ]


def _edit(field: str, row: PersonRow) -> str | None:
    value = getattr(row.person, field, None)
    return field_text(value) if isinstance(value, PartialDate) else None
