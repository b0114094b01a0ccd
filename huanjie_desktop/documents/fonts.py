"""The bundled faces: widths, and for each character the first face in its line of fallbacks that has it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from huanjie_desktop.documents.blocks import Face
from huanjie_desktop.documents.coverage import CHARACTERS
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.paths import resource_dir

FILES: Mapping[str, str] = {
    "Song": "Song-Regular.ttf",
    "SongBold": "Song-Bold.ttf",
    "Hei": "Hei-Regular.ttf",
    "Kai": "Kai-Regular.ttf",
    "Fang": "Fang-Regular.ttf",
    "Rare": "Rare-Regular.ttf",
    "SongLight": "Song-Regular.ttf",
}
FALLBACKS: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: ("SongBold", "Song", "Rare"),
    Face.SONG: ("Song", "Rare"),
    Face.HEI: ("Hei", "Song", "Rare"),
    Face.KAI: ("Kai", "Song", "Rare"),
    Face.FANG: ("Fang", "Song", "Rare"),
}
THINNED = "SongLight"  # stands in for characters that 仿宋 does not have, with thinner strokes: else it looks bold
_LOSS = 10  # of 1000 to an em, on either side of an upright stroke: 仿宋 and it are alike then (seen at 16 and 10.5 pt)
_USUAL = "Song"
BLANK_LINE = "＿"
MISSING = "〓"  # the printers' mark for a character that is not to be had; a finding says which


class _Font(TTFont):  # type: ignore[misc]
    """A TrueType font whose text copies right also beyond the BMP, which reportlab cuts to 16 bits."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        state = self.state.get(doc)
        subsets = [list(subset) for subset in state.subsets] if state is not None else []
        super().addObjects(doc)
        streams = [each for name, each in doc.idToObject.items() if str(name).startswith("toUnicodeCMap:")]
        own = streams[len(streams) - len(subsets) :] if subsets else []
        for stream, subset in zip(own, subsets, strict=True):
            for at, code in enumerate(subset):
                if code > 0xFFFF:
                    cut, right = (
                        f"<{at:02X}> <{code:04X}>",
                        f"<{at:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>",
                    )
                    stream.content = stream.content.replace(cut, right)


class FontBook:
    """字体: which font draws a character in a face, and how wide it is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fonts: dict[str, _Font] = {}
        self._glyphs: dict[Face, dict[str, tuple[str, float]]] = {face: {} for face in Face}
        self.missing: set[str] = set()

    @property
    def usual(self) -> str:
        """Return the font that a file begins with, so that none is named in it that it does not hold."""
        self._font(_USUAL)
        return _USUAL

    def glyph(self, face: Face, char: str) -> tuple[str, float]:
        """Return the font's name and the advance in ems of a character; a character found nowhere is put in `missing`."""
        known = self._glyphs[face].get(char)
        if known is None:
            known = self._find(face, char)
            if char not in self.missing:  # else it is to be missed in the next paper, too
                self._glyphs[face][char] = known
        return known

    def has(self, char: str) -> bool:
        """Tell whether papers can show a character: every line of fallbacks ends in these fonts."""
        return any(ord(char) in self._font(name).face.charToGlyph for name in FALLBACKS[Face.SONG])

    def width(self, text: str, face: Face, size: float) -> float:
        """Return a text's natural width, pt."""
        glyph = self.glyph
        return size * sum(glyph(face, char)[1] for char in text)

    def table(self, face: Face) -> dict[str, tuple[str, float]]:
        """Return the glyphs of a face met so far, for loops that must be fast; misses go through `glyph`."""
        return self._glyphs[face]

    def _find(self, face: Face, char: str) -> tuple[str, float]:
        code = 0x20 if char in "\u00a0\u2002\u2003" else ord(char)
        names = FALLBACKS[face]
        if face is Face.FANG and code < 0x80:  # the face's own Latin is too heavy beside its characters
            names = ("Song", *names)
        if face is Face.FANG and char == BLANK_LINE:  # its own leaves gaps: a place to be filled in was a row of dashes
            names = ("Kai", *names)
        for name in names:
            font = self._font(name)
            if code in font.face.charToGlyph:
                if face is Face.FANG and name == "Song" and code >= CHARACTERS:
                    name, font = THINNED, self._font(THINNED)
                return name, font.face.getCharWidth(code) / 1000
        self.missing.add(char)
        return ("Song", 1.0) if char == MISSING else self._find(face, MISSING)

    def _font(self, name: str) -> _Font:
        font = self._fonts.get(name)
        if font is None:
            font = self._fonts[name] = _load(self._folder / FILES[name], name)
        return font


def _load(path: Path, name: str) -> _Font:
    if not path.exists():
        raise UserError(
            f"缺少字体文件“{path.name}”，没有打印。", "请重新安装程序，或把该文件放回程序的 resources/fonts 文件夹。"
        )
    try:
        font = _Font(name, str(path))
    except (TTFError, OSError) as error:
        raise UserError(f"字体文件“{path.name}”已损坏，没有打印。", "请重新安装程序。") from error
    if name == THINNED:
        _thin(font)
    pdfmetrics.registerFont(font)
    return font


def _thin(font: _Font) -> None:
    """Have a font embedded with thinner strokes, under a name of its own: a file keeps one of each name."""
    from huanjie_desktop.documents.thinning import thinned  # only where such a character is printed

    face, make = font.face, font.face.makeSubset
    face.name = THINNED.encode()
    face.makeSubset = lambda subset: thinned(make(subset), _LOSS)


@cache
def font_book() -> FontBook:
    """Return the bundled faces."""
    return FontBook(resource_dir() / "fonts")
