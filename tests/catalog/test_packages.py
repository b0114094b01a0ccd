from dataclasses import replace
from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.check import check_catalog
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import PackageEntrySpec, PackageSpec


def test_every_congress_kind_has_its_package() -> None:
    catalog = load_catalog()
    assert {kind for package in catalog.packages.values() for kind in package.kinds} == set(catalog.congress_kinds)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kinds": ("no-kind",)}, "unknown congress kind 'no-kind'"),
        ({"fields": ("name", "age")}, "carries 'age'"),
        ({"entries": (PackageEntrySpec(number=2, title="请示"),)}, "not numbered 1, 2, 3"),
        ({"entries": (PackageEntrySpec(number=1, title="请示", source="moon"),)}, "unknown source 'moon'"),
        ({"entries": (PackageEntrySpec(number=1, title="请示", formats=("odt",)),)}, "has the formats"),
        (
            {"entries": (PackageEntrySpec(number=1, title="请示", documents=("roster-sheet",)),)},
            "no document of a congress",
        ),
        (
            {"entries": (PackageEntrySpec(number=1, title="请示", documents=("agenda-sheet",), formats=("xlsx",)),)},
            "in formats that it does not have",
        ),
        (
            {"entries": (PackageEntrySpec(number=1, title="册", source="rosters", roster_kinds=("no-roster",)),)},
            "unknown roster kind 'no-roster'",
        ),
    ],
)
def test_a_wrong_package_is_named(changes: dict[str, Any], words: str) -> None:
    catalog = load_catalog()
    first = next(iter(catalog.packages.values()))
    wrong: PackageSpec = msgspec.structs.replace(first, **changes)
    found = check_catalog(replace(catalog, packages={**catalog.packages, wrong.id: wrong}))
    assert len(found) == 1
    assert words in found[0]
    assert repr(first.id) in found[0]


def test_two_packages_of_one_kind_are_refused() -> None:
    catalog = load_catalog()
    first = next(iter(catalog.packages.values()))
    twin = msgspec.structs.replace(first, id="twin-package")
    found = check_catalog(replace(catalog, packages={**catalog.packages, twin.id: twin}))
    assert found == [f"packages: the congress kind {first.kinds[0]!r} has 2 packages"]
