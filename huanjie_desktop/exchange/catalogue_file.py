"""目录文件 (.hjmb): entries of one office's catalogue as a file that another county can take; JSON with a digest."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop import __version__
from huanjie_desktop.domain.errors import UserError, os_reason

SUFFIX = ".hjmb"
LARGEST = 8_000_000
_FORMAT = "huanjie-catalogue/1"
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, KeyError, RecursionError)


class FileEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry: `kind` and `id` as the catalogue has them, `body` what it says."""

    kind: str
    id: str
    title: str
    number: int
    body: dict[str, Any]


class CatalogueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file: `county` wrote it with `program`; `digest` is that of the entries."""

    format: str
    program: str
    county: str
    entries: tuple[FileEntry, ...]
    digest: str


def make_file(county: str, entries: tuple[FileEntry, ...]) -> CatalogueFile:
    """Return a file with these entries."""
    return CatalogueFile(_FORMAT, __version__, county, entries, _digest(entries))


def encode_file(county: str, entries: tuple[FileEntry, ...]) -> bytes:
    """Return the bytes of a file with these entries."""
    return msgspec.json.format(msgspec.json.encode(make_file(county, entries)), indent=1) + b"\n"


def check_target(path: Path) -> None:
    """Refuse a name that is none of a catalogue file: what stands there is something else, or would be taken for it."""
    if path.suffix.lower() != SUFFIX:
        raise UserError(f"目录文件只能存为{SUFFIX}，不能存为“{path.name}”。", f"请把文件名改为以“{SUFFIX}”结尾。")


def read_file(path: Path) -> CatalogueFile:
    """Read a file; UserError names it where it cannot be read, is of another kind or was changed on its way."""
    if path.exists() and not path.is_file():  # a pipe, a device: to read it may never end
        raise UserError(f"“{path.name}”不是目录文件。", f"请选择扩展名为 {SUFFIX} 的文件。")
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"读不了“{path.name}”（{os_reason(error)}）。", "请检查文件是否已移动或改名。") from error
    if len(content) > LARGEST:
        raise UserError(f"“{path.name}”太大，不是目录文件。", f"请选择扩展名为 {SUFFIX} 的文件。")
    try:
        head = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
        kind = msgspec.json.decode(head["format"], type=str)
    except _UNREADABLE as error:
        raise UserError(f"“{path.name}”不是目录文件，或已损坏。", "请向对方重新要一份。") from error
    if kind != _FORMAT:
        raise UserError(f"“{path.name}”不是本版本程序能读的目录文件。", "请先升级本机的程序，或请对方重新导出。")
    try:
        file = msgspec.json.decode(content, type=CatalogueFile)
    except _UNREADABLE as error:
        raise UserError(f"“{path.name}”的内容不完整，未作任何改动。", "请向对方重新要一份。") from error
    if file.digest != _digest(file.entries):
        raise UserError(f"“{path.name}”的内容与校验值不符，可能已损坏或被改动。", "请向对方重新要一份。")
    return file


def _digest(entries: tuple[FileEntry, ...]) -> str:
    return hashlib.sha256(msgspec.json.encode(entries, order="deterministic")).hexdigest()
