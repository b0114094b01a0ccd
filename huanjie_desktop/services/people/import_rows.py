"""Reads tables' records into the values of people, with a finding for every cell that cannot be read."""

from dataclasses import dataclass, field
from typing import Any

from huanjie_desktop.domain.outcome import Finding


@dataclass
class ReadRow:
    """One person of a file: `number` as Excel shows it, `texts` by field as they stand, `values` by field as read.

    `key` is sheet!number, with .2 behind it for the second list side by side. With `findings` there are cells that cannot
    be read; `doubts` are about values that were read.
    """

    key: str
    sheet: str
    number: int
    group: str
    texts: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    hidden: bool = False
