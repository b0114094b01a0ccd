"""The shapes of the catalogue's entries; msgspec decodes them strictly, so a wrong key is named."""

from typing import Any

import msgspec


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the entries: frozen, and an unknown key is an error."""


class ColumnSpec(Entry, frozen=True):
    """名册栏目: a column of rosters, imports and tables; `field` is a Person attribute or a computed one.

    `group` is the upper line of a two-line head (全日制教育), `print_title` the lower one where it is not `title`.
    """

    field: str
    title: str
    print_title: str = ""
    group: str = ""
    kind: str = "text"  # text name date sex ethnic id_number phone long_text number party education politics
    width: float = 10
    align: str = "left"
    aliases: tuple[str, ...] = ()
    visible: bool = False
    importable: bool = True


class RosterKindSpec(Entry, frozen=True):
    """名册类别: 干部, 代表, 班子 ...; `of_candidates` for those whose people stand for election."""

    id: str
    title: str
    position: int = 0
    of_candidates: bool = False


class OfficeSpec(Entry, frozen=True):
    """大会机构职务: 主席团成员, 秘书长 ...; `share` is a customary share of the delegates, for a hint."""

    id: str
    title: str
    single: bool = False


class ItemSeed(Entry, frozen=True):
    """An agenda item that a new congress starts with."""

    title: str
    minutes: int = 0
    speaker: str = ""
    papers: str = ""
    items: tuple["ItemSeed", ...] = ()


class SessionSeed(Entry, frozen=True):
    """A session that a new congress starts with; `day` counts from the opening day (0, -1, 1), `start` is "09:00"."""

    title: str
    day: int = 0
    start: str = "09:00"
    place: str = ""
    chair: str = ""
    attendance: str = ""
    items: tuple[ItemSeed, ...] = ()


class CongressKindSpec(Entry, frozen=True):
    """会议种类: `title_pattern` has {unit} and {ordinal} (中国共产党{unit}第{ordinal}次代表大会).

    `host` is who holds it, with {unit}; `superior` whom it is reported to, with {county} or {superior}, the office's own
    superior as the workspace has it.
    """

    id: str
    title: str
    level: str
    title_pattern: str
    short_pattern: str
    delegate_title: str = "代表"
    name_order: str = "surname"
    days: int = 1
    offices: tuple[OfficeSpec, ...] = ()
    sessions: tuple[SessionSeed, ...] = ()
    packet: tuple[str, ...] = ()
    host: str = "中共{unit}委员会"
    superior: str = "{superior}"
    position: int = 0


class DocumentSpec(Entry, frozen=True):
    """印件: a paper that can be printed; `compose` names a function of documents/compose, `params` are handed to it."""

    id: str
    title: str
    of: str  # a kind of thing that papers are printed of: roster, congress, campaign ...
    compose: str
    formats: tuple[str, ...] = ("pdf", "docx")
    position: int = 0
    paper: str = "A4"
    landscape: bool = False
    margins: str = "official"  # official | table
    numbering: str = "official"
    params: dict[str, Any] = msgspec.field(default_factory=dict)


class PackageEntrySpec(Entry, frozen=True):
    """上报包条目: a numbered folder of a package.

    `source` names a function of services/packages/sources: "congress" prints `documents` of the congress, "rosters"
    prints them of its rosters of `roster_kinds`, "campaigns" takes the summaries of its assessments. `formats` are the
    files of each paper, of those that the paper has.
    """

    number: int
    title: str
    source: str = "congress"
    documents: tuple[str, ...] = ()
    roster_kinds: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("pdf", "docx")
    required: bool = True


class PackageSpec(Entry, frozen=True):
    """上报包: the checklist of what is reported about a congress of one of `kinds`.

    `fields` are the columns of a person that the package's data hold, and no others.
    """

    id: str
    title: str
    kinds: tuple[str, ...]
    entries: tuple[PackageEntrySpec, ...]
    fields: tuple[str, ...]
    position: int = 0
