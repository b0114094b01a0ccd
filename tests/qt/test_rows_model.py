"""The model of every table: what Qt is told while rows change, what is asked for, and what is said of the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.pasting import Pasted
from huanjie_desktop.qt.models.cells import SAVING
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, SERIAL, CellChange, RowsModel, TableColumn, by_row
from huanjie_desktop.qt.pages.assessment.part_list import GRADE_COLUMNS, PartList
from huanjie_desktop.services.assessment.form_parts import new_grade

Role = Qt.ItemDataRole
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True)
class Word:
    id: str
    name: str = ""
    count: int = 0


COLUMNS = (
    SERIAL,
    TableColumn("名称", lambda row: row.name, "name"),
    TableColumn("数目", lambda row: str(row.count), "count", NUMBER),
    TableColumn("长度", lambda row: str(len(row.name)), kind=CENTRED),
)
WORDS = [Word("a", "甲", 1), Word("b", "乙乙", 2), Word("c", "丙", 3)]


@pytest.fixture
def model(qtbot: QtBot) -> RowsModel:
    made = RowsModel(COLUMNS)
    QAbstractItemModelTester(made, FATAL, made)
    made.set_rows(WORDS)
    return made


def texts(model: RowsModel, column: int = 1) -> list[str]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_a_column_says_tip_icon_tint_ground_box_and_what_an_editor_begins_with(qtbot: QtBot) -> None:
    icon = QIcon(QPixmap(4, 4))
    model = RowsModel(
        [
            TableColumn(
                "名称",
                lambda row: row.name,
                "name",
                tip=lambda row: f"共{row.count}",
                icon=lambda row: icon if row.count > 1 else None,
                tint=lambda row: QColor("red") if row.count > 1 else None,
                ground=lambda row: QColor("blue") if row.count > 2 else None,
                edit=lambda row: f"{row.name}全文",
            ),
            TableColumn("用", field="used", ticked=lambda row: None if row.id == "c" else row.count > 1),
            TableColumn("说", lambda row: row.name),
        ]
    )
    QAbstractItemModelTester(model, FATAL, model)
    model.set_rows(WORDS)
    first, second, third = (model.index(row, 0) for row in range(3))
    assert [first.data(Role.ToolTipRole), model.index(0, 2).data(Role.ToolTipRole)] == ["共1", "甲"]
    assert [first.data(Role.DecorationRole), second.data(Role.DecorationRole).isNull()] == [None, False]
    assert [first.data(Role.ForegroundRole), second.data(Role.ForegroundRole)] == [None, QColor("red")]
    assert [second.data(Role.BackgroundRole), third.data(Role.BackgroundRole)] == [None, QColor("blue")]
    assert [first.data(), first.data(Role.EditRole)] == ["甲", "甲全文"]
    boxes = [model.index(row, 1).data(Role.CheckStateRole) for row in range(3)]
    assert [None if box is None else Qt.CheckState(box) for box in boxes] == [
        Qt.CheckState.Unchecked,
        Qt.CheckState.Checked,
        None,
    ]
    with qtbot.waitSignal(model.changes_asked) as asked:
        model.setData(model.index(0, 1), Qt.CheckState.Checked.value, Role.CheckStateRole)
    assert asked.args == [[CellChange("a", "used", True)]]


def test_numbers_come_as_numbers_and_what_is_none_is_refused(qtbot: QtBot, model: RowsModel) -> None:
    with qtbot.waitSignal(model.changes_asked) as asked:
        model.setData(model.index(0, 2), " １,200 ")
    assert asked.args == [[CellChange("a", "count", 1200)]]
    with qtbot.waitSignal(model.changes_asked) as asked:
        model.setData(model.index(1, 2), "")
    assert asked.args == [[CellChange("b", "count", None)]]
    with qtbot.assertNotEmitted(model.changes_asked), qtbot.waitSignal(model.refused) as refused:
        assert not model.setData(model.index(2, 2), "许多")
    assert refused.args == ["“数目”应填整数，“许多”没有填入。"]
    assert by_row([CellChange("b", "count", None), CellChange("b", "name", "乙")], {"count"}) == {
        "b": {"count": 0, "name": "乙"}
    }


def test_what_is_typed_is_shown_until_rows_come_again(model: RowsModel) -> None:
    model.setData(model.index(0, 1), "甲甲")
    assert texts(model) == ["甲甲", "乙乙", "丙"]
    model.drop_pending()
    assert texts(model) == ["甲", "乙乙", "丙"]
    model.setData(model.index(0, 1), "甲甲")
    model.set_rows([Word("a", "甲（新）"), *WORDS[1:]])
    assert texts(model) == ["甲（新）", "乙乙", "丙"]


def test_a_filter_numbers_the_rows_that_are_left(model: RowsModel) -> None:
    model.show_only(lambda row: row.count > 1)
    assert [texts(model, 0), texts(model)] == [["1", "2"], ["乙乙", "丙"]]
    model.set_rows([*WORDS, Word("d", "丁", 4)])
    assert texts(model) == ["乙乙", "丙", "丁"]
    model.show_only(None)
    assert [model.count, len(model.rows)] == [4, 4]


def test_a_lock_says_its_sentence_and_takes_the_empty_row_away(model: RowsModel) -> None:
    model.let_grow()
    assert [model.growing, model.rowCount(), model.count] == [True, 4, 3]
    model.lock("已封存。")
    assert [model.growing, model.rowCount(), model.editable] == [False, 3, False]
    assert model.refusal(0, 1) == "已封存。"
    assert not model.setData(model.index(0, 1), "改")
    model.lock("")
    assert [model.growing, model.editable, model.refusal(0, 1)] == [True, True, ""]
    assert model.refusal(0, 3) == "“长度”由程序计算，不能在这里填写。"


def test_an_empty_row_waits_for_its_required_field(qtbot: QtBot, model: RowsModel) -> None:
    model.let_grow("name")
    with qtbot.assertNotEmitted(model.rows_asked), qtbot.waitSignal(model.said) as said:
        model.setData(model.index(3, 2), "7")
        assert not model.commit_draft()
    assert said.args == ["这一行还没有保存：请填写“名称”。"]
    assert model.draft == {"count": "7"}
    with qtbot.waitSignal(model.rows_asked) as asked:
        model.setData(model.index(3, 1), "丁")
        assert model.commit_draft()
    assert asked.args == [[], [{"count": 7, "name": "丁"}]]
    assert texts(model) == ["甲", "乙乙", "丙", "丁", ""]
    assert texts(model, 0) == ["1", "2", "3", "4", "＊"]
    assert model.refusal(3, 1) == SAVING
    assert model.commit_draft()
    model.drop_pending()
    assert texts(model) == ["甲", "乙乙", "丙", ""]


def test_a_paste_takes_what_it_can_and_says_the_rest(model: RowsModel) -> None:
    model.let_grow("name")
    heard: list[Any] = []
    model.rows_asked.connect(lambda changes, added: heard.append((changes, added)))
    model.said.connect(heard.append)
    model.paste(Pasted([((2, 1), "丙丙"), ((2, 3), "9")], [{1: "丁", 2: "4", 3: "1"}]))
    assert heard == [
        ([CellChange("c", "name", "丙丙")], [{"name": "丁", "count": 4}]),
        "粘贴了 1 格，新增 1 行；“长度”由程序计算，没有粘贴。",
    ]


def test_a_cell_that_a_paste_passes_over_is_named(qtbot: QtBot, model: RowsModel) -> None:
    with qtbot.waitSignal(model.said) as said:
        model.paste(Pasted([((0, 1), "甲甲"), ((0, 3), "9")]))
    assert said.args == ["粘贴了 1 格；“长度”由程序计算，没有粘贴。"]
    with qtbot.assertNotEmitted(model.said):
        model.paste(Pasted([((0, 1), "甲"), ((0, 3), "1")]))  # what it says already


def test_the_view_is_told_of_rows_that_only_changed(qtbot: QtBot, model: RowsModel) -> None:
    with qtbot.waitSignal(model.dataChanged) as told, qtbot.assertNotEmitted(model.modelReset):
        model.set_rows([WORDS[0], Word("b", "改了", 2), WORDS[2]])
    assert (told.args[0].row(), told.args[1].row()) == (0, 2)
    assert texts(model) == ["甲", "改了", "丙"]


def test_a_bad_number_in_a_new_row_refuses_the_paste(qtbot: QtBot, model: RowsModel) -> None:
    model.let_grow()
    with qtbot.assertNotEmitted(model.rows_asked), qtbot.waitSignal(model.refused):
        model.paste(Pasted([], [{1: "丁", 2: "四"}]))
    assert model.count == 3


Step = tuple[str, Any]
IDS = st.lists(st.sampled_from("abcdef"), max_size=5, unique=True)
STEPS = st.lists(
    st.one_of(
        IDS.map(lambda ids: ("rows", ids)),
        st.sampled_from([("filter", 1), ("filter", 0), ("grow", 1), ("grow", 0), ("lock", "不"), ("lock", "")]),
        st.tuples(st.just("type"), st.tuples(st.integers(0, 6), st.sampled_from(["", "字", "词语"]))),
        st.just(("commit", None)),
        st.just(("drop", None)),
    ),
    max_size=14,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(STEPS)
def test_qt_is_told_the_truth_whatever_comes_in_whichever_order(qtbot: QtBot, steps: Sequence[Step]) -> None:
    model = RowsModel(COLUMNS)
    tester = QAbstractItemModelTester(model, FATAL)
    held: list[Word] = []
    acts: dict[str, Callable[[Any], object]] = {
        "filter": lambda on: model.show_only((lambda row: row.id in "abc") if on else None),
        "grow": lambda on: model.let_grow(grows=bool(on)),
        "lock": model.lock,
        "type": lambda typed: model.setData(model.index(typed[0], 1), typed[1]),
        "commit": lambda _none: model.commit_draft(),
        "drop": lambda _none: model.drop_pending(),
    }
    for what, given_ in steps:
        if what == "rows":
            held = [Word(each, each) for each in given_]
            model.set_rows(held)
        else:
            acts[what](given_)
        assert model.rowCount() >= model.count
    model.set_rows(held)
    shown = [row.id for row in held if model._passes is None or row.id in "abc"]
    assert [model.id_at(at) for at in range(model.count)] == shown
    assert texts(model, 0)[: model.count] == [str(at + 1) for at in range(model.count)]
    tester.deleteLater()


def test_a_part_on_its_way_is_not_overwritten_by_what_was_read_before(qtbot: QtBot) -> None:
    parts = PartList("等次", GRADE_COLUMNS, 90, new_grade)
    qtbot.addWidget(parts)
    parts.show_parts(("好", "中"), read_only=False)
    asked: list[tuple[str, ...]] = []
    parts.changed.connect(asked.append)
    parts.model.setData(parts.model.index(0, 0), "优")
    parts.show_parts(("好", "中"), read_only=False)
    parts.model.setData(parts.model.index(1, 0), "良")
    assert asked == [("优", "中"), ("优", "良")]
    parts.show_parts(("优", "中"), read_only=False)
    assert [row.value for row in parts.model.rows] == ["优", "良"]
    parts.show_parts(("甲", "乙"), read_only=False)  # another form
    assert [row.value for row in parts.model.rows] == ["甲", "乙"]


def test_a_pasted_row_keeps_what_is_typed_into_the_empty_one(qtbot: QtBot, model: RowsModel) -> None:
    model.let_grow("name")
    model.setData(model.index(3, 1), "丁")
    with qtbot.waitSignal(model.rows_asked) as asked:
        model.paste(Pasted([], [{2: "7"}, {1: "戊"}]))
    assert asked.args == [[], [{"name": "丁", "count": 7}, {"name": "戊"}]]
    assert model.draft == {}


def test_a_pasted_row_without_its_required_field_waits_unless_others_came_with_it(
    qtbot: QtBot, model: RowsModel
) -> None:
    model.let_grow("name")
    with qtbot.assertNotEmitted(model.rows_asked), qtbot.waitSignal(model.said) as said:
        model.paste(Pasted([], [{2: "7"}]))
    assert (said.args, model.draft) == (["这一行还没有保存：请填写“名称”。"], {"count": "7"})
    model.draft = {}
    with qtbot.assertNotEmitted(model.rows_asked), qtbot.waitSignal(model.refused) as refused:
        model.paste(Pasted([((0, 1), "己")], [{2: "7"}]))
    assert refused.args == ["有的新行没有“名称”，都没有粘贴。请连同“名称”一起粘贴。"]
    assert texts(model) == ["甲", "乙乙", "丙", ""]
    with qtbot.waitSignal(model.refused) as refused:
        model.paste(Pasted([], [{2: "许多"}]))
    assert (refused.args, model.draft) == (["“数目”应填整数，“许多”没有填入。"], {})
