"""Steps, holidays and presets are whole; what is wrong with one is said with its file and its key."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.loader import CatalogError
from huanjie_desktop.catalog.own import OwnCatalogue, write_entry
from huanjie_desktop.catalog.own_kinds import CATALOG_KINDS, CONGRESS_KIND, HOLIDAYS, PLAN_PRESET
from huanjie_desktop.catalog.plan_making import planned_kinds, steps_with_preset
from huanjie_desktop.catalog.plan_steps import step_problems, steps_of_kind
from huanjie_desktop.catalog.plan_tables import (
    AddedStep,
    HolidaySpec,
    PresetSpec,
    StepChange,
    YearSpec,
    calendar_of,
    check_plan_tables,
    preset_problems,
    read_year,
    rules_with_preset,
    with_preset,
    year_problems,
)
from huanjie_desktop.catalog.rules import check_rules
from huanjie_desktop.catalog.shipped import SHIPPED, load_catalog, load_plan_tables, load_rule_book
from huanjie_desktop.catalog.specs import BranchSpec, CongressKindSpec, LimitSpec, StepSpec
from huanjie_desktop.domain.entries import EntryVersion

CATALOG, BOOK, TABLES = load_catalog(), load_rule_book(), load_plan_tables()
KINDS = CATALOG.congress_kinds


def kind() -> CongressKindSpec:
    return planned_kinds(KINDS)[0]


def a_step(**changes: Any) -> StepSpec:
    return msgspec.structs.replace(kind().steps[0], **{"after": (), **changes})


def problems(*steps: StepSpec) -> list[str]:
    return list(step_problems(msgspec.structs.replace(kind(), steps=steps), CATALOG, BOOK))


def test_the_shipped_kinds_tables_and_rules_are_sound() -> None:
    assert planned_kinds(KINDS)
    assert check_rules(BOOK, CATALOG) == []
    assert check_plan_tables(TABLES, CATALOG, BOOK) == []
    assert all(each.anchor for each in KINDS.values())


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([a_step(), a_step()], f"步骤“{a_step().id}”重复"),
        ([a_step(title="甲", who=" ")], "步骤“甲”的编号、名称和责任单位都要填写"),
        ([a_step(title="甲", basis=())], "步骤“甲”没有依据"),
        ([a_step(title="甲", basis=("XX-1",))], "步骤“甲”没有规则“XX-1”"),
        ([a_step(title="甲", anchor="X")], "步骤“甲”没有“X”这种基准日"),
        ([a_step(title="甲", held=("Y",))], "步骤“甲”没有“Y”这种基准日"),
        ([a_step(title="甲", of="gone")], "步骤“甲”没有步骤“gone”"),
        ([a_step(title="甲", after=("gone",))], "步骤“甲”没有步骤“gone”"),
        ([a_step(title="甲", document="no-paper")], "步骤“甲”没有材料“no-paper”"),
        ([a_step(title="甲", offset=None)], "步骤“甲”既没有天数，也没有期限"),
        ([a_step(title="甲", hard=True)], "步骤“甲”是法定的，却没有期限"),
        ([a_step(title="甲", limits=(LimitSpec(rule="CU-01"),))], "步骤“甲”的期限“CU-01”没有天数"),
        ([a_step(title="甲", offset=-3, until=-5)], "步骤“甲”的最后一天早于第一天"),
        ([a_step(title="甲", offset=-9999)], "步骤“甲”的天数超出范围，应在3660天以内"),
        ([a_step(title="甲", branches=(BranchSpec("", ("CU-01",), no="乙"),))], "步骤“甲”的分支“”没有写问什么"),
        ([a_step(title="甲", branches=(BranchSpec("够吗", ("CU-01",)),))], "步骤“甲”的分支“够吗”没有写“否”的去向"),
        ([a_step(title="甲", branches=(BranchSpec("够吗", (), no="乙"),))], "步骤“甲”的分支“够吗”没有依据"),
        ([a_step(title="甲", branches=(BranchSpec("够吗", ("X-1",), no="乙"),))], "步骤“甲”的分支“够吗”没有规则“X-1”"),
        (
            [a_step(title="甲", branches=(BranchSpec("够吗", ("CU-01",), to="gone"),))],
            "步骤“甲”的分支“够吗”没有步骤“gone”",
        ),
        (
            [a_step(title="甲", branches=(BranchSpec("够吗", ("CU-01",), yes="gone", no="乙"),))],
            "步骤“甲”的分支“够吗”没有步骤“gone”",
        ),
        (
            [a_step(id="a", title="甲", after=("b",)), a_step(id="b", title="乙", after=("a",))],
            "步骤“甲”、“乙”的先后成了一个圈",
        ),
    ],
)
def test_what_is_wrong_with_steps_is_said(steps: list[StepSpec], said: str) -> None:
    assert [text.replace("“乙”、“甲”", "“甲”、“乙”") for text in problems(*steps)] == [said]


def test_a_wrong_step_of_a_shipped_kind_names_its_file() -> None:
    wrong = msgspec.structs.replace(kind(), steps=(a_step(title="甲", basis=("XX-1",)),))
    found = check_rules(BOOK, replace(CATALOG, congress_kinds={**KINDS, wrong.id: wrong}))
    assert found == [f"{CATALOG.files[wrong.id]}: 步骤“甲”没有规则“XX-1”"]


def test_an_unknown_key_of_a_step_is_refused_with_its_name() -> None:
    body = msgspec.to_builtins(kind())
    body["steps"][0]["colour"] = 1
    version = EntryVersion("v", kind().id, 1, "甲", msgspec.json.encode(body).decode(), False, 0, CONGRESS_KIND.id, "")
    own = OwnCatalogue(SHIPPED, CATALOG_KINDS, [version])
    assert [why for _version, why in own.faults] == ["“steps[0]”：不认识“colour”"]


def test_branches_go_with_a_kind_to_another_county() -> None:
    made = planned_kinds(KINDS)
    assert [each.id for each in made if not any(step.branches for step in each.steps)] == []
    for each in made:
        version = EntryVersion("v", each.id, 1, "甲", write_entry(each), False, 0, CONGRESS_KIND.id, "")
        own = OwnCatalogue(SHIPPED, CATALOG_KINDS, [version])
        assert own.catalog.congress_kinds[each.id].steps == each.steps


def test_a_kind_of_the_office_from_before_there_were_steps_has_those_that_it_is_like() -> None:
    copied = msgspec.structs.replace(kind(), id="own-1", like=kind().id, steps=())
    changed = msgspec.structs.replace(kind(), steps=())
    assert steps_of_kind(copied, KINDS) == steps_of_kind(changed, KINDS) == kind().steps
    assert steps_of_kind(msgspec.structs.replace(copied, like=""), KINDS) == ()


def test_the_published_years_are_known_without_gaps() -> None:
    assert {"2025", "2026"} <= set(TABLES.years)
    calendar = calendar_of(TABLES.years)
    assert not calendar.is_working(date(2026, 6, 19))  # 端午
    assert calendar.is_working(date(2026, 2, 14))  # worked for 春节
    assert not calendar.is_working(date(2025, 10, 8))


def holiday(first: str, last: str, *work: str, name: str = "国庆节") -> HolidaySpec:
    days = tuple(map(date.fromisoformat, work))
    return HolidaySpec(name=name, first=date.fromisoformat(first), last=date.fromisoformat(last), work=days)


@pytest.mark.parametrize(
    ("year", "holidays", "said"),
    [
        ("27", (), "“27”不是年份"),
        ("2027", (holiday("2027-10-07", "2027-10-01"),), "“国庆节”的最后一天早于第一天"),
        ("2027", (holiday("2027-10-01", "2027-10-30"),), "“国庆节”放假超过16天"),
        ("2027", (holiday("2027-10-01", "2027-10-07", name=""),), "放假没有写名称"),
        ("2027", (holiday("2027-10-01", "2027-10-07", "2027-10-08"),), "“国庆节”的调休上班日2027-10-08不是周六、周日"),
        ("2027", (holiday("2027-10-01", "2027-10-07", "2027-10-03"),), "“国庆节”的2027-10-03又放假又上班"),
        ("2027", (holiday("2030-10-01", "2030-10-01"),), "“国庆节”（2030-10-01起）不在2027年"),
        (
            "2027",
            (holiday("2027-10-01", "2027-10-03"), holiday("2027-10-03", "2027-10-04", name="中秋节")),
            "2027-10-03在“国庆节”和“中秋节”里都有",
        ),
    ],
)
def test_what_is_wrong_with_a_years_table_is_said(year: str, holidays: tuple[HolidaySpec, ...], said: str) -> None:
    assert said in list(year_problems(YearSpec(id=year, title="年", holidays=holidays)))


def test_a_wrong_file_of_holidays_is_named(tmp_path: Path) -> None:
    file = tmp_path / "2027.toml"
    file.write_text(
        'id = "2027"\ntitle = "年"\n[[holidays]]\nname = "甲"\nfirst = 2027-05-05\nlast = 2027-05-01\n', "utf-8"
    )
    with pytest.raises(CatalogError, match=r"holidays/2027.toml: “甲”的最后一天早于第一天"):
        read_year(file)


def change(**values: Any) -> PresetSpec:
    step = kind().steps[1]
    return PresetSpec(id="own", title="本县", steps=(StepChange(kind=kind().id, id=step.id, **values),))


def test_a_preset_changes_adds_and_leaves_out_steps_and_nothing_else() -> None:
    first, second, *_others = kind().steps
    changed = with_preset(kind(), KINDS, change(offset=-99))
    assert {each.id: each.offset for each in changed}[second.id] == -99
    assert [each for each in changed if each.id != second.id] == [each for each in kind().steps if each.id != second.id]
    left = with_preset(kind(), KINDS, change(dropped=True))
    assert second.id not in {each.id for each in left}
    assert not any(second.id in each.after for each in left)
    more = PresetSpec(id="own", title="本县", added=(AddedStep(kind=kind().id, step=a_step(id="more")),))
    assert [each.id for each in with_preset(kind(), KINDS, more)] == [*(each.id for each in kind().steps), "more"]
    assert first in changed


def test_a_preset_holds_for_the_offices_copies_of_a_kind() -> None:
    copied = msgspec.structs.replace(kind(), id="own-1", like=kind().id)
    assert {each.offset for each in with_preset(copied, KINDS, change(offset=-99))} >= {-99}


def test_a_preset_changes_a_rules_number_for_every_step_that_it_holds() -> None:
    ruled = next(each for each in kind().steps if each.limits and each.limits[0].days is None)
    rule = ruled.limits[0].rule
    preset = PresetSpec(id="own", title="本县", rules={rule: {"days": -7}})
    steps = {each.id: each for each in steps_with_preset(kind(), KINDS, BOOK, preset)}
    assert steps[ruled.id].limits[0].count.number == -7
    assert rules_with_preset(BOOK, None) is BOOK


@pytest.mark.parametrize(
    ("preset", "said"),
    [
        (PresetSpec(id="x", title=" "), "没有填写名称"),
        (PresetSpec(id="x", title="甲", rules={"XX-1": {"days": 1}}), "没有规则“XX-1”"),
        (PresetSpec(id="x", title="甲", rules={"CU-01": {"weeks": 1}}), "规则“CU-01”的天数写得不对"),
        (PresetSpec(id="x", title="甲", steps=(StepChange(kind="no-kind", id="a"),)), "没有会议种类“no-kind”"),
        (
            PresetSpec(id="x", title="甲", steps=(StepChange(kind=kind().id, id="gone"),)),
            f"“{kind().title}”没有步骤“gone”",
        ),
        (change(basis=("XX-1",)), f"步骤“{kind().steps[1].title}”没有规则“XX-1”"),
    ],
)
def test_what_is_wrong_with_a_preset_is_said(preset: PresetSpec, said: str) -> None:
    assert list(preset_problems(preset, CATALOG, BOOK)) == [said]


def test_the_office_has_its_own_holidays_and_presets() -> None:
    year = YearSpec(id="2027", title="2027年", holidays=(holiday("2027-10-01", "2027-10-07"),))
    own = OwnCatalogue(
        SHIPPED,
        CATALOG_KINDS,
        [
            EntryVersion("a", "2027", 1, "2027年", write_entry(year), False, 0, HOLIDAYS.id, ""),
            EntryVersion("b", "own", 1, "本县", write_entry(change(offset=-99)), False, 1, PLAN_PRESET.id, ""),
            EntryVersion("c", "2028", 1, "2028年", '{"id": "2028", "title": 1}', False, 2, HOLIDAYS.id, ""),
        ],
    )
    assert own.plans.years["2027"] == year
    assert own.plans.presets["own"] == change(offset=-99)
    assert set(TABLES.years) <= set(own.plans.years)
    assert [version.id for version, _why in own.faults] == ["c"]
