"""Qt's own words that its Chinese translation leaves in English: a few of the dialogs for files and printing."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTranslator

_WORDS: Mapping[tuple[str, str], str] = {
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QPrintSettingsOutput", "Page &Set:"): "页面(&S)：",
}


class MissingWords(QTranslator):
    """补充译文: stands before Qt's own translation and asks it for all other words."""

    def __init__(self, others: QTranslator, parent: QObject) -> None:
        super().__init__(parent)
        self._others = others

    def isEmpty(self) -> bool:
        """Say that there are words."""
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the word; None for what nobody knows, so that the source's own stands."""
        known = _WORDS.get((context, sourceText))
        return known or self._others.translate(context, sourceText, disambiguation or "", n) or None
