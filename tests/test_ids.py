"""Names are looked up on the command line alone: use cases take ids or objects."""

import ast
from pathlib import Path

import pytest

import huanjie_desktop

PACKAGE = Path(huanjie_desktop.__file__).parent
CLI = PACKAGE / "cli" / "finding.py"


def calls_in(path: Path) -> set[str]:
    """Return the names of what a module calls."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            found.add(called.id if isinstance(called, ast.Name) else getattr(called, "attr", ""))
    return found


def test_names_are_looked_up_by_the_command_line_alone() -> None:
    finders = {
        node.name for node in ast.parse(CLI.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)
    }
    finders = {name for name in finders if not name.startswith("_")}
    assert len(finders) >= 6
    outside = [path for folder in ("services", "qt") for path in (PACKAGE / folder).rglob("*.py")]
    imported = [path.name for path in outside if "huanjie_desktop.cli" in path.read_text(encoding="utf-8")]
    assert imported == []


@pytest.mark.parametrize("folder", ["meetings", "assessment", "packages", "people", "printing", "safekeeping", "shown"])
def test_no_use_case_takes_a_name_in_place_of_an_id(folder: str) -> None:
    taking = []
    for path in (PACKAGE / "services" / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                names = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                if names & {"name_or_id", "id_or_name"}:
                    taking.append(f"{path.name}: {node.name}")
    assert taking == []
