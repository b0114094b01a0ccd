"""照片 on the front leaf: seen as the form's cell has it; chosen, pasted, dropped, cut out again, taken off."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QToolTip, QWidget

from huanjie_desktop.domain.errors import HuanjieError, UserError
from huanjie_desktop.domain.outcome import Finding, Severity, gravest_first
from huanjie_desktop.qt.opening import ask_dialog, open_menu
from huanjie_desktop.qt.pages.rosters.person_editor.crop_dialog import CropDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import add_to
from huanjie_desktop.services.people.person_edit import PutPhoto, put_photo, remove_photo
from huanjie_desktop.services.shown.photos import read_kept, read_picture

_FILTER = "图片 (*.jpg *.jpeg *.png *.bmp *.tif *.tiff *.webp *.gif)"
_EMPTY = "没有照片\n\n按空格选择，\nCtrl+V 粘贴，\n或把文件拖来"
_KEYS = "空格：选择文件；Ctrl+V：粘贴；Delete：去掉；右键有全部操作"
_HEIGHT, _RATIO = 130, 36.3 / 48.7


class PhotoField(QWidget):
    """照片: what is done with it is written at once; what had to be done to a picture is told beside it."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._person_id = ""
        self._image: QImage | None = None
        self.found: Severity | None = None  # how grave what was found about the photo is
        self.setAccessibleName("照片")
        self.show_findings(())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Have the shape of the form's cell."""
        height = theme.px(_HEIGHT)
        self.setFixedSize(QSize(round(height * _RATIO), height))

    @property
    def has_photo(self) -> bool:
        """Whether a photo is shown."""
        return self._image is not None

    def show_photo(self, person_id: str, content: bytes) -> None:
        """Show a person's photo in the cell's shape, b"" for none."""
        self._person_id = person_id
        image = QImage.fromData(content) if content else QImage()
        self._image = None if image.isNull() else image
        self.setEnabled(bool(person_id))
        self.update()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found about the photo: by the frame's colour, and in words where the mouse rests."""
        self.found = gravest_first(findings)[0].severity if findings else None
        self.setToolTip("\n".join([*(finding.text for finding in findings), _KEYS]))
        self.update()

    # what is done with it

    def choose(self) -> None:
        """Ask for a file."""
        name, _kind = QFileDialog.getOpenFileName(self, "选择照片", "", _FILTER)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Take a picture out of a file."""
        self._take(path)

    def paste(self) -> None:
        """Take what the clipboard has: a picture, or a file."""
        content = QGuiApplication.clipboard().mimeData()
        files = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        if files:
            self.take_file(Path(files[0]))
        elif content.hasImage():
            self._take(_png(QGuiApplication.clipboard().image()))
        else:
            self._tasks.troubled.emit(UserError("剪贴板里没有图片。", "请先复制照片或照片文件。"))

    def cut_again(self) -> None:
        """Ask for another part of the photo that is kept."""
        person_id = self._person_id
        asked = self._tasks.ask("读取照片", read_kept, person_id).owned_by(self)
        asked.then(partial(self._crop, person_id), self._tasks.troubled.emit)

    def remove(self) -> None:
        """Take the photo off."""
        if self.has_photo:
            self._tasks.ask("去掉照片", remove_photo, self._person_id).owned_by(self).then(
                None, self._tasks.troubled.emit
            )

    def _take(self, source: Path | bytes) -> None:
        """Read a picture in the second worker, and ask what of it is kept."""
        person_id = self._person_id
        self._tasks.beside.run(
            "读取照片",
            lambda _workspace, _progress: read_picture(source),
            partial(self._crop, person_id),
            self._tasks.troubled.emit,
            owner=self,
        )

    def _crop(self, person_id: str, picture: tuple[bytes, str]) -> None:
        if person_id != self._person_id or not person_id:
            return  # another one is shown by now
        content, changed = picture
        crop = ask_dialog(CropDialog(self.window(), content), lambda closed: closed.view.crop())
        if crop is not None:

            def done(put: PutPhoto) -> None:
                words = changed or put.said
                if words:
                    QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), f"照片{words}。", self)

            def failed(error: HuanjieError) -> None:
                self._tasks.troubled.emit(error)

            self._tasks.ask("换照片", put_photo, person_id, content, crop).owned_by(self).then(done, failed)

    # how it looks, and what keys and the mouse do

    def make_menu(self) -> QMenu:
        """Make the menu."""
        menu = QMenu(self)
        add_to(menu, "选择文件", self.choose)
        add_to(menu, "粘贴", self.paste)
        add_to(menu, "重新裁剪", self.cut_again, self.has_photo)
        add_to(menu, "去掉照片", self.remove, self.has_photo)
        return menu

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the photo, or what can be done; a frame where the cursor is in it."""
        painter = QPainter(self)
        place = self.rect().adjusted(1, 1, -2, -2)
        painter.fillRect(place, theme.colour("surface"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(_within(place, self._image.size()), self._image)
        else:
            painter.setPen(theme.colour("secondary"))
            font = painter.font()
            font.setPointSizeF(font.pointSizeF() * 0.82)
            painter.setFont(font)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _EMPTY)
        marked = self.found.value if self.found is not None else "line"
        painter.setPen(theme.colour("primary" if self.hasFocus() else marked))
        painter.drawRect(place)
        if self.hasFocus() or self.found is not None:
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no frame."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses, Delete takes off, Ctrl+V pastes, the menu's key opens the menu, Enter goes on."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Space:
            self.choose()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        elif event.key() == Qt.Key.Key_Menu:
            open_menu(self.make_menu(), self.mapToGlobal(QPoint(0, self.height())))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the menu."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        open_menu(self.make_menu(), event.globalPosition().toPoint())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and files."""
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        content = event.mimeData()
        files = [url.toLocalFile() for url in content.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self.take_file(Path(files[0]))
        elif content.hasImage():
            self._take(_png(QImage(content.imageData())))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _within(place: QRect, size: QSize) -> QRect:
    fitted = size.scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    found = QRect(QPoint(0, 0), fitted)
    found.moveCenter(place.center())
    return found
