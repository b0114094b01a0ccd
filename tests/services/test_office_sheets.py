"""Small sheets as offices keep them, each odd in its own way: what comes in of whom, what is asked or said, what is left and why."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.services.people.import_preview import ImportRow, Outcome
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.people.importing import prepare_import
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import write_book
from tests.services.workspaces import workspace_in

CASES = json.loads((Path(__file__).parent.parent / "data" / "office_sheets.json").read_text("utf-8"))


def write(folder: Path, case: dict[str, Any]) -> Path:
    path = folder / f"名册.{case.get('kind', 'xlsx')}"
    if path.suffix == ".xlsx":
        return write_book(path, case["rows"], case.get("merged", ()))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(case["rows"])
    return path


def told(row: ImportRow) -> dict[str, Any]:
    values = {name: field_text(value) for name, value in row.values.items() if value not in ("", None)}
    outcome = {} if row.outcome is Outcome.ADD else {"outcome": str(row.outcome)}
    return {"row": row.number, **outcome, **values, **({"group": row.group} if row.group else {})}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with workspace_in(tmp_path_factory.mktemp("换届")) as opened:  # nothing is written to it
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_sheet_means_what_its_clerk_means(workspace: Workspace, tmp_path: Path, case: dict[str, Any]) -> None:
    request = ImportRequest(write(tmp_path, case), roster_name="名册")
    if "refused" in case:
        with pytest.raises(UserError) as raised:
            prepare_import(workspace, request)
        assert str(raised.value) == case["refused"]
        return
    preview = prepare_import(workspace, request)
    left = [row for row in preview.rows if row.outcome is Outcome.LEFT_OUT]
    assert [told(row) for row in preview.rows if row not in left] == case["people"]
    assert [[row.number, row.why] for row in left] == case.get("left", [])
    assert {guess.head: guess.why for guess in preview.not_taken.columns} == case.get("columns", {})
    said = [[each.place.row if each.place else None, each.code] for each in preview.findings]
    assert said == case.get("said", [])
