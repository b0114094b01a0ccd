"""What is shipped and what is not."""

from pathlib import Path

import pytest

from workbench.bundle import compiled_together, find_forbidden, is_kept, keep, lent_libraries, size_of

PLUGINS = "PySide6/Qt/plugins"


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt6Network.dll",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6Charts.so.6",
        f"{PLUGINS}/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        f"{PLUGINS}/tls/libqopensslbackend.so",
        f"{PLUGINS}/platformthemes/libqgtk3.so",
        "PySide6\\plugins\\generic\\qtuiotouchplugin.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "reportlab/fonts/DarkGardenMK.pfb",
        "libgtk-3.so.0",
        "libfreetype.so.6",
        "libstdc++.so.6",
        "libsystemd.so.0",
        "libGL.so.1",
        "opengl32sw.dll",
        "D3Dcompiler_47.dll",
    ],
)
def test_left_out(name: str) -> None:
    assert not is_kept(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        f"{PLUGINS}/platforms/libqxcb.so",
        f"{PLUGINS}/platforms/libqoffscreen.so",
        f"{PLUGINS}/platforminputcontexts/libibusplatforminputcontextplugin.so",
        f"{PLUGINS}/printsupport/libcupsprintersupport.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "resources/fonts/Song-Regular.ttf",
        "db/migrations/0001_first.sql",
        "libxcb-cursor.so.0",
        "libz.so.1",
        "lent/libGL.so.1",
    ],
)
def test_shipped(name: str) -> None:
    assert is_kept(name)


def test_opengl_is_taken_where_the_system_has_it(tmp_path: Path) -> None:
    (tmp_path / "x86_64-linux-gnu").mkdir()
    file = tmp_path / "x86_64-linux-gnu" / "libEGL.so.1"
    file.touch()
    assert lent_libraries(tmp_path) == [(str(file), "lent")]


def test_entries_are_kept_as_they_are() -> None:
    entry = ("libz.so.1", "somewhere/libz.so.1", "BINARY")
    assert keep([entry, ("libQt6Network.so.6", "x", "BINARY")]) == [entry]


def test_a_built_folder_is_searched_and_measured(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "libQt6Core.so.6").write_bytes(b"12345")
    assert find_forbidden(tmp_path) == []
    (tmp_path / "lib" / "libQt6VirtualKeyboard.so.6").write_bytes(b"123")
    (tmp_path / "link").symlink_to(tmp_path / "lib" / "libQt6Core.so.6")
    assert find_forbidden(tmp_path) == [str(Path("lib") / "libQt6VirtualKeyboard.so.6")]
    assert size_of(tmp_path) == 8


def test_what_is_compiled_together_is_named_whole() -> None:
    names = compiled_together("tomli")
    assert not names or {"tomli", "tomli._parser", "tomli._re", "tomli._types"} < set(names)
    assert not names or any("__mypyc" in name for name in names)
    assert compiled_together("tabulate") == []
