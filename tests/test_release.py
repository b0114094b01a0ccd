"""A release, without making one: what is lacking, what is kept, what lies in the packages, what the page says."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from huanjie_desktop import __version__
from workbench import release, release_fcitx, release_root
from workbench.release_deb import PACKAGE, four_numbers, lay_out
from workbench.release_root import ReleaseError, Root, cache_folder, find_lacking, keep
from workbench.release_tried import Result, read_results, tried_in_words

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="releases are made on Debian")
ROOTED = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("unshare"),
    reason="needs root and unshare",
)


# what is lacking


def test_what_a_machine_lacks_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "exists", lambda _path: True)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "pc", "6", "1", "x86_64")))
    monkeypatch.setattr(release_root, "_TOOLS", {"no-such-tool": "some-package", "sh": "dash"})
    assert find_lacking(dict(os.environ)) == [
        "root: debootstrap and chroot need it",
        "tools: apt-get install -y --no-install-recommends some-package",
    ]
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "pc", "6", "1", "aarch64")))
    assert find_lacking(dict(os.environ))[0].startswith("an x86_64 machine")
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert find_lacking({}) == ["a Debian system (12 was tried): the parts come from Debian's packages"]


def test_the_verb_says_what_is_lacking(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(release, "find_lacking", lambda _environment: ["root: debootstrap and chroot need it"])
    monkeypatch.setattr(sys, "argv", ["release"])
    assert release.main() == 2
    assert capsys.readouterr().err == (
        "A release cannot be made here. It needs\n- root: debootstrap and chroot need it\n"
    )


def test_the_cache_lies_where_the_user_says() -> None:
    assert cache_folder({"HUANJIE_RELEASE_CACHE": "there"}) == Path("there")
    assert cache_folder({"XDG_CACHE_HOME": "cache"}) == Path("cache/huanjie-release")
    assert cache_folder({}) == Path.home() / ".cache" / "huanjie-release"


# what is kept


def test_what_was_made_by_the_same_recipe_is_kept(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "file").touch()

    first = keep(tmp_path, "build", "recipe", make)
    assert keep(tmp_path, "build", "recipe", make) == first
    other = keep(tmp_path, "wheels", "recipe", make)
    second = keep(tmp_path, "build", "another", make)
    assert len(made) == 3
    assert sorted(tmp_path.iterdir()) == sorted([second, other])
    assert (second / "file").exists()


def test_what_was_not_finished_is_not_kept(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise ReleaseError("no network")

    with pytest.raises(ReleaseError):
        keep(tmp_path, "build", "recipe", fail)
    made = keep(tmp_path, "build", "recipe", lambda _folder: None)
    assert list(made.iterdir()) == []


@ROOTED
def test_nothing_stays_mounted_whatever_happens(tmp_path: Path) -> None:
    before = Path("/proc/mounts").read_text(encoding="utf-8")
    root = Root(Path("/"), binds={tmp_path: "/mnt"})
    (tmp_path / "file").write_text("bound")
    assert root.run("cat", "/mnt/file") == "bound"
    with pytest.raises(ReleaseError, match="exit 3"):
        root.run("sh", "-c", "echo said; exit 3")
    with pytest.raises(subprocess.TimeoutExpired):
        root.run("sleep", "60", timeout=0.5)
    process = subprocess.Popen(root.command("sleep", "60"))
    process.kill()
    process.wait()
    assert Path("/proc/mounts").read_text(encoding="utf-8") == before


@ROOTED
def test_what_is_written_on_a_scratch_root_does_not_stay(tmp_path: Path) -> None:
    lower = tmp_path / "lower"
    for folder in ("proc", "dev"):
        (lower / folder).mkdir(parents=True)
    binds = {Path("/", name): f"/{name}" for name in ("usr", "bin", "lib", "lib64") if Path("/", name).exists()}
    with Root(lower).scratch(binds) as root:
        root.run("sh", "-c", "echo text >/made")
        assert root.run("cat", "/made") == "text\n"
        assert root.run("id", "-u", user=1000) == "1000\n"
    assert sorted(path.name for path in lower.iterdir()) == ["dev", "proc"]
    assert [path.name for path in tmp_path.iterdir()] == ["lower"]


def test_a_plugin_that_cannot_be_had_is_left_out_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Path:
        raise ReleaseError("sh -c ...\nE: Failed to fetch some archives.")

    monkeypatch.setattr(release_fcitx, "keep", fail)
    said = release_fcitx.build_plugin(tmp_path, Root(tmp_path))
    assert said == (None, "left out: E: Failed to fetch some archives.")
    assert "没有带 fcitx 插件" in release.page_text(False, "")
    assert "没有带 fcitx 插件" not in release.page_text(True, "")


# what lies in the packages


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program's folder as the build leaves it, under a narrow umask."""
    folder = tmp_path / "built"
    (folder / "许可").mkdir(parents=True, mode=0o700)
    for name, mode in (("huanjie-desktop", 0o700), ("huanjie-desktop.png", 0o600), ("许可/LGPL-3.0.txt", 0o600)):
        (folder / name).write_text(name, encoding="utf-8")
        (folder / name).chmod(mode)
    (folder / "link").symlink_to("huanjie-desktop.png")
    return folder


def test_the_archive_can_be_unpacked_and_run_by_anybody(program: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    release.pack_tar(program, tmp_path / "a.tar.gz")
    (program / "huanjie-desktop").touch()
    release.pack_tar(program, tmp_path / "again" / "a.tar.gz")
    with tarfile.open(tmp_path / "a.tar.gz") as archive:
        modes = {each.name: (each.mode, each.uid, each.uname) for each in archive.getmembers() if not each.issym()}
    assert modes == {
        "huanjie-desktop": (0o755, 0, "root"),
        "huanjie-desktop/huanjie-desktop": (0o755, 0, "root"),
        "huanjie-desktop/huanjie-desktop.png": (0o644, 0, "root"),
        "huanjie-desktop/许可": (0o755, 0, "root"),
        "huanjie-desktop/许可/LGPL-3.0.txt": (0o644, 0, "root"),
    }
    after_time = (tmp_path / "a.tar.gz").read_bytes()[8:]
    assert after_time == (tmp_path / "again" / "a.tar.gz").read_bytes()[8:]


ENTRIES = f"/opt/apps/{PACKAGE}/entries"
OWN = {
    f"opt/apps/{PACKAGE}/info",
    f"opt/apps/{PACKAGE}/files/huanjie-desktop",
    f"opt/apps/{PACKAGE}/files/huanjie-desktop.png",
    f"opt/apps/{PACKAGE}/files/许可/LGPL-3.0.txt",
    f"opt/apps/{PACKAGE}/files/link",
    "DEBIAN/control",
}
SHOWN = {
    f"applications/{PACKAGE}.desktop",
    f"icons/hicolor/256x256/apps/{PACKAGE}.png",
    f"icons/hicolor/scalable/apps/{PACKAGE}.svg",
    "icons/hicolor/scalable/mimetypes/application-x-huanjie-workspace.svg",
    f"mime/packages/{PACKAGE}.xml",
}


@pytest.mark.parametrize("linked", [False, True])
def test_the_package_is_laid_out_as_uos_wants_it(program: Path, tmp_path: Path, linked: bool) -> None:
    folder = tmp_path / "package"
    lay_out(folder, program, "0.1.0", linked)
    files = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()
    }
    links = {f"usr/share/{name}" for name in SHOWN} | {"usr/bin/huanjie-desktop"}
    assert files == OWN | {f"{ENTRIES[1:]}/{name}" for name in SHOWN} | (links if linked else set())
    for name in SHOWN if linked else ():
        assert (folder / "usr/share" / name).readlink() == Path(ENTRIES, name)
    info = json.loads((folder / f"opt/apps/{PACKAGE}/info").read_text(encoding="utf-8"))
    assert (info["appid"], info["name"], info["version"], info["arch"]) == (PACKAGE, "换届工作台", "0.1.0.0", ["amd64"])
    entry = (folder / ENTRIES[1:] / f"applications/{PACKAGE}.desktop").read_text(encoding="utf-8")
    assert f'Exec="/opt/apps/{PACKAGE}/files/huanjie-desktop" %f\n' in entry
    assert f"Icon={PACKAGE}\n" in entry
    assert "MimeType=application/x-huanjie-workspace;\n" in entry
    control = (folder / "DEBIAN" / "control").read_text(encoding="utf-8")
    assert control.startswith(f"Package: {PACKAGE}\nVersion: 0.1.0\nArchitecture: amd64\n")
    assert "libc6 (>= 2.28)" in control
    assert [path.name for path in (folder / "DEBIAN").iterdir()] == ["control"]  # no script changes the system


def test_everybody_may_read_and_run_what_is_installed(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    lay_out(folder, program, "0.1.0", linked=True)
    files = folder / f"opt/apps/{PACKAGE}/files"
    assert stat.S_IMODE((files / "huanjie-desktop").stat().st_mode) == 0o755
    assert stat.S_IMODE((files / "许可").stat().st_mode) == 0o755
    assert stat.S_IMODE((files / "许可/LGPL-3.0.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE((folder / "usr/share").stat().st_mode) == 0o755


@pytest.mark.parametrize(("version", "four"), [("1", "1.0.0.0"), ("0.1.0", "0.1.0.0"), ("1.2.3.4.5", "1.2.3.4")])
def test_uos_has_versions_of_four_numbers(version: str, four: str) -> None:
    assert four_numbers(version) == four


# what the page says


def test_the_page_names_the_files_and_what_was_tried() -> None:
    page = release.page_text(True, "    Debian 12：试过 打开窗口。")
    for name in (release.UOS_DEB, release.DEB, release.TAR, __version__, "签名", "    Debian 12：试过 打开窗口。"):
        assert name in page
    assert "手边没有真的统信 UOS、银河麒麟和 Windows 电脑" in page
    assert "{" not in page


def test_checksums_are_as_sha256sum_reads_them(tmp_path: Path) -> None:
    for name in ("a", "安装说明.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    release.write_sums(tmp_path, ("a", "安装说明.txt"))
    done = subprocess.run(["sha256sum", "-c", release.SUMS], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_what_was_tried_is_said_by_system(tmp_path: Path) -> None:
    report = tmp_path / "results.xml"
    assert read_results(report) == []
    report.write_text(
        '<testsuites><testsuite><testcase name="test_it_tests_itself[bullseye-with]"/>'
        '<testcase name="test_it_tests_itself[bullseye-without]"/>'
        '<testcase name="test_chinese_is_typed_into_the_name_cell[bookworm-ibus]"><skipped/></testcase>'
        '<testcase name="test_a_file_opens_in_the_window[bookworm]"><failure/></testcase>'
        '<testcase name="test_something_else"/></testsuite></testsuites>'
    )
    results = read_results(report)
    assert Result("test_it_tests_itself", "bullseye-with", "passed") in results
    assert tried_in_words(results).splitlines() == [
        "    Debian 11（C 库 2.31，与银河麒麟 V10 相同）：试过 打开窗口、导入、打印、上报、恢复。",
        "    Debian 12：没有试 在名册的姓名栏输入中文。",
        "    Debian 12：没有通过 双击工作文件打开窗口。",
    ]
    assert tried_in_words([]) == "    还没有试。"
