"""Chinese is typed by real keys through real input methods into the name column, and is in the file."""

import json
from pathlib import Path

import pytest

from tests.release.conftest import Sit
from tests.release.systems import HOME, Clerk, wait
from tests.release.test_desktop import bring_file

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
PLACE = "/opt/换届 工作台/huanjie-desktop"
PROGRAM = f"{PLACE}/huanjie-desktop"
NAME_CELL = ("480", "171")  # on the screen: the window fills it, and its lengths do not depend on the system
PLUGINS = "_internal/PySide6/Qt/plugins/platforminputcontexts"
FCITX_5 = f"""
mkdir -p {HOME}/.config/fcitx5
cat >{HOME}/.config/fcitx5/profile <<END
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=pinyin
[GroupOrder]
0=Default
END
printf '[Behavior]\\nActiveByDefault=True\\n' >{HOME}/.config/fcitx5/config
fcitx5 -d --disable=wayland >/dev/null 2>&1
"""
FCITX_4 = f"""
mkdir -p {HOME}/.config/fcitx
printf '[Profile]\\nIMName=googlepinyin\\nEnabledIMList=googlepinyin:True,fcitx-keyboard-us:False\\n' >{HOME}/.config/fcitx/profile
printf '[Program]\\nDefaultInputMethodState=Active\\n' >{HOME}/.config/fcitx/config
fcitx -d >/dev/null 2>&1
"""
SYSTEMS = [
    ("bookworm", "fcitx5 plugin", FCITX_5),
    ("bookworm", "fcitx5 portal", FCITX_5),
    ("bullseye", "fcitx4 plugin", FCITX_4),
]


def names(clerk: Clerk, file: str) -> list[str]:
    """Return everybody's name, read by the command line from a copy: whoever was stopped may still hold the file."""
    done = clerk.run("sh", "-c", f"cp '{file}' {HOME}/copy.huanjie && '{PROGRAM}' people {HOME}/copy.huanjie --json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    people = said["people"] if isinstance(said, dict) else said
    return [each["name"] for each in people]


def typed(clerk: Clerk, file: str) -> bool:
    """Type the name into the cell; tell whether it is in the file now: a busy machine may not have the page ready at once."""
    clerk.keys("alt+2")
    clerk.xdotool("sleep", "2")
    clerk.xdotool("mousemove", *NAME_CELL, "click", "1")
    clerk.keys(*"zhongguo", "space", "Return")
    clerk.xdotool("sleep", "2")
    clerk.keys("Escape", "Escape")
    return "中国" in names(clerk, file)


@pytest.mark.parametrize(("suite", "way", "start"), SYSTEMS, ids=[f"{suite}-{way}" for suite, way, _ in SYSTEMS])
def test_chinese_is_typed_into_the_name_cell(sit: Sit, made: Path, suite: str, way: str, start: str) -> None:
    has_plugin = any((made / "huanjie-desktop" / PLUGINS).glob("*fcitx*"))
    if "plugin" in way and not has_plugin:
        pytest.skip("this release brings no plugin for fcitx")
    with sit(suite, PLACE) as clerk:
        program = PROGRAM
        if "portal" in way and has_plugin:
            clerk.run("sh", "-c", f"cp -a '{PLACE}' {HOME}/copy && rm {HOME}/copy/{PLUGINS}/*fcitx*")
            program = f"{HOME}/copy/huanjie-desktop"
        assert clerk.run("sh", "-c", "command -v ibus-daemon").returncode != 0
        file = bring_file(clerk.root.binds_of(HOME))
        before = names(clerk, file)
        assert "中国" not in before
        with clerk.meanwhile(f"{start}\nsleep 2\n'{program}' '{file}'"):
            window = clerk.window("青禾县.*换届工作台", 60)
            clerk.xdotool("windowfocus", "--sync", window)
            wait(lambda: typed(clerk, file), 120, "the name is not in the file")
        after = names(clerk, file)
        assert (len(after), set(after) - set(before)) == (len(before), {"中国"})
