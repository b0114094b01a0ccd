"""One visual language: colours, sizes and faces of the window, from resources/qss."""

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from huanjie_desktop import paths
from huanjie_desktop.qt.widgets.qt_words import MissingWords

SYSTEM_FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
)
BUNDLED_FACE = "Hei-Regular.ttf"
RARE_FACES = ("Song-Regular.ttf", "Rare-Regular.ttf")  # what names have and no system face does: 䶮, 𬭎


PALETTE = {"Window": "page", "AlternateBase": "surface", "PlaceholderText": "faint", "Mid": "line", "Dark": "faint"}
PALETTE |= dict.fromkeys(("WindowText", "Text", "ButtonText", "ToolTipText"), "text")
PALETTE |= dict.fromkeys(("Base", "Button", "ToolTipBase", "HighlightedText", "Light"), "surface")
PALETTE |= dict.fromkeys(("Highlight", "Link"), "primary")


class TextSize(Enum):
    """文字大小: points of the window's base font."""

    SMALL = 10
    MEDIUM = 11
    LARGE = 13

    @property
    def title(self) -> str:
        """Return the word shown in the settings."""
        return {TextSize.SMALL: "小", TextSize.MEDIUM: "中", TextSize.LARGE: "大"}[self]


@lru_cache(maxsize=1)
def colours() -> Mapping[str, str]:
    """Return the colours by their names in tokens.toml."""
    text = (paths.resource_dir() / "qss" / "tokens.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}


def colour(name: str) -> QColor:
    """Return a colour by its name in tokens.toml."""
    return QColor(colours()[name])


class _Scale:
    """The text size now in force; lengths of the window grow with it."""

    size = TextSize.MEDIUM


def text_size() -> TextSize:
    """Return the text size now in force."""
    return _Scale.size


def px(at_medium: int) -> int:
    """Return a length, given for the medium text size, at the size now in force."""
    return round(at_medium * _Scale.size.value / TextSize.MEDIUM.value)


def style_sheet() -> str:
    """Return the style sheet with colours and lengths put in."""
    sheet = (paths.resource_dir() / "qss" / "window.qss").read_text(encoding="utf-8")
    lengths = {
        "icondir": (paths.resource_dir() / "icons").as_posix(),
        "titlept": f"{_Scale.size.value + 5}pt",
        "navrow": f"{px(36)}px",
        "button": f"{px(28)}px",
        "field": f"{px(26)}px",
        "row": f"{px(30)}px",
        "chip": f"{px(22)}px",
        "mark": f"{px(24) // 2}px",
    }
    for name in sorted({**colours(), **lengths}, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", {**colours(), **lengths}[name])
    return sheet


def choose_faces() -> list[str]:
    """Return the interface faces: the system's Chinese one, else the bundled one; then those for rare characters."""
    present = set(QFontDatabase.families())
    first = next((face for face in SYSTEM_FACES if face in present), "") or _load(BUNDLED_FACE)
    return [face for face in (first, *map(_load, RARE_FACES)) if face]


def _load(file: str) -> str:
    """Let Qt know a bundled face, without reading it; return its name, "" where it is not there."""
    number = QFontDatabase.addApplicationFont(str(paths.resource_dir() / "fonts" / file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""


def base_font() -> QFont:
    """Return the window's base font at the size now in force, with tabular figures where the face has them."""
    font = QFont()
    if _faces():
        font.setFamilies(_faces())
    font.setPointSize(_Scale.size.value)
    return font


@lru_cache(maxsize=1)
def _faces() -> list[str]:
    return choose_faces()


def apply(application: QApplication, size: TextSize) -> None:
    """Dress the application: light Fusion, the palette, and the base font and style sheet of a text size."""
    application.setStyle("Fusion")
    application.setPalette(_palette())
    dress(application, size)


def dress(application: QApplication, size: TextSize) -> None:
    """Set the base font and the style sheet of a text size."""
    _Scale.size = size
    application.setFont(base_font())
    application.setStyleSheet(style_sheet())


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, token in PALETTE.items():
        palette.setColor(getattr(role, name), colour(token))
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, colour("faint"))
    return palette


def translate(application: QApplication) -> bool:
    """Load Qt's own Chinese words; tell whether they were found."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load("qtbase_zh_CN", folder)
    if found:
        application.installTranslator(MissingWords(translator, application))
    return found
