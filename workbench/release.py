"""Make a release that the machines of offices start: python3 dev.py release [--untried] [--cache DIR]

As root on Debian: the program is built in an old Debian root with the oldest pins, checked, packed as tar.gz and as two Debian
packages, with checksums and a page for those who install, and tried in clean roots by the tests in tests/release (not with
--untried). Roots, Python and wheels are kept in DIR, or HUANJIE_RELEASE_CACHE, else the user's cache. Prints one JSON object.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from huanjie_desktop import __version__
from workbench import release_deb
from workbench.bundle import size_of
from workbench.release_build import build_program, fetch_wheels, install_packages
from workbench.release_fcitx import build_plugin
from workbench.release_python import build_root
from workbench.release_root import ReleaseError, cache_folder, find_lacking
from workbench.release_tried import read_results, tried_in_words

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "dist" / "release"
NAME = "huanjie-desktop"
TAR = f"{NAME}-{__version__}-x86_64.tar.gz"
UOS_DEB = f"{release_deb.PACKAGE}_{__version__}_amd64_uos.deb"
DEB = f"{release_deb.PACKAGE}_{__version__}_amd64.deb"
PAGE, SUMS = "安装说明.txt", "SHA256SUMS.txt"
_MTIME = 1_767_225_600  # of every file in the archives, so that equal content is an equal archive


def pack_tar(program: Path, file: Path) -> None:
    """Pack the program's folder so that anybody can unpack and run it."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mtime = _MTIME
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    with tarfile.open(file, "w:gz", compresslevel=6) as archive:
        archive.add(program, NAME, filter=plain)


def pack_debs(program: Path, folder: Path) -> None:
    """Make the package for UOS and the one for the others."""
    for name, linked in ((UOS_DEB, False), (DEB, True)):
        with tempfile.TemporaryDirectory() as parts:
            release_deb.lay_out(Path(parts) / "package", program, __version__, linked)
            release_deb.pack(Path(parts) / "package", folder / name)


def page_text(has_plugin: bool, tried: str) -> str:
    """Return the page for those who install."""
    template = (ROOT / "workbench" / "installing.txt").read_text(encoding="utf-8")
    fcitx = (
        ""
        if has_plugin
        else "\n    这一版没有带 fcitx 插件：fcitx 4 的桌面（UOS 20、麒麟 V10）上不能输入中文，fcitx 5 和 ibus 可以。"
    )
    return template.format(
        version=__version__, uos_deb=UOS_DEB, deb=DEB, tar=TAR, package=release_deb.PACKAGE, fcitx=fcitx, tried=tried
    )


def write_sums(folder: Path, names: tuple[str, ...]) -> None:
    """Write the checksums as sha256sum reads them."""
    lines = []
    for name in names:
        with (folder / name).open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {name}")
    (folder / SUMS).write_text("\n".join((*lines, "")), encoding="utf-8")


def try_it(folder: Path, cache: Path) -> tuple[bool, str]:
    """Run the tests of releases on what was made; return whether they passed, and what was tried in words."""
    env = {**os.environ, "HUANJIE_RELEASE": str(folder), "HUANJIE_RELEASE_CACHE": str(cache)}
    with tempfile.TemporaryDirectory() as results:
        report = Path(results) / "results.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-m", "slow", "tests/release", f"--junit-xml={report}"]
        code = subprocess.run(command, cwd=ROOT, env=env, check=False, stdout=sys.stderr).returncode
        return code == 0, tried_in_words(read_results(report))


def make_release(cache: Path, tries: bool) -> dict[str, object]:
    """Make, pack and try; return what was made. Raises ReleaseError."""
    started = time.monotonic()
    root = build_root(cache)
    install_packages(root, fetch_wheels(cache))
    plugin, word = build_plugin(cache, root)
    ready = time.monotonic()
    OUT.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(OUT)
    OUT.mkdir()
    program = OUT / NAME
    report = build_program(root, program, plugin)
    pack_tar(program, OUT / TAR)
    pack_debs(program, OUT)
    packed = time.monotonic()
    passed, tried = try_it(OUT, cache) if tries else (True, tried_in_words([]))
    (OUT / PAGE).write_text(page_text(plugin is not None, tried), encoding="utf-8")
    write_sums(OUT, (TAR, UOS_DEB, DEB, PAGE))
    return {
        "ok": passed,
        "folder": str(OUT.relative_to(ROOT)),
        "fcitx_plugin": word,
        "megabytes": {
            "folder": round(size_of(program) / 1e6, 1),
            **{name: round((OUT / name).stat().st_size / 1e6, 1) for name in (TAR, UOS_DEB, DEB)},
        },
        "seconds": {
            "roots": round(ready - started),
            "build_and_pack": round(packed - ready),
            "tests": round(time.monotonic() - packed),
        },
        "self_test": report,
    }


def main() -> int:
    """Make a release, or say what is lacking."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--untried", action="store_true")
    parser.add_argument("--cache", type=Path, metavar="DIR", default=cache_folder(os.environ))
    options = parser.parse_args()
    lacking = find_lacking(os.environ)
    if lacking:
        print(
            "\n".join(("A release cannot be made here. It needs", *(f"- {each}" for each in lacking))), file=sys.stderr
        )
        return 2
    try:
        said = make_release(options.cache.resolve(), not options.untried)
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(said, ensure_ascii=False))
    return 0 if said["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
