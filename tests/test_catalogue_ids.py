"""What varies is a file: no id of the catalogue stands in the program's code."""

import ast
from pathlib import Path

import huanjie_desktop
from huanjie_desktop.catalog.check import check_catalog
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import CapacitySpec, ElectionSpec, OfficeSpec

PACKAGE = Path(huanjie_desktop.__file__).parent


def literals(source: str) -> set[str]:
    """Return the string literals of a module that are not docstrings."""
    return {
        node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant) if type(node.value) is str
    }


def test_literals_are_found() -> None:
    assert literals('kind = f({"a": "sign-in-sheet"})') == {"a", "sign-in-sheet"}


def test_no_catalogue_id_stands_in_the_code() -> None:
    catalog = load_catalog()
    parts: list[OfficeSpec | CapacitySpec | ElectionSpec] = []
    for kind in catalog.congress_kinds.values():
        parts += [*kind.offices, *kind.capacities, *kind.elections]
    entries = (
        catalog.documents,
        catalog.congress_kinds,
        catalog.roster_kinds,
        catalog.forms,
        catalog.packages,
        catalog.compare_rules,
    )
    ids = {*(id_ for each in entries for id_ in each), *(part.id for part in parts)}
    assert len(ids) >= 12
    found = {
        f"{file.relative_to(PACKAGE)}: {literal}"
        for file in PACKAGE.rglob("*.py")
        for literal in literals(file.read_text(encoding="utf-8")) & ids
    }
    assert found == set()


def test_the_programs_catalogue_is_sound() -> None:
    assert check_catalog(load_catalog()) == []
