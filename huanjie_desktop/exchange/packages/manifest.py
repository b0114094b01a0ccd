"""清单.json and 数据/人员.json: what a package says of itself, decoded strictly and with limits."""

import hashlib
from datetime import date, datetime
from typing import Annotated, TypeVar

import msgspec

T = TypeVar("T")

MANIFEST = "清单.json"
CHECKSUMS = "校验.txt"
PEOPLE = "数据/人员.json"
FORMAT = "huanjie-package"
FORMAT_VERSION = 1
LARGEST_MANIFEST = 4 * 1024 * 1024
LARGEST_PEOPLE = 64 * 1024 * 1024
MOST_FILES = 5000
MOST_PEOPLE = 100_000

_Line = Annotated[str, msgspec.Meta(max_length=500)]
_Text = Annotated[str, msgspec.Meta(max_length=20_000)]
_Count = Annotated[int, msgspec.Meta(ge=0, le=1 << 52)]
_Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class ManifestFault(Exception):  # noqa: N818 - named for what it is
    """What a manifest or the people's file says cannot be used; the text is a short Chinese reason."""


class _Struct(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base: frozen, unknown keys refused."""


class ListedFile(_Struct, frozen=True):
    """One file of the package: its path from the folder on with "/", its size in bytes and SHA-256 in hex."""

    path: _Line
    size: _Count
    sha256: _Digest


class ListedEntry(_Struct, frozen=True):
    """One numbered folder: `papers` are the titles of what lies in it, `missing` why something does not."""

    number: _Count
    title: _Line
    folder: _Line
    papers: tuple[_Line, ...] = ()
    missing: tuple[_Line, ...] = ()


class Counts(_Struct, frozen=True):
    """How many people there are in all and on each list, and how many files with how many bytes."""

    people: _Count
    files: _Count
    bytes: _Count
    lists: dict[_Line, _Count] = msgspec.field(default_factory=dict)


class JournalAnchor(_Struct, frozen=True):
    """The last entry of the workspace's journal when the package was made: its number, its time and its link."""

    seq: _Count
    at: _Line = ""
    digest: _Line = ""


class Manifest(_Struct, frozen=True):
    """清单: `batch` stays the same when a congress is reported again, with the next `version`; dates are ISO."""

    format: _Line
    format_version: _Count
    package_id: _Line
    batch: _Line
    version: _Count
    kind: _Line
    kind_title: _Line
    title: _Line
    unit: _Line
    created: _Line
    program: _Line
    program_version: _Line
    schema_version: _Count
    base_date: _Line
    preparer: _Line
    contact: _Line
    recipient: _Line
    masked: bool
    counts: Counts
    journal: JournalAnchor
    entries: tuple[ListedEntry, ...]
    files: tuple[ListedFile, ...]


class _Head(msgspec.Struct, frozen=True):
    """What every version of a manifest begins with."""

    format: str
    format_version: int


class PersonRecord(_Struct, frozen=True):
    """A person: column texts by field (dates as 1985-07), and the group by list."""

    id: _Line
    fields: dict[_Line, _Text]
    lists: dict[_Line, _Line] = msgspec.field(default_factory=dict)


class PeopleFile(_Struct, frozen=True):
    """The people of a package; `titles` are the columns' titles by field."""

    titles: dict[_Line, _Line]
    people: tuple[PersonRecord, ...]


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON that people can read, ending with a line break."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def encode_people(people: PeopleFile) -> bytes:
    """Return the people as JSON that people can read."""
    return msgspec.json.format(msgspec.json.encode(people), indent=1) + b"\n"


def decode_manifest(content: bytes) -> Manifest:
    """Return a manifest; raises ManifestFault with the reason."""
    if len(content) > LARGEST_MANIFEST:
        raise ManifestFault(f"大于{LARGEST_MANIFEST // 1024 // 1024}MB，不是换届工作台的清单")
    head = _decode(content, _Head)
    if head.format != FORMAT:
        raise ManifestFault("不是换届工作台的清单")
    if head.format_version > FORMAT_VERSION:
        raise ManifestFault("由更新版本的换届工作台写出，请先升级本机的程序")
    manifest = _decode(content, Manifest)
    try:
        date.fromisoformat(manifest.base_date)
        datetime.fromisoformat(manifest.created)
    except ValueError as error:
        raise ManifestFault("里面的日期写得不对") from error
    if len(manifest.files) > MOST_FILES:
        raise ManifestFault(f"列了{len(manifest.files)}个文件，多于{MOST_FILES}个")
    return manifest


def decode_people(content: bytes) -> PeopleFile:
    """Return the people's file; raises ManifestFault with the reason."""
    if len(content) > LARGEST_PEOPLE:
        raise ManifestFault(f"大于{LARGEST_PEOPLE // 1024 // 1024}MB")
    people = _decode(content, PeopleFile)
    if len(people.people) > MOST_PEOPLE:
        raise ManifestFault(f"有{len(people.people)}人，多于{MOST_PEOPLE}人")
    if len({person.id for person in people.people}) != len(people.people):
        raise ManifestFault("有人的编号重复")
    return people


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content in hex."""
    return hashlib.sha256(content).hexdigest()


def _decode(content: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ManifestFault("内容读不懂，可能已被改动或损坏") from error
