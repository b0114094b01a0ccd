"""Disk errors at call 1, 2, 3 ...: under the store's SQL, and under what writes backups, restores and exports."""

import errno
import io
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.store import ledger
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.durable import digest_of
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.recovery import recover
from tests.builders import FixedClock
from tests.faults.disk import Disk
from tests.faults.harm_power import NAME, connect, open_after, set_pragmas, trace
from tests.faults.registry import Tally, fault
from tests.faults.workload import change, make_base, state_of

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES)


@fault("io-sql", full=3000, short=60)
def break_sql(count: int, seed: int, folder: Path) -> Tally:
    """Let one call to the disk fail, or all from then on, at call 1, 2, 3 ... of a run of changes."""
    tally = Tally(bad={"lost": 0, "damaged": 0})  # type: ignore[arg-type]
    rng = random.Random(seed)
    base = make_base(folder)
    content = base.read_bytes()
    scripts, contents = trace(base, seed)
    for number in range(count):
        disk = Disk({NAME: bytearray(content)}, fail_at=number if number < count // 2 else rng.randrange(2000))
        done = _run_until_error(disk, scripts, lasting=bool(number % 2))
        tally.tried += 1
        tally.seen["failed"] += done < len(scripts)
        found = open_after({name: bytes(each) for name, each in disk.files.items()}, folder)
        if found not in contents:
            tally.wrong("damaged", f"call {disk.fail_at}")
        elif found not in contents[done : done + 2]:
            tally.wrong("lost", f"call {disk.fail_at}, after {done} changes")
    return tally


def _run_until_error(disk: Disk, scripts: list[list[str]], lasting: bool) -> int:
    """Run changes until one fails; return how many were done. A disk that is well again lets the rollback through."""
    connection: apsw.Connection | None = None
    try:
        connection = connect(disk)
        set_pragmas(connection)
        for done, script in enumerate(scripts):
            try:
                for statement in script:
                    connection.execute(statement).fetchall()
            except apsw.Error:
                disk.failing = lasting
                if not lasting:
                    disk.fail_at = -1
                with suppress(apsw.Error):
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                return done
        return len(scripts)
    except apsw.Error:
        return 0
    finally:
        if connection is not None:
            with suppress(apsw.Error):
                connection.close(True)


class FailingCalls:
    """Lets call number `at` of those that change files fail, and counts them."""

    def __init__(self, at: int, code: int) -> None:
        self.at, self.code, self.count = at, code, 0

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.check()
            return real(*arguments, **named)

        return call

    def wrap_open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if set(mode) & set("wax+"):
                self.check()
            return real(file, mode, *arguments, **named)

        return call

    def check(self) -> None:
        self.count += 1
        if self.count == self.at:
            raise OSError(self.code, os.strerror(self.code))

    @contextmanager
    def on(self) -> Iterator[None]:
        with (
            patch.object(os, "fsync", self.wrap(os.fsync)),
            patch.object(os, "replace", self.wrap(os.replace)),
            patch.object(os, "link", self.wrap(os.link)),
            patch.object(os, "mkdir", self.wrap(os.mkdir)),
            patch.object(io, "open", self.wrap_open(io.open)),
            patch.object(tempfile, "mkstemp", self.wrap(tempfile.mkstemp)),
        ):
            yield


def _back_up(path: Path) -> None:
    store = open_store(path, FixedClock())
    try:
        store.back_up("手动")
    finally:
        store.close()


def _restore(path: Path) -> None:
    store = open_store(path, FixedClock())
    try:
        store.restore(ledger.backup_folder(path) / ledger.list_backups(path)[-1].file)
    finally:
        store.close()


def _recover(path: Path) -> None:
    copy = ledger.list_backups(path)[-1]
    recover(path, ledger.backup_folder(path) / copy.file, None, FixedClock().now(), copy.digest)


def _export(path: Path) -> None:
    safe_write(path.with_name("名册.xlsx"), lambda stream: stream.write(b"new" * 9000))


@fault("io-files", full=400, short=60)
def break_files(count: int, seed: int, folder: Path) -> Tally:
    """Let each call that changes files fail in turn, while backing up, restoring, replacing and exporting."""
    tally = Tally(bad={"lost": 0, "no plain message": 0, "left half": 0})  # type: ignore[arg-type]
    (folder / "base").mkdir()
    base = make_base(folder / "base")
    store = open_store(base, FixedClock())
    store.back_up("手动")
    contents = {state_of(store.db)}
    change(store, random.Random(4), 1)
    contents.add(state_of(store.db))
    store.close()
    base.with_name("名册.xlsx").write_bytes(b"old")
    works = (_back_up, _restore, _recover, _export)
    plans = [(work, at, code) for at in range(1, 40) for work in works for code in ERRORS]
    for number in range(count):
        work, at, code = plans[number % len(plans)]
        path = folder / f"{number}" / base.name
        shutil.copytree(base.parent, path.parent)
        calls = FailingCalls(at, code)
        tally.tried += 1
        try:
            with calls.on():
                work(path)
            tally.seen["went through"] += 1
        except HuanjieError as error:
            tally.seen["refused"] += 1
            if not error.text.endswith("。") or not error.advice:
                tally.wrong("no plain message", f"{work.__name__} {at}: {error.text!r}")
        except Exception as error:  # noqa: BLE001 - what is not told in a sentence is what is counted
            tally.wrong("no plain message", f"{work.__name__} {at}: {error!r}")
        _look(path, contents, tally, f"{work.__name__}, call {at}, {os.strerror(code)}")
        shutil.rmtree(path.parent)
    return tally


def _look(path: Path, contents: set[str], tally: Tally, note: str) -> None:
    if path.with_name("名册.xlsx").read_bytes() not in (b"old", b"new" * 9000):
        tally.wrong("left half", note)
    for each in ledger.list_backups(path):
        if each.recorded and digest_of(ledger.backup_folder(path) / each.file) != each.digest:
            tally.wrong("left half", f"{note}: {each.file}")
    left = [file.name for file in path.parent.rglob("*.part")]
    if left:
        tally.wrong("left half", f"{note}: {left}")
    store: Store | None = None
    try:
        store = open_store(path, FixedClock())
        if state_of(store.db) not in contents:
            tally.wrong("lost", note)
    except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
        tally.wrong("lost", f"{note}: {error!r}")
    finally:
        if store is not None:
            store.close()
