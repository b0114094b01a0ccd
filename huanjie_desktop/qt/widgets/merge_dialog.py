"""合并人员: two entries of one person side by side, a side taken cell by cell, merged as one undo step."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.person_merge import MergeCell, open_cells, sides
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.large_dialog import LargeDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, label, stacked
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.side_table import SideTable
from huanjie_desktop.services.people.verify_cells import PHOTO_FIELD
from huanjie_desktop.services.person_merge import merge_people
from huanjie_desktop.services.shown.person_merge import ShownMerge, read_turned

_WIDTH, _HEIGHT, _SEEN, _PHOTO = 1000, 640, 120, 110
_KEYS = "← 用左　→ 用右　Delete 再想想　F8 下一处"


class MergeDialog(LargeDialog):
    """合并人员: `choices` are the sides taken, by cell; `kept` is who stays once they are merged, "" before."""

    def __init__(
        self, parent: QWidget | None, tasks: Tasks, shown: ShownMerge, preferences: Preferences | None = None
    ) -> None:
        super().__init__(parent, preferences, "merge", (_WIDTH, _HEIGHT))
        self._tasks, self.shown, self.kept = tasks, shown, ""
        self.choices: dict[str, str] = {}
        self.setWindowTitle("合并成一个人")
        self._sides: dict[str, str] = {}
        self.table = SideTable(
            "两边不同的栏目",
            (TableColumn("栏目", lambda cell: cell.title, width=200, tint=lambda _cell: theme.colour("secondary")),),
            ("留下的（左）", "并入的（右）"),
            lambda cell: str(cell.left),
            lambda cell: str(cell.right),
            lambda key: self._sides[key],
            lambda cell: str(cell.key),
            lambda cell: f"写法不同：{cell.equal_by}" if cell.equal_by else str(cell.right),
        )
        self._lay_out()
        self.table.decided.connect(self.decide)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._show_cell())
        self.show_comparison(shown)

    def _lay_out(self) -> None:
        self._heads = [label("", "heading", wrap=True), label("", "heading", wrap=True)]
        self.words, self.doubt, self._count = label("", wrap=True), label("", "error", wrap=True), label("")
        self._texts = [QPlainTextEdit(readOnly=True, tabChangesFocus=True) for _side in (LEFT, RIGHT)]
        self._pictures = [QLabel(), QLabel()]
        self._seen = []
        for text, picture, words in zip(self._texts, self._pictures, ("左边全文", "右边全文"), strict=True):
            text.setAccessibleName(words)
            one = stacked(text, picture)
            one.setFixedHeight(theme.px(_SEEN))
            self._seen.append(one)
        self.turn_button = button("左右对调", self.turn, tip="换成留下右边的那一条")
        self.left_button = button("未定的都用左", lambda: self._decide_open(LEFT))
        self.right_button = button("未定的都用右", lambda: self._decide_open(RIGHT))
        self.accept_button = button("合并", self.merge, look="primary")
        heads = across((self._heads[0], 1), self.turn_button, (self._heads[1], 1), spacing=12)
        foot = across(
            self.left_button,
            self.right_button,
            self._count,
            STRETCH,
            button("取消", self.reject),
            self.accept_button,
            spacing=8,
        )
        seen = across((self._seen[0], 1), (self._seen[1], 1), spacing=8)
        keys = label(_KEYS, "secondary")
        down(
            self.words,
            self.doubt,
            heads,
            (self.table, 1),
            seen,
            keys,
            foot,
            on=self,
            margins=(24, 16, 24, 16),
            spacing=10,
        )

    def show_comparison(self, shown: ShownMerge) -> None:
        """Show two people; what was chosen of others does not hold."""
        self.shown, self.choices = shown, {}
        self._sides = sides(shown.found.cells, {})
        for head, words in zip(self._heads, shown.heads, strict=True):
            head.setText(words)
        self.words.setText(shown.words)
        self.doubt.setText(shown.found.doubt)
        self.doubt.setVisible(bool(shown.found.doubt))
        self.table.grid.set_rows(list(shown.found.cells))
        if not self._go_on(-1) and shown.found.cells:
            self.table.go_to(self.table.grid.index(0, 0))
        self._follow()
        self.table.setFocus()

    def decide(self, keys: Sequence[str], side: str) -> None:
        """Take a side for cells, "" for neither, and go on to the next that is open."""
        at = self.table.currentIndex().row()
        self.choices |= dict.fromkeys(keys, side)
        self._follow()
        if side and len(keys) == 1:
            self._go_on(at)

    def _decide_open(self, side: str) -> None:
        self.choices |= {cell.key: side for cell in open_cells(self.shown.found.cells, self.choices)}
        self._follow()
        self.table.setFocus()

    def _go_on(self, after: int) -> bool:
        """Go to the next cell that is open; tell whether there is one."""
        cells = self.shown.found.cells
        waiting = {cell.key for cell in open_cells(cells, self.choices)}
        places = [at for at, cell in enumerate(cells) if cell.key in waiting]
        if places:
            at = next((place for place in places if place > after), places[0])
            self.table.go_to(self.table.grid.index(at, 0))
        return bool(places)

    def _follow(self) -> None:
        cells = self.shown.found.cells
        self._sides = sides(cells, self.choices)
        for each in (self.table, self.turn_button):
            each.setEnabled(True)
        self.table.repaint_decisions()
        left = len(open_cells(cells, self.choices))
        self._count.setText(f"还有{left}处没有选定" if left else "都已选定" if cells else "两边没有不同")
        for each in (self.left_button, self.right_button):
            allow(each, bool(left), "没有未定的栏目。")
        allow(self.accept_button, not left, "两边不同的，要选定用左边还是用右边。")
        self._show_cell()

    def _show_cell(self) -> None:
        """Show the cell in front in full, a photo as a picture."""
        cell: MergeCell | None = self.table.current()
        pictured = cell is not None and cell.key == PHOTO_FIELD
        said = (cell.left, cell.right) if cell is not None else ("", "")
        for at, text in enumerate(said):
            self._seen[at].setCurrentIndex(int(pictured))
            self._texts[at].setPlainText(text or "（空白）")
            if pictured:
                self._show_photo(self._pictures[at], self.shown.photos[at])

    @staticmethod
    def _show_photo(shown: QLabel, content: bytes) -> None:
        picture = QPixmap()
        if content and picture.loadFromData(QByteArray(content)):
            shown.setPixmap(picture.scaledToHeight(theme.px(_PHOTO), Qt.TransformationMode.SmoothTransformation))
        else:
            shown.setText("（没有照片）")

    def turn(self) -> None:
        """Keep the other of the two; what was chosen is chosen anew."""
        found = self.shown.found
        self._wait()
        asked = self._tasks.ask("比较两个人", read_turned, found.other.id, found.keep.id).owned_by(self)
        asked.then(self.show_comparison, self._tell)

    def merge(self) -> None:
        """Merge them; the window stays where that is refused."""
        if self.accept_button.isEnabled():
            self._wait()
            asked = self._tasks.ask("合并人员", merge_people, self.shown.found, dict(self.choices)).owned_by(self)
            asked.then(self._on_merged, self._tell)

    def _wait(self) -> None:
        """Have nothing decided of what is about to change."""
        for each in (self.accept_button, self.turn_button, self.left_button, self.right_button, self.table):
            each.setEnabled(False)

    def _on_merged(self, _changes: ChangeSet) -> None:
        self.kept = self.shown.found.keep.id
        self.accept()

    def _tell(self, error: HuanjieError) -> None:
        self._follow()
        messages.tell(self, error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8 goes on to the next open cell, or to the button that merges; Enter closes nothing."""
        if event.key() == Qt.Key.Key_F8:
            if not self._go_on(self.table.currentIndex().row()):
                self.accept_button.setFocus()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
