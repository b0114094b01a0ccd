"""Rosters as offices keep them, each made for one thing that an import can get wrong: all comes in right, or is named.

What is right for a file stands in expected.json: `people` are there with these values, `count` in all; `refused` rows; rows of
`refused_rows` are refused or named; the file is refused (`refuse`), or may be (`or_refusal`); a finding with the words of
`or_finding` is as good; a field of `heads` may be missing where this head is named as not taken; nobody has `absent_id`.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.__main__ import main

CASES = Path(__file__).resolve().parent.parent / "data" / "import_cases"
EXPECTED: dict[str, dict[str, Any]] = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Told:
    """What the command line said of an import, and the people afterwards."""

    code: int
    answer: dict[str, Any]
    complaint: str
    people: list[dict[str, Any]]

    @property
    def refused(self) -> bool:
        """Tell whether the file as a whole was refused."""
        return self.code == 2 and not self.answer

    def words(self) -> list[str]:
        """Return everything that was said beside the counts."""
        left = self.answer.get("not_taken", {})
        rows = [f"第{row['row']}行 {row['text']} {row['reason']}" for row in left.get("rows", [])]
        sheets = [f"{sheet['sheet']} {sheet['reason']}" for sheet in left.get("sheets", [])]
        columns = [f"{column['head']} {column['reason']}" for column in left.get("columns", [])]
        return [*(finding["text"] for finding in self.answer.get("findings", [])), *rows, *sheets, *columns]

    def named_rows(self) -> set[int]:
        """Return the rows that a finding names or that are told as not taken."""
        rows = {row["row"] for row in self.answer.get("not_taken", {}).get("rows", [])}
        return rows | {finding["row"] for finding in self.answer.get("findings", []) if finding["row"]}


def bring(workspace: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    capsys.readouterr()
    code = main(["import", str(workspace), str(file), "--roster", "名册", "--skip-bad-rows", "--json"])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    assert code in (0, 2)
    assert main(["people", str(workspace), "--json"]) == 0
    people = json.loads(capsys.readouterr().out)
    return Told(code, json.loads(told.out) if told.out else {}, told.err, people)


def faults(right: dict[str, Any], told: Told) -> list[str]:
    """Say what is wrong with what came in."""
    if "refuse" in right:
        return [] if told.refused and not told.people else [f"not refused: {told}"]
    if told.refused and ("or_refusal" in right or "refused_rows" in right):
        return []
    if "or_finding" in right and any(all(word in words for word in right["or_finding"]) for words in told.words()):
        return []
    wrong = [f"nobody is {wanted}" for wanted in right.get("people", ()) if not is_there(wanted, right, told)]
    if "people" not in right and "or_finding" in right:
        wrong.append(f"nothing says {right['or_finding']}")
    if "count" in right and len(told.people) != right["count"]:
        wrong.append(f"{len(told.people)} people")
    if "refused" in right and told.answer.get("refused") != right["refused"]:
        wrong.append(f"refused {told.answer.get('refused')}")
    wrong += [f"row {row} is not named" for row in right.get("refused_rows", ()) if row not in told.named_rows()]
    if right.get("absent_id") in {person["id_number"] for person in told.people}:
        wrong.append("a number that nobody has")
    return wrong


def is_there(wanted: dict[str, Any], right: dict[str, Any], told: Told) -> bool:
    """Tell whether somebody has all these values; one may be missing whose head is named as not taken."""
    left = {column["head"] for column in told.answer.get("not_taken", {}).get("columns", [])}
    excused = {field for field, head in right.get("heads", {}).items() if head in left}
    return any(
        all((person[field] or None) == value for field, value in wanted.items() if field not in excused)
        for person in told.people
    )


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_office_file_comes_in_right(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    right = EXPECTED[name]["right"]
    workspace = tmp_path / "青禾县2026年换届.huanjie"
    assert main(["new", str(workspace), "--county", "青禾县"]) == 0
    if "after" in right:
        assert bring(workspace, CASES / right["after"], capsys).code == 0
    told = bring(workspace, CASES / name, capsys)
    assert faults(right, told) == [], told


def test_every_file_is_tried() -> None:
    tried = {*EXPECTED, *(each["right"].get("after") for each in EXPECTED.values())} - {None}
    assert {path.name for path in CASES.iterdir() if path.suffix in (".csv", ".xls", ".xlsx")} == tried
