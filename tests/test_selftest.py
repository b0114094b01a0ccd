"""The program tries itself, from the source tree and packaged."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path) -> tuple[int, dict[str, Any]]:
    """Run a command without a screen; return its exit code and the JSON of its last line."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True, timeout=900)
    assert done.stdout.strip(), done.stderr
    return done.returncode, json.loads(done.stdout.splitlines()[-1])


def test_the_source_tree_passes_its_self_test() -> None:
    code, said = run(sys.executable, "-m", "huanjie_desktop", "--self-test")
    assert (code, said["ok"], said["errors"], said["sockets"]) == (0, True, [], [])
    assert said["translated"]
    assert said["pages"] == 8
    assert (said["imported"], said["reported"], said["restored"]) == (40, 40, 40)
    assert said["printer"]
    assert set(said["printed"]) == {"pdf", "docx", "xlsx"}


def test_a_workspace_that_cannot_be_opened_fails_the_self_test(tmp_path: Path) -> None:
    broken = tmp_path / "坏.huanjie"
    broken.write_bytes(b"not a workspace" * 100)
    code, said = run(sys.executable, "-c", _IMPATIENT, broken)
    assert (code, said["ok"]) == (1, False)
    assert "open the workspace" in said["errors"][0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which sockets a process holds")
def test_a_socket_that_was_there_before_the_hook_is_seen() -> None:
    script = (
        "import socket; taken = socket.create_server(('127.0.0.1', 0))\n"
        "from huanjie_desktop.selftest import Witness; witness = Witness(); witness.look_at_system()\n"
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM); print(witness.sockets)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['tcp', 'socket.__new__']", done.stderr


_IMPATIENT = """
import sys
from pathlib import Path
from huanjie_desktop import selftest
from huanjie_desktop.qt import messages
selftest.LIMIT_SECONDS = 1
messages.tell = lambda *_: None
sys.exit(selftest.run_self_test(Path(sys.argv[1])))
"""


@pytest.mark.slow
def test_the_packaged_program_is_built_and_passes_its_self_test() -> None:
    code, said = run(sys.executable, "-m", "workbench.build")
    assert (code, said["ok"], said["sockets"]) == (0, True, [])
    assert (said["pages"], said["imported"], set(said["printed"])) == (8, 40, {"pdf", "docx", "xlsx"})
    program = ROOT / said["folder"]
    assert (program / "许可" / "LGPL-3.0.txt").exists()
    assert list(program.rglob("qtbase_zh_CN.qm"))
    assert not list(program.rglob("*Qt6Network*"))
