"""裁剪照片: a frame of the form's cell over the picture, moved by the mouse and the arrows, made larger and smaller by + and -."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QWidget

from huanjie_desktop.exchange.lrmx.photos import Crop
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, note

RATIO = 36.3 / 48.7  # of the cell, width to height
_STEP, _ZOOM, _LEAST = 0.01, 1.05, 0.15
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropView(QWidget):
    """裁剪: the frame, in shares of the picture; the wheel changes nothing."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.setAccessibleName("裁剪框")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(theme.px(320), theme.px(320)))
        self._image = image
        self._shape = image.width() / max(image.height(), 1)  # width to height
        self._pressed: QPointF | None = None
        self.frame = self.largest()

    def largest(self) -> QRectF:
        """Return the largest frame, in the middle."""
        width = min(1.0, RATIO / self._shape)
        height = min(1.0, self._shape / RATIO)
        return QRectF((1 - width) / 2, (1 - height) / 2, width, height)

    def crop(self) -> Crop:
        """Return what the frame holds."""
        return Crop(self.frame.left(), self.frame.top(), self.frame.width(), self.frame.height())

    def move_by(self, right: float, down_: float) -> None:
        """Move the frame by shares of the picture, as far as it goes."""
        left = min(max(self.frame.left() + right, 0.0), 1 - self.frame.width())
        top = min(max(self.frame.top() + down_, 0.0), 1 - self.frame.height())
        self.frame.moveTo(left, top)
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Make the frame larger or smaller around its middle; it stays on the picture."""
        whole, middle = self.largest(), self.frame.center()
        width = min(max(self.frame.width() * factor, whole.width() * _LEAST), whole.width())
        self.frame.setSize(QRectF(0, 0, width, width * whole.height() / whole.width()).size())
        self.frame.moveCenter(middle)
        self.move_by(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, dark where it is cut off, and the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme.colour("pressed"))
        place, frame = self._place(), self._seen()
        painter.drawImage(place, self._image)
        dark = QColor(0, 0, 0, 140)
        for part in (
            QRectF(place.left(), place.top(), place.width(), frame.top() - place.top()),
            QRectF(place.left(), frame.bottom(), place.width(), place.bottom() - frame.bottom()),
            QRectF(place.left(), frame.top(), frame.left() - place.left(), frame.height()),
            QRectF(frame.right(), frame.top(), place.right() - frame.right(), frame.height()),
        ):
            painter.fillRect(part, dark)
        painter.setPen(QPen(theme.colour("primary" if self.hasFocus() else "surface"), 2))
        painter.drawRect(frame)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move (with Shift farther), + and - make the frame larger and smaller, Home puts it back."""
        key, far = Qt.Key(event.key()), 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if key in _ARROWS:
            right, down_ = _ARROWS[key]
            self.move_by(right * _STEP * far, down_ * _STEP * far)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_by(1 / _ZOOM)
        elif key == Qt.Key.Key_Home:
            self.frame = self.largest()
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame."""
        self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._pressed is not None:
            way, place = event.position() - self._pressed, self._place()
            self._pressed = event.position()
            self.move_by(way.x() / max(place.width(), 1), way.y() / max(place.height(), 1))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let it go."""
        self._pressed = None

    def _place(self) -> QRectF:
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def _seen(self) -> QRectF:
        place = self._place()
        return QRectF(
            place.left() + self.frame.left() * place.width(),
            place.top() + self.frame.top() * place.height(),
            self.frame.width() * place.width(),
            self.frame.height() * place.height(),
        )


class CropDialog(QDialog):
    """裁剪照片: `view.crop()` is what of the picture is kept."""

    def __init__(self, parent: QWidget | None, content: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle("裁剪照片")
        image = QImage.fromData(content)
        self.view = CropView(image)
        room = self.screen().availableSize()
        self.resize(min(theme.px(560), room.width() - 40), min(theme.px(620), room.height() - 60))
        size = label(f"原图 {image.width()} × {image.height()} 点，裁成 36.3 × 48.7 毫米的格，不拉伸。", "secondary")
        size.setWordWrap(True)
        smaller = button("缩小", lambda: self.view.zoom_by(1 / _ZOOM))
        larger = button("放大", lambda: self.view.zoom_by(_ZOOM))
        whole = button("最大", self._largest)
        take = button("用这张", self.accept, look="primary")
        take.setDefault(True)
        hint = note("拖动白框，或按方向键（按住 Shift 走得远）；按 + - 改框的大小，Home 还原。")
        foot = across(smaller, larger, whole, STRETCH, button("取消", self.reject), take, spacing=8)
        down(size, (self.view, 1), hint, foot, on=self, margins=(20, 16, 20, 16), spacing=10)
        self.view.setFocus()

    def _largest(self) -> None:
        self.view.frame = self.view.largest()
        self.view.update()
