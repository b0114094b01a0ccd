"""帮助: the manual in a window of its own, at the page one is on, with that page's keys, contents and search."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QTextEdit, QTreeWidget, QTreeWidgetItem, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import across, allow, button, down, label, named, side_by_side, window_size
from huanjie_desktop.services.shown.help import HelpPlace, chapter_of, manual_folder, read_manual

_LINE, _PARAGRAPH = 125, 8  # height of a line in per cent, px below a paragraph
_WIDEST = 670  # px of a picture
_CHAPTER, _SECTION = 2, 3
_PICTURE = "\ufffc"  # what stands in the text for one
_KEYS = "本页的键"


class HelpWindow(QWidget):
    """用户手册."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setWindowTitle("用户手册 - 换届工作台")
        self.resize(window_size(self, 980, 640))
        self._place = HelpPlace()
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("用户手册")
        self.browser.setSearchPaths([str(manual_folder())])
        self.browser.setOpenLinks(False)  # nothing leads out of the program
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("目录")
        self.contents.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.contents.currentItemChanged.connect(lambda item, _before: self._go_to(item))
        self.field = QLineEdit(placeholderText="在手册里查找", clearButtonEnabled=True)
        self.field.setAccessibleName("在手册里查找")
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self._found = label("", "secondary")
        self._next = button("下一处", lambda: self._step(1))
        self._before = button("上一处", lambda: self._step(-1))
        bar = named(QWidget(), "filterBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across((self.field, 1), self._found, self._before, self._next, on=bar, margins=(12, 6, 12, 6), spacing=8)
        down(bar, (side_by_side((self.contents, 230), (self.browser, 750)), 1), on=self, margins=0, spacing=0)
        QShortcut(QKeySequence("Esc"), self, self.close)
        QShortcut(QKeySequence("Ctrl+F"), self, self.field.setFocus)
        self._hits: list[QTextCursor] = []
        self._at = -1
        self._on_typed("")

    def show_place(self, place: HelpPlace) -> None:
        """Show the chapter about a page, with the page's keys at its end, and come to the front."""
        self._place = place
        self.show()
        self._fill()
        tops = [self.contents.topLevelItem(at) for at in range(self.contents.topLevelItemCount())]
        items = [item for item in tops if item is not None]
        at = chapter_of(place.page, [item.text(0) for item in items])
        if items:
            items[max(at, 0)].setExpanded(True)
            self.contents.setCurrentItem(items[max(at, 0)])
            self._go_to(items[max(at, 0)])
        self.raise_()
        self.activateWindow()
        self.browser.setFocus()

    def follow_text_size(self) -> None:
        """Set the text anew in the size now in force."""
        self.show_place(self._place) if self.isVisible() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter in the field go to the next place, with Shift to the one before."""
        if watched is not self.field or event.type() != QEvent.Type.KeyPress:
            return False
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have pictures no wider than the text."""
        super().resizeEvent(event)
        self._fit_pictures()

    # the text

    def _fit_pictures(self) -> None:
        document = self.browser.document()
        room = self.browser.viewport().width() - 2 * round(document.documentMargin())
        for block in _blocks(document):
            if _PICTURE in block.text():
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
                look = cursor.charFormat().toImageFormat()
                look.setWidth(min(room, _WIDEST))  # the height follows
                cursor.setCharFormat(look)

    def _fill(self) -> None:
        document = self.browser.document()
        document.setDefaultFont(theme.base_font())
        document.setMarkdown(
            _with_keys(read_manual(), self._place), QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        )
        document.setDocumentMargin(theme.px(24))
        _dress(document)
        self._fit_pictures()
        self.contents.blockSignals(True)
        self.contents.clear()
        chapter: QTreeWidgetItem | None = None
        for block in _blocks(document):
            level = block.blockFormat().headingLevel()
            if level == _CHAPTER or (level == _SECTION and chapter is not None):
                item = QTreeWidgetItem([block.text()])
                item.setData(0, Qt.ItemDataRole.UserRole, block.position())
                if level == _CHAPTER or chapter is None:
                    self.contents.addTopLevelItem(item)
                    chapter = item
                else:
                    chapter.addChild(item)
        self.contents.blockSignals(False)
        self._on_typed(self.field.text())

    def _go_to(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            cursor = QTextCursor(self.browser.document())
            cursor.setPosition(int(item.data(0, Qt.ItemDataRole.UserRole)))
            self._show(cursor)

    def _show(self, cursor: QTextCursor) -> None:
        """Bring a place to the upper part of the view."""
        self.browser.setTextCursor(cursor)
        bar = self.browser.verticalScrollBar()
        bar.setValue(bar.value() + self.browser.cursorRect(cursor).top() - theme.px(24))

    # the search

    def _on_typed(self, typed: str) -> None:
        document, wanted = self.browser.document(), typed.strip()
        self._hits, self._at = [], -1
        cursor = document.find(wanted) if wanted else QTextCursor()
        while not cursor.isNull():
            self._hits.append(cursor)
            cursor = document.find(wanted, cursor)
        marks = []
        for hit in self._hits:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = hit, QTextCharFormat()
            mark.format.setBackground(theme.colour("selected"))
            marks.append(mark)
        self.browser.setExtraSelections(marks)
        for each in (self._next, self._before):
            allow(each, bool(self._hits), "没有找到" if wanted else "先输入要查找的内容")
        self._found.setText("" if not wanted else f"{len(self._hits)} 处" if self._hits else "没有找到")

    def _step(self, by: int) -> None:
        if self._hits:
            self._at = (self._at + by) % len(self._hits) if self._at >= 0 or by > 0 else len(self._hits) - 1
            self._found.setText(f"第 {self._at + 1} 处，共 {len(self._hits)} 处")
            self._show(self._hits[self._at])


def _with_keys(manual: str, place: HelpPlace) -> str:
    """Put a page's keys at the end of its chapter."""
    lines = manual.split("\n")
    chapters = [(at, line[3:]) for at, line in enumerate(lines) if line.startswith("## ")]
    found = chapter_of(place.page, [heading for _at, heading in chapters])
    if found >= 0 and place.keys:
        rows = [f"| {keys} | {words} |" for keys, words in place.keys]
        at = chapters[found + 1][0] if found + 1 < len(chapters) else len(lines)
        lines[at:at] = ["", f"### {_KEYS}", "", "| 键 | 作用 |", "|---|---|", *rows, ""]
    return "\n".join(lines)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found, block = [], document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _dress(document: QTextDocument) -> None:
    """Give lines air, and tables thin borders."""
    cursor = QTextCursor(document)
    for block in _blocks(document):
        cursor.setPosition(block.position())
        level, shape = block.blockFormat().headingLevel(), QTextBlockFormat()
        if _PICTURE not in block.text():
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if cursor.currentTable() is None:
            shape.setBottomMargin(theme.px(_PARAGRAPH))
            shape.setTopMargin(theme.px(20 if level == _CHAPTER else 8 if level else 0))
        cursor.mergeBlockFormat(shape)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format()
            look.setBorder(1)
            look.setBorderBrush(theme.colour("line"))
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderCollapse(True)
            look.setCellPadding(theme.px(5))
            frame.setFormat(look)
