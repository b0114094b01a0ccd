"""The first step of an import: the file, its sheets, and whether hidden rows are people too."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QListWidgetItem, QRadioButton, QWidget

from huanjie_desktop.qt.widgets.choice_list import NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, label, named, note
from huanjie_desktop.services.shown.import_questions import hidden_count
from huanjie_desktop.services.shown.import_words import sheet_rows
from huanjie_desktop.services.shown.importing import ShownImport


class FilePage(QWidget):
    """文件: `choose_asked` and `sample_asked` are the buttons; `sheets_chosen` and `hidden_chosen` tell what is to be read."""

    choose_asked = Signal()
    sample_asked = Signal()
    sheets_chosen = Signal(list)
    hidden_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.choose_button = button("选择文件", self.choose_asked.emit, drawing="folder-open", look="primary")
        self.sample_button = button("另存样表", self.sample_asked.emit, drawing="file-plus")
        self._file = label("把文件拖到这里，或按“选择文件”。", "heading", wrap=True)
        self.wrong = label("", "error", wrap=True)
        self.sheets = ChoiceList("工作表", 30)
        self.sheets.itemChanged.connect(self._on_ticked)
        self._sheet_part = framed(
            "读哪些工作表",
            (self.sheets, 1),
            across(button("全选", self._all), STRETCH),
        )
        self._with, self._without = QRadioButton("连隐藏的行一起导入"), QRadioButton("不导入")
        self._hidden_words = label("", wrap=True)
        group = QButtonGroup(self)
        for made in (self._with, self._without):
            group.addButton(made)
        group.buttonClicked.connect(lambda _made: self.hidden_chosen.emit(self._with.isChecked()))
        self._hidden_part = framed("隐藏的行", self._hidden_words, across(self._with, 24, self._without, STRETCH))
        kinds = note(
            "可以导入 xlsx、xls、et、ods、csv，也可以导入干部任免审批表（lrmx、lrm）：单个的、一次选几份的、"
            "压成 zip 的、整个文件夹拖进来的都行。\n"
            "表头一至三行、合并单元格、分组、几张表并列都可以。没有现成的表，可以先存一份样表来填。"
        )
        self._start = framed("", self._file, self.wrong, kinds, across(self.choose_button, self.sample_button, STRETCH))
        down(
            self._start,
            (self._sheet_part, 1),
            self._hidden_part,
            STRETCH,
            on=self,
            margins=(16, 16, 16, 16),
            spacing=12,
        )
        named(self, "page")
        for part in (self.wrong, self._sheet_part, self._hidden_part):
            part.hide()

    def show_file(self, path: Path, more: Sequence[Path] = ()) -> None:
        """Show which file is being read, or which ones."""
        self._file.setText(path.name + (f" 等 {len(more) + 1} 个文件" if more else ""))
        self._file.setToolTip("\n".join(str(each) for each in (path, *more)))
        self.show_wrong("")

    def show_import(self, shown: ShownImport) -> None:
        """Show the sheets and the hidden rows of what was read."""
        preview = shown.preview
        if preview is None:
            return
        rows = sheet_rows(preview)
        with QSignalBlocker(self.sheets):
            self.sheets.show_rows([Choice(name, words, ticked=read) for name, words, read in rows], otherwise=NONE)
        self._sheet_part.setVisible(len(rows) > 1)
        hidden = hidden_count(preview)
        self._hidden_part.setVisible(bool(hidden))
        self._hidden_words.setText(f"有 {hidden} 人所在的行是隐藏的，或被筛选掉了。")
        said = preview.request.with_hidden
        self._with.setChecked(said is True)
        self._without.setChecked(said is False)

    def show_wrong(self, words: str) -> None:
        """Say why the file cannot be read."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _on_ticked(self, item: QListWidgetItem) -> None:
        chosen = self.sheets.ticked()
        if chosen:
            self.sheets_chosen.emit(chosen)
        else:
            with QSignalBlocker(self.sheets):
                item.setCheckState(Qt.CheckState.Checked)  # one at least is read

    def _all(self) -> None:
        with QSignalBlocker(self.sheets):
            self.sheets.tick_all(True)
        self.sheets_chosen.emit(self._names())

    def _names(self) -> Sequence[str]:
        return self.sheets.ticked()
