"""The script that starts the packaged program: what it says where the program does not start."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a script of Linux desktops")
SCRIPT = Path(__file__).resolve().parent.parent / "workbench" / "launcher.sh"
TOOLS = ("sh", "dirname", "readlink", "mktemp", "cat", "rm", "sed", "grep", "tail", "sort", "paste", "ldd")
Start = Callable[..., "Said"]


class Said:
    """What a start led to."""

    def __init__(self, code: int, shown: list[str], out: str, err: str) -> None:
        self.code, self.shown, self.out, self.err = code, shown, out, err


def write_program(file: Path, body: str) -> None:
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a packaged program, under a name with Chinese and spaces."""
    made = tmp_path / "换届 程序"
    made.mkdir()
    shutil.copyfile(SCRIPT, made / "huanjie-desktop")
    (made / "huanjie-desktop").chmod(0o755)
    return made


@pytest.fixture
def start(folder: Path, tmp_path: Path) -> Start:
    """Start a made-up program on a desktop that has only the tools named, each noting what it was told."""
    places = tmp_path / "bin"
    places.mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (places / tool).symlink_to(found)
    shown = tmp_path / "shown"

    def run(body: str, *arguments: str | Path, tools: str = "", **environment: str) -> Said:
        write_program(folder / "huanjie-desktop-program", body)
        return again(*arguments, tools=tools, **environment)

    def again(*arguments: str | Path, tools: str = "", **environment: str) -> Said:
        for tool in tools.split():
            name, _, code = tool.partition("=")
            write_program(
                places / name, f'for each; do last=$each; done; echo "{name}: $last" >>"{shown}"; exit {code or 0}'
            )
        env = {"PATH": str(places), "HOME": str(tmp_path / "home"), "DISPLAY": ":9", **environment}
        done = subprocess.run(
            [folder / "huanjie-desktop", *arguments], env=env, check=False, capture_output=True, encoding="utf-8"
        )
        lines = shown.read_text(encoding="utf-8").splitlines() if shown.exists() else []
        return Said(done.returncode, lines, done.stdout, done.stderr)

    (tmp_path / "home").mkdir()
    run.again = again  # type: ignore[attr-defined]
    return run


def test_a_program_that_starts_is_left_alone(start: Start) -> None:
    said = start('echo "$@"; echo warning >&2', "青禾县 2026.huanjie", tools="zenity")
    assert (said.code, said.out, said.err, said.shown) == (0, "青禾县 2026.huanjie\n", "warning\n", [])


def test_commands_go_straight_to_the_program(start: Start) -> None:
    said = start('echo "$#"; echo "no 。" >&2; exit 2', "people", "a.huanjie", "--json", tools="zenity")
    assert (said.code, said.out, said.shown) == (2, "3\n", [])
    assert start("exit 1", "--self-test", tools="zenity").shown == []


LACKING = [
    ("x: error while loading shared libraries: libz.so.1: cannot open shared object file: No such file", 127, "libz.so.1"),
    ("ImportError: libxkbcommon.so.0: cannot open shared object file: No such file or directory", 1, "libxkbcommon.so.0"),
    ("[PYI-9:ERROR] Failed to load Python shared library 'x': /opt/y/libutil.so.1: cannot open shared object file", 255, "libutil.so.1"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "code", "library"), LACKING)
def test_a_missing_library_is_named(start: Start, line: str, code: int, library: str) -> None:
    said = start(f'echo "{line}" >&2; exit {code}', tools="zenity")
    assert said.code == code
    assert said.shown == [f"zenity: 这台电脑缺少系统库 {library}，换届工作台没有打开。请让管理员装上后再打开。"]


def test_what_the_plugin_of_the_screen_lacks_is_looked_up(start: Start, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "bin" / "ldd").unlink()
    write_program(
        tmp_path / "bin" / "ldd", r'printf "\tlibxcb-cursor.so.0 => not found\n\tlibm.so.6 => /lib/libm.so.6 (0x7)\n"'
    )
    line = 'qt.qpa.plugin: Could not load the Qt platform plugin \\"xcb\\" in \\"\\" even though it was found.'
    said = start(f'echo "{line}" >&2; exit 134', tools="zenity")
    assert said.shown == ["zenity: 这台电脑缺少系统库 libxcb-cursor.so.0，换届工作台没有打开。请让管理员装上后再打开。"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("echo \"x: libc.so.6: version 'GLIBC_2.36' not found (required by x)\" >&2; exit 1", "系统太旧"),
        ("echo 'qt.qpa.xcb: could not connect to display :9' >&2; exit 134", "没有连上桌面"),
        ("echo 'DISPLAY 指向别的电脑（h:0），本程序不联网，没有打开。' >&2; exit 2", "DISPLAY 指向别的电脑"),
        ("echo 'ZeroDivisionError: division by zero' >&2; exit 1", "意外退出（代码 1）"),
        ("kill -SEGV $$", "意外退出（代码 139）"),
    ],
)
def test_other_reasons_are_sentences(start: Start, body: str, sentence: str) -> None:
    (shown,) = start(body, tools="zenity").shown
    assert sentence in shown


def test_what_the_window_has_said_itself_is_not_said_again(start: Start) -> None:
    assert start("echo 'qt: a warning' >&2; exit 2", tools="zenity").shown == []


@pytest.mark.parametrize(
    ("tools", "by"),
    [
        ("zenity kdialog", "zenity"),
        ("zenity=1 kdialog", "zenity"),
        ("zenity=255 kdialog", "kdialog"),
        ("xmessage notify-send", "xmessage"),
        ("notify-send", "notify-send"),
    ],
)
def test_whatever_the_desktop_has_says_it(start: Start, folder: Path, tools: str, by: str) -> None:
    said = start("echo '没有打开。' >&2; exit 2", tools=tools)
    assert said.shown[-1] == f"{by}: 没有打开。"
    assert not (folder / "打不开的原因.txt").exists()


@pytest.mark.parametrize(("tools", "display"), [("", ":9"), ("zenity", ""), ("zenity=255 notify-send=1", ":9")])
def test_a_file_says_it_where_nothing_else_can(start: Start, folder: Path, tools: str, display: str) -> None:
    start("echo '没有打开。' >&2; exit 2", tools=tools, DISPLAY=display)
    assert (folder / "打不开的原因.txt").read_text(encoding="utf-8") == "没有打开。\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_the_file_goes_home_where_the_folder_cannot_be_written(start: Start, folder: Path, tmp_path: Path) -> None:
    folder.chmod(0o555)
    start.again()  # type: ignore[attr-defined]
    assert (tmp_path / "home" / "打不开的原因.txt").exists()


def test_a_place_that_runs_no_programs_is_named(start: Start, folder: Path) -> None:
    write_program(folder / "huanjie-desktop-program", "exit 0")
    (folder / "huanjie-desktop-program").chmod(0o644)
    said = start.again(tools="zenity")  # type: ignore[attr-defined]
    assert said.code == 126
    assert said.shown == [
        f"zenity: “{folder}”不允许运行程序（例如U盘，或复制时丢了运行权限），换届工作台没有打开。"
        "请把安装包（tar.gz）解压到本机硬盘，例如主目录，再从那里打开。"
    ]


def test_a_folder_that_is_not_whole_is_said_so(start: Start, folder: Path) -> None:
    said = start.again(tools="zenity")  # type: ignore[attr-defined]
    assert (said.code, said.shown) == (
        127,
        [f"zenity: “{folder}”里的程序不完整，换届工作台没有打开。请重新解压安装包。"],
    )


def test_a_link_to_the_script_finds_the_program(start: Start, folder: Path, tmp_path: Path) -> None:
    write_program(folder / "huanjie-desktop-program", "echo here")
    link = tmp_path / "link"
    link.symlink_to(folder / "huanjie-desktop")
    done = subprocess.run([link], check=True, capture_output=True, text=True)
    assert done.stdout == "here\n"
