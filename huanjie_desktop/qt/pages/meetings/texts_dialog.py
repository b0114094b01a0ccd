"""修改文字: a paper's texts with their fields as names to insert, the paper as it becomes beside them."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from huanjie_desktop.documents.compose.texts import EntryText
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.domain.templates import lost_fields
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, label, scrolled, side_by_side
from huanjie_desktop.qt.widgets.preview import PreviewView
from huanjie_desktop.services.printing import paper_texts
from huanjie_desktop.services.printing.paper_texts import PaperTexts
from huanjie_desktop.services.printing.printing import Preview

_LONG = 22  # characters beyond which a text gets more than one line
_WAIT_MS = 400  # after a key, before the paper is made anew


def _spec(each: EntryText) -> FieldSpec:
    def check(text: str) -> str:
        problems = each.fields.problems(text or "")
        return f"“{each.title}”{problems[0]}。" if problems else ""

    kind = "long" if len(each.text) > _LONG else "text"
    return FieldSpec(each.path, each.title, kind, lines=3, check=check)


class TextsDialog(FormDialog):
    """修改文字: `words` by place, for this congress or `for_all`; `restoring` where the program's are wanted back."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, found: PaperTexts) -> None:
        shown = {each.path: each.fields.in_words(each.text) for each in found.texts}
        super().__init__(parent, f"修改文字：{found.title}", "保存", [_spec(each) for each in found.texts], shown)
        self._tasks, self._found = tasks, found
        self.restoring = False
        self.view = PreviewView()
        self.one_box = QRadioButton("只用于本次会议")
        self.all_box = QRadioButton("用于所有会议")
        (self.all_box if found.for_all and not found.for_one else self.one_box).setChecked(True)
        self.restore_button = button("恢复原文", self._restore, drawing="undo-2")
        allow(self.restore_button, found.for_one or found.for_all, "这种材料的文字没有改过。")
        self.insert_button = self._make_insert()
        self.said = label("", "secondary", wrap=True)
        self._begun = self.words
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.preview)
        self.record.edited.connect(lambda _name: self._timer.start())
        self._lay_out()
        self.preview()

    @property
    def words(self) -> dict[str, str]:
        """What the texts are now, with their fields as the catalogue names them."""
        return {each.path: each.fields.in_names(str(self.record.value(each.path) or "")) for each in self._found.texts}

    @property
    def for_all(self) -> bool:
        """Whether it is meant for all congresses."""
        return self.all_box.isChecked()

    def try_accept(self) -> None:
        """Accept, after asking about fields that the texts no longer name."""
        if not self.problem():
            for each in self._found.texts:
                lost = lost_fields(each.text, self.words[each.path])
                names = "、".join(each.fields.in_words(f"{{{name}}}") for name in lost)
                question = f"“{each.title}”里去掉了{names}，材料上不再有这一项。去掉吗？"
                if lost and not messages.ask(self, question, "去掉", "改回来可以从“插入栏目”里再选。"):
                    self.record.edits[each.path].setFocus()
                    return
        super().try_accept()

    def reject(self) -> None:
        """Close; words that were typed are asked about first."""
        if self.words == self._begun:
            super().reject()
            return
        said = messages.choose(self, "改过的文字还没有保存。", ("保存", "不要了", "继续修改"))
        if said == "保存":
            self.try_accept()
        elif said == "不要了":
            super().reject()

    def preview(self) -> None:
        """Show the paper with the words as they stand, where they can be taken."""
        words = self.words
        if any(each.fields.problems(words[each.path]) for each in self._found.texts):
            return
        found = self._found
        asked = self._tasks.ask("预览文字", paper_texts.preview_texts, found.document, found.congress, words)
        asked.then(self._on_preview, self._on_failed)

    def _restore(self) -> None:
        whom = "本次会议" if self._found.for_one else "所有会议"
        if messages.ask(self, f"恢复“{self._found.title}”的原文？", "恢复", f"{whom}改过的文字不再使用，可以撤销。"):
            self.restoring = True
            self.accept()

    def _on_preview(self, preview: Preview) -> None:
        self.view.show_pdf(preview.content)
        self.said.setText("".join(finding.text for finding in preview.findings[:3]))

    def _on_failed(self, error: HuanjieError) -> None:
        self.said.setText(str(error))

    def _insert(self, words: str) -> None:
        edit = self.focusWidget()
        if isinstance(edit, QLineEdit):
            edit.insert(words)
        elif isinstance(edit, QPlainTextEdit):
            edit.insertPlainText(words)

    def _make_insert(self) -> QPushButton:
        made = button("插入栏目", tip="把会议的日期、地点等写进文字里（Alt+I）")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays in the text
        menu = QMenu(made)
        titles = dict.fromkeys(field.title for each in self._found.texts for field in each.fields.fields)
        for title in titles:
            menu.addAction(title).triggered.connect(partial(self._insert, f"{{{title}}}"))
        made.setMenu(menu)
        QShortcut("Alt+I", self, made.showMenu)
        return made

    def _lay_out(self) -> None:
        left = QWidget()
        top = across((label("花括号里的内容由程序填写。", "secondary"), 1), self.insert_button)
        foot = across(self.one_box, self.all_box, STRETCH, self.restore_button)
        down(top, (scrolled(self.record), 1), foot, self.said, on=left, margins=0)
        splitter = side_by_side((left, 520), (self.view, 480))
        splitter.setMinimumSize(theme.px(900), theme.px(480))
        self.layout().insertWidget(0, splitter)  # type: ignore[union-attr]
