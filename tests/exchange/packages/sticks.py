"""Sticks for tests: a small whole package, and a disk that fails when it is told to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from huanjie_desktop.exchange.packages.checksums import write_checksums
from huanjie_desktop.exchange.packages.disk import RealDisk
from huanjie_desktop.exchange.packages.manifest import (
    CHECKSUMS,
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    PEOPLE,
    Counts,
    JournalAnchor,
    ListedEntry,
    ListedFile,
    Manifest,
    PeopleFile,
    PersonRecord,
    digest_of,
    encode_manifest,
    encode_people,
)

PERSON = PersonRecord(id="p1", fields={"name": "林木", "birth": "1985-07"}, lists={"代表名册": "一团"})


def manifest_of(listed: dict[str, bytes], **changes: Any) -> Manifest:
    """Return a manifest that lists these files."""
    values: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "package_id": "a" * 32,
        "batch": "青禾县-1",
        "version": 1,
        "kind": "any-package",
        "kind_title": "上报包",
        "title": "中国共产党青禾县第十二次代表大会",
        "unit": "中共青禾县委员会",
        "created": "2026-07-01T09:00:00+00:00",
        "program": "换届工作台",
        "program_version": "0",
        "schema_version": 2,
        "base_date": "2026-07-26",
        "preparer": "",
        "contact": "",
        "recipient": "",
        "masked": False,
        "counts": Counts(people=1, files=len(listed), bytes=sum(map(len, listed.values()))),
        "journal": JournalAnchor(seq=1),
        "entries": (ListedEntry(number=1, title="请示", folder="01_请示"),),
        "files": tuple(
            ListedFile(path=path, size=len(content), sha256=digest_of(content)) for path, content in listed.items()
        ),
    }
    return Manifest(**(values | changes))


def small_package(*people: PersonRecord, extra: dict[str, bytes] | None = None, **changes: Any) -> dict[str, bytes]:
    """Return the files of a small whole package; `changes` go into the manifest."""
    people = people or (PERSON,)
    files = {
        "00_目录.html": "<html>目录</html>".encode(),
        "01_请示/请示.pdf": b"%PDF-1.4 " + bytes(range(256)) * 8,
        PEOPLE: encode_people(PeopleFile(titles={"name": "姓名", "birth": "出生年月"}, people=people)),
        **(extra or {}),
    }
    counts = Counts(people=len(people), files=len(files), bytes=sum(map(len, files.values())))
    return sealed(files, manifest_of(files, **({"counts": counts} | changes)))


def sealed(files: dict[str, bytes], manifest: Manifest) -> dict[str, bytes]:
    """Return files with a manifest and the checksums that go with it."""
    content = encode_manifest(manifest)
    listed = {MANIFEST: digest_of(content)} | {file.path: file.sha256 for file in manifest.files}
    return {**files, MANIFEST: content, CHECKSUMS: write_checksums(["上报包校验"], listed)}


def lay(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder; return it."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


class FailingDisk(RealDisk):
    """A stick that fails at its `fails_at`-th call of any kind; `gone` keeps it failing from then on, as one pulled.

    A write that fails leaves the first half of the file. `error` makes the exception; `calls` counts.
    """

    def __init__(self, fails_at: int, error: Callable[[], BaseException], gone: bool = False) -> None:
        self.fails_at, self.error, self.gone = fails_at, error, gone
        self.calls = 0
        self.last = ""

    def _step(self, name: str) -> None:
        self.calls += 1
        if self.calls == self.fails_at or (self.gone and self.calls > self.fails_at):
            self.last = self.last or name
            raise self.error()

    def free_bytes(self, folder: Path) -> int:
        self._step("free")
        return super().free_bytes(folder)

    def names_in(self, folder: Path) -> list[str]:
        self._step("names")
        return super().names_in(folder)

    def make_folder(self, folder: Path) -> None:
        self._step("make")
        super().make_folder(folder)

    def write_file(self, path: Path, content: bytes) -> None:
        try:
            self._step("write")
        except BaseException:
            if not self.gone or self.calls == self.fails_at:
                path.write_bytes(content[: len(content) // 2])
            raise
        super().write_file(path, content)

    def digest_of(self, path: Path) -> str:
        self._step("digest")
        return super().digest_of(path)

    def sync_folder(self, folder: Path) -> None:
        self._step("sync")
        super().sync_folder(folder)

    def rename(self, old: Path, new: Path) -> None:
        self._step("rename")
        super().rename(old, new)

    def remove_folder(self, folder: Path) -> None:
        self._step("remove")
        super().remove_folder(folder)
