"""The key of a protected workspace and its slots: a random data key, wrapped for each password and for the recovery code.

The record of the slots stands behind the last page of the file, twice, so that whoever copies the one file has it; while the file is
open it also stands beside it, since SQLite writes over what is behind its pages, and every backup has its own. SQLite does not
read behind its last page. A slot is opened by what scrypt makes of a password and the record's salt: 32 bytes that the data key is
added to (exclusive or, once for each password) and 32 bytes for an HMAC-SHA256 over the slot, which tells a wrong password from damage.

A file without a record is one of earlier programs: its password is SQLCipher's own, until it is changed.
"""

import errno
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.durable import write_durably

PASSWORD, CODE, OTHER = "password", "code", "other"  # kinds of slots: the office's, on paper, a second person's
MOST_SLOTS = 6
# the record's two copies never fill a page, so that what is behind the pages tells itself apart
_PAGE, _COPY = 4096, 2000
_MARK = b"HJKEYS1\n"
_COST, _BLOCK, _MEMORY = 1 << 15, 8, 1 << 26  # 32 MiB, about 0.15 s
_COSTS = tuple(1 << bits for bits in range(10, 16))  # none dearer than today's: the record may be anybody's
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 5 bits each, none that is taken for another
_CODE_LENGTH, _GROUP = 30, 5  # 145 bits and a sign that tells a slip of the pen


@dataclass(frozen=True)
class Slot:
    """One way to the data key; `name` says whose, `wrapped` and `tag` are hexadecimal."""

    kind: str
    name: str
    wrapped: str
    tag: str


@dataclass(frozen=True)
class KeyRecord:
    """The slots of one workspace, with the salt and the cost that they share."""

    salt: str
    cost: int
    slots: tuple[Slot, ...] = ()

    def open(self, secret: str) -> tuple[str, Slot] | None:
        """Return the data key, as SQLCipher takes it, and the slot that the secret opens; None where it opens none."""
        pad, mac = self._derive(secret)
        for slot in self.slots:
            wrapped = bytes.fromhex(slot.wrapped)
            if hmac.compare_digest(_tag(mac, slot.kind, wrapped), slot.tag):
                return raw_key(_add(wrapped, pad)), slot
        return None

    def with_slot(self, kind: str, name: str, secret: str, key: str) -> "KeyRecord":
        """Return the record with one more slot for a data key."""
        pad, mac = self._derive(secret)
        wrapped = _add(bytes.fromhex(key[2:-1]), pad)
        return replace(self, slots=(*self.slots, Slot(kind, name, wrapped.hex(), _tag(mac, kind, wrapped))))

    def without(self, slot: Slot) -> "KeyRecord":
        """Return the record without a slot."""
        return replace(self, slots=tuple(each for each in self.slots if each != slot))

    def _derive(self, secret: str) -> tuple[bytes, bytes]:
        said = read_code(secret) or unicodedata.normalize("NFC", secret)
        made = hashlib.scrypt(
            said.encode(), salt=bytes.fromhex(self.salt), n=self.cost, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=64
        )
        return made[:32], made[32:]


def new_record() -> KeyRecord:
    """Return a record without slots."""
    return KeyRecord(secrets.token_hex(16), _COST)


def new_key() -> str:
    """Return a new data key."""
    return raw_key(secrets.token_bytes(32))


def raw_key(key: bytes) -> str:
    """Return a data key as SQLCipher takes it."""
    return f"x'{key.hex()}'"


def new_code() -> str:
    """Return a new recovery code as it is printed, in groups of five; its last sign is a check."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH - 1))
    signs += _check_sign(signs)
    return "-".join(signs[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def read_code(text: str) -> str:
    """Return a recovery code in one piece from what was typed (blanks, dashes, small letters); "" where it is none."""
    plain = unicodedata.normalize("NFKC", text).upper()
    signs = "".join(sign for sign in plain if not (sign.isspace() or sign in "-‐‑–—－_·."))
    known = len(signs) == _CODE_LENGTH and set(signs) <= set(_ALPHABET)
    return signs if known and _check_sign(signs[:-1]) == signs[-1] else ""


def pack(record: KeyRecord) -> bytes:
    """Return what stands behind a file's pages: the record twice, each copy with its digest."""
    text = json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":")).encode()
    copy = _MARK + len(text).to_bytes(4, "big") + hashlib.sha256(text).digest() + text
    if len(copy) > _COPY:
        raise ValueError("too many slots")
    return copy.ljust(_COPY, b"\0") * 2


def unpack(content: bytes) -> KeyRecord | None:
    """Return the record from the copy that is whole, None where none is."""
    for start in range(0, len(content), _COPY):
        copy = content[start : start + _COPY]
        head = len(_MARK) + 36
        size = int.from_bytes(copy[len(_MARK) : len(_MARK) + 4], "big")
        text = copy[head : head + size]
        if copy.startswith(_MARK) and hashlib.sha256(text).digest() == copy[len(_MARK) + 4 : head]:
            with suppress(ValueError, TypeError, KeyError, RecursionError):  # another program's idea of a record
                return _record_of(json.loads(text))
    return None


def _record_of(values: Any) -> KeyRecord:
    """Return a record as this program writes it; ValueError, TypeError or KeyError for one that it never wrote."""
    record = KeyRecord(values["salt"], values["cost"], tuple(Slot(**each) for each in values["slots"]))
    texts = [record.salt, *(text for slot in record.slots for text in (slot.wrapped, slot.tag))]
    lengths = [16, *(32 for slot in record.slots for _text in (slot.wrapped, slot.tag))]
    if record.cost not in _COSTS or len(record.slots) > MOST_SLOTS:
        raise ValueError("cost or number of slots")
    if [len(bytes.fromhex(text)) for text in texts] != lengths:
        raise ValueError("lengths")
    if not all(isinstance(text, str) for slot in record.slots for text in (slot.kind, slot.name)):
        raise ValueError("names")
    return record


def page_faults(db: Database) -> list[str]:
    """Return what SQLCipher finds wrong with an encrypted file's pages; the record behind them, or a part of it, is no page."""
    behind = int(db.conn.execute("PRAGMA page_count").fetchone()[0]) + 1
    said = [str(row[0]) for row in db.conn.execute("PRAGMA cipher_integrity_check")]
    return [text for text in said if not text.startswith(f"page {behind} has an invalid size of ")]


def tail_size(size: int) -> int:
    """Return how much of a file of this size is behind its pages, where that can be a record of slots.

    A process that is killed while it writes the record leaves one copy of the two; a power cut leaves any part of them.
    """
    return size % _PAGE if size % _PAGE <= 2 * _COPY else 0


def read_record(path: Path) -> KeyRecord | None:
    """Return the record of a closed file: its own, else the one beside it; None where there is none. Raises OSError."""
    return own_record(path) or read_beside(path)


def own_record(path: Path) -> KeyRecord | None:
    """Return the record behind a closed file's pages; None where there is none that is whole. Raises OSError."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(size - tail_size(size))
        return unpack(stream.read(tail_size(size)))


def read_beside(path: Path) -> KeyRecord | None:
    """Return the record that stands beside a file; None where there is none that is whole."""
    with suppress(OSError):
        return unpack(beside(path).read_bytes())
    return None


def write_beside(path: Path, record: KeyRecord) -> None:
    """Put the record beside a file, where it is not yet. Raises OSError."""
    if read_beside(path) != record:
        write_durably(beside(path), pack(record))


def beside(path: Path) -> Path:
    """Return the file that has a workspace's record while it is open."""
    return path.with_name(f".{path.name}.keys")


class Tail:
    """Keeps the record behind the pages of an open file, with one handle for as long as SQLite has its own.

    On POSIX, closing any handle of a file gives up the locks that the process has on it, so this one is closed last.
    """

    def __init__(self, path: Path, record: KeyRecord) -> None:
        self.record = record
        self._descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))

    def keep(self, pages: int, record: KeyRecord | None = None) -> None:
        """Write the record behind so many pages, unless it is there; a new one copy by copy. Raises OSError."""
        wanted = record or self.record
        content, place = pack(wanted), pages * _PAGE
        os.lseek(self._descriptor, place, os.SEEK_SET)
        if os.read(self._descriptor, len(content) + 1) == content:
            self.record = wanted
            return
        for start in (0, _COPY):
            os.lseek(self._descriptor, place + start, os.SEEK_SET)
            if os.write(self._descriptor, content[start : start + _COPY]) != _COPY:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._descriptor)
        self.record = wanted

    def close(self) -> None:
        """Give the file up."""
        os.close(self._descriptor)


def add_tail(file: Path, record: KeyRecord) -> None:
    """Put a record behind the pages of a copy that nobody has open. Raises OSError."""
    pages = file.stat().st_size // _PAGE
    tail = Tail(file, record)
    try:
        tail.keep(pages)
    finally:
        tail.close()


def _add(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _tag(mac: bytes, kind: str, wrapped: bytes) -> str:
    return hmac.digest(mac, f"huanjie {kind}\n".encode() + wrapped, "sha256").hex()


def _check_sign(signs: str) -> str:
    """Return a sign that differs after one wrong sign or two neighbours exchanged (ISO 7064 MOD 37,36 in this alphabet's size)."""
    size = len(_ALPHABET)
    check = size
    for sign in signs:
        check = (check + _ALPHABET.index(sign)) % size or size
        check = check * 2 % (size + 1)
    return _ALPHABET[(size + 1 - check) % size]
