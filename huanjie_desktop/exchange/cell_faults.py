"""Finds cells of an xlsx sheet that hold an error or a formula without a value; the reader gives both as empty."""

import re
from collections.abc import Mapping

# nothing in them runs on over the next tag, so that no text makes them slow
_ERROR = re.compile(
    rb'<c r="([A-Z]+)(\d+)"[^<>]{0,200}\bt="e"[^<>]{0,200}>(?:<f[^<>]*(?:/>|>[^<]*</f>))?<v>([^<]*)</v>'
)
_NO_VALUE = re.compile(rb'<c r="([A-Z]+)(\d+)"[^<>]*><f[^<>]*(?:/>|(?<!/)>[^<]*</f>)(?:<v/>|<v></v>)?</c>')


def find_faults(raw: bytes) -> Mapping[tuple[int, int], str]:
    """Return by (row, column), counted from 0, what an unusable cell of a sheet's XML holds."""
    faults: dict[tuple[int, int], str] = {}
    if b't="e"' in raw:
        for letters, number, text in _ERROR.findall(raw):
            faults[(int(number) - 1, _column(letters))] = text.decode("utf-8", "replace")
    if b"<f" in raw:
        for letters, number in _NO_VALUE.findall(raw):
            faults[(int(number) - 1, _column(letters))] = "没有结果的公式"
    return faults


def _column(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - 64
    return at - 1
