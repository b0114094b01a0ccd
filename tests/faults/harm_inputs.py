"""Malformed inputs: spreadsheets, texts and workspaces, made up and mutated; a plain sentence each, and nothing changes."""

import io
import os
import random
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwt

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.services.people.importing import ImportRequest, prepare_import
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.people import count_people, list_people
from tests.builders import FixedClock
from tests.exchange.books import HEAD, simple
from tests.faults.registry import Tally, fault
from tests.faults.workload import content_of, make_base

LIMIT_SECONDS = 5
LIMIT_BYTES = 4 << 30  # what takes more would take the whole machine: the process ends instead
PERSON = [1, "林木", "男", "汉族", "1985.07", "2003.05", "柳河镇镇长", ""]
Mutation = Callable[[bytes, random.Random], bytes]
NASTY = (
    b"\x00" * 64,
    b"\xff\xfe",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&#x0;",
    b"99999999999999999999",
    b"../../",
    "𠮷".encode() * 50,
    b'"' * 30,
    b"=1+1",
    b"-1",
    b"]]>",
)


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 3, 30, 300))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def _drop(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.randrange(1, 2000) :]


def _repeat(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    part = content[start : start + rng.randrange(1, 3000)]
    return content[:start] + part * rng.randrange(2, 40) + content[start:]


def _insert(content: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + rng.choice(NASTY) + content[start:]


def _noise(_content: bytes, rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 7, 600, 9000)))


def _inside_zip(content: bytes, rng: random.Random) -> bytes:
    """Mutate one member of a zip and pack it again, so that its own checks pass."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            members = [(info, old.read(info)) for info in old.infolist()]
    except (zipfile.BadZipFile, ValueError):
        return _flip(content, rng)
    chosen = rng.randrange(len(members))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for at, (info, text) in enumerate(members):
            if at == chosen:
                if rng.random() < 0.1:
                    continue
                text = rng.choice((_flip, _cut, _drop, _repeat, _insert))(text or b"x", rng)
            new.writestr(info.filename, text)
    return made.getvalue()


ANY: tuple[Mutation, ...] = (_flip, _cut, _drop, _repeat, _insert, _noise)


def _xls(path: Path) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for row, cells in enumerate((HEAD, PERSON)):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(path))
    return path


def _seeds(folder: Path) -> dict[str, bytes]:
    simple(folder / "a.xlsx", PERSON, *([at, "王芳", "女", "回族", "1990-01", "", "干部", ""] for at in range(2, 9)))
    _xls(folder / "a.xls")
    text = "\r\n".join(",".join(str(cell) for cell in row) for row in (HEAD, PERSON))
    return {
        ".xlsx": (folder / "a.xlsx").read_bytes(),
        ".xls": (folder / "a.xls").read_bytes(),
        ".csv": text.encode("gb18030"),
        ".txt": text.encode("utf-8-sig"),
        ".lrmx": "<Person><XingMing>林木</XingMing></Person>".encode(),
    }


@contextmanager
def _hearing(file: Path) -> Iterator[None]:
    """Send what the process writes to standard error, a native reader's panics among it, into a file."""
    sys.stderr.flush()
    kept = os.dup(2)
    with file.open("wb") as stream:
        os.dup2(stream.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


@fault("inputs", full=10_000, short=150)
def feed_malformed(count: int, seed: int, folder: Path) -> Tally:
    """Import malformed files and open malformed workspaces; nothing may be said on standard error either."""
    (folder / "said").mkdir()
    with _hearing(folder / "said" / "stderr"):
        tally = _feed(count, seed, folder)
    said = (folder / "said" / "stderr").read_text(encoding="utf-8", errors="replace")
    for line in said.splitlines():
        if "panicked" in line or "Traceback" in line:
            tally.wrong("traceback", line)
    return tally


def _feed(count: int, seed: int, folder: Path) -> Tally:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    rng = random.Random(seed)
    tally = Tally(bad={"traceback": 0, "slow": 0, "store changed": 0, "no plain message": 0})  # type: ignore[arg-type]
    seeds = _seeds(folder)
    workspace = create_workspace(folder / "青禾县.huanjie", "青禾县", clock=FixedClock())
    before, entries = content_of(workspace.store.db), count_people(workspace.store)
    (folder / "base").mkdir()
    base = make_base(folder / "base").read_bytes()
    for number in range(count):
        kind = rng.choice((*seeds, ".xlsx", ".huanjie"))
        started = time.perf_counter()
        trial = random.Random(rng.randrange(1 << 30))
        try:
            if kind == ".huanjie":
                _open_workspace(folder / "now", rng.choice(ANY)(base, trial))
            else:
                mutations = (*ANY, _inside_zip, _inside_zip, _inside_zip) if kind == ".xlsx" else ANY
                _import(workspace, folder / f"名册{kind}", rng.choice(mutations)(seeds[kind], trial))
            tally.seen["could be read"] += 1
        except HuanjieError as error:
            tally.seen["refused"] += 1
            if not error.text.endswith("。") or "\n" in error.text:
                tally.wrong("no plain message", f"{number}: {error.text!r}")
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            tally.wrong("traceback", f"{number} {kind}: {error!r}")
        if time.perf_counter() - started > LIMIT_SECONDS:
            tally.wrong("slow", f"{number} {kind}: {time.perf_counter() - started:.1f} s")
        tally.tried += 1
        tally.seen[kind] += 1
        if number % 50 == 0 and (content_of(workspace.store.db), count_people(workspace.store)) != (before, entries):
            tally.wrong("store changed", f"{number}")
    if content_of(workspace.store.db) != before:
        tally.wrong("store changed", "at the end")
    workspace.close()
    return tally


def _import(workspace: Workspace, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    prepare_import(workspace, ImportRequest(file))


def _open_workspace(folder: Path, content: bytes) -> None:
    """Open a malformed workspace and read from it; one that is refused stays as it is."""
    folder.mkdir(exist_ok=True)
    path = folder / "青禾县.huanjie"
    path.write_bytes(content)
    try:
        store = open_store(path, FixedClock())
    except HuanjieError:
        if path.read_bytes() != content:
            raise AssertionError("a refused workspace was changed") from None
        raise
    try:
        list_people(store)
    finally:
        store.close()
