"""Lists as county offices keep them come in as a clerk means them, through the command line."""

import json
from pathlib import Path

import pytest

from huanjie_desktop.__main__ import main
from tests.end_to_end.office_books import Office
from tests.end_to_end.office_layouts import LAYOUTS
from tests.end_to_end.office_sheets import AROUND


@pytest.mark.parametrize("office", [*AROUND, *LAYOUTS], ids=lambda office: office.name)
def test_a_list_comes_in_as_it_is_meant(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = str(tmp_path / "青禾县2026年换届.huanjie")
    assert main(["new", workspace, "--county", "青禾县"]) == 0
    file = str(office.write(tmp_path))
    capsys.readouterr()
    main(["import", workspace, file, "--roster", "名册", "--skip-bad-rows", "--json", *office.options])
    answer = capsys.readouterr().out
    assert main(["people", workspace, "--json"]) == 0
    people = json.loads(capsys.readouterr().out)
    for wanted in office.wanted:
        alike = [person for person in people if all((person[name] or "") == value for name, value in wanted.items())]
        assert len(alike) == 1, (wanted, answer, [{k: v for k, v in person.items() if v} for person in people])
    assert len(people) == office.count, answer
    for words in office.said:
        assert words in answer
