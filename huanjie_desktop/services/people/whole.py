"""The whole person: the fields with the résumé's rows, the family, the proposal and the photo."""

from collections.abc import Sequence
from typing import Any

from huanjie_desktop.domain.approval import (
    NO_PARTS,
    PROPOSAL_TITLES,
    TOWNSHIP_TITLES,
    PersonParts,
    Proposal,
    Relative,
    TownshipWork,
)
from huanjie_desktop.domain.columns import kept_text
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.resume import ResumeRow, read_resume
from huanjie_desktop.domain.township_work import counted_months
from huanjie_desktop.services.people.people import person_as_json
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import person_parts


def whole_as_json(workspace: Workspace, persons: Sequence[Person]) -> list[dict[str, Any]]:
    """Return people as plain values: `resume` and `family` as lists, `resume_text` as it stands, `photo` by its SHA-256.

    The months in townships are counted by the résumé, up to the base date, where nobody has corrected them.
    """
    parts = person_parts.parts_of(workspace.store, [person.id for person in persons])
    return [_as_json(workspace, person, parts.get(person.id, NO_PARTS)) for person in persons]


def _as_json(workspace: Workspace, person: Person, parts: PersonParts) -> dict[str, Any]:
    proposal = parts.proposal or Proposal("", person.id)
    rows, township = read_resume(person.resume), parts.township or TownshipWork("", person.id)
    counted = counted_months(rows, workspace.base_date)
    return {
        **person_as_json(person, workspace),
        "resume": [_row_as_json(row) for row in rows],
        "resume_text": person.resume,
        "township_months": counted["months"] if township.months is None else township.months,
        "township_leading_months": counted["leading_months"]
        if township.leading_months is None
        else township.leading_months,
        "township_corrected": [name for name in TOWNSHIP_TITLES if getattr(township, name) is not None],
        "family": [_relative_as_json(relative) for relative in parts.family],
        "proposal": {name: _plain(getattr(proposal, name)) for name in PROPOSAL_TITLES},
        "photo": parts.photo.digest if parts.photo else None,
        "source": parts.source.name if parts.source else "",
    }


def _row_as_json(row: ResumeRow) -> dict[str, Any]:
    return {
        "kind": str(row.kind),
        "start": _plain(row.start),
        "end": _plain(row.end),
        "ongoing": row.ongoing,
        "text": row.text,
        "slip": row.slip,
        "parent": row.parent,
    }


def _relative_as_json(relative: Relative) -> dict[str, Any]:
    return {
        "relation": relative.relation,
        "name": relative.name,
        "birth": _plain(relative.birth),
        "political_status": relative.political_status,
        "post": relative.post,
    }


def _plain(value: str | PartialDate | None) -> str | None:
    return None if value is None else kept_text(value)
