"""Packages: the stick pulled, the writer killed, the stick full, a bit flipped, a package made up to do harm."""

import errno
import json
import os
import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from huanjie_desktop.catalog.shipped import load_rule_book
from huanjie_desktop.domain.errors import HuanjieError, UserError
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.exchange.packages.disk import RealDisk
from huanjie_desktop.exchange.packages.manifest import CHECKSUMS, MANIFEST
from huanjie_desktop.exchange.packages.verifying import verify_folder
from huanjie_desktop.exchange.packages.writing import write_package
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.reading import open_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.workspace import Workspace, open_workspace
from tests.exchange.packages.sticks import FailingDisk, lay, small_package
from tests.faults.registry import Tally, fault
from tests.faults.victims import kill_after, spawn
from tests.faults.workload import content_of

ERRORS = (errno.EIO, errno.ENODEV, errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOENT)
LONGEST_LOOK = 5.0  # s
SMALL = small_package(extra={f"0{at}_材料/材料{at}.pdf": bytes([at]) * 40_000 for at in range(2, 8)})


def _workspace(folder: Path) -> Workspace:
    return open_workspace(make_demo(folder / "示例", 60, 1).workspace)


def _look_at_stick(stick: Path, tally: Tally, note: str) -> int:
    """Count what bears a package's name and is not whole; return how many packages are there."""
    packages = [each for each in stick.iterdir() if not each.name.endswith(".part")]
    tally.seen["leftovers"] += len(list(stick.iterdir())) - len(packages)
    for package in packages:
        if not open_package(package, load_rule_book()).ok:
            tally.wrong("torn", f"{note}: {package.name}")
    return len(packages)


def _naively(files: Mapping[str, bytes], folder: Path, disk: FailingDisk) -> None:
    """Write as one would without thinking: under its name at once. The control, which must leave torn packages."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        disk.write_file(folder / path, content)


@fault("package-pull", full=100, short=10)
def pull_stick(count: int, seed: int, folder: Path) -> Tally:
    """Have the stick fail at one call after the other while a package of the demo county is written."""
    rng = random.Random(seed)
    tally = Tally(bad={"torn": 0, "workspace changed": 0, "not told": 0, "stuck": 0}, control={"torn": 0})  # type: ignore[arg-type]
    workspace = _workspace(folder)
    scopes = list_scopes(workspace)
    steps = list(range(1, 1 + _count_steps(workspace, scopes[0].congress.id, folder)))
    rng.shuffle(steps)  # each call fails before one fails again
    for number in range(count):
        stick = folder / f"stick{number}"
        stick.mkdir()
        at, gone, code = steps[number % len(steps)], rng.random() < 0.5, rng.choice(ERRORS)
        before = content_of(workspace.store.db)
        disk = FailingDisk(at, lambda code=code: OSError(code, os.strerror(code)), gone)  # type: ignore[misc]
        note = f"call {at} {errno.errorcode[code]} gone={gone}"
        request = ExportRequest(scopes[0].congress.id, stick, Details(rng.random() < 0.5))
        try:
            export_package(workspace, request, disk=disk)
            tally.seen["not reached"] += 1
        except HuanjieError as error:
            tally.seen[f"refused at {disk.last}"] += 1
            if content_of(workspace.store.db) != before:
                tally.wrong("workspace changed", note)
            if "没有写出" not in error.text:
                tally.wrong("not told", f"{note}: {error.text}")
        tally.tried += 1
        _look_at_stick(stick, tally, note)
        control = FailingDisk(2, lambda: OSError(errno.EIO, "gone"), gone)
        try:
            _naively(SMALL, folder / f"control{number}", control)
        except OSError:
            tally.control["torn"] += not verify_folder(folder / f"control{number}").ok
        if number % 10 == 0:
            done = export_package(workspace, ExportRequest(scopes[0].congress.id, stick))
            if not open_package(done.folder, load_rule_book()).ok or any(
                each.name.endswith(".part") for each in stick.iterdir()
            ):
                tally.wrong("stuck", note)
        shutil.rmtree(stick)
    workspace.close()
    return tally


def _count_steps(workspace: Workspace, scope: str, folder: Path) -> int:
    """Return how many calls writing a package makes."""
    disk = FailingDisk(0, OSError)
    (folder / "probe").mkdir()
    export_package(workspace, ExportRequest(scope, folder / "probe"), disk=disk)
    return disk.calls


def _write_many(stick: Path, say: int) -> None:
    for number in range(200):
        write_package(RealDisk(), stick, f"上报包_第{number}版", SMALL, NoProgress())
        os.write(say, bytes([number]))


@fault("package-kill", full=100, short=6, posix=True)
def kill_writer(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that writes package after package; what was acknowledged is there, and all that is named is whole."""
    rng = random.Random(seed)
    tally = Tally(bad={"torn": 0, "lost": 0, "not swept": 0})  # type: ignore[arg-type]
    for number in range(count):
        stick = folder / f"stick{number}"
        stick.mkdir()
        victim = spawn(lambda say, stick=stick: _write_many(stick, say))  # type: ignore[misc]
        words = kill_after(victim, rng.uniform(0.0, 0.15), signal.SIGKILL)
        tally.tried += 1
        there = _look_at_stick(stick, tally, f"kill {number}")
        if there < len(words.said):
            tally.wrong("lost", f"kill {number}: {len(words.said)} acknowledged, {there} there")
        write_package(RealDisk(), stick, "再来一次", SMALL, NoProgress())
        if any(each.name.endswith(".part") for each in stick.iterdir()):
            tally.wrong("not swept", f"kill {number}")
        shutil.rmtree(stick)
    return tally


def _write_limited(stick: Path, say: int, size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        write_package(RealDisk(), stick, "上报包", SMALL, NoProgress())
        os.write(say, json.dumps("").encode())
    except HuanjieError as error:
        os.write(say, json.dumps(error.text).encode())


@fault("package-full", full=100, short=6, posix=True)
def fill_stick(count: int, seed: int, folder: Path) -> Tally:
    """Write to a stick that takes no more after so many bytes of a file: refused in a sentence, and nothing is left."""
    rng = random.Random(seed)
    tally = Tally(bad={"torn": 0, "left": 0, "not told": 0})  # type: ignore[arg-type]
    largest = max(map(len, SMALL.values()))
    for number in range(count):
        stick = folder / f"stick{number}"
        stick.mkdir()
        size = rng.randrange(largest)
        victim = spawn(lambda say, stick=stick, size=size: _write_limited(stick, say, size))  # type: ignore[misc]
        said = b""
        while part := os.read(victim.pipe, 65536):
            said += part
        os.close(victim.pipe)
        os.waitpid(victim.process, 0)
        tally.tried += 1
        if "已满" not in (json.loads(said) if said else ""):
            tally.wrong("not told", f"{size}: {said!r}")
        if list(stick.iterdir()):
            tally.wrong("left", f"{size}: {os.listdir(stick)}")  # noqa: PTH208 - names only
    return tally


@fault("package-bit", full=1000, short=100)
def flip_bits(count: int, seed: int, folder: Path) -> Tally:
    """Flip one bit anywhere in a package of the demo county: verification names the file; sizes alone would not see it."""
    rng = random.Random(seed)
    tally = Tally(bad={"undetected": 0, "wrong file": 0}, control={"sizes see nothing": 0})  # type: ignore[arg-type]
    workspace = _workspace(folder)
    package = export_package(workspace, ExportRequest(list_scopes(workspace)[-1].congress.id, folder)).folder
    workspace.close()
    files = [path for path in sorted(package.rglob("*")) if path.is_file()]
    weights = [path.stat().st_size for path in files]
    for _ in range(count):
        path = rng.choices(files, weights)[0] if rng.random() < 0.7 else rng.choice(files)
        content = path.read_bytes()
        changed = bytearray(content)
        at = rng.randrange(len(changed) * 8)
        changed[at // 8] ^= 1 << at % 8
        path.write_bytes(changed)
        found = open_package(package, load_rule_book())
        name = path.relative_to(package).as_posix()
        tally.tried += 1
        tally.control["sizes see nothing"] += path.stat().st_size == len(content)
        if found.ok:
            tally.wrong("undetected", f"{name} bit {at}")
        elif name not in {problem.file for problem in found.verification.problems}:
            tally.wrong("wrong file", f"{name} bit {at}: {found.verification.problems[:3]}")
        path.write_bytes(content)
    if not open_package(package, load_rule_book()).ok:
        tally.wrong("undetected", "the package is not as it was")
    return tally


def _rename(package: Path, rng: random.Random) -> None:
    path = _any_file(package, rng)
    path.rename(path.with_name(f"改名{path.name}"))


def _cut(package: Path, rng: random.Random) -> None:
    path = _any_file(package, rng)
    path.write_bytes(path.read_bytes()[: rng.randrange(path.stat().st_size)])


def _remove(package: Path, rng: random.Random) -> None:
    _any_file(package, rng).unlink()


def _add(package: Path, rng: random.Random) -> None:
    (package / rng.choice(("", "01_请示", "数据")) / f"多{rng.random()}.txt").write_bytes(rng.randbytes(20))


def _link(package: Path, rng: random.Random) -> None:
    path = _any_file(package, rng)
    path.unlink()
    path.symlink_to(rng.choice(("/etc/passwd", "../..", str(package), "没有")))


def _exchange(package: Path, rng: random.Random) -> None:
    one, two = rng.sample([path for path in package.rglob("*") if path.is_file()], 2)
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def _huge(package: Path, rng: random.Random) -> None:
    with (package / rng.choice((MANIFEST, CHECKSUMS))).open("r+b") as stream:
        stream.truncate(200 * 1024 * 1024)


def _nonsense(package: Path, rng: random.Random) -> None:
    content = rng.choice(
        (rng.randbytes(rng.randrange(2000)), b"[" * 50_000, b"{}" * 9, b'{"format":1}', b"\xef\xbb\xbf{}")
    )
    (package / MANIFEST).write_bytes(content)


def _bad_path(package: Path, rng: random.Random) -> None:
    """Have the manifest say a path that it must not, with sums that fit."""
    bad = rng.choice(("../外面.txt", "/etc/passwd", "C:\\x", "a\\b", "C:/x", "01_请示/../../x", "a\0b", "", ".", "x:y"))
    listed = small_package(extra={bad: b"1"})
    for name in (MANIFEST, CHECKSUMS):
        (package / name).write_bytes(listed[name])


def _bad_value(package: Path, rng: random.Random) -> None:
    """Put a value of another kind, or an endless text, anywhere into the manifest."""
    manifest = json.loads((package / MANIFEST).read_bytes())
    key = rng.choice(list(manifest))
    manifest[key] = rng.choice((None, -1, 1 << 70, "字" * 5000, [], {}, [[[]]], True, 1e400, "2026-13-45"))
    (package / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


HARMS: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_rename, _cut, _remove, _add, _link, _exchange, _huge, _nonsense, _bad_path, _bad_value),
)


def _any_file(package: Path, rng: random.Random) -> Path:
    return rng.choice([path for path in sorted(package.rglob("*")) if path.is_file() and path.stat().st_size])


def _state_of(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


@fault("package-malformed", full=1000, short=100)
def make_malformed(count: int, seed: int, folder: Path) -> Tally:
    """Make up packages to do harm: each is refused or told file by file, soon, and nothing is followed or written."""
    rng = random.Random(seed)
    tally = Tally(bad={"accepted": 0, "raised": 0, "slow": 0, "changed": 0})  # type: ignore[arg-type]
    for number in range(count):
        package = lay(folder / f"包{number}", SMALL)
        harms = [HARMS[number % len(HARMS)], *rng.sample(HARMS, rng.randrange(2))]
        for harm in harms:
            if (package / MANIFEST).is_file() or harm not in (_bad_value, _huge):
                _try_harm(harm, package, rng)
        if _is_whole(package):  # the second harm has taken back the first
            tally.seen["taken back"] += 1
            shutil.rmtree(package)
            continue
        before, started = _state_of(folder), time.perf_counter()
        note = "+".join(harm.__name__ for harm in harms)
        tally.tried += 1
        try:
            if open_package(package, load_rule_book()).ok:
                tally.wrong("accepted", note)
        except UserError:
            tally.seen["refused"] += 1
        except Exception as error:  # noqa: BLE001 - whatever is not a sentence is what is counted
            tally.wrong("raised", f"{note}: {error!r}")
        if time.perf_counter() - started > LONGEST_LOOK:
            tally.wrong("slow", note)
        if _state_of(folder) != before:
            tally.wrong("changed", note)
        shutil.rmtree(package)
    return tally


def _is_whole(package: Path) -> bool:
    found = {path.relative_to(package).as_posix(): path for path in package.rglob("*") if not path.is_dir()}
    return found.keys() == SMALL.keys() and not any(
        path.is_symlink() or path.read_bytes() != SMALL[name] for name, path in found.items()
    )


def _try_harm(harm: Callable[[Path, random.Random], None], package: Path, rng: random.Random) -> None:
    try:
        harm(package, rng)
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        RecursionError,
    ):  # what one harm has done, the next may not be able to use
        return
