"""The page 上报 over the demo county: what a package would hold, files attached, a stick, the register, packages opened."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QAbstractItemModel, Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.cli.finding import find_roster, find_scope
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.exchange.packages import drives
from huanjie_desktop.exchange.packages.drives import Drive
from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.pages.packages import PackagesPage
from huanjie_desktop.qt.pages.packages.export_dialog import ExportDialog, ExportedDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import TickDialog
from huanjie_desktop.qt.widgets.package_dialog import PackageDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.exchange.packages.sticks import lay, small_package
from tests.qt.desks import makers_of

COUNTY = "青禾县第十二次党代会"
NEXT = "青禾县十八届人大代表选举"  # the first to come on the day of the clock


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("示例"), 60, 1).workspace


@pytest.fixture
def page(qtbot: QtBot, made: Path, tmp_path: Path) -> Iterator[PackagesPage]:
    path = Path(shutil.copy(made, tmp_path / made.name))
    tasks = Tasks(lambda _progress: open_workspace(path, clock=FixedClock()))
    broken: list[BaseException] = []
    tasks.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    page = PackagesPage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(tasks, makers_of(page), 1, path)
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    for model in (page.entries, page.side.exports):
        watch(model)
    desk.show()
    desk.show_page(0)
    settle(qtbot, page)
    assert page.heading().startswith(NEXT)
    words = [page.side.scopes.item(row).text() for row in range(page.side.scopes.count())]
    page.side.scopes.setCurrentRow(next(row for row, each in enumerate(words) if COUNTY in each))
    settle(qtbot, page)
    yield page
    settle(qtbot, page)
    if shiboken6.isValid(tasks):
        tasks.stop()
    assert broken == []


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    every = [
        Drive(folder, "U 盘", 8 << 30, 16 << 30, removable=True),
        Drive(Path("/"), "系统盘", 1 << 40, 1 << 40, removable=False),
    ]
    monkeypatch.setattr(drives, "list_drives", lambda: every)
    return folder


def watch(model: QAbstractItemModel) -> None:
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)


def settle(qtbot: QtBot, page: PackagesPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy, timeout=20_000)


def answer(*steps: tuple[type, Callable[[Any], None]]) -> None:
    """Answer the modal dialogs that open, one after the other."""
    left = list(steps)
    timer = QTimer(QApplication.instance())

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and left and isinstance(dialog, left[0][0]):
            step = left.pop(0)[1]
            if not left:
                timer.stop()
                timer.deleteLater()
            step(dialog)

    timer.timeout.connect(look)
    timer.start(20)


def press(words: str) -> Callable[[QMessageBox], None]:
    def run(box: QMessageBox) -> None:
        next(each for each in box.buttons() if each.text() == words).click()

    return run


def fill(dialog: ExportDialog) -> None:
    dialog.record.put("preparer", "张三")
    dialog.record.put("contact", "0990-1234567")
    dialog.try_accept()


def cell(page: PackagesPage, row: int, column: int) -> str:
    return str(page.entries.index(row, column).data())


def test_the_page_shows_the_entries_the_findings_and_other_congresses(qtbot: QtBot, page: PackagesPage) -> None:
    assert page.heading().startswith(f"{COUNTY}　县党代会上报包　第1版")
    assert page.side.scopes.count() == 14
    assert [cell(page, row, 2) for row in range(5)] == ["齐"] * 5
    assert page.entries.rowCount() == 7
    assert page.findings.count() > 0
    page.side.scopes.setCurrentRow(0)
    settle(qtbot, page)
    assert page.heading().startswith("柳河镇第十一次党代会")
    assert "年龄截至 2026.03.26" in page.status()


def test_a_file_is_attached_and_removed_and_undone(
    qtbot: QtBot, page: PackagesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "汇总.pdf"
    file.write_bytes(b"%PDF")
    page.table.setCurrentIndex(page.entries.index(0, 0))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    page.panel.attach_button.click()
    settle(qtbot, page)
    assert "附件：汇总.pdf" in cell(page, 0, 3)
    assert page.panel.attached.count() == 1
    assert not page.panel.remove_button.isEnabled()
    page.panel.attached.setCurrentRow(0)
    page.panel.remove_button.click()
    settle(qtbot, page)
    assert page.panel.attached.count() == 0
    page.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))
    settle(qtbot, page)
    assert page.panel.attached.count() == 1


def test_a_package_goes_to_the_stick_and_into_the_register(
    qtbot: QtBot, page: PackagesPage, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))

    def look_and_print(dialog: ExportedDialog) -> None:
        assert any("安全弹出 U 盘" in each.text() for each in dialog.findChildren(QLabel))
        dialog.folder_button.click()
        dialog.print_button.click()

    answer((ExportDialog, fill), (ExportedDialog, look_and_print), (PrintDialog, QDialog.reject))
    page.ask_export()
    qtbot.waitUntil(lambda: page.side.exports.rowCount() == 1, timeout=20_000)
    settle(qtbot, page)
    assert [each.name for each in stick.iterdir()] == [f"{COUNTY}_上报包_第1版"]
    assert opened == [str(stick / f"{COUNTY}_上报包_第1版")]
    export = page.side.exports.rows[0]
    assert (export.preparer, export.recipient, bool(export.masked)) == ("张三", "中共云江市委员会", True)
    assert "第1版" in str(page.side.exports.index(0, 0).data())
    assert export.digest in str(page.side.exports.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert page.heading().endswith("第2版")
    desk = page.window()
    assert isinstance(desk, Desk)
    assert "上报" not in desk.status._undo.text()  # an export is not undone

    def look(dialog: ExportDialog) -> None:
        assert dialog.record.value("preparer") == "张三"
        assert dialog.masked_choice.isChecked()
        dialog.reject()

    answer((ExportDialog, look))
    page.ask_export()
    settle(qtbot, page)


def test_a_fixed_disk_is_asked_about(qtbot: QtBot, page: PackagesPage, stick: Path, tmp_path: Path) -> None:
    fixed = tmp_path / "桌面"
    fixed.mkdir()

    def choose(dialog: ExportDialog) -> None:
        dialog.take_folder(fixed)
        fill(dialog)

    kept: list[object] = []

    def go_back(dialog: ExportDialog) -> None:
        kept.extend((dialog.target, dialog.details.preparer, dialog.details.contact))
        dialog.reject()

    answer((ExportDialog, choose), (QMessageBox, press("返回")), (ExportDialog, go_back))
    page.ask_export()
    settle(qtbot, page)
    assert kept == [fixed, "张三", "0990-1234567"]  # nothing is typed twice
    assert list(fixed.iterdir()) == []

    def done(dialog: ExportedDialog) -> None:
        kept.append(
            [each.text() for each in dialog.findChildren(QLabel) if "硬盘" in each.text() or "U 盘" in each.text()]
        )
        dialog.reject()

    answer((ExportDialog, choose), (QMessageBox, press("导出到这里")), (ExportedDialog, done))
    page.ask_export()
    qtbot.waitUntil(lambda: any(fixed.iterdir()), timeout=20_000)
    settle(qtbot, page)
    assert kept[3:] == [["上报包在本机硬盘上，用后请及时删除。交接单可以现在打印，也可以以后从“已导出”里打印。"]]


def test_the_dialog_says_what_is_missing(qtbot: QtBot) -> None:
    dialog = ExportDialog(None, COUNTY, [], Details())
    qtbot.addWidget(dialog)
    assert "请插入 U 盘" in dialog.problem()
    dialog.take_folder(Path("x"))
    assert dialog.problem() == "请填写填报人。"
    dialog.record.put("preparer", "张三")
    assert dialog.problem() == "请填写联系电话。"
    dialog.record.put("contact", "1")
    assert dialog.problem() == ""
    assert dialog.target == Path("x")


def test_a_contradiction_is_said_instead_of_exporting(qtbot: QtBot, page: PackagesPage, stick: Path) -> None:
    def drop(workspace: Any, _progress: Any) -> object:
        roster = find_roster(workspace, "县党代会代表名册")
        return rosters.remove_from_roster(workspace, roster.id, [people.list_people(workspace, roster.id)[0].id])

    page.tasks.run("移出", drop)
    settle(qtbot, page)
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(box.text())
        press("知道了")(box)

    answer((QMessageBox, read))
    page.ask_export()
    assert "有1处矛盾" in said[0]
    assert list(stick.iterdir()) == []


def test_rosters_are_chosen_by_ticks(qtbot: QtBot, page: PackagesPage) -> None:
    page.table.setCurrentIndex(page.entries.index(2, 0))

    def tick(dialog: TickDialog) -> None:
        names = [dialog.list.item(at).text() for at in range(dialog.list.count())]
        assert names[0] == "县党代会代表名册"
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        dialog.list.item(names.index("柳河镇党代表名册")).setCheckState(Qt.CheckState.Checked)
        dialog.try_accept()

    answer((TickDialog, tick))
    page.panel.rosters_button.click()
    qtbot.waitUntil(lambda: "柳河镇" in cell(page, 2, 3), timeout=10_000)
    settle(qtbot, page)
    assert any("对不上" in page.findings.item(at).text() for at in range(page.findings.count()))


def test_a_finding_leads_to_its_entry_or_to_another_page(qtbot: QtBot, page: PackagesPage) -> None:
    page.findings.subject_asked.emit(Subject("package_entry", "", "日程"))
    entry = page.current_entry()
    assert entry is not None
    assert entry.title == "日程"
    with qtbot.waitSignal(page.place_asked):
        page.findings.subject_asked.emit(Subject("person", "x"))


@pytest.fixture
def packages(made: Path, tmp_path: Path) -> tuple[Path, Path]:
    path = Path(shutil.copy(made, tmp_path / "甲.huanjie"))
    workspace = open_workspace(path, clock=FixedClock())
    out = tmp_path / "包"
    out.mkdir()
    old = export_package(workspace, ExportRequest(find_scope(workspace, COUNTY).congress.id, out, Details())).folder
    person = people.list_people(workspace, find_roster(workspace, "县党代会代表名册").id)[0]
    with workspace.store.unit_of_work("改") as work:
        work.update("person", person.id, {"phone": "13900009999"})
    new = export_package(workspace, ExportRequest(find_scope(workspace, COUNTY).congress.id, out, Details())).folder
    workspace.close()
    return old, new


def shown(qtbot: QtBot, folder: Path) -> PackageDialog:
    dialog = PackageDialog(None, folder)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.tasks.busy, timeout=10_000)
    return dialog


def tabs(dialog: PackageDialog) -> list[str]:
    return [dialog.tabs.tabText(at).split(" ")[0] for at in range(dialog.tabs.count())]


def test_a_whole_package_is_shown_and_compared(qtbot: QtBot, packages: tuple[Path, Path]) -> None:
    old, new = packages
    dialog = shown(qtbot, new)
    assert "核对合格" in dialog.verdict.text()
    assert tabs(dialog) == ["概况", "内容", "检查结果", "人员"]
    watch(dialog.differences)
    dialog.compare_with(old)
    qtbot.waitUntil(lambda: not dialog.tasks.busy, timeout=10_000)
    assert tabs(dialog)[-1] == "与第1版的差异"
    row = [str(dialog.differences.index(0, at).data()) for at in range(5)]
    assert (row[0], row[2], row[4]) == ("更改", "手机号码", "13900009999")
    dialog.reject()


def test_a_changed_package_names_its_files_and_cannot_be_compared(qtbot: QtBot, packages: tuple[Path, Path]) -> None:
    _old, new = packages
    (new / "01_请示" / "请示.pdf").write_bytes(b"x")
    dialog = shown(qtbot, new)
    assert "核对不合格，有1处" in dialog.verdict.text()
    assert tabs(dialog) == ["核对问题", "概况", "内容"]
    assert not dialog.compare_button.isEnabled()
    dialog.reject()


def test_a_folder_that_is_gone_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path / "没有")
    assert "找不到文件夹" in dialog.verdict.text()
    dialog.reject()


def test_the_start_page_opens_packages_without_a_workspace(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lay(tmp_path / "包", small_package())
    window = MainWindow(Preferences(tmp_path / "user"), FixedClock().today)
    qtbot.addWidget(window)
    window.show()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    seen: list[str] = []

    def look(dialog: PackageDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.tasks.busy, timeout=10_000)
        seen.append(dialog.verdict.text())
        dialog.reject()

    answer((PackageDialog, look))
    window.start.package_button.click()
    assert "核对合格" in seen[0]


def test_packages_that_were_opened_are_listed_and_opened_again(
    qtbot: QtBot, page: PackagesPage, packages: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(dialog: PackageDialog) -> None:
        qtbot.waitUntil(lambda: not dialog.tasks.busy, timeout=10_000)
        seen.append(dialog.verdict.text())
        dialog.reject()

    for folder in packages:
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, folder=folder, **_k: str(folder))
        answer((PackageDialog, look))
        page.choose_package()
    assert [page.side.received.item(at).text() for at in range(2)] == [packages[1].name, packages[0].name]
    page.side.received.setCurrentRow(1)
    answer((PackageDialog, look))
    qtbot.keyClick(page.side.received, Qt.Key.Key_Return)
    assert page.side.received.item(0).text() == packages[0].name
    assert all("核对合格" in words for words in seen)
    assert len(seen) == 3


def test_without_a_congress_the_page_says_where_to_begin(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> None:
    page = PackagesPage(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(page)
    page.show_for(None)
    settle(qtbot, page)
    assert page.heading() == ""
    start = next(each for each in page.findChildren(QPushButton) if each.text() == "去新建会议")
    with qtbot.waitSignal(page.place_asked) as asked:
        start.click()
    assert asked.args[0].kind == "congress"
    page.ask_export()
    page.choose_file()
    page.print_receipt()
    assert not page.tasks.busy
