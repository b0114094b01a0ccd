"""The worker: order, threads, progress, cancel, the three families of trouble, and the end."""

import gc
import threading
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.errors import Cancelled, UserError, WorldError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.tasks import Tasks, change_of
from tests.qt.conftest import PlainWorkspace

CHANGE = ChangeSet("改名", 3, {"person": frozenset({"p1"})})


def test_work_runs_in_the_worker_and_the_answer_in_the_window(qtbot: QtBot, tasks: Tasks) -> None:
    threads: list[int] = []

    def work(workspace: Any, progress: Progress) -> int:
        threads.append(threading.get_ident())
        return int(workspace.thread)

    with qtbot.waitCallback() as done:
        tasks.run("看", work, lambda opened_in: done(opened_in, threading.get_ident()))
    assert done.args == [threads[0], threading.get_ident()]
    assert threads[0] != threading.get_ident()


def test_jobs_are_answered_in_order_and_busy_tells(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[int] = []
    busy: list[bool] = []
    tasks.busy_changed.connect(busy.append)
    for number in range(20):
        tasks.run("数", lambda w, p, n=number: n, heard.append)  # type: ignore[misc]
    assert tasks.busy
    assert tasks.label == "数"
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == list(range(20))
    assert busy == [True, False]
    assert not tasks.busy
    assert tasks.label == ""


def test_progress_is_throttled_and_cancel_stops_at_the_next_step(qtbot: QtBot, tasks: Tasks) -> None:
    steps: list[tuple[str, int, int, str]] = []
    taken: list[int] = []
    tasks.progressed.connect(lambda *step: steps.append(step))

    def work(workspace: Any, progress: Progress) -> None:
        number = 0
        while True:
            number += 1
            progress.step(number, None, "读取")
            taken.append(number)

    with qtbot.waitCallback() as failed:
        tasks.run("导入名册", work, None, failed)
        qtbot.waitUntil(lambda: len(taken) > 1000)
        tasks.cancel()
    assert isinstance(failed.args[0], Cancelled)
    assert steps[0] == ("导入名册", 1, -1, "读取")
    assert len(steps) < len(taken)


@pytest.mark.parametrize("error", [UserError("第 3 行看不懂。"), WorldError("磁盘满了。"), Cancelled()])
def test_an_expected_error_reaches_its_handler_or_else_troubled(qtbot: QtBot, tasks: Tasks, error: Exception) -> None:
    def work(workspace: Any, progress: Progress) -> None:
        raise error

    with qtbot.waitCallback() as failed:
        tasks.run("试", work, None, failed)
    assert failed.args == [error]
    with qtbot.waitSignal(tasks.troubled) as troubled:
        tasks.run("试", work)
    assert troubled.args == [error]


def test_anything_else_is_a_bug_and_the_handler_hears_cancelled(qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.waitSignal(tasks.broke) as broke, qtbot.waitCallback() as failed:
        tasks.run("试", lambda w, p: 1 // 0, None, failed)
    assert isinstance(broke.args[0], ZeroDivisionError)
    assert isinstance(failed.args[0], Cancelled)
    with qtbot.waitCallback() as done:
        tasks.run("再", lambda w, p: "好", done)
    assert done.args == ["好"]


@pytest.mark.parametrize("result", [CHANGE, (5, CHANGE), type("Outcome", (), {"change_set": CHANGE})()])
def test_a_write_is_announced_before_its_answer(qtbot: QtBot, tasks: Tasks, result: object) -> None:
    heard: list[object] = []
    tasks.changed.connect(lambda change: heard.append(change))
    with qtbot.waitCallback() as done:
        tasks.run("改名", lambda w, p: result, lambda answer: heard.append("answer") or done())
    assert heard == [CHANGE, "answer"]


@pytest.mark.parametrize("result", [None, 7, (), (1, 2), ChangeSet("空", 0)])
def test_a_result_without_a_change_announces_nothing(result: object) -> None:
    assert change_of(result) is None


def test_answers_to_a_destroyed_owner_are_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    heard: list[object] = []
    gate = threading.Event()
    tasks.run("慢", lambda w, p: gate.wait(5), heard.append, owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not _alive(owner))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == []


def _added(_workspace: Any, one: int, other: int = 0) -> int:
    return one + other


def test_a_use_case_is_asked_with_values_and_its_answer_heard_while_its_owner_is_there(
    qtbot: QtBot, tasks: Tasks
) -> None:
    heard: list[int] = []
    gone = QObject()
    tasks.ask("加", _added, 1, other=2).owned_by(gone).then(heard.append)
    tasks.ask("加", _added, 3, other=4).then(heard.append)
    shiboken6.delete(gone)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == [7]
    with pytest.raises(AssertionError, match="values"):
        tasks.ask("加", _added, QObject())  # type: ignore[arg-type]


def test_close_closes_in_the_worker_after_what_waits(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[Any] = []
    tasks.run("最后一步", lambda w, p: w, seen.append)
    with qtbot.waitSignal(tasks.closed):
        tasks.close()
    assert seen[0].closed_in == seen[0].thread


def test_nothing_is_asked_behind_the_close(qtbot: QtBot, tasks: Tasks) -> None:
    heard: list[object] = []
    with qtbot.waitSignal(tasks.closed):
        tasks.close()
        tasks.run("读取", lambda w, p: heard.append(w), heard.append)
    assert heard == []


def test_a_close_that_fails_lets_everything_go_on(qtbot: QtBot) -> None:
    class Stuck(PlainWorkspace):
        def close(self) -> None:
            if self.closed_in is None:
                self.closed_in = 0
                raise UserError("关不上。")

    tasks = Tasks(lambda progress: Stuck())
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    with qtbot.waitCallback() as failed:
        tasks.close(failed)
    with qtbot.waitCallback() as done:
        tasks.run("读取", lambda w, p: 7, done)
    done.assert_called_with(7)
    tasks.stop()


def test_stop_waits_for_the_thread_and_may_be_called_twice(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[Any] = []
    with qtbot.waitCallback() as done:
        tasks.run("看", lambda w, p: seen.append(w), done)
    tasks.stop()
    tasks.stop()
    assert seen[0].closed_in == seen[0].thread


def test_a_workspace_that_cannot_be_opened_says_so(qtbot: QtBot) -> None:
    def refuse(progress: Progress) -> Any:
        raise UserError("文件不完整。")

    tasks = Tasks(refuse)
    with qtbot.waitCallback() as failed:
        tasks.open("打开", lambda workspace: None, failed)
    assert failed.args[0].text == "文件不完整。"
    tasks.stop()


def _alive(owner: QObject) -> bool:
    import shiboken6

    return shiboken6.isValid(owner)


def test_cycles_are_not_collected_while_a_worker_works(qtbot: QtBot, tasks: Tasks) -> None:
    assert gc.isenabled()
    go = threading.Event()
    seen: list[bool] = []

    def work(_workspace: object, _progress: object) -> None:
        go.wait(10)
        seen.append(gc.isenabled())

    other = Tasks(lambda progress: PlainWorkspace())
    with qtbot.waitCallback() as opened:
        other.open("打开", opened)
    tasks.run("长工作", work)
    with qtbot.waitCallback() as done:
        other.run("短工作", lambda _w, _p: None, done)
    assert not gc.isenabled()  # the other worker is still at work
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert seen == [False]
    assert gc.isenabled()
    other.run("没有做完", lambda _w, _p: None)
    other.stop()
    assert gc.isenabled()


def test_a_second_worker_goes_on_while_the_first_is_busy_and_ends_before_it(qtbot: QtBot, tasks: Tasks) -> None:
    held = threading.Event()
    heard: list[bool] = []
    threads: list[int] = []

    def wait(_workspace: Any, _progress: Progress) -> bool:
        return held.wait(20)

    def beside(workspace: Any, _progress: Progress) -> None:
        assert workspace is None
        threads.append(threading.get_ident())

    tasks.run("久", wait, heard.append)
    with qtbot.waitCallback() as done:
        tasks.beside.run("旁", beside, done)
    assert heard == []
    assert threads[0] != threading.get_ident()
    held.set()
    qtbot.waitUntil(lambda: heard == [True])
    second = tasks.beside
    with qtbot.waitSignal(tasks.closed):
        tasks.close()
        assert second.ended
        tasks.beside.run("晚", beside)  # what is asked behind the close
        assert not tasks.beside.busy
    tasks.beside.run("更晚", beside)
    assert not tasks.beside.busy
    assert len(threads) == 1
    assert gc.isenabled()


def test_a_second_worker_is_made_anew_where_closing_failed(qtbot: QtBot) -> None:
    class Stuck(PlainWorkspace):
        def close(self) -> None:
            if not self.closed_in:
                self.closed_in = 1
                raise WorldError("磁盘已满。")

    tasks = Tasks(lambda progress: Stuck())
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    first = tasks.beside
    with qtbot.waitCallback() as failed:
        tasks.close(failed)
    assert first.ended
    with qtbot.waitCallback() as done:
        tasks.beside.run("旁", lambda _none, _progress: 7, done)
    assert done.args == [7]
    tasks.stop()


def test_no_second_worker_is_begun_behind_the_close(qtbot: QtBot, tasks: Tasks) -> None:
    with qtbot.waitSignal(tasks.closed):
        tasks.close()
        assert tasks.beside.ended
