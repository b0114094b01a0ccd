"""Cuts the bundled faces to what official papers need; run once, its results are in resources/fonts.

python -m workbench.make_fonts SONG.ttf SONG_BOLD.ttf HEI.ttf KAI.ttf FANG.otf RARE.ttf resources/fonts
"""

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

SIGNS = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x205E), (0x2100, 0x214F), (0x2150, 0x218F)),
    *((0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x25A0, 0x2606), (0x2713, 0x2718), (0x3000, 0x303F)),
    *((0x3105, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)),
)
UNIFIED, EXTENSION_A, BEYOND = (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x323AF)
COMMON = tuple(  # GB 2312: titles hold few characters beyond it, and those fall back to the regular face
    (code, code) for code in range(0x4E00, 0xA000) if chr(code).encode("gb2312", "ignore")
)
FACES = (
    ("Song-Regular.ttf", (*SIGNS, UNIFIED, EXTENSION_A)),
    ("Song-Bold.ttf", (*SIGNS, *COMMON)),
    ("Hei-Regular.ttf", (*SIGNS, UNIFIED)),
    ("Kai-Regular.ttf", (*SIGNS, UNIFIED)),
    ("Fang-Regular.ttf", (*SIGNS, UNIFIED, EXTENSION_A)),
    ("Rare-Regular.ttf", (BEYOND,)),
)
LARGEST_ERROR = 1.0  # font units, of a curve made quadratic


def main() -> None:
    """Cut each face named on the command line into the target folder."""
    *sources, target = map(Path, sys.argv[1:])
    for source, (name, ranges) in zip(sources, FACES, strict=True):
        cut(source, target / name, ranges)
        print(name, (target / name).stat().st_size)
    (target / "characters.txt").write_text(list_characters(target), encoding="ascii")


def list_characters(folder: Path) -> str:
    """Return the characters that papers can show, as `resources/fonts/characters.txt` has them: ranges of hexadecimal codes."""
    codes: set[int] = set()
    for name in ("Song-Regular.ttf", "Rare-Regular.ttf"):  # every line of fallbacks ends in these
        with TTFont(folder / name, lazy=True) as font:
            codes |= font.getBestCmap().keys()
    firsts = sorted(code for code in codes if code - 1 not in codes)
    lasts = sorted(code for code in codes if code + 1 not in codes)
    pairs = zip(firsts, lasts, strict=True)
    return "".join(f"{first:X}\n" if first == last else f"{first:X}-{last:X}\n" for first, last in pairs)


def cut(source: Path, target: Path, ranges: tuple[tuple[int, int], ...]) -> None:
    """Write the source's characters in these ranges as a TrueType file without hints and layout rules."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "STAT", "gasp", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    subsetter.subset(font)
    if "CFF " in font:
        make_quadratic(font)
    font["post"].formatType = 3.0
    font.save(target)


def make_quadratic(font: TTFont) -> None:
    """Turn CFF outlines into TrueType ones, which is what reportlab embeds."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, LARGEST_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, outlines
    del font["CFF "]
    glyf.compile(font)
    font["head"].glyphDataFormat = 0
    font["maxp"].tableVersion = 0x00010000
    for key, value in (("maxZones", 1), ("maxTwilightPoints", 0), ("maxStorage", 0), ("maxFunctionDefs", 0)):
        setattr(font["maxp"], key, value)
    for key in ("maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(font["maxp"], key, 0)
    font["maxp"].compile(font)
    font.sfntVersion = "\x00\x01\x00\x00"


if __name__ == "__main__":
    main()
