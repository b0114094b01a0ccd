"""What dev.py decides before anything is installed."""

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([a-z0-9-]+)==([0-9][\w.]*)(?: ; [^\\]+)? \\$", re.MULTILINE)


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wanted() -> set[str]:
    """Return the names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    return {re.split(r"[>=<~! ]", name)[0].lower() for name in asked}


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-oldest.txt"])
def test_everything_asked_for_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = dict(PINNED.findall(text))
    assert wanted() | {"shiboken6", "setuptools"} <= set(pins)
    blocks = re.split(r"\n(?=[a-z])", text.strip())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_the_oldest_qt_differs_in_qt_only() -> None:
    current, oldest = (
        set(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))
        for name in ("constraints.txt", "constraints-oldest.txt")
    )
    assert {name for name, _version in current ^ oldest} == {"pyside6-essentials", "shiboken6"}
    assert ("pyside6-essentials", "6.9.3") in oldest


@pytest.mark.parametrize(
    ("libc", "machine", "oldest"),
    [
        (("glibc", "2.28"), "x86_64", True),
        (("glibc", "2.33"), "x86_64", True),
        (("glibc", "2.34"), "x86_64", False),
        (("glibc", "2.36"), "aarch64", True),
        (("glibc", "2.39"), "aarch64", False),
        (("", ""), "AMD64", False),
    ],
)
def test_old_systems_get_the_oldest_qt(dev: ModuleType, libc: tuple[str, str], machine: str, oldest: bool) -> None:
    assert dev.needs_oldest_qt(libc, machine) is oldest


def test_the_two_environments_do_not_mix(dev: ModuleType) -> None:
    assert dev.Environment().folder != dev.Environment(oldest=True).folder
    assert dev.Environment(oldest=True).constraints.name == "constraints-oldest.txt"


def test_tests_take_pytests_own_arguments(dev: ModuleType) -> None:
    options, rest = dev.parse(["test", "--oldest", "-k", "names", "tests/domain"])
    assert options.oldest
    assert not options.slow
    assert rest == ["-k", "names", "tests/domain"]


def test_the_demo_takes_a_folder_a_size_and_a_seed(dev: ModuleType) -> None:
    options, rest = dev.parse(["demo", "--headless", "out", "--people", "60", "--seed", "7"])
    assert (options.headless, options.people, options.seed, rest) == ("out", 60, 7, [])


def test_a_display_is_x11s_or_waylands(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not dev.has_display()
    monkeypatch.setenv("DISPLAY", ":1")
    assert dev.has_display()


def test_only_root_installs_system_packages(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    assert not dev.apt_install(["libegl1"])


def test_without_ensurepip_and_without_root_the_one_command_is_named(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match=r"apt-get install -y python3\.\d+-venv"):
        dev.make_venv(tmp_path / "venv")
    assert list(tmp_path.iterdir()) == []


def test_each_verb_says_what_it_does() -> None:
    said = subprocess.run(
        [sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for verb in ("setup", "run", "demo", "test", "check", "bench", "shots", "proofs", "soak", "build", "release"):
        assert re.search(rf"^ +{verb} +[A-Z]", said, re.MULTILINE), verb


def test_an_unknown_verb_is_refused() -> None:
    run = subprocess.run([sys.executable, ROOT / "dev.py", "frobnicate"], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "frobnicate" in run.stderr
