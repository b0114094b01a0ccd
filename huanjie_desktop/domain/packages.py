"""上报包: papers attached to it, the register of what was exported, and the people it carries."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PackagePaper:
    """附件: a file put into one entry of a congress's package; `entry` is the entry's title, `size` in bytes,
    `digest` the SHA-256 of the content, under which the store keeps it."""

    id: str
    congress_id: str
    entry: str
    name: str
    size: int
    digest: str
    position: int = 0


@dataclass(frozen=True)
class PackageExport:
    """上报登记: one package that was written; `digest` is the SHA-256 of its 清单.json, `target` where it was put.

    `batch` stays the same when a congress is reported again, with the next `version`.
    """

    id: str
    batch: str
    version: int
    kind: str
    scope_id: str
    title: str
    folder: str
    target: str
    at: str
    recipient: str
    preparer: str
    contact: str
    masked: bool
    files: int
    bytes: int
    people: int
    digest: str


@dataclass(frozen=True)
class PackagedPerson:
    """上报人员: a person as a package carries one: field texts by field, and the group by list (代表名册: 柳河镇)."""

    id: str
    fields: Mapping[str, str]
    lists: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name, or what stands for a missing one."""
        return self.fields.get("name", "") or "（无姓名）"
