"""Icons: lucide drawings from resources/icons, drawn in a colour of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from huanjie_desktop import paths
from huanjie_desktop.qt.widgets import theme

DRAWN_AT = (16, 20, 24, 32, 48)  # what is asked for between them is scaled down


@lru_cache(maxsize=256)
def icon(name: str, colour: str = "secondary") -> QIcon:
    """Return the drawing `name`.svg in a colour of tokens.toml; faint when disabled."""
    drawn = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "faint")):
        for side in DRAWN_AT:
            drawn.addPixmap(_pixmap(name, tint, side), mode)
    return drawn


def _pixmap(name: str, colour: str, side: int) -> QPixmap:
    renderer = _renderer(name, colour)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (paths.resource_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", theme.colours()[colour]).encode("utf-8")))
