"""A double-click on a workspace file: what the desktop is told, and whether it still finds the program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.services.desktop_files import KIND, entry_text, program_in
from huanjie_desktop.services.file_association import associate, lost_program, windows_command

LINUX = pytest.mark.skipif(sys.platform == "win32", reason="writes the files of a Linux desktop")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder, on a desktop without tools."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", "")
    return tmp_path / "data"


def package(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Be a packaged program in a folder, with the script that starts it."""
    folder.mkdir(exist_ok=True)
    for name in ("huanjie-desktop", "huanjie-desktop-program"):
        (folder / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "huanjie-desktop-program"))


def entry_in(home: Path) -> str:
    return (home / "applications" / "huanjie-desktop.desktop").read_text(encoding="utf-8")


@LINUX
def test_the_desktop_learns_kind_command_and_icon(home: Path) -> None:
    associate()
    associate()
    entry = entry_in(home)
    assert f'Exec="{sys.executable}" "-m" "huanjie_desktop" %f' in entry
    assert f"MimeType={KIND};" in entry
    assert "Icon=huanjie-desktop\n" in entry
    kind = (home / "mime" / "packages" / "huanjie-desktop.xml").read_text("utf-8")
    assert '<glob pattern="*.huanjie"/>' in kind
    assert '<icon name="application-x-huanjie-workspace"/>' in kind
    icons = sorted(file.relative_to(home / "icons" / "hicolor").as_posix() for file in (home / "icons").rglob("*.svg"))
    assert icons == ["scalable/apps/huanjie-desktop.svg", "scalable/mimetypes/application-x-huanjie-workspace.svg"]


@LINUX
def test_a_packaged_program_names_the_script_that_starts_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(monkeypatch, tmp_path / "程序")
    associate()
    assert f'Exec="{tmp_path / "程序" / "huanjie-desktop"}" %f' in entry_in(home)


def test_odd_characters_of_a_path_are_escaped() -> None:
    entry = entry_text(['/opt/100% 换届/a"b$c`d\\e'], "huanjie-desktop")
    assert r'Exec="/opt/100%% 换届/a\\"b\\$c\\`d\\\\e" %f' in entry
    assert program_in(entry) == '/opt/100% 换届/a"b$c`d\\e'
    assert program_in("[Desktop Entry]\nExec=x\n") == ""


@LINUX
def test_a_moved_program_is_noticed_and_mended(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lost_program() is None
    package(monkeypatch, tmp_path / "旧 100%")
    associate()
    assert lost_program() is None
    (tmp_path / "旧 100%").rename(tmp_path / "新")
    package(monkeypatch, tmp_path / "新")
    assert lost_program() == tmp_path / "旧 100%" / "huanjie-desktop"
    associate()
    assert lost_program() is None
    (home / "applications" / "huanjie-desktop.desktop").write_bytes(b"\xff\xfe")
    assert lost_program() is None


@LINUX
def test_what_cannot_be_written_is_said(home: Path) -> None:
    home.mkdir()
    (home / "applications").write_text("a file in the way")
    with pytest.raises(WorldError, match="没有关联成功"):
        associate()


# Windows: its registry and its shell, made up


class Registry:
    """HKEY_CURRENT_USER, as far as it is used."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.notified: list[int] = []

    @contextmanager
    def CreateKey(self, root: int, key: str) -> Iterator[str]:  # noqa: N802
        assert root == self.HKEY_CURRENT_USER
        yield key

    @contextmanager
    def OpenKey(self, _root: int, key: str) -> Iterator[str]:  # noqa: N802
        if key not in self.values:
            raise FileNotFoundError(key)
        yield key

    def SetValueEx(self, key: str, name: str, _reserved: int, kind: int, value: str) -> None:  # noqa: N802
        assert (name, kind) == ("", self.REG_SZ)
        self.values[key] = value

    def QueryValueEx(self, key: str, _name: str) -> tuple[str, int]:  # noqa: N802
        return self.values[key], self.REG_SZ


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registry:
    made = Registry()
    shell = SimpleNamespace(shell32=SimpleNamespace(SHChangeNotify=lambda event, *_: made.notified.append(event)))
    monkeypatch.setitem(sys.modules, "winreg", made)
    monkeypatch.setattr("ctypes.windll", shell, raising=False)
    package(monkeypatch, tmp_path / "100%")
    monkeypatch.setattr(sys, "platform", "win32")
    return made


def test_windows_learns_command_and_icon_and_draws_anew(registry: Registry, tmp_path: Path) -> None:
    associate()
    classes = r"Software\Classes"
    program = str(tmp_path / "100%" / "huanjie-desktop-program")
    assert registry.values == {
        rf"{classes}\.huanjie": "HuanjieDesktop.Workspace",
        rf"{classes}\HuanjieDesktop.Workspace": "换届工作台工作文件",
        rf"{classes}\HuanjieDesktop.Workspace\DefaultIcon": f'"{program}",0',
        rf"{classes}\HuanjieDesktop.Workspace\shell\open\command": f'"{program.replace("%", "%%")}" "%1"',
    }
    assert registry.notified == [0x08000000]


def test_on_windows_a_moved_program_is_noticed(registry: Registry, tmp_path: Path) -> None:
    assert lost_program() is None
    associate()
    assert lost_program() is None
    (tmp_path / "100%" / "huanjie-desktop-program").unlink()
    assert lost_program() == tmp_path / "100%" / "huanjie-desktop-program"


def test_a_command_of_somebody_else_is_left_alone(registry: Registry) -> None:
    registry.values[r"Software\Classes\HuanjieDesktop.Workspace\shell\open\command"] = "notepad.exe %1"
    assert lost_program() is None
    assert windows_command(["a b"]) == '"a b" "%1"'
