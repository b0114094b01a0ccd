"""Kinds of congress: what of them is wrong is said, and a kind may have papers of its own."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.check import check_catalog, congress_kind_problems
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import (
    CapacitySpec,
    CongressKindSpec,
    ElectionSpec,
    NumberSpec,
    OfficeSpec,
    PaperSpec,
)

TERM, SITTING = NumberSpec(field="term", title="届次", after="届"), NumberSpec(field="sitting", title="会次")


def shipped(level: str = "county") -> CongressKindSpec:
    return next(kind for kind in load_catalog().congress_kinds.values() if kind.level == level)


def changed(**changes: Any) -> CongressKindSpec:
    return msgspec.structs.replace(shipped(), **changes)


def with_kind(kind: CongressKindSpec) -> Catalog:
    catalog = load_catalog()
    return replace(catalog, congress_kinds={**catalog.congress_kinds, kind.id: kind})


@pytest.mark.parametrize("level", ["county", "township"])
def test_the_shipped_kinds_are_sound_and_elect_delegates_to_the_next_higher_congress(level: str) -> None:
    kind = shipped(level)
    assert list(congress_kind_problems(kind)) == []
    higher = kind.elections[-1].title
    assert higher in ("出席市党代会代表", "出席县党代会代表")
    planned = [
        below.title for session in kind.sessions for item in session.items for below in item.items if below.papers
    ]
    assert planned[-1] == f"选举{higher}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_pattern": "{unit}代表大会"}, "'{unit}代表大会' must have {term} and {unit}"),
        ({"short_pattern": "{unit}{term}{county}"}, "'{unit}{term}{county}' must have {term} and {unit}"),
        ({"numbers": (SITTING,)}, "numbers must have term, and sitting at most once"),
        ({"numbers": (TERM, TERM)}, "numbers must have term, and sitting at most once"),
        ({"cover_lines": ("{unit}",)}, "cover_lines must be the title_pattern in lines"),
        ({"capacities": (CapacitySpec(id="x", title="列席"),)}, "no capacity is counted"),
        ({"host": "{county}委员会"}, "host may have {unit} only"),
        ({"superior": "{unit}"}, "superior may have {county} and {superior} only"),
        ({"elections": (ElectionSpec(id="x", title="{office}"),)}, "the election 'x' may have {unit} only"),
        ({"offices": (OfficeSpec(id="x", title="甲"),) * 2}, "offices: 'x' stands twice"),
        ({"name_order": "name"}, "order_note says 姓氏笔画, name_order 'name'"),
    ],
)
def test_what_is_wrong_within_a_kind_is_said(changes: dict[str, Any], said: str) -> None:
    assert said in list(congress_kind_problems(changed(**changes)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"packet": ("no-paper",)}, "names the unknown document 'no-paper'"),
        ({"packet": ("roster-sheet",)}, "the document 'roster-sheet' is not of a congress"),
        ({"papers": {"no-paper": PaperSpec(title="甲")}}, "names the unknown document 'no-paper'"),
        (
            {"capacities": (CapacitySpec(id="x", title="代表", counted=True, roster_kinds=("none",)),)},
            "the capacity 'x' names the unknown roster kind 'none'",
        ),
    ],
)
def test_what_a_kind_names_elsewhere_must_be_there(changes: dict[str, Any], said: str) -> None:
    kind = changed(**changes)
    assert f"congress_kinds/county_party.toml: {said}" in check_catalog(with_kind(kind))


def test_a_paper_for_other_kinds_cannot_be_in_a_kinds_packet() -> None:
    kind = changed(id="other-kind", packet=("request-sheet",))
    said = "other-kind: the document 'request-sheet' is for other kinds"
    assert said in check_catalog(with_kind(kind))


def test_a_kind_has_a_paper_under_its_own_title_with_its_own_params() -> None:
    document = load_catalog().documents["agenda-sheet"]
    kind = changed(papers={document.id: PaperSpec(title="会议议程", params={"mark": ""})})
    own = kind.paper(document)
    assert (own.title, own.params["mark"], own.params["sessions"]) == ("会议议程", "", document.params["sessions"])
    assert shipped().paper(document) is document
