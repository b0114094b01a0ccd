"""The people's table: what it holds, shows, sorts, finds, marks and asks for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.columns import Place
from huanjie_desktop.domain.filtering import Condition, common_values, narrows, passing, sorted_numbers, words_of
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.people import NameKeys, Person, PersonRow
from huanjie_desktop.domain.people_rows import BY_NAME, BY_PINYIN, BY_SURNAME, people_kind, sort_key
from huanjie_desktop.qt.models.grid import MARK_ROLE, GridModel
from huanjie_desktop.qt.models.people_cells import people_columns
from huanjie_desktop.qt.models.rows import CellChange
from tests.qt.people_builders import BASE, COLUMNS, haystacks, model_of, row, rows, shown_names

NAME, SEX, BIRTH, AGE, POST = 1, 2, 3, 4, 5


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[GridModel]:
    model = model_of(rows())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()


def _text(model: GridModel, shown: int, column: int) -> str:
    return str(model.index(shown, column).data())


def test_cells_say_dates_ages_and_serial_numbers(model: GridModel) -> None:
    assert [_text(model, 0, column) for column in range(6)] == [
        "1",
        "林木",
        "男",
        "1985.07",
        "41",
        "青禾县柳河镇党委书记",
    ]
    assert [_text(model, 2, BIRTH), _text(model, 2, AGE), _text(model, 2, POST)] == ["", "", ""]
    assert _text(model, 3, AGE) == "35"
    later = BASE.replace(year=2030, month=12, day=31)
    model.sieve.kind = people_kind(later)
    model.set_columns(people_columns(COLUMNS, later))
    assert _text(model, 3, AGE) == "40"


def test_heads_and_alignment(model: GridModel) -> None:
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)] == [
        column.title for column in COLUMNS
    ]
    assert model.headerData(9, Qt.Orientation.Horizontal) is None
    right = model.index(0, AGE).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight.value


@pytest.mark.parametrize(
    ("order", "descending", "names"),
    [
        ("", False, ["林木", "王芳", "单立", "丁一"]),
        ("", True, ["丁一", "单立", "王芳", "林木"]),
        (BY_SURNAME, False, ["丁一", "王芳", "林木", "单立"]),
        (BY_NAME, False, ["丁一", "王芳", "林木", "单立"]),
        (BY_PINYIN, False, ["丁一", "林木", "单立", "王芳"]),
        (BY_PINYIN, True, ["王芳", "单立", "林木", "丁一"]),
        ("birth", False, ["王芳", "林木", "丁一", "单立"]),
        ("birth", True, ["丁一", "林木", "王芳", "单立"]),
        ("age", False, ["丁一", "林木", "王芳", "单立"]),
        ("sex", False, ["林木", "单立", "丁一", "王芳"]),
        ("current_post", False, ["林木", "王芳", "丁一", "单立"]),
    ],
)
def test_orders_put_blank_cells_last(model: GridModel, order: str, descending: bool, names: list[str]) -> None:
    model.set_order(order, descending)
    assert shown_names(model) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["林木", "王芳", "单立", "丁一"]),
        ("林", ["林木"]),
        ("lm", ["林木"]),
        ("LinM", ["林木"]),
        ("shan", ["单立"]),
        ("青禾", ["林木", "王芳"]),
        ("青禾 女", ["王芳"]),
        ("1978.05", ["王芳"]),
        ("镇", ["林木", "丁一"]),
        ("找不到", []),
    ],
)
def test_typed_words_find_names_pinyin_and_any_column(model: GridModel, typed: str, names: list[str]) -> None:
    for end in range(len(typed) + 1):
        model.set_typed(typed[:end])
    assert shown_names(model) == names
    model.set_typed("")
    assert model.rowCount() == 4


def test_conditions_join_with_words_and_sorting(model: GridModel) -> None:
    counts: list[tuple[int, int]] = []
    model.counts_changed.connect(lambda shown, total: counts.append((shown, total)))
    model.set_order(BY_PINYIN, False)
    model.set_conditions([Condition("sex", "性别", values=frozenset({"男"}))])
    assert shown_names(model) == ["丁一", "林木", "单立"]
    model.set_typed("镇")
    assert shown_names(model) == ["丁一", "林木"]
    model.set_conditions([Condition("current_post", "职务", contains="书记")])
    assert shown_names(model) == ["林木"]
    assert counts[-1] == (1, 4)


def test_a_condition_describes_itself() -> None:
    assert Condition("sex", "性别", values=frozenset({"男", ""})).describe() == "性别：空白、男"
    assert Condition("unit", "单位", contains="镇").describe() == "单位含“镇”"


def test_common_values_are_counted() -> None:
    assert common_values(model_of(rows()).common_texts("sex"), 5) == [("男", 3), ("女", 1)]


def test_rows_come_in_parts_also_under_a_filter(model: GridModel) -> None:
    model.hold(rows()[:1], haystacks(rows()[:1]))
    model.append_rows(rows()[1:3], haystacks(rows()[1:3]))
    assert shown_names(model) == ["林木", "王芳", "单立"]
    model.set_typed("yi")
    model.append_rows(rows()[3:], haystacks(rows()[3:]))
    assert shown_names(model) == ["丁一"]
    assert model.total == 4


def test_a_changed_row_stays_where_it_is_shown(model: GridModel) -> None:
    model.set_order(BY_PINYIN, False)
    old = row(0)
    fresh = replace(old, person=replace(old.person, name="周木"), keys=NameKeys("09", "09", "zhou mu", "zm"))
    model.replace_rows([fresh], haystacks([fresh]))
    assert shown_names(model) == ["丁一", "周木", "单立", "王芳"]
    model.set_typed("zm")
    assert shown_names(model) == ["周木"]
    stranger = PersonRow(Person("x", "生人"), NameKeys("", "", "", ""))
    model.replace_rows([stranger], haystacks([stranger]))
    assert model.total == 4


def test_people_go(model: GridModel) -> None:
    told: list[tuple[int, int]] = []
    model.counts_changed.connect(lambda shown, total: told.append((shown, total)))
    model.remove_rows(["p2", "nobody"])
    assert told[-1] == (model.count, model.total)
    assert shown_names(model) == ["林木", "单立", "丁一"]
    assert model.shown_place("p2") is None
    assert model.shown_place("p4") == 2


def test_columns_change(model: GridModel) -> None:
    model.set_columns(people_columns([COLUMNS[1], COLUMNS[5]], BASE))
    assert [_text(model, 0, 0), _text(model, 0, 1)] == ["林木", "青禾县柳河镇党委书记"]


def test_a_typed_text_is_asked_for_and_shown_until_answered(qtbot: QtBot, model: GridModel) -> None:
    with qtbot.waitSignal(model.changes_asked) as asked:
        assert model.setData(model.index(1, POST), "县委组织部部长")
    assert asked.args == [[CellChange("p2", "current_post", "县委组织部部长")]]
    assert _text(model, 1, POST) == "县委组织部部长"
    model.drop_edits([(each.row_id, each.field) for each in asked.args[0]])
    assert _text(model, 1, POST) == "青禾县委组织部副部长"
    model.setData(model.index(1, POST), "县委组织部部长")
    fresh = replace(row(1), person=replace(row(1).person, current_post="县委组织部部长兼"))
    model.replace_rows([fresh], haystacks([fresh]))
    assert _text(model, 1, POST) == "县委组织部部长兼"


def test_an_unchanged_text_asks_for_nothing(qtbot: QtBot, model: GridModel) -> None:
    with qtbot.assertNotEmitted(model.changes_asked):
        assert model.setData(model.index(0, NAME), "林木")
        assert not model.setData(model.index(0, AGE), "30")
    assert not model.flags(model.index(0, AGE)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, NAME)) & Qt.ItemFlag.ItemIsEditable


def test_findings_mark_their_cells_with_the_gravest(model: GridModel) -> None:
    findings = [
        Finding(Severity.HINT, "post_long", "职务较长。", Subject("person", "p1", "林木", "current_post")),
        Finding(Severity.ERROR, "post_odd", "职务与单位不符。", Subject("person", "p1", "林木", "current_post")),
    ]
    model.set_findings({("p1", "current_post"): findings})
    index = model.index(0, POST)
    assert index.data(MARK_ROLE) == Severity.ERROR
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "职务与单位不符。\n职务较长。"
    assert model.index(0, NAME).data(MARK_ROLE) is None


def test_what_is_found_of_a_field_without_a_column_is_marked_at_the_name(model: GridModel) -> None:
    def found(field: str, severity: Severity) -> list[Finding]:
        return [Finding(severity, field, f"{field}不对。", Subject("person", "p1", "林木", field))]

    cells = {("p1", "photo"): found("photo", Severity.WARNING), ("p1", "name"): found("name", Severity.HINT)}
    model.set_findings(cells)
    model.let_grow("name")
    index = model.index(0, NAME)
    assert index.data(MARK_ROLE) == Severity.WARNING
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "photo不对。\nname不对。"
    assert model.index(0, POST).data(MARK_ROLE) is None
    assert model.index(1, NAME).data(MARK_ROLE) is None
    model.stand_ins = {"photo": "current_post"}
    assert (index.data(MARK_ROLE), model.index(0, POST).data(MARK_ROLE)) == (Severity.HINT, Severity.WARNING)


WORDS = st.text("林木lmw 女", max_size=6)


@given(st.lists(WORDS, max_size=8), WORDS, WORDS)
def test_narrowing_gives_what_looking_at_all_would(stacks: list[str], before: str, after: str) -> None:
    everything = range(len(stacks))
    first, second = words_of(before), words_of(after)
    if narrows(first, second):
        narrowed = passing(passing(everything, stacks, first), stacks, second)
        assert narrowed == passing(everything, stacks, second)


@given(st.lists(st.integers(0, 3), max_size=20), st.booleans())
def test_sorting_keeps_every_row_once(picks: list[int], descending: bool) -> None:
    held = [row(pick) for pick in picks]
    for order in (BY_SURNAME, "birth", "age", "current_post"):
        keys = list(map(sort_key(order, Place(BASE)), held))
        assert sorted(sorted_numbers(keys, descending)) == list(range(len(held)))
