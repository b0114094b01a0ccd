"""Rules as data: what is checked, how grave it is, on what basis; and thresholds in whole numbers, never rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from huanjie_desktop.domain.outcome import Finding, Severity, Subject

UNCHECKED_TAG = "M"
UNCHECKED_MARK = "（待核）"


@dataclass(frozen=True)
class Rule:
    """规则: `check` names a function of the checks, `params` are handed to it; `kinds` are congress kinds, () for all.

    `tag` says how the basis is known: V read in the text itself, V2 read in a restatement, P a real county's practice,
    M from memory (shown as 待核), C custom.
    """

    id: str
    title: str
    of: str
    check: str
    severity: Severity
    basis: str = ""
    tag: str = "C"
    kinds: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

    def finding(
        self,
        text: str,
        subject: Subject | None = None,
        twin: Subject | None = None,
        beside: Subject | None = None,
    ) -> Finding:
        """Return what this rule has found, with its basis."""
        basis = basis_text(self.basis, self.tag)
        return Finding(self.severity, self.id, text, subject, basis=basis, twin=twin, beside=beside)

    def holds_for(self, kind: str) -> bool:
        """Tell whether the rule is meant for this kind of congress."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Threshold:
    """法定人数: a count against a base, as 超过半数 (1/2, strict); `words` says it as the text does."""

    id: str
    title: str
    words: str
    numerator: int
    denominator: int
    strict: bool
    basis: str = ""
    tag: str = "C"
    kinds: tuple[str, ...] = ()

    def met(self, count: int, base: int) -> bool:
        """Tell whether `count` of `base` is enough."""
        have, need = count * self.denominator, base * self.numerator
        return have > need if self.strict else have >= need

    def least(self, base: int) -> int:
        """Return the smallest count that is enough."""
        need = base * self.numerator
        return need // self.denominator + 1 if self.strict else -(-need // self.denominator)


@dataclass(frozen=True)
class Surplus:
    """差额: at least `percent` more candidates than seats or one for `one_in` of them, rounded up, and `extra` persons.

    At most `most_percent` more, rounded down, or `most_extra` persons; 0 for no bound.
    """

    id: str
    title: str
    percent: int = 0
    extra: int = 0
    basis: str = ""
    tag: str = "C"
    kinds: tuple[str, ...] = ()
    one_in: int = 0
    most_percent: int = 0
    most_extra: int = 0

    def least(self, seats: int) -> int:
        """Return the smallest number of candidates for `seats`."""
        share = -(-seats // self.one_in) if self.one_in else 0
        return seats + max(-(-seats * self.percent // 100), share, self.extra)

    def most(self, seats: int) -> int | None:
        """Return the largest number of candidates for `seats`, never less than the smallest; None for no bound."""
        if not self.most_percent and not self.most_extra:
            return None
        return max(seats + max(seats * self.most_percent // 100, self.most_extra), self.least(seats))


@dataclass(frozen=True)
class Ground:
    """依据: what a step of a plan rests on; `params` has the number that it sets (days, working_days or months, negative for before)."""

    id: str
    title: str
    basis: str
    tag: str = "C"
    kinds: tuple[str, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def unchecked(self) -> bool:
        """Tell whether nobody has seen its text."""
        return self.tag == UNCHECKED_TAG

    @property
    def short(self) -> str:
        """Return the article's name without what it says: 《选举法》第28条."""
        return basis_text(self.basis.partition("：")[0], self.tag)

    def finding(self, severity: Severity, text: str, subject: Subject | None = None) -> Finding:
        """Return what is found by it, with its basis."""
        return Finding(severity, self.id, text, subject, basis=basis_text(self.basis, self.tag))


@dataclass(frozen=True)
class RuleBook:
    """规则表: all rules of the catalogue."""

    rules: tuple[Rule, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    surpluses: tuple[Surplus, ...] = ()
    grounds: tuple[Ground, ...] = ()

    def rules_of(self, of: str, kind: str = "") -> list[Rule]:
        """Return the rules for people or for a kind of congress."""
        return [rule for rule in self.rules if rule.of == of and rule.holds_for(kind)]


def basis_text(basis: str, tag: str) -> str:
    """Return a basis as it is shown: one that nobody has checked in print bears 待核."""
    return basis + UNCHECKED_MARK if basis and tag == UNCHECKED_TAG else basis
