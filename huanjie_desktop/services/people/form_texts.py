"""A person in the words of a lrmx: the texts of its elements, of people as they are known and of the files that they came with."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.approval import Proposal, Relative
from huanjie_desktop.domain.columns import PEOPLE, ListedPerson, Place
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.domain.resume import read_resume, write_resume
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.exchange.lrmx.book import ELEMENTS, FormRecord, table_of
from huanjie_desktop.exchange.lrmx.elements import RESUME
from huanjie_desktop.exchange.lrmx.reading import Approval
from huanjie_desktop.exchange.tables import Tables
from huanjie_desktop.services.people.form_parts import PROPOSAL_ELEMENTS, RELATIVE_ELEMENTS
from huanjie_desktop.services.people.import_rows import ReadRow, RowReader

_PARTY = "party_joined"
_POST = "current_post"
_NOWHERE = Place(PartialDate(1900).earliest())
_PERSON = frozenset(field.name for field in fields(Person))


def fields_of_elements(catalog: Catalog) -> dict[str, str]:
    """Return the person's field of each element that has one."""
    titles = {spec.title: spec.field for spec in catalog.columns.values()}
    return {element: titles[title] for title, element in ELEMENTS.items()}


def texts_of(person: Person, proposal: Proposal, elements: Mapping[str, str]) -> dict[str, str]:
    """Return what a form says of a person, by element; the résumé as it stands, the post with its unit."""
    texts = {element: _text(person, field) for element, field in elements.items()}
    texts |= {element: _said(getattr(proposal, name)) for name, element in PROPOSAL_ELEMENTS.items()}
    return texts


def relative_texts(relative: Relative) -> dict[str, str]:
    """Return what a form says of a relative, by element."""
    return {element: _said(getattr(relative, name)) for name, element in RELATIVE_ELEMENTS.items()}


def written(element: str, text: str) -> str:
    """Return a text as it is written into a file: a résumé has its dates in 18 characters and no empty line."""
    return write_resume(read_resume(text)) if element == RESUME else text


def read_sources(catalog: Catalog, approvals: Sequence[Approval]) -> list[ReadRow]:
    """Return what an import reads of files, in their order."""
    records = [
        FormRecord(at, tuple(each.values.get(name, "") for name in ELEMENTS.values()), source=str(at), approval=each)
        for at, each in enumerate(approvals)
    ]
    elements = fields_of_elements(catalog)
    guesses = [Guess(title, elements[element], 2) for title, element in ELEMENTS.items()]
    tables = Tables([table_of(records)], [], [])
    today = date.max  # what lies in the future was asked when the file was imported
    return RowReader("", tables, guesses, catalog.columns, catalog.ethnic_groups, {}, today).read(NoProgress())


def person_of(row: ReadRow) -> Person:
    """Return the person that a file says, without an id."""
    values: dict[str, Any] = {name: value for name, value in row.values.items() if name in _PERSON}
    return replace(Person(id="", name=values.pop("name", "")), **values)


def _text(person: Person, field: str) -> str:
    if field == _PARTY:
        said = PEOPLE.text(_PARTY, ListedPerson(person), _NOWHERE)
        return said.replace(".", "", 1) if said[:1].isdigit() else said
    return post_with_unit(person) if field == _POST else _said(getattr(person, field))


def _said(value: str | PartialDate | None) -> str:
    """Return a value as files have it: 198507, and 20261130 where the day is known and the form wants it."""
    if isinstance(value, PartialDate):
        return value.iso().replace("-", "")
    return value or ""
