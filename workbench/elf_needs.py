"""What ELF files ask of the system: versions of its C and C++ libraries, by symbol, and the libraries that they load."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

# The newest that UOS 20 and Kylin V10 have: glibc of 2018, and the C++ library of GCC 8.
FLOOR = {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11)}
_MAGIC = b"\x7fELF"
# " 7: 0000000000000000  0 FUNC GLOBAL DEFAULT UND log@GLIBC_2.29 (5)"
_SYMBOL = re.compile(r"\sUND\s+(?P<name>[^\s@]+)@+(?P<kind>[A-Z]+)_(?P<version>\d[\d.]*)\b", re.MULTILINE)
# "  0x0010:   Name: GLIBC_2.34  Flags: none  Version: 5"
_VERSION = re.compile(r"Name: (?P<kind>[A-Z]+)_(?P<version>\d[\d.]*)\s+Flags: \w+\s+Version:")
_NEEDED = re.compile(r"\(NEEDED\).*\[(?P<name>[^\]]+)\]")
_OWN = re.compile(r"\(SONAME\).*\[(?P<name>[^\]]+)\]")


@dataclass(frozen=True, order=True)
class Excess:
    """A symbol that a file wants from a newer library than offices have; `symbol` is "" where none is named."""

    file: str
    symbol: str
    wanted: str
    limit: str

    def __str__(self) -> str:
        what = self.symbol or "something"
        return f"{self.file}: {what} needs {self.wanted}, offices have {self.limit}"


def is_elf(file: Path) -> bool:
    """Tell whether a file is one that the system's loader reads."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as stream:
        return stream.read(4) == _MAGIC


def elf_files(folder: Path) -> list[Path]:
    """Return the ELF files of a folder."""
    return [file for file in sorted(folder.rglob("*")) if is_elf(file)]


def read_excess(said: str, file: str) -> list[Excess]:
    """Return what is beyond FLOOR in what `readelf --dyn-syms -V` says of a file."""
    found = set()
    for each in _SYMBOL.finditer(said):
        if _is_beyond(each["kind"], each["version"]):
            found.add(_excess(file, each["name"], each["kind"], each["version"]))
    named = {each.wanted for each in found}
    for each in _VERSION.finditer(said):
        if f"{each['kind']}_{each['version']}" not in named and _is_beyond(each["kind"], each["version"]):
            found.add(_excess(file, "", each["kind"], each["version"]))
    return sorted(found)


def _excess(file: str, symbol: str, kind: str, version: str) -> Excess:
    limit = ".".join(map(str, FLOOR[kind]))
    return Excess(file, symbol, f"{kind}_{version}", f"{kind}_{limit}")


def _is_beyond(kind: str, version: str) -> bool:
    return kind in FLOOR and tuple(map(int, version.rstrip(".").split("."))) > FLOOR[kind]


def find_excess(folder: Path) -> list[Excess]:
    """Return all that a folder's ELF files want beyond FLOOR."""
    return [
        excess
        for file in elf_files(folder)
        for excess in read_excess(_readelf(file, "--dyn-syms", "-V"), str(file.relative_to(folder)))
    ]


def find_outer_libraries(folder: Path) -> dict[str, list[str]]:
    """Return the libraries that a folder's ELF files load and that are not in it, each with the files that load it."""
    files = elf_files(folder)
    said = {file: _readelf(file, "-d") for file in files}
    own = {each["name"] for text in said.values() for each in _OWN.finditer(text)} | {file.name for file in files}
    outer: dict[str, list[str]] = {}
    for file, text in said.items():
        for name in {each["name"] for each in _NEEDED.finditer(text)} - own:
            outer.setdefault(name, []).append(str(file.relative_to(folder)))
    return dict(sorted(outer.items()))


def find_callers(folder: Path, functions: frozenset[str]) -> list[str]:
    """Return the ELF files of a folder that call one of the system's functions."""
    return [
        str(file.relative_to(folder))
        for file in elf_files(folder)
        if functions & {each["name"] for each in _SYMBOL.finditer(_readelf(file, "--dyn-syms"))}
    ]


def _readelf(file: Path, *what: str) -> str:
    env = {**os.environ, "LC_ALL": "C"}
    return subprocess.run(["readelf", "-W", *what, file], check=True, capture_output=True, text=True, env=env).stdout
