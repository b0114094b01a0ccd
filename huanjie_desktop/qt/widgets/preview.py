"""The preview of a PDF: its pages one under the other, drawn as they come into sight, sharp at every zoom."""

from collections import OrderedDict

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from huanjie_desktop.documents.pictures import Pages, Picture
from huanjie_desktop.qt.widgets import theme

_GAP = 14
_KEPT = 12  # pictures kept; a page at 150 dpi is about 8 MB
_ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


def image_of(picture: Picture) -> QImage:
    """Return a picture as an image that owns its pixels."""
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    return image.copy()


class _Drawn:
    """What a view holds of a PDF: its pages and the pictures made of them; given back when the view is destroyed."""

    def __init__(self) -> None:
        self.pages: Pages | None = None
        self.images: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def release(self) -> None:
        """Give everything back."""
        self.images.clear()
        if self.pages is not None:
            self.pages.close()
            self.pages = None


class PreviewView(QAbstractScrollArea):
    """预览: shows the pages of a PDF; Ctrl+wheel zooms, `fit` follows the width of the view."""

    page_changed = Signal(int, int)  # current page from 1, pages in all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("打印预览")
        self.viewport().setAutoFillBackground(False)
        self._drawn = drawn = _Drawn()
        self._sizes: list[tuple[float, float]] = []
        self._zoom = 1.0
        self._fit = True
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())
        self.destroyed.connect(lambda: drawn.release())  # a method of the view's own is not called any more by then

    def show_pdf(self, content: bytes) -> None:
        """Show another PDF from its first page."""
        self._drawn.release()
        self._drawn.pages = pages = Pages(content)
        self._sizes = [pages.size(at) for at in range(len(pages))]
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self._tell_page()

    def clear(self) -> None:
        """Show nothing."""
        self._drawn.release()
        self._sizes = []
        self._arrange()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    def zoom_by(self, step: int) -> None:
        """Zoom in (1) or out (-1) by one step."""
        self._fit = False
        nearest = min(range(len(_ZOOMS)), key=lambda at: abs(_ZOOMS[at] - self._zoom))
        self._zoom = _ZOOMS[max(0, min(nearest + step, len(_ZOOMS) - 1))]
        self._arrange()

    def fit_width(self) -> None:
        """Make the pages as wide as the view, now and when it changes."""
        self._fit = True
        self._arrange()

    def _scale(self) -> float:
        return self._zoom * self.logicalDpiX() / 72

    def _arrange(self) -> None:
        view = self.viewport().size()
        widest = max((width for width, _ in self._sizes), default=0.0)
        if self._fit and widest:
            self._zoom = max(0.1, min((view.width() - 2 * _GAP) / widest * 72 / self.logicalDpiX(), 2.0))
        scale = self._scale()
        height = sum(round(size[1] * scale) + _GAP for size in self._sizes) + _GAP
        self.verticalScrollBar().setRange(0, max(0, height - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(theme.px(40))
        across = round(widest * scale) + 2 * _GAP
        self.horizontalScrollBar().setRange(0, max(0, across - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.viewport().update()

    def _rects(self) -> list[QRect]:
        scale, width = self._scale(), self.viewport().width()
        widest = max((round(size[0] * scale) for size in self._sizes), default=0)
        top = _GAP - self.verticalScrollBar().value()
        left = max(_GAP, (width - widest) // 2) - self.horizontalScrollBar().value()
        rects = []
        for page_width, page_height in self._sizes:
            own = round(page_width * scale)
            rects.append(QRect(left + (widest - own) // 2, top, own, round(page_height * scale)))
            top += rects[-1].height() + _GAP
        return rects

    def _tell_page(self) -> None:
        middle = self.viewport().height() // 2
        current = next((at for at, rect in enumerate(self._rects(), 1) if rect.bottom() >= middle), self.count)
        self.page_changed.emit(current, self.count)

    def _image(self, at: int) -> QImage | None:
        pages, images = self._drawn.pages, self._drawn.images
        if pages is None:
            return None
        ratio = self.devicePixelRatioF()
        dpi = round(self._scale() * 72 * ratio)
        key = (at, dpi)
        if key not in images:
            image = image_of(pages.picture(at, dpi))
            image.setDevicePixelRatio(ratio)
            images[key] = image
            while len(images) > _KEPT:
                images.popitem(last=False)
        images.move_to_end(key)
        return images[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("pressed"))
        for at, rect in enumerate(self._rects()):
            if rect.intersects(self.viewport().rect()):
                painter.fillRect(rect, Qt.GlobalColor.white)
                image = self._image(at)
                if image is not None:
                    painter.drawImage(rect.topLeft(), image)
                painter.setPen(theme.colour("line"))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the view's width."""
        super().resizeEvent(event)
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Draw anew when the screen's density changes."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._drawn.images.clear()
        return super().viewportEvent(event)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw what comes into sight."""
        self.viewport().update()
