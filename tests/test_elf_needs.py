"""Which files ask more of a system than the oldest offices have, by file and symbol."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.bundle import EXPECTED_LIBRARIES
from workbench.elf_needs import elf_files, find_callers, find_excess, find_outer_libraries, read_excess

SAID = """
Symbol table '.dynsym' contains 9 entries:
     1: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND log@GLIBC_2.29 (5)
     2: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND exp@GLIBC_2.2.5 (2)
     3: 0000000000000000     0 FUNC    WEAK   DEFAULT  UND _ZNSt3any@GLIBCXX_3.4.29 (7)
     4: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND fcntl64@GLIBC_2.28 (8)
     5: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND __x@CXXABI_1.3.13 (9)
     6: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND EVP_x@OPENSSL_3.0.0 (9)
     7: 0000000000001000     0 FUNC    GLOBAL DEFAULT   12 own@@GLIBC_2.99
     8: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND inner@GLIBC_PRIVATE (16)
Version needs section '.gnu.version_r' contains 2 entries:
  0x0010:   Name: GLIBC_2.29  Flags: none  Version: 5
  0x0020:   Name: GLIBC_ABI_DT_RELR  Flags: none  Version: 6
  0x0030:   Name: GLIBC_2.36  Flags: none  Version: 8
  0x0040:   Name: GLIBC_2.2.5  Flags: none  Version: 2
"""
TOOLS = pytest.mark.skipif(
    sys.platform != "linux" or not (shutil.which("gcc") and shutil.which("readelf")),
    reason="gcc or readelf is not here",
)


def test_what_is_beyond_is_named_by_file_and_symbol() -> None:
    assert list(map(str, read_excess(SAID, "lib/libx.so"))) == [
        "lib/libx.so: something needs GLIBC_2.36, offices have GLIBC_2.28",
        "lib/libx.so: _ZNSt3any needs GLIBCXX_3.4.29, offices have GLIBCXX_3.4.25",
        "lib/libx.so: __x needs CXXABI_1.3.13, offices have CXXABI_1.3.11",
        "lib/libx.so: log needs GLIBC_2.29, offices have GLIBC_2.28",
    ]


@TOOLS
def test_a_library_is_read(tmp_path: Path) -> None:
    source = tmp_path / "made.c"
    source.write_text('__asm__(".symver newer,newer@GLIBC_2.99"); void newer(void); void own(void) { newer(); }')
    versions = tmp_path / "versions"
    versions.write_text("GLIBC_2.99 { global: newer; };")
    system = tmp_path / "system.c"
    system.write_text("void newer(void) {}")
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    outer, made = tmp_path / "libouter.so.7", folder / "inner" / "made.so"
    gcc = ("gcc", "-shared", "-fPIC", "-nostdlib")
    subprocess.run(
        [*gcc, "-Wl,-soname,libouter.so.7", f"-Wl,--version-script={versions}", "-o", outer, system], check=True
    )
    subprocess.run([*gcc, "-o", made, source, outer], check=True)
    (folder / "text.so").write_text("not an ELF file")
    (folder / "link.so").symlink_to(made)
    assert elf_files(folder) == [made]
    assert list(map(str, find_excess(folder))) == ["inner/made.so: newer needs GLIBC_2.99, offices have GLIBC_2.28"]
    assert find_outer_libraries(folder) == {"libouter.so.7": ["inner/made.so"]}
    assert find_callers(folder, frozenset({"newer", "other"})) == ["inner/made.so"]
    assert find_callers(folder, frozenset({"other"})) == []
    shutil.copyfile(outer, folder / "libouter.so.7")
    assert find_outer_libraries(folder) == {}


def test_what_is_counted_on_is_what_every_desktop_has() -> None:
    """The whole list: a library more is a decision, since a desktop without it does not start the program."""
    names = (
        "ld-linux-x86-64.so.2 libc.so.6 libdl.so.2 libm.so.6 libpthread.so.0 librt.so.1 libutil.so.1 libresolv.so.2 "
        "libstdc++.so.6 libgcc_s.so.1 libX11.so.6 libX11-xcb.so.1 libxcb.so.1 libfontconfig.so.1 libfreetype.so.6 "
        "libglib-2.0.so.0 libgthread-2.0.so.0 libdbus-1.so.3 libcups.so.2 "
        "libwayland-client.so.0 libwayland-cursor.so.0 libwayland-egl.so.1"
    )
    assert [name for name in names.split() if not EXPECTED_LIBRARIES.match(name)] == []
    others = "libEGL.so.1 libGL.so.1 libxcb-cursor.so.0 libxkbcommon.so.0 libpng16.so.16 libsqlite3.so.0 libz.so.1"
    assert [name for name in others.split() if EXPECTED_LIBRARIES.match(name)] == []
