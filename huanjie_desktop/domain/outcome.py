"""What an action or a check leaves behind: findings, and the set of things that changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; an error blocks, a warning asks, a hint informs."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True)
class Place:
    """Where in a file a finding sits; `row` is 1-based as Excel shows it, `column` the head's words or letter."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Subject:
    """The thing in the store that a finding is about; `kind` is an aggregate's singular noun (person, congress)."""

    kind: str
    id: str
    name: str = ""
    field: str = ""


@dataclass(frozen=True)
class Finding:
    """检查结果: one sentence about one thing, with its basis; never an exception. `accepted` is the reason for which the office
    lets it stand, "" where it counts; `twin` is with whom its subject may be one person, `beside` what else it is about (the
    other of two congresses), `rests_on` what its text says no more of than a part."""

    severity: Severity
    code: str
    text: str
    subject: Subject | None = None
    place: Place | None = None
    basis: str = ""
    accepted: str = ""
    twin: Subject | None = None
    beside: Subject | None = None
    rests_on: str = ""


def gravest_first(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the gravest first, otherwise in the order they came."""
    order = {severity: at for at, severity in enumerate(Severity)}
    return sorted(findings, key=lambda finding: order[finding.severity])


@dataclass(frozen=True)
class ChangeSet:
    """The ids that one unit of work touched, by table; views refresh from it.

    `seq` is the journal's number, 0 if nothing changed.
    """

    label: str
    seq: int
    touched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Tell whether any of these tables changed."""
        return any(self.touched.get(table) for table in tables)
